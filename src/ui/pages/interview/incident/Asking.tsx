import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import type { Intent } from "#modes/interview/incident/intent";
import { proposeIntents } from "#modes/interview/incident/propose";
import { Button } from "../../../kit/Button";
import { cx } from "../../../kit/cx";
import { TextArea } from "../../../kit/Field";
import { Kbd } from "../../../kit/Kbd";
import { useSession } from "../../../live";
import css from "./incident.module.css";
import type { Talk } from "./useTalk";

/** Longest request; as much as one says at once. */
const MAX_TEXT = 2000;

/** Where one says something, and then chooses what was meant. */
export function Asking({ talk }: { talk: Talk }) {
  const session = useSession();
  const [text, setText] = useState("");
  const [intents, setIntents] = useState<readonly Intent[] | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);

  const read = () => {
    const { view } = session.getState();
    const words = text.trim();
    if (words === "" || view === null || talk.busy) return;
    const found = proposeIntents(view, words);
    if (found.length > 0) return setIntents(found);
    void talk.think(words, true).then((isKept) => isKept && setText(""));
  };
  const choose = async (intent: Intent | null) => {
    const words = text.trim();
    setIntents(null);
    const isKept = await (intent === null ? talk.think(words, false) : talk.confirm(words, intent));
    if (isKept) setText("");
    field.current?.focus();
  };
  const back = () => {
    setIntents(null);
    setTimeout(() => field.current?.focus());
  };

  if (intents !== null) return <Readings text={text.trim()} intents={intents} onChoose={choose} onBack={back} />;
  return (
    <form
      className={css.asking}
      onSubmit={(event) => {
        event.preventDefault();
        read();
      }}
    >
      <TextArea
        ref={field}
        id="incident-request"
        label="What would you look at, or do?"
        hideLabel
        placeholder="What would you look at, or do? Think aloud…"
        rows={2}
        value={text}
        maxLength={MAX_TEXT}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
          if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          read();
        }}
      />
      <Button type="submit" kind="primary" busy={talk.busy}>
        Say it
      </Button>
    </form>
  );
}

/** A few readings of what was said. The first is chosen by Enter, others by arrows or a press. */
function Readings({
  text,
  intents,
  onChoose,
  onBack,
}: {
  text: string;
  intents: readonly Intent[];
  onChoose: (intent: Intent | null) => Promise<void>;
  onBack: () => void;
}) {
  const id = useId();
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  // Once: whoever goes elsewhere meanwhile is not called back.
  useEffect(() => list.current?.focus(), []);
  const options: readonly (Intent | null)[] = [...intents, null];
  const press = (event: KeyboardEvent) => {
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: (at + 1) % options.length,
      ArrowUp: (at + options.length - 1) % options.length,
      Home: 0,
      End: options.length - 1,
    };
    const to = moves[event.key];
    if (to !== undefined) setAt(to);
    else if (event.key === "Enter") void onChoose(options[at] ?? null);
    else if (event.key === "Escape") onBack();
    else return;
    event.preventDefault();
  };
  return (
    <section aria-label="What you mean" className={css.readings}>
      <p className={css.quoted}>“{text}”</p>
      <p className={css.which}>You mean:</p>
      <div
        role="listbox"
        tabIndex={0}
        aria-label="What you mean"
        aria-activedescendant={`${id}-${at}`}
        ref={list}
        onKeyDown={press}
        className={css.options}
      >
        {options.map((intent, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox has the keys
          <div
            key={intent?.id ?? "none"}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            onClick={() => void onChoose(intent)}
            onPointerMove={() => setAt(index)}
            className={cx(css.option, intent === null && css.none)}
          >
            {intent?.title ?? "None of these; I was thinking aloud"}
          </div>
        ))}
      </div>
      <p className={css.keys}>
        <span className={css.byKey}>
          <Kbd keys="enter" always /> takes it, <Kbd keys="esc" always /> goes back to your words.{" "}
        </span>
        <button type="button" className={css.link} onClick={onBack}>
          Say it differently
        </button>
      </p>
    </section>
  );
}
