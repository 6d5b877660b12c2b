import { useMemo } from "react";
import type { Debrief } from "../debrief/load";
import { STATE_WORDS } from "../debrief/words";
import type { MarkStop } from "./stops";
import css from "./walk.module.css";

/** The height of the drawing in its own units; it is stretched to the width of the line. */
const HEIGHT = 100;

/** The area below a curve of one value per `step` seconds, over `length` seconds. */
function areaOf(values: readonly number[], step: number, length: number, most: number): string {
  const points = values.map((value, i) => `${Math.min(length, i * step)},${HEIGHT - (HEIGHT * value) / most}`);
  const end = Math.min(length, values.length * step);
  return `M0,${HEIGHT} L${points.join(" L")} L${end},${HEIGHT} Z`;
}

/** What the line of a run shows: what customers bore, and the marks. A picture; the same is said in words elsewhere. */
export function Line({ debrief, length, stops }: { debrief: Debrief; length: number; stops: readonly MarkStop[] }) {
  const { impact } = debrief.frozen.scorecard;
  const area = useMemo(() => {
    const most = Math.max(1e-9, ...impact.player);
    return areaOf(impact.player, impact.step, length, most);
  }, [impact, length]);
  return (
    <>
      <svg viewBox={`0 0 ${Math.max(1, length)} ${HEIGHT}`} preserveAspectRatio="none" className={css.area}>
        <title>What customers bore</title>
        <path d={area} />
      </svg>
      {stops.map((stop) => (
        <span
          key={stop.id}
          data-tone={STATE_WORDS[stop.state].tone}
          className={css.mark}
          style={{ left: `${(100 * stop.at) / Math.max(1, length)}%` }}
        />
      ))}
    </>
  );
}
