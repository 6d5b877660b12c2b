import type { Second } from "#domain/ids";
import type { Tempo } from "#domain/team";
import { lived } from "../awake";

/** Real milliseconds between beacons, and steps of simulated time with them. */
export const STEP_MS = 1_000;

/** How long who begins to drive the clock listens to where the others are. Real milliseconds. */
const LISTEN_MS = 2_000;

/** Real time for who drives the clock: what it comes to in simulated seconds, and when the next beacon is due. All in milliseconds. */
export class Pace {
  private last: number;
  private owed = 0;
  /** When the last beacon was sent. */
  private sent = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly now: () => number,
    /** When it began to listen. */
    private readonly since = now(),
  ) {
    this.last = since;
  }

  /** Whether it has listened long enough to know where others are. A clock that was put back makes it no longer. */
  get hasListened(): boolean {
    return Math.abs(this.now() - this.since) >= LISTEN_MS;
  }

  /** Whole simulated seconds since it was last asked; less than a real second's worth waits for the next time. */
  due(tempo: Tempo, isRunning: boolean): Second {
    const now = this.now();
    const step = lived(now - this.last);
    this.last = now;
    if (!isRunning) {
      this.owed = 0;
      return 0;
    }
    this.owed += step * tempo;
    if (this.owed < STEP_MS * tempo) return 0;
    const seconds = Math.floor(this.owed / 1000);
    this.owed -= seconds * 1000;
    return seconds;
  }

  /** Whether a beacon is due because of the time that has passed. */
  get isSilent(): boolean {
    return Math.abs(this.now() - this.sent) >= STEP_MS;
  }

  hasSent(): void {
    this.sent = this.now();
  }
}
