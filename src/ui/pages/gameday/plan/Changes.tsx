import type { ExercisePlan, InjectTime } from "#domain/exercise";
import { duration } from "#lib/format";
import css from "./plan.module.css";

type Queue = ExercisePlan["queue"];

const timeOf = (when: InjectTime | undefined): string =>
  when === undefined || when.kind === "hand"
    ? "by hand"
    : when.kind === "condition"
      ? "once something holds"
      : `${duration(when.seconds)}${when.since === "start" ? " from the start" : ""}`;

/** Which injects get another time, and from which to which. */
export function Changes({ before, after, none }: { before: Queue; after: Queue; none: string }) {
  const moved = after.flatMap((inject) => {
    const from = timeOf(before.find(({ id }) => id === inject.id)?.when);
    const to = timeOf(inject.when);
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
