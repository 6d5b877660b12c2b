import type { WallClock } from "../contract";
import type { Course } from "./course";

/** Longer than this between beacons is a silence. Real milliseconds. */
const SILENT_MS = 3_000;
/** Nobody drives a clock that was silent for so long. Real milliseconds. */
const ABANDONED_MS = 10_000;

/** How long nothing has been heard of whoever has the clock. Times in real milliseconds. */
export class Silence {
  private heard: { readonly device: string; readonly count: number; readonly at: number } | null = null;
  private holder = "";
  private readonly openedAt: number;

  constructor(
    private readonly course: Course,
    private readonly clock: WallClock,
  ) {
    this.openedAt = clock.now();
  }

  /** Looks whether there is a new beacon. */
  listen(): void {
    const { beacon } = this.course;
    if (beacon === null || (this.heard?.device === beacon.device && this.heard.count === beacon.count)) return;
    this.heard = { device: beacon.device, count: beacon.count, at: this.clock.now() };
  }

  /** Looks who has the clock: who has just taken it listens first, and is not silent yet. */
  follow(holder: string): void {
    if (holder === this.holder) return;
    this.holder = holder;
    if (this.heard !== null) this.heard = { ...this.heard, at: this.clock.now() };
  }

  /** Whole seconds in milliseconds; 0 while beacons come as they should, null before the first. */
  get length(): number | null {
    if (this.heard === null) return null;
    const silence = this.clock.now() - this.heard.at;
    return silence < SILENT_MS ? 0 : Math.floor(silence / 1000) * 1000;
  }

  /** Whether it lasts so long that nobody can be expected to come back soon. */
  get isLong(): boolean {
    return this.clock.now() - (this.heard?.at ?? this.openedAt) >= ABANDONED_MS;
  }
}
