import { useMemo, useState } from "react";
import { messageOf } from "#lib/message";
import { deedsFromMarks } from "#modes/study/gather";
import { IMPORTED } from "#session/contract";
import { Button } from "../../kit/Button";
import { ErrorState } from "../../kit/State";
import { saveRunFile } from "../../runFile";
import { useServices } from "../../services";
import { startRun } from "../../starting";
import { StudyMissed } from "../../study/StudyMissed";
import { draftFrom } from "../stories/drafting";
import { walkTo } from "../walk/places";
import css from "./debrief.module.css";
import type { Debrief } from "./load";

/** What one may do with a finished run: play it again, keep it. */
export function Again({ debrief: { run, program, frozen, readOnly } }: { debrief: Debrief }) {
  const services = useServices();
  const { header } = run;
  const [busy, setBusy] = useState<"same" | "new" | "story" | null>(null);
  const [failure, setFailure] = useState<{ readonly title: string; readonly text: string } | null>(null);
  const { scorecard } = frozen;
  // What somebody else played shows nothing about oneself.
  const isOwn = header.shown === undefined && !scorecard.labels.includes(IMPORTED);
  const missed = useMemo(
    () => (isOwn ? deedsFromMarks(program.card, scorecard, { kind: "run", id: header.id }) : []),
    [isOwn, program, scorecard, header.id],
  );
  const fail = (title: string) => (error: unknown) => {
    setBusy(null);
    setFailure({ title, text: messageOf(error) });
  };
  const again = (kind: "same" | "new") => {
    setBusy(kind);
    setFailure(null);
    const seed = kind === "same" ? { seed: header.seed } : {};
    startRun(services, { slug: header.drill, clock: header.clock, ...seed }).catch(fail("It could not be started"));
  };
  const tell = () => {
    setBusy("story");
    setFailure(null);
    draftFrom(services, { program, run, card: frozen.scorecard }).catch(fail("The story could not be drafted"));
  };
  const save = () => {
    setFailure(null);
    saveRunFile(services, header, program.card.title).catch(fail("The file could not be made"));
  };
  return (
    <>
      <div className={css.again}>
        <Button kind="primary" busy={busy === "new"} onClick={() => again("new")}>
          Play it again, differently
        </Button>
        <Button busy={busy === "same"} onClick={() => again("same")}>
          Play the same again
        </Button>
        {readOnly === null && header.shown === undefined && header.grown === undefined && (
          <Button busy={busy === "story"} onClick={tell}>
            Draft a story
          </Button>
        )}
        <Button kind="quiet" onClick={save}>
          Save this run as a file
        </Button>
        <StudyMissed deeds={missed} />
      </div>
      <p className={css.note}>
        {program.card.variants > 1
          ? `Differently: a new seed, and one of ${program.card.variants} ways the incident can be. The same: seed ${header.seed} once more.`
          : `The same: seed ${header.seed} once more.`}
      </p>
      <p className={css.note}>
        What others can learn from it: <a href={`#/run/${header.id}/postmortem`}>Write the postmortem</a>.
      </p>
      {readOnly === null && (
        <p className={css.note}>
          Or see what could have been: <a href={walkTo(header.id, 0)}>walk back into it</a>,{" "}
          <a href={walkTo(header.id, 0, "expert")}>watch the expert</a> in the same incident, or look at{" "}
          <a href={`#/run/${header.id}/compare`}>its forks, side by side</a>.
        </p>
      )}
      {failure !== null && <ErrorState title={failure.title}>{failure.text}</ErrorState>}
    </>
  );
}
