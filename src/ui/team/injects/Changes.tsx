import type { ExercisePlan, InjectTime, PlannedInject } from "#domain/exercise";
import { duration } from "#lib/format";
import { dueAt, type QueueTime } from "#modes/gameday/queue";
import { formatDuration } from "../../kit/format";
import css from "./injects.module.css";

type Queue = ExercisePlan["queue"];

const plannedTime = (when: InjectTime): string =>
  when.kind === "hand"
    ? "by hand"
    : when.kind === "condition"
      ? "once something holds"
      : `${duration(when.seconds)}${when.since === "start" ? " from the start" : ""}`;

/** When an inject comes: from now where the clock runs and says so, else as it is planned. */
function timeOf(inject: PlannedInject | undefined, running: QueueTime | null): string {
  if (inject === undefined) return "by hand";
  const at = running === null ? null : dueAt(inject, running.ackedAt);
  return at === null || running === null ? plannedTime(inject.when) : `in ${formatDuration(at - running.now)}`;
}

/** Which injects get another time, and from which to which. `running` null: before the exercise. */
export function Changes({
  before,
  after,
  running = null,
  none,
}: {
  before: Queue;
  after: Queue;
  running?: QueueTime | null;
  none: string;
}) {
  const moved = after.flatMap((inject) => {
    const from = timeOf(
      before.find(({ id }) => id === inject.id),
      running,
    );
    const to = timeOf(inject, running);
    return from === to ? [] : [{ id: inject.id, title: inject.title || "Untitled inject", from, to }];
  });
  if (moved.length === 0) return <p className={css.note}>{none}</p>;
  return (
    <table className={css.changes} aria-label="What moves">
      <thead>
        <tr>
          <th scope="col">Inject</th>
          <th scope="col">From</th>
          <th scope="col">To</th>
        </tr>
      </thead>
      <tbody>
        {moved.map(({ id, title, from, to }) => (
          <tr key={id}>
            <th scope="row">{title}</th>
            <td>{from}</td>
            <td>{to}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
