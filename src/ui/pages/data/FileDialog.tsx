import type { OpenedFile } from "#session/files";
import type { Finding } from "#session/judging";
import { CLOCK_WORDS } from "../../clocks";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { KeyValue } from "../../kit/KeyValue";
import { Status, type Tone } from "../../kit/Sign";
import { ErrorState } from "../../kit/State";
import { useServices } from "../../services";
import { when } from "../../when";
import css from "./data.module.css";
import type { Ready } from "./openFile";

interface Said {
  readonly tone: Tone;
  readonly word: string;
  readonly text: string;
}

const SEALS: Readonly<Record<OpenedFile["seal"], Said>> = {
  whole: { tone: "good", word: "Unchanged", text: "The file is as it was saved." },
  changed: {
    tone: "bad",
    word: "Changed",
    text: "This file was changed after it was saved. What follows is what it says now.",
  },
  none: { tone: "neutral", word: "Plain log", text: "A log without a digest: whether it was changed cannot be told." },
};

function saidOf(finding: Finding, total: number): Said {
  switch (finding.state) {
    case "confirmed":
      return { tone: "good", word: "Confirmed", text: `Score confirmed by replay: ${total} of 100.` };
    case "differs":
      return {
        tone: "bad",
        word: "Differs",
        text: `The replay comes to another score, and the replay's is kept. ${finding.differences.join("; ")}.`,
      };
    case "scored":
      return { tone: "info", word: "Scored", text: `The file has no score. The replay gives ${total} of 100.` };
    case "open":
      return { tone: "info", word: "Open", text: "This run is not over. It can be gone on with where it stands." };
    case "unconfirmed":
      return {
        tone: "warn",
        word: "Not replayed",
        text: `${finding.why} Its score, ${total} of 100, is the file's own. The debrief shows what was kept at its end.`,
      };
  }
}

const notesOf = (count: number): string => `${count} ${count === 1 ? "note" : "notes"}`;

/** What was found in a file, and what shall be done with it. Nothing is stored before a button is pressed. */
export function FileDialog({
  ready,
  busy,
  failure,
  onClose,
  onStore,
  onOwn,
  onNotes,
}: {
  ready: Ready;
  busy: boolean;
  failure: string | null;
  onClose: () => void;
  /** Stores it as a run of its own. */
  onStore: () => void;
  /** Goes to the run that is here already. */
  onOwn: () => void;
  /** Writes the notes that are missing to that run. */
  onNotes: () => void;
}) {
  const { clock } = useServices();
  const { opened, judged, presence, card, name } = ready;
  const { file, seal } = opened;
  const total = Math.round(judged.frozen?.scorecard.total ?? 0);
  const missing = presence.state === "same" ? presence.missing.length : 0;
  const here: Said | null =
    presence.state === "same"
      ? {
          tone: "info",
          word: "Here already",
          text: `This run is in this browser. ${missing === 0 ? "The file has no note that it has not got." : `The file has ${notesOf(missing)} that it has not got.`}`,
        }
      : presence.state === "taken"
        ? { tone: "warn", word: "Id in use", text: "Another run has the same id here. This one gets a new id." }
        : null;
  const findings = [SEALS[seal], saidOf(judged.finding, total), ...(here === null ? [] : [here])];
  const store = judged.frozen === null ? "Store it and go on" : "Store it and open the debrief";
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`${card.code} ${card.title}`}
      description={`From ${name}`}
      footer={
        presence.state === "same" ? (
          <>
            <Button busy={busy} onClick={onStore}>
              Keep it as a second run
            </Button>
            {missing > 0 ? (
              <Button kind="primary" busy={busy} onClick={onNotes}>
                Add {notesOf(missing)} to the run here
              </Button>
            ) : (
              <Button kind="primary" busy={busy} onClick={onOwn}>
                Open the run here
              </Button>
            )}
          </>
        ) : (
          <>
            <Button onClick={onClose}>Leave it</Button>
            <Button kind="primary" busy={busy} onClick={onStore}>
              {store}
            </Button>
          </>
        )
      }
    >
      {/* biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers */}
      <ul role="list" className={css.findings}>
        {findings.map(({ tone, word, text }) => (
          <li key={word}>
            <Status tone={tone}>{word}</Status>
            <span>{text}</span>
          </li>
        ))}
      </ul>
      <KeyValue
        pairs={[
          { key: "Played", value: file.playedAt > 0 ? when(file.playedAt, clock.now()) : "not said" },
          { key: "Clock", value: CLOCK_WORDS[file.run.header.clock].label },
          { key: "Notes", value: String(file.notes.length) },
          { key: "Engine", value: String(file.run.header.engine), mono: true },
        ]}
      />
      {failure !== null && <ErrorState title="It was not stored">{failure}</ErrorState>}
    </Dialog>
  );
}
