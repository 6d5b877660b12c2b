import { BEATS, type BeatId } from "#domain/gameday";
import type { Second } from "#domain/ids";
import { ackedAt, holds, type Sight } from "./conditions";

/** When each beat was reached, as far as it was; and the worst there was until now, by which one knows that it got better. */
export interface Reached {
  readonly beats: Readonly<Partial<Record<BeatId, Second>>>;
  /** Most failed requests per second that were seen. */
  readonly worst: number;
  /** Since when no more than a fifth of that fail; null while more do. */
  readonly calmSince: Second | null;
}

export const NOT_BEGUN: Reached = { beats: {}, worst: 0, calmSince: null };

/** As in the stages of a debrief: what is left is a fifth of the worst at most. */
const CALM = 0.2;
/** It is mitigated when it has been calm for so long since something was done, and verified after this. */
const STEADY: Second = 120;
const VERIFIED: Second = 240;

const isOver = ({ phase }: Sight["view"]): boolean => phase === "resolved" || phase === "ended";

/** Whether the team has done anything yet that could have made it better: a lull is no mitigation. */
const hasActed = ({ view, room }: Sight): boolean =>
  view.operations.length > 0 || view.requests.some(({ state }) => state === "answered") || room.decisions.length > 0;

/** The second at which a beat was reached, as far as a view tells; null while it was not. */
function reachedAt(beat: BeatId, sight: Sight, known: Reached, calmSince: Second | null): Second | null {
  const { view } = sight;
  const { now } = view;
  switch (beat) {
    case "acknowledged":
      return ackedAt(view);
    case "scoped": {
      // Scoped: it was said how grave it is, and something was found out about it.
      const fact = view.facts.length === 0 ? null : Math.min(...view.facts.map(({ second }) => second));
      return fact !== null && view.severity !== null ? now : null;
    }
    case "suspected":
      return holds({ is: "hypothesis", state: "right" }, sight) ? now : null;
    case "mitigated":
      if (calmSince !== null && now - calmSince >= STEADY) return calmSince;
      // Where nothing fails that one could see, the team's word counts.
      return known.worst === 0 && isOver(view) ? now : null;
    case "verified": {
      const since = known.worst === 0 ? (known.beats.mitigated ?? null) : calmSince;
      return since !== null && now - since >= VERIFIED ? now : null;
    }
  }
}

/**
 * What was reached by now, given what was known a moment ago. Beats that were reached stay. Called at least every half minute it
 * misses nothing: later than that, a beat counts from when it was noticed.
 */
export function notePace(known: Reached, sight: Sight): Reached {
  const { view } = sight;
  const { failedPerSecond, spark } = view.impact;
  const worst = Math.max(known.worst, failedPerSecond, ...spark);
  const isCalm = worst > 0 && failedPerSecond <= worst * CALM && hasActed(sight);
  const calmSince = isCalm ? (known.calmSince ?? view.now) : null;
  const beats: Partial<Record<BeatId, Second>> = { ...known.beats };
  for (const beat of BEATS) {
    const at = beats[beat] ?? reachedAt(beat, sight, { beats, worst, calmSince }, calmSince);
    if (at !== null && at !== undefined) beats[beat] = at;
  }
  return { beats, worst, calmSince };
}
