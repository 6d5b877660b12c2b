import type { Second } from "#domain/ids";
import type { Course } from "./course";

/** Harm is read as the mean of as many seconds, as one would read it from a board. */
const WINDOW: Second = 30;
/** Customers are hurt above what is usual plus this share of the way to the worst of nobody acting. */
const HURT = 0.02;
/** It is contained when it has fallen to this share of the worst there was until then … */
const CALM = 0.2;
/** … and has stayed there for as long. */
const HOLD: Second = 240;
/** Gaps as short as this do not end a stretch of harm. */
const GAP: Second = 60;

/** Means of the last 30 s, one per second from the first of the history on, and where T+0 stands among them. */
interface Means {
  readonly values: readonly number[];
  readonly origin: number;
}

function meansOf({ before, harm }: Course): Means {
  const all = [...before, ...harm];
  const values: number[] = [];
  let sum = 0;
  for (let i = 0; i < all.length; i++) {
    sum += (all[i] ?? 0) - (i >= WINDOW ? (all[i - WINDOW] ?? 0) : 0);
    // What rounding leaves after a long outage is no harm.
    values.push(Math.max(0, sum) / Math.min(WINDOW, i + 1));
  }
  return { values, origin: before.length };
}

/** What is usual: a quarter of the half hour before was no worse. A trouble that begins before T+0 does not raise it. */
function usualOf(means: Means): number {
  const past = means.values.slice(0, means.origin).sort((a, b) => a - b);
  return past[Math.floor(past.length / 4)] ?? 0;
}

/** The harm of a run as stages are measured on it. Seconds before T+0 are negative. */
export class HarmLine {
  readonly usual: number;
  private readonly means: Means;

  constructor(private readonly course: Course) {
    this.means = meansOf(course);
    this.usual = usualOf(this.means);
  }

  /** Mean harm per second of the last 30 s. */
  at(second: Second): number {
    return this.means.values[this.means.origin + second] ?? 0;
  }

  /** One after the last second that counts. */
  get until(): Second {
    return this.course.harm.length;
  }

  /** The worst 30 s before a second, from T+0 on. */
  worst(before: Second): number {
    let worst = 0;
    for (let second = 0; second < Math.min(before, this.until); second++) worst = Math.max(worst, this.at(second));
    return worst;
  }

  /** Above how much harm per second customers are hurt, on the line of nobody acting. */
  get hurtLimit(): number {
    return this.usual + HURT * Math.max(0, this.worst(this.until) - this.usual);
  }

  /** First second above a limit. What was under way at T+0 began where its stretch did. Null when there is none. */
  onset(limit: number): Second | null {
    let first: Second | null = null;
    for (let second = -1, quiet = 0; second >= -this.means.origin && quiet <= GAP; second--) {
      quiet = this.at(second) > limit ? 0 : quiet + 1;
      if (quiet === 0) first = second;
    }
    for (let second = 0; first === null && second < this.until; second++) if (this.at(second) > limit) first = second;
    return first;
  }

  /** Below how much harm per second a run counts as contained at a second: a fifth of the worst until then. */
  calmLimit(second: Second): number {
    return this.usual + CALM * Math.max(0, this.worst(second) - this.usual);
  }

  /** First second from `from` on at which harm is contained and stays so for four minutes, or to the end of what counts. */
  calmFrom(from: Second): Second | null {
    let worst = this.worst(from);
    let since: Second | null = null;
    for (let second = from; second < this.until; second++) {
      worst = Math.max(worst, this.at(second));
      const isCalm = this.at(second) <= this.usual + CALM * Math.max(0, worst - this.usual);
      if (!isCalm) since = null;
      else since ??= second;
      if (since !== null && second - since >= HOLD) return since;
    }
    return since;
  }

  /** First second from `from` on at which harm has been above a limit for 30 s, and null when it never is again. */
  backAt(from: Second, limit: number): Second | null {
    let since: Second | null = null;
    for (let second = from; second < this.until; second++) {
      if (this.at(second) <= limit) since = null;
      else since ??= second;
      if (since !== null && second - since >= WINDOW) return since;
    }
    return null;
  }
}
