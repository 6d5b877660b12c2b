import type { Second } from "#domain/ids";
import type { EncodedState } from "#engine/index";

/**
 * How far apart keyframes are, by their age: seconds of age up to which a spacing holds. Few lie behind a late command that would have
 * to be taken again, and from the one before it it is never much further than the command itself is old.
 */
const SPACING: readonly { readonly age: Second; readonly every: Second }[] = [
  { age: 3, every: 1 },
  { age: 15, every: 5 },
  { age: 600, every: 30 },
];
const OLD = 60;
/** Seconds between two times at which keyframes that have become too dense go. */
const THIN_EVERY = 5;

const spacingAt = (age: Second): Second => SPACING.find((each) => age <= each.age)?.every ?? OLD;

/** Keyframes of a run under way, each before the commands of its second: dense where late commands belong, sparse further back. */
export class Frames {
  private readonly kept: EncodedState[] = [];

  /** Whether the state of a second is worth keeping on the way to another. */
  wants(second: Second, target: Second): boolean {
    return second % spacingAt(target - second) === 0;
  }

  /** Keeps a state; what has become too dense goes. */
  take(frame: EncodedState): void {
    this.kept.push(frame);
    const { second } = frame;
    if (second % THIN_EVERY !== 0) return;
    const kept = this.kept.filter((each) => each.second % spacingAt(second - each.second) === 0);
    this.kept.splice(0, this.kept.length, ...kept);
  }

  /** The newest at or before a second; later ones are dropped. */
  back(second: Second): EncodedState {
    while (this.kept.length > 1 && (this.kept.at(-1)?.second ?? 0) > second) this.kept.pop();
    const frame = this.kept.at(-1);
    if (frame === undefined) throw new RangeError("no keyframe has been taken");
    return frame;
  }

  /** Bytes held. A story is ASCII for the most part; engines store such strings with a byte per character. */
  get bytes(): number {
    return this.kept.reduce((sum, { world, story }) => sum + world.byteLength + story.length, 0);
  }
}
