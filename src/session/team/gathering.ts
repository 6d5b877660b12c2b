import type { WallClock } from "../contract";
import type { TeamState } from "./contract";
import type { Course } from "./course";

/** Between two times of gathering what others wrote there is this many times the time it took. */
const REST = 4;
/** Seconds that may change without being called a correction: what was under way while they were shown. */
const UNDER_WAY = 2;
/** How long a correction is shown. Real milliseconds. */
const SHOWN_MS = 60_000;

/** Takes in what stands in the log by now, and remembers how that changed the past. */
export class Gathering {
  private change: { readonly what: NonNullable<TeamState["corrected"]>; readonly since: number } | null = null;
  /** When the log was last gathered, and how long that took. Real milliseconds. */
  private last = { at: 0, took: 0 };

  constructor(
    private readonly course: Course,
    private readonly clock: WallClock,
  ) {}

  /** Gathers now, or at a later look where that would take more than a part of the time: somebody may be flooding the log. */
  within(): void {
    if (Math.abs(this.clock.now() - this.last.at) >= this.last.took * REST) this.now();
  }

  /** Gathers at once. */
  now(): void {
    const from = this.clock.now();
    const correction = this.course.gather();
    const at = this.clock.now();
    this.last = { at, took: Math.max(0, at - from) };
    const { now } = this.course;
    if (correction === null || correction.commands === 0 || correction.from >= now - UNDER_WAY) return;
    this.change = { what: { ...correction, at: now }, since: at };
  }

  /** The last change of the past, as long as it is shown. */
  get corrected(): TeamState["corrected"] {
    if (this.change !== null && Math.abs(this.clock.now() - this.change.since) >= SHOWN_MS) this.change = null;
    return this.change?.what ?? null;
  }
}
