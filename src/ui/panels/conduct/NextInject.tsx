import { Zap } from "lucide-react";
import type { PlannedInject } from "#domain/exercise";
import { ackedAt } from "#modes/gameday/conditions";
import { dueAt } from "#modes/gameday/queue";
import { effectText, timeText } from "#modes/gameday/words";
import { Button } from "../../kit/Button";
import { formatDuration } from "../../kit/format";
import { Status } from "../../kit/Sign";
import { Callout } from "../../kit/State";
import { useView } from "../../live";
import { useFacilitatorSeat } from "../../team/conducting";
import { useOpenRoom, useTeam } from "../../team/context";
import { capital, namesOf } from "../../team/injects/words";
import { Part } from "../../team/Part";
import css from "./conduct.module.css";
import { fire } from "./fire";
import { waitingOf } from "./firing";
import { useSight } from "./sight";
import { conductStore, useConduct, usePlan, useScene } from "./store";

/** What happens next, when, and the key by which it happens now. What is due and waits for a press stands first. */
export function NextInject() {
  const { session } = useOpenRoom();
  const seat = useFacilitatorSeat()?.id ?? "";
  const sight = useSight();
  const [plan] = usePlan();
  const noted = useConduct((state) => state.refused);
  const isHolder = useTeam((team) => team.isHolder);
  const { due, later, refused } = waitingOf(plan.queue, noted, sight);
  const [next] = [...due, ...later];
  const isDue = due.length > 0;
  return (
    <Part
      title={isDue ? "Due now" : "Next inject"}
      actions={
        next !== undefined && (
          <Button
            kind={isDue ? "primary" : "default"}
            keys="shift+i"
            icon={<Zap />}
            onClick={() => void fire(session, seat, next)}
          >
            Fire now
          </Button>
        )
      }
    >
      {next !== undefined && <Coming inject={next} />}
      {due.length > 1 && <p className={css.meta}>{due.length - 1} more are due.</p>}
      {isDue && !isHolder && (
        <p className={css.meta}>It happens by itself on the device that drives the clock, if its plan has it.</p>
      )}
      {next === undefined && (
        <p className={css.quiet}>
          {isHolder ? "None waits." : "None waits in the plan of this device."}{" "}
          <button type="button" className={css.link} onClick={() => conductStore.setState({ tab: "injects" })}>
            Add one
          </button>
        </p>
      )}
      {refused.map((inject) => (
        <Refused key={inject.id} inject={inject} onRetry={() => void fire(session, seat, inject)} />
      ))}
    </Part>
  );
}

/** An inject that waits, with its countdown. */
function Coming({ inject }: { inject: PlannedInject }) {
  const scene = useScene();
  const names = namesOf(scene);
  const left = useView((view) => {
    const at = dueAt(inject, ackedAt(view));
    return at === null ? null : at - view.now;
  });
  return (
    <>
      <p className={css.line}>
        <strong className={css.words}>{inject.title || "Untitled inject"}</strong>
        {left !== null && left > 0 && <Status tone={left <= 60 ? "warn" : "neutral"}>in {formatDuration(left)}</Status>}
      </p>
      <p className={css.meta}>
        {capital(timeText(inject.when, names))}
        {inject.effects.map((effect) => ` · ${effectText(effect, names)}`).join("")}
        {inject.read !== "" && ` · you: ${inject.read}`}
      </p>
    </>
  );
}

/** One that could not be carried out, and why; it is not tried again by itself. */
function Refused({ inject, onRetry }: { inject: PlannedInject; onRetry: () => void }) {
  const why = useConduct((state) => state.refused.get(inject.id));
  return (
    <Callout
      tone="bad"
      title={`“${inject.title}” did not happen`}
      action={<Button onClick={onRetry}>Try again</Button>}
    >
      {why} It can be mended under Injects.
    </Callout>
  );
}
