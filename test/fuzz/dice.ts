import { draw, streamId } from "#lib/random";

const STREAM = streamId("fuzz");

/** Random choices of one case: the same seed and number give the same ones, whatever other cases do. */
export class Dice {
  private thrown = 0;

  constructor(
    private readonly seed: number,
    private readonly number: number,
  ) {}

  /** In [0, 1). */
  value(): number {
    return draw(this.seed, STREAM, this.number, this.thrown++);
  }

  /** A whole number from 0 below `n`. */
  below(n: number): number {
    return Math.floor(this.value() * n);
  }

  of<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError("there is nothing to choose from");
    return items[this.below(items.length)] as T;
  }
}
