import type { Second } from "#domain/ids";
import type { Course } from "./course";

/** Days of the usual traffic that an error budget is for. */
export const BUDGET_DAYS = 30;
const DAY: Second = 86_400;
/** Seconds between two points of a curve. */
const STEP: Second = 15;

/** What a run left of the error budget. */
export interface Spending {
  /** Share left at 0, `step`, 2 `step` … and at the horizon: 1 at T+0, below 0 when more was spent than there was. */
  readonly left: readonly number[];
  /** Failed and delayed requests up to the horizon. */
  readonly bad: number;
  /** First second at which nothing was left. */
  readonly emptyAt: Second | null;
}

/**
 * The error budget over the fixed horizon. It is what the objectives of the counted classes allow in 30 days of the
 * traffic that there was before T+0; every counted request that failed or was answered later than its objective takes
 * one from it. It is full at T+0.
 */
export interface Budget {
  readonly step: Second;
  readonly days: number;
  readonly horizon: Second;
  /** Requests that may be bad in all. */
  readonly allowed: number;
  readonly player: Spending;
  /** Null when the drill ships no expert. */
  readonly expert: Spending | null;
  readonly idle: Spending;
}

/** Requests that may fail or be late in 30 days; never 0, so that a share of it exists. */
function allowedOf({ usual }: Course): number {
  const perSecond = usual.reduce((sum, { rate, allowed }) => sum + rate * allowed, 0);
  return Math.max(1, perSecond * DAY * BUDGET_DAYS);
}

function spendingOf({ bad }: Course, allowed: number): Spending {
  const left: number[] = [];
  let spent = 0;
  let emptyAt: Second | null = null;
  for (let second = 0; second <= bad.length; second++) {
    if (second % STEP === 0 || second === bad.length) left.push(1 - spent / allowed);
    if (emptyAt === null && spent >= allowed) emptyAt = second;
    spent += bad[second] ?? 0;
  }
  return { left, bad: spent, emptyAt };
}

/** The budget of a run beside that of the expert and of nobody acting, on the same variant and seed. */
export function budgetOf(player: Course, expert: Course | null, idle: Course): Budget {
  const allowed = allowedOf(player);
  return {
    step: STEP,
    days: BUDGET_DAYS,
    horizon: player.bad.length,
    allowed,
    player: spendingOf(player, allowed),
    expert: expert === null ? null : spendingOf(expert, allowed),
    idle: spendingOf(idle, allowed),
  };
}
