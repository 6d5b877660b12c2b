/**
 * How far a Lamport number may be beyond all lower ones and still be believed. Those of a team that keeps to the rules leave none
 * out, but for what is still under way; and as many steps of this size as entries count stay far below what fits into a command.
 */
const STEP = 1_000;

/**
 * The highest of some Lamport numbers that can be true: each is one more than another one that its author knew. Somebody who
 * claims more comes last in their second, and takes nothing from those who answer each other: were theirs the highest, everybody's
 * numbers would soon be at their limit, and equal. 0 where there is none.
 */
export function believedLamport(lamports: readonly number[]): number {
  let highest = 0;
  for (const lamport of Float64Array.from(lamports).sort()) {
    if (lamport > highest + STEP) break;
    highest = lamport;
  }
  return highest;
}
