import { type KeyboardEvent, useEffect, useMemo, useRef } from "react";
import type { Audience } from "#domain/commands";
import { useCommand } from "../../command";
import { consoleStore, useConsole } from "../../console-state";
import { announce } from "../../kit/announce";
import { Button } from "../../kit/Button";
import { Select, TextArea } from "../../kit/Field";
import { Highlighted } from "../../kit/Highlighted";
import { useSession, useView } from "../../live";
import { RefusalNote } from "../../RefusalNote";
import { useIsTeam } from "../../team/context";
import { SaysWriting } from "../../team/Writing";
import { AUDIENCE_WORDS, READERS } from "../../words";
import { BlockBar } from "./BlockBar";
import { blocksFor, withSentence } from "./blocks";
import css from "./composer.module.css";
import { MARK_WORDS, marksOf, useAssessment } from "./marks";
import { Rules } from "./Rules";
import { useRoute } from "./route";

function setDraft(audience: Audience, text: string): void {
  consoleStore.setState(({ drafts }) => ({ drafts: { ...drafts, [audience]: text } }));
}

/** What of a draft was not in the message that was sent of it. */
const writtenSince = (sent: string, draft: string): string =>
  draft.startsWith(sent) ? draft.slice(sent.length).trimStart() : draft;

/** Starters with what the header shows, renewed each simulated minute. */
function useBlocks(audience: Audience) {
  const session = useSession();
  const minute = useView((view) => Math.floor(view.clock / 60));
  const severity = useView((view) => view.severity);
  return useMemo(() => {
    const view = session.getState().view;
    const clock = minute * 60;
    const startsAt = view === null ? clock : view.clock - view.now;
    return blocksFor(READERS[audience], {
      clock,
      since: startsAt + (view?.pages[0]?.firedAt ?? 0),
      failedPerSecond: view?.impact.failedPerSecond ?? 0,
      severity,
    });
  }, [session, audience, minute, severity]);
}

/**
 * Writes to an audience: sentence starters or free text, one text either way. What decides how it is read is marked
 * while writing. `fixed` leaves no choice of audience; `roomy` shows all rules at once. The draft survives closing.
 */
export default function Composer({
  audience,
  fixed = false,
  roomy = false,
  focus = false,
  onSent,
  onClose,
}: {
  audience: Audience;
  fixed?: boolean;
  roomy?: boolean;
  /** Whether the text field takes the focus when it appears. */
  focus?: boolean;
  onSent?: () => void;
  /** When it is put away, sent or not; without it, it cannot be. */
  onClose?: () => void;
}) {
  const { give, busy, refusal } = useCommand();
  const text = useConsole((state) => state.drafts[audience] ?? "");
  const field = useRef<HTMLTextAreaElement>(null);
  const blocks = useBlocks(audience);
  const words = AUDIENCE_WORDS[audience];
  const isTeam = useIsTeam();
  const route = useRoute(audience);

  useEffect(() => {
    if (focus) field.current?.focus();
  }, [focus]);

  const submit = async () => {
    if (!(await give(route.command(text)))) return;
    // Storing takes a moment: whoever wrote on meanwhile has another message begun.
    const begun = writtenSince(text, consoleStore.getState().drafts[audience] ?? "");
    setDraft(audience, begun);
    announce(route.isDraft ? "Handed in for approval." : `Sent to the ${words.place}.`);
    onSent?.();
    if (begun === "") onClose?.();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      void submit();
    }
  };
  const insert = (sentence: string) => {
    setDraft(audience, withSentence(text, sentence));
    field.current?.focus();
  };

  return (
    <section aria-label={`Write to: ${words.place}`} className={css.composer}>
      {!fixed && (
        <Select
          label="To"
          hideLabel
          value={audience}
          options={route.audiences.map((id) => ({
            value: id,
            label: `To the ${AUDIENCE_WORDS[id].place}`,
          }))}
          onChange={(id) => consoleStore.setState({ compose: id })}
        />
      )}
      <BlockBar key={audience} blocks={blocks} onInsert={insert} />
      <TextArea
        ref={field}
        label={`Message, read by ${words.readers}`}
        value={text}
        onChange={(event) => setDraft(audience, event.target.value)}
        onKeyDown={onKeyDown}
      />
      {isTeam && <SaysWriting audience={audience} text={text} />}
      {refusal !== null && <RefusalNote refusal={refusal} />}
      <div className={css.buttons}>
        {onClose !== undefined && <Button onClick={onClose}>Later</Button>}
        <Button kind="primary" keys="mod+enter" busy={busy} onClick={() => void submit()}>
          {route.isDraft ? "Hand in for approval" : audience === "customers" ? "Post" : "Send"}
        </Button>
      </div>
      <Reading text={text} audience={audience} roomy={roomy} />
    </section>
  );
}

/** A text with what decides how it is read: the marked words, and the rules. */
export function Reading({ text, audience, roomy = false }: { text: string; audience: Audience; roomy?: boolean }) {
  const { text: judged, result } = useAssessment(text, audience);
  const marks = marksOf(result);
  return (
    <div className={css.reading}>
      {marks.length > 0 && <Highlighted text={judged} marks={marks} words={MARK_WORDS} />}
      <Rules audience={audience} assessment={result} open={roomy} />
    </div>
  );
}
