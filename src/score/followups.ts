import type { Mark } from "#domain/score";
import { type DrillState, storyText } from "#engine/index";
import { bestShare, seenFacts } from "./diagnosis";
import { stateOf } from "./points";

/** A list longer than this is not going to be done; its worth is spread thinner. */
const LONGEST_LIST = 6;
/** A date further away than this is a wish. */
const LATEST_DAYS = 60;
const LATE = 0.5;

/** Points there are to get: a list of the best six is all that can be asked for. */
export function followupsAvailable(state: DrillState): number {
  return state.scene.score.followups
    .map((spec) => spec.points)
    .filter((points) => points > 0)
    .sort((a, b) => b - a)
    .slice(0, LONGEST_LIST)
    .reduce((sum, points) => sum + points, 0);
}

/**
 * Measures that would have caught it. They count only for somebody who knows what happened: the cause is named, or a
 * sufficient set of facts was seen, or a fact that leads to this very measure; else they are a template.
 */
export function followupMarks(state: DrillState, named: boolean): Mark[] {
  const { followups, diagnosis } = state.scene.score;
  const seen = seenFacts(state);
  const grounded = named || bestShare(diagnosis.sufficient, new Set(seen)) >= 1;
  const listed = state.story.followups;
  const thin = Math.min(1, LONGEST_LIST / Math.max(1, listed.length));
  return followups.flatMap((spec): Mark[] => {
    const own = listed.find((f) => f.measure === spec.measure);
    if (spec.points <= 0 && own === undefined) return [];
    const isCost = spec.points <= 0;
    const dated = own === undefined ? 0 : own.days >= 1 && own.days <= LATEST_DAYS ? 1 : LATE;
    const leads = grounded || (spec.grounds ?? []).some((fact) => seen.includes(fact));
    const share = isCost ? 1 : leads ? dated * thin : 0;
    const notes = [
      own !== undefined && !isCost && !leads
        ? "Nothing you had named or seen leads to it, so it is advice from a list."
        : "",
      dated === LATE && !isCost ? `Due in ${own?.days ?? 0} days: nobody remembers by then.` : "",
      own !== undefined && thin < 1 && !isCost
        ? `One of ${listed.length}: so long a list is not going to be done.`
        : "",
    ];
    return [
      {
        id: `followup-${spec.measure}`,
        dimension: "prevent",
        label: `Follow-up: ${spec.measure.replaceAll("-", " ")}`,
        points: own === undefined ? 0 : spec.points * share,
        of: Math.max(0, spec.points),
        second: own === undefined ? null : secondOf(state, spec.measure),
        state: isCost ? "cost" : stateOf(own === undefined ? 0 : share),
        seen,
        reason: [storyText(state, spec.reason), ...notes].filter((part) => part !== "").join(" "),
        source: spec.source,
      },
    ];
  });
}

function secondOf(state: DrillState, measure: string): number | null {
  return state.journal.find((e) => e.kind === "followup" && e.data.measure === measure)?.at.second ?? null;
}
