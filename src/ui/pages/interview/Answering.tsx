import { useEffect, useRef, useState } from "react";
import { SILENCE } from "#modes/interview/pace";
import { saying } from "#questions/interviewers";
import type { QuestionMatcher } from "#questions/matcher";
import { matchClarification } from "#questions/probes-clarify";
import { Button } from "../../kit/Button";
import { TextArea, TextField } from "../../kit/Field";
import type { LiveInterview } from "./live";
import css from "./room.module.css";
import type { Draft } from "./useDraft";
import { useLive } from "./useLive";

/** The turn of the candidate: an answer in writing, and before it questions back. */
export function Answering({
  live,
  at,
  turn,
  matcher,
  draft,
  now,
}: {
  live: LiveInterview;
  at: number;
  turn: number;
  matcher: QuestionMatcher;
  draft: Draft;
  now: number;
}) {
  const { header } = useLive(live);
  const { persona, seed, thinkAloud } = header.setup;
  const { text, write, wroteAt } = draft;
  const form = useRef<HTMLFormElement>(null);
  // On a phone the field would be below what was said, and its button below that.
  useEffect(() => {
    form.current?.scrollIntoView({ block: "nearest" });
  }, []);
  const quiet = Math.floor((now - wroteAt()) / SILENCE);
  const answer = () => live.do({ type: "answer", round: at, turn, text, take: null });
  const count = text.split(/\s+/).filter(Boolean).length;
  return (
    <>
      <form
        ref={form}
        className={css.field}
        onSubmit={(event) => {
          event.preventDefault();
          answer();
        }}
      >
        <TextArea
          label={turn === 0 ? "Your answer" : "Your reply"}
          rows={turn === 0 ? 9 : 4}
          autoFocus
          value={text}
          onChange={(event) => write(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
              event.preventDefault();
              answer();
            }
          }}
          hint={
            <>
              As you would say it. Ctrl Enter gives it. {count > 0 && <span className={css.figure}>{count} words</span>}
            </>
          }
        />
        {thinkAloud && quiet > 0 && (
          <p role="status" className={css.nudge}>
            {saying(persona, "silence", seed, at, quiet)}
          </p>
        )}
        <div className={css.actions}>
          <Button type="submit" kind="primary">
            {text.trim() === "" ? "I have nothing to say" : turn === 0 ? "That is my answer" : "That is my reply"}
          </Button>
        </div>
      </form>
      {turn === 0 && <AskBack live={live} at={at} matcher={matcher} />}
    </>
  );
}

/** A clarifying question: what it was understood as is confirmed before it is answered, so that words alone never decide. */
export function AskBack({ live, at, matcher }: { live: LiveInterview; at: number; matcher: QuestionMatcher }) {
  const [text, setText] = useState("");
  const [understood, setUnderstood] = useState<number | "nothing" | null>(null);
  const asks = typeof understood === "number" ? matcher.question.clarifications[understood]?.asks : undefined;
  const put = (index: number | null) => {
    live.do({ type: "clarify", round: at, text: text.trim(), index });
    setText("");
    setUnderstood(null);
  };
  return (
    <form
      className={css.back}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === "") return;
        const found = matchClarification(matcher, text);
        if (found === null) put(null);
        else setUnderstood(found);
      }}
    >
      <TextField
        label="Ask back"
        value={text}
        maxLength={400}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setUnderstood(null);
        }}
      />
      {asks === undefined ? (
        <Button type="submit" disabled={text.trim() === ""}>
          Ask
        </Button>
      ) : (
        <fieldset className={css.confirm} aria-label="What you ask">
          <p>
            You ask: <strong>{asks}</strong>
          </p>
          <Button kind="primary" autoFocus onClick={() => put(understood as number)}>
            Yes
          </Button>
          <Button onClick={() => put(null)}>No, something else</Button>
          <Button kind="quiet" onClick={() => setUnderstood(null)}>
            Rephrase
          </Button>
        </fieldset>
      )}
    </form>
  );
}
