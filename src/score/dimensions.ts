import type { Dimension } from "#domain/drill";
import type { ImpactComparison, Mark } from "#domain/score";
import { count, duration, percent } from "#lib/format";

/** Points got out of points there were, 0–100; nothing to get is nothing got. */
export function dimensionScore(marks: readonly Mark[], available: number): number {
  const got = marks.reduce((sum, mark) => sum + mark.points, 0);
  return available <= 0 ? 0 : 100 * Math.max(0, Math.min(1, got / available));
}

/** Above this a dimension is told by what went best in it, below by what cost most. */
const GOOD = 85;

/** The mark that moved a dimension most: the largest loss, or the largest gain where little was lost. */
function decisive(marks: readonly Mark[], score: number): Mark | undefined {
  const weight = (mark: Mark) =>
    score >= GOOD ? mark.points : mark.state === "cost" ? -mark.points : mark.of - mark.points;
  let best: Mark | undefined;
  for (const mark of marks) if (best === undefined || weight(mark) > weight(best)) best = mark;
  return best !== undefined && weight(best) > 0 ? best : undefined;
}

const NOTHING: Readonly<Record<Dimension, string>> = {
  restore: "No harm was done that could have been spared.",
  diagnose: "There was nothing to find out.",
  decide: "There was nothing to decide.",
  communicate: "There was nobody to tell.",
  prevent: "There was nothing to prevent.",
  lead: "There was nobody to lead.",
};

const STANDING: Readonly<Record<Mark["state"], string>> = {
  earned: "",
  partly: "Partly: ",
  missed: "Missed: ",
  cost: "Cost: ",
};

/** The sentence that matters most about a dimension: how its decisive mark stands, and why. */
export function sentenceOf(dimension: Dimension, marks: readonly Mark[], score: number): string {
  const mark = decisive(marks, score);
  return mark === undefined ? NOTHING[dimension] : `${STANDING[mark.state]}${mark.label}. ${mark.reason}`;
}

/** The sentence about harm: the player's between the expert's and doing nothing. */
export function restoreSentence({ horizon, totals }: ImpactComparison): string {
  const { player, expert, idle } = totals;
  const spare = idle - expert;
  const spared = spare <= 0 ? 0 : Math.max(0, Math.min(1, (idle - player) / spare));
  return `Over ${duration(horizon)} customers bore ${count(player)} failed requests' worth of harm; an expert's run ${count(expert)}, doing nothing ${count(idle)}. That is ${percent(spared)} of what could be spared.`;
}
