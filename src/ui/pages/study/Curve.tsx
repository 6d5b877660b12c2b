import { percent } from "#lib/format";
import type { RecallPoint } from "#modes/study/curve";
import css from "./study.module.css";

const WIDTH = 1000;
const HEIGHT = 100;

/** How surely the card was known over time, and how surely it will be until it comes back. */
export function Curve({
  points,
  now,
  dateOf,
}: {
  points: readonly RecallPoint[];
  now: number;
  dateOf: (at: number) => string;
}) {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return null;
  const span = Math.max(1, last.at - first.at);
  const x = (at: number): number => ((at - first.at) / span) * WIDTH;
  const path = points
    .map(({ at, recall }, i) => `${i === 0 ? "M" : "L"}${x(at).toFixed(1)} ${((1 - recall) * HEIGHT).toFixed(2)}`)
    .join("");
  const current = points.findLast(({ at }) => at <= now) ?? first;
  return (
    <figure className={css.curve}>
      <span aria-hidden="true" className={css.scale}>
        <span>100 %</span>
        <span>50 %</span>
        <span>0 %</span>
      </span>
      <svg
        role="img"
        aria-label={`Chance of knowing it: now ${percent(current.recall)}, on ${dateOf(last.at)} ${percent(last.recall)}`}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
      >
        {now > first.at && now < last.at && <line x1={x(now)} x2={x(now)} y1={0} y2={HEIGHT} />}
        <path d={path} />
      </svg>
      <span aria-hidden="true" className={css.ends}>
        <span>{dateOf(first.at)}</span>
        <span>the dashed line is now</span>
        <span>{dateOf(last.at)}</span>
      </span>
    </figure>
  );
}
