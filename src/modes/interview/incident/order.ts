import type { Second } from "#domain/ids";
import { STEPS, type StepId, stepsOf } from "./course";
import type { Material } from "./lines";

/** The order of an incident as it was kept, beside the expert's. */
export interface Order {
  readonly steps: readonly {
    readonly id: StepId;
    readonly second: Second | null;
    readonly expert: Second | null;
  }[];
  /** Of the steps that follow each other in the expert's run, how many do here: 0 to 1; null where the round was too short for any. */
  readonly kept: number | null;
  /** What came too early or never, as a sentence. */
  readonly note: string;
}

const STEP_WORDS: Readonly<Record<StepId, string>> = {
  impact: "seeing who is hurt",
  stabilise: "stabilising",
  verify: "looking at the result",
  investigate: "knowing the cause",
  prevent: "preventing it",
};

/** Steps in the order impact, stabilise, verify, investigate, prevent. What the expert does otherwise, or later than the round lasts, is not asked for. */
export function orderOf({ course, expert, until }: Pick<Material, "course" | "expert" | "until">): Order {
  const own = stepsOf(course);
  const best = expert === null ? null : stepsOf(expert);
  const isInReach = (step: StepId): boolean => (best?.[step] ?? 0) <= until;
  const isBefore = (steps: Readonly<Record<StepId, Second | null>>, a: StepId, b: StepId): boolean => {
    const [first, second] = [steps[a], steps[b]];
    return first !== null && second !== null && first <= second;
  };
  const pairs = STEPS.slice(1).flatMap((step, i) => {
    const before = STEPS[i];
    return before !== undefined && isInReach(step) && (best === null || isBefore(best, before, step))
      ? [[before, step] as const]
      : [];
  });
  const broken = pairs.filter(([a, b]) => !isBefore(own, a, b));
  const words = broken.map(([a, b]) => {
    if (own[a] === null) return `${STEP_WORDS[a]} never came`;
    return own[b] === null ? `${STEP_WORDS[b]} never came` : `${STEP_WORDS[b]} came before ${STEP_WORDS[a]}`;
  });
  return {
    steps: STEPS.map((id) => ({ id, second: own[id], expert: best?.[id] ?? null })),
    kept: pairs.length === 0 ? null : 1 - broken.length / pairs.length,
    note:
      pairs.length === 0
        ? "The round was too short for an order to show."
        : broken.length === 0
          ? "One step after the other, as the expert takes them."
          : `Otherwise than the expert: ${[...new Set(words)].join("; ")}.`,
  };
}
