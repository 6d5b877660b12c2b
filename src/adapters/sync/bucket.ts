/** So much at once, and so much a second on average. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** Holds a burst, and is filled again all the time. */
export class Bucket {
  private level: number;

  constructor(
    private readonly rate: Rate,
    private at: number,
  ) {
    this.level = rate.burst;
  }

  /** Whether it still holds so much, which is taken out. `now` in milliseconds. */
  take(amount: number, now: number): boolean {
    const { burst, perSecond } = this.rate;
    this.level = Math.min(burst, this.level + (Math.max(0, now - this.at) / 1000) * perSecond);
    this.at = now;
    if (this.level < amount) return false;
    this.level -= amount;
    return true;
  }
}
