import type { ExercisePlan } from "#domain/exercise";
import { spread } from "#modes/gameday/schedule";
import { Button } from "../../../kit/Button";
import { Dialog } from "../../../kit/Dialog";
import { Changes } from "../../../team/injects/Changes";
import { BEFORE } from "../../../team/plan/queueing";
import css from "./plan.module.css";

/** Times that suit the length of the exercise, to be read before they are taken. */
export function ScheduleDialog({
  plan,
  onClose,
  onTake,
}: {
  plan: ExercisePlan;
  onClose: () => void;
  onTake: (queue: ExercisePlan["queue"]) => void;
}) {
  const next = spread(plan.queue, plan.minutes, BEFORE.fired);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Times for ${plan.minutes} minutes`}
      description="One every five to ten minutes from the acknowledgement on, and none in the last fifth, in which the team is to finish."
      footer={
        <>
          <Button onClick={onClose}>Leave them</Button>
          <Button kind="primary" onClick={() => onTake(next)} data-autofocus>
            Take these times
          </Button>
        </>
      }
    >
      <div className={css.part}>
        <Changes before={plan.queue} after={next} none="They have these times already." />
        <p className={css.note}>
          Those that wait for a condition stay as they are. What does not fit waits for your hand.
        </p>
      </div>
    </Dialog>
  );
}
