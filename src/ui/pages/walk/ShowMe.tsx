import { useEffect, useState } from "react";
import { afterSecond, verdictOf } from "#debrief/index";
import { offset } from "#lib/format";
import { messageOf } from "#lib/message";
import { storeFinished } from "#session/index";
import { beside } from "../../beside/index";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { ErrorState, Loading } from "../../kit/State";
import { type Services, useServices } from "../../services";
import type { Debrief } from "../debrief/load";
import { walkTo } from "./places";
import { shownOf } from "./shown";
import css from "./walk.module.css";

interface Shown {
  readonly id: string;
  readonly second: number;
  readonly verdict: readonly string[];
}

/** Lets the expert play on from a second, and keeps what came of it as a fork of the run. */
async function showMe(debrief: Debrief, second: number, { runs, clock }: Services): Promise<Shown> {
  const { program, run } = debrief;
  const id = clock.id();
  const [shown, best] = await Promise.all([
    beside("show", { program, run, position: afterSecond(second), stand: "expert", id }),
    shownOf(debrief, "expert"),
  ]);
  await storeFinished(runs, clock, program, shown.run, shown.frozen);
  const verdict = verdictOf(debrief.frozen.scorecard, shown.frozen.scorecard, best.frozen.scorecard);
  return { id, second, verdict };
}

/** The expert plays on from a second; then it is told what came of it, and can be walked through. Open while there is a second. */
export function ShowMe({ debrief, second, onClose }: { debrief: Debrief; second: number | null; onClose: () => void }) {
  const services = useServices();
  const [shown, setShown] = useState<Shown | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const { id } = debrief.run.header;
  useEffect(() => {
    if (second === null) return;
    let gone = false;
    setShown(null);
    setFailure(null);
    showMe(debrief, second, services).then(
      (result) => !gone && setShown(result),
      (error: unknown) => !gone && setFailure(messageOf(error)),
    );
    return () => {
      gone = true;
    };
  }, [debrief, second, services]);
  return (
    <Dialog
      open={second !== null}
      onOpenChange={(open) => !open && onClose()}
      size="s"
      title={`The expert from ${offset(second ?? 0)} on`}
      description="In the situation as it is then: what was done stays done."
      {...(shown !== null && {
        footer: (
          <>
            <a href={`#/run/${shown.id}/compare/${id}`}>Compare with this run</a>
            <Button kind="primary" onClick={() => location.assign(walkTo(shown.id, shown.second))}>
              Watch it from here
            </Button>
          </>
        ),
      })}
    >
      {failure !== null ? (
        <ErrorState title="It cannot be shown">{failure}</ErrorState>
      ) : shown === null ? (
        <Loading label="The expert plays on" lines={3} />
      ) : (
        <div className={css.verdict}>
          {shown.verdict.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          <p className={css.quiet}>It is kept among the forks of this run, and never counts as yours.</p>
        </div>
      )}
    </Dialog>
  );
}
