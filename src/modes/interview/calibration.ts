/** How well somebody judges themselves: their own score beside what it came to, both 0 to 100. */
export interface Judgement {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly self: number;
  readonly score: number;
}

export interface Calibration {
  /** Mean of self minus score: above 0, one thinks better of oneself than the score does. */
  readonly bias: number;
  /** Mean distance between the two. */
  readonly gap: number;
  readonly of: number;
}

/** Null when nothing was judged. */
export function calibrationOf(judgements: readonly Pick<Judgement, "self" | "score">[]): Calibration | null {
  const of = judgements.length;
  if (of === 0) return null;
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / of;
  const differences = judgements.map(({ self, score }) => self - score);
  return { bias: mean(differences), gap: mean(differences.map(Math.abs)), of };
}

/**
 * By what somebody is judged: a rubric hears words; marks are their own, given while listening; a score is made of several of these, or
 * counts deeds as well.
 */
export type Judge = "rubric" | "marks" | "score";

const FOUND: Readonly<Record<Judge, readonly [alike: string, apart: string]>> = {
  rubric: ["the rubric does", "what the rubric heard"],
  marks: ["your marks do", "what you marked while listening"],
  score: ["the score does", "the score"],
};

/** What a difference of one's own score and the judge's means, as a sentence. */
export function calibrationWords(difference: number, judge: Judge = "rubric"): string {
  const points = Math.round(Math.abs(difference));
  const [alike, apart] = FOUND[judge];
  if (points <= 8) return `You saw yourself as ${alike}.`;
  return `You rated yourself ${points} points ${difference > 0 ? "above" : "below"} ${apart}.`;
}
