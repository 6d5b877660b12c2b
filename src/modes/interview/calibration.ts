/** How well somebody judges themselves: their own score beside the rubric's coverage, both 0 to 100. */
export interface Judgement {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly self: number;
  readonly coverage: number;
}

export interface Calibration {
  /** Mean of self minus coverage: above 0, one thinks better of oneself than the rubric does. */
  readonly bias: number;
  /** Mean distance between the two. */
  readonly gap: number;
  readonly of: number;
}

/** Null when nothing was judged. */
export function calibrationOf(judgements: readonly Pick<Judgement, "self" | "coverage">[]): Calibration | null {
  const of = judgements.length;
  if (of === 0) return null;
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / of;
  const differences = judgements.map(({ self, coverage }) => self - coverage);
  return { bias: mean(differences), gap: mean(differences.map(Math.abs)), of };
}

/** What a difference of self and coverage means, as a sentence. */
export function calibrationWords(difference: number): string {
  const points = Math.round(Math.abs(difference));
  if (points <= 8) return "You saw yourself as the rubric does.";
  return difference > 0
    ? `You rated yourself ${points} points above what the rubric heard.`
    : `You rated yourself ${points} points below what the rubric heard.`;
}
