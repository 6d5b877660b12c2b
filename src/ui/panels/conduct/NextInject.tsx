import { Zap } from "lucide-react";
import type { PlannedInject } from "#domain/exercise";
import { dueInjects, queueTime } from "#modes/gameday/due";
import { dueAt, pending } from "#modes/gameday/queue";
import { effectText, timeText } from "#modes/gameday/words";
import { Button } from "../../kit/Button";
import { formatDuration } from "../../kit/format";
import { Status } from "../../kit/Sign";
import { Callout } from "../../kit/State";
import { useView } from "../../live";
import { useFacilitatorSeat } from "../../team/conducting";
import { useOpenRoom, useTeam } from "../../team/context";
import { useFolded } from "../../team/folded";
import { capital, namesOf } from "../../team/injects/words";
import css from "./conduct.module.css";
import { fire } from "./fire";
import { Part } from "./Part";
import { sightOf } from "./sight";
import { conductStore, useConduct, usePlan, useScene } from "./store";

/** What happens next, when, and the key by which it happens now. What is due and waits for a press stands first. */
export function NextInject() {
  const { session } = useOpenRoom();
  const seat = useFacilitatorSeat();
  const [plan] = usePlan();
  useView((view) => view.now);
  const confirms = useConduct((state) => state.confirms);
  const refused = useConduct((state) => state.refused);
  const isHolder = useTeam((team) => team.isHolder);
  const room = useFolded((each) => each);
  const sight = sightOf(session, seat);
  if (sight === null || seat === null) return null;
  const due = dueInjects(plan, sight);
  const time = queueTime({ ...sight, room });
  const [next] = due.length > 0 ? due : pending(plan.queue, time);
  const waits = due.filter(({ id }) => confirms || refused.has(id) || !isHolder);
  return (
    <Part
      title={due.length > 0 ? "Due now" : "Next inject"}
      actions={
        next !== undefined && (
          <Button
            kind={due.length > 0 ? "primary" : "default"}
            keys="shift+i"
            icon={<Zap />}
            onClick={() => void fire(session, seat.id, next)}
          >
            Fire now
          </Button>
        )
      }
    >
      {next === undefined ? (
        <p className={css.quiet}>
          None waits.{" "}
          <button type="button" className={css.link} onClick={() => conductStore.setState({ tab: "injects" })}>
            Add one
          </button>
        </p>
      ) : (
        <Coming inject={next} at={dueAt(next, time.ackedAt)} now={sight.view.now} />
      )}
      {waits.length > 1 && <p className={css.meta}>{waits.length - 1} more are due.</p>}
      {next !== undefined && refused.has(next.id) && (
        <Callout tone="bad" title="It did not happen">
          {refused.get(next.id)}
        </Callout>
      )}
      {due.length > 0 && !isHolder && (
        <p className={css.meta}>It happens by itself on the device that drives the clock, if its plan has it.</p>
      )}
    </Part>
  );
}

/** An inject that waits, with its countdown. */
function Coming({ inject, at, now }: { inject: PlannedInject; at: number | null; now: number }) {
  const scene = useScene();
  const names = namesOf(scene);
  const left = at === null ? null : at - now;
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
