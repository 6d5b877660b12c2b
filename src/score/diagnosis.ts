import type { ScoreSpec } from "#domain/drill";
import type { FactId, Second } from "#domain/ids";
import type { Mark } from "#domain/score";
import type { HypothesisView } from "#domain/view";
import { type DrillState, storyText } from "#engine/index";
import { stateOf } from "./points";

/** What naming the cause is worth when nothing that shows it had been seen: a guess that turned out right. */
const GUESS = 0.5;

/** The hypothesis a player stands by: the favoured one, or the only one left. */
function chosenOf(state: DrillState): HypothesisView | undefined {
  const alive = state.story.hypotheses.filter((h) => h.state !== "rejected");
  return alive.find((h) => h.state === "favoured") ?? (alive.length === 1 ? alive[0] : undefined);
}

/** Facts that count as evidence: pinned in support of the chosen hypothesis, or against another one. */
function evidenceFor(state: DrillState, chosen: HypothesisView | undefined): ReadonlySet<FactId> {
  const counts = state.story.pins.filter(({ hypothesis, bearing }) =>
    hypothesis === (chosen?.id ?? null) ? bearing === "supports" : hypothesis !== null && bearing === "against",
  );
  return new Set(chosen === undefined ? [] : counts.map((pin) => pin.fact));
}

/** Largest share of a sufficient set that is contained in `facts`, 0–1. */
export function bestShare(sets: ScoreSpec["diagnosis"]["sufficient"], facts: ReadonlySet<FactId>): number {
  let best = 0;
  for (const set of sets) {
    if (set.length > 0) best = Math.max(best, set.filter((fact) => facts.has(fact)).length / set.length);
  }
  return best;
}

export function seenFacts(state: DrillState): readonly FactId[] {
  return state.story.facts.map((fact) => fact.id);
}

/**
 * The cause, and the evidence for it. `namedAt` is the second since which the cause has been named, null when it is not
 * named at the end: revising a hypothesis costs nothing, only where one ends up counts.
 */
export function diagnosisMarks(state: DrillState, namedAt: Second | null): Mark[] {
  const { diagnosis } = state.scene.score;
  const seen = seenFacts(state);
  const named = namedAt !== null;
  const guessed = named && bestShare(diagnosis.sufficient, new Set(seen)) === 0;
  const cause = named ? (guessed ? GUESS : 1) : 0;
  const pinned = bestShare(diagnosis.sufficient, evidenceFor(state, chosenOf(state)));
  const evidence = named ? pinned : 0;
  const common = { dimension: "diagnose", second: namedAt, seen, source: diagnosis.source } as const;
  return [
    {
      ...common,
      id: "diagnosis-cause",
      label: "Named the cause",
      points: diagnosis.points.cause * cause,
      of: diagnosis.points.cause,
      state: stateOf(cause),
      reason: !named
        ? storyText(state, diagnosis.missed)
        : guessed
          ? "It is the cause, but nothing you had looked at showed it: a guess that turned out right."
          : storyText(state, diagnosis.reason),
    },
    {
      ...common,
      id: "diagnosis-evidence",
      label: "Pinned what shows it",
      points: diagnosis.points.evidence * evidence,
      of: diagnosis.points.evidence,
      state: stateOf(evidence),
      second: evidence > 0 ? namedAt : null,
      reason: !named
        ? storyText(state, diagnosis.missed)
        : evidence >= 1
          ? "What you pinned to it is enough for somebody who was not there."
          : "An explanation is as good as what is pinned to it: facts for it, or against another one. Together they must leave nothing else standing.",
    },
  ];
}
