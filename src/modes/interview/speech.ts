import type { Take } from "#domain/interview";
import { duration } from "#lib/format";

/** Seconds that one level stands for. */
export const FRAME = 0.05;
/** A silence counts as a pause from so many seconds on. */
const PAUSE = 1;

/** How far back the room is listened to, in frames: twenty seconds. */
const WINDOW = 400;
/** Decibels below full scale at which nothing is left. */
const FLOOR = -100;
/** What is quieter was no voice, however quiet the room; dB. */
const FAINTEST = -60;
/** A voice stands out of the room by a share of what lies between its quiet and its loud frames, within limits; dB. */
const STANDS_OUT = { share: 0.4, least: 6, most: 12 } as const;
/** Frames in a row that make a voice; less is a key or a cough. */
const BURST = 3;

/** What levels say about how somebody spoke. */
export interface Speech {
  /** Silences of a second and more: where they begin and how long they are, in seconds. The last may still go on. */
  readonly pauses: readonly { readonly at: number; readonly seconds: number }[];
  /** Share of the time outside those pauses, 0 to 1; 0 where nothing was listened to. */
  readonly talk: number;
  /** Seconds for which it has been silent now. */
  readonly silent: number;
}

/** Levels of the last seconds, counted by whole decibels: the loudness that a share of them stays below. */
class Room {
  private readonly counts = new Array<number>(1 - FLOOR).fill(0);
  private size = 0;

  add(level: number, count: 1 | -1): void {
    const bin = Math.round(Math.min(0, Math.max(FLOOR, level))) - FLOOR;
    this.counts[bin] = (this.counts[bin] ?? 0) + count;
    this.size += count;
  }

  /** `share` 0 to 1. */
  below(share: number): number {
    let left = share * this.size;
    for (let bin = 0; bin < this.counts.length; bin++) {
      left -= this.counts[bin] ?? 0;
      if (left < 0) return bin + FLOOR;
    }
    return 0;
  }

  /** What is louder is a voice. */
  threshold(): number {
    const quiet = this.below(0.1);
    const { share, least, most } = STANDS_OUT;
    const above = Math.min(most, Math.max(least, share * (this.below(0.95) - quiet)));
    return Math.max(FAINTEST, quiet + above);
  }
}

const seconds = (frames: number): number => Math.round(frames * FRAME * 100) / 100;

/**
 * Pauses and share of talk, by loudness alone: nothing of what was said is understood. `levels` are decibels below full scale, one
 * for each frame; NaN where nothing was listened to, which is neither voice nor pause. The room's own noise is that of the
 * last twenty seconds, so that a fan or another microphone changes little. Frames before `from` only show the room. Pure; with
 * more levels what was counted before stays as it was.
 */
export function speechOf(levels: readonly number[], from = 0): Speech {
  const room = new Room();
  const pauses: { at: number; seconds: number }[] = [];
  let loud = 0;
  /** Since when nobody has spoken; frames. */
  let since = from;
  let unheard = 0;
  let paused = 0;
  const close = (until: number): void => {
    const frames = until - since;
    if (frames * FRAME < PAUSE) return;
    pauses.push({ at: seconds(since - from), seconds: seconds(frames) });
    paused += frames;
  };
  levels.forEach((level, i) => {
    const old = levels[i - WINDOW];
    if (old !== undefined && !Number.isNaN(old)) room.add(old, -1);
    if (Number.isNaN(level)) {
      loud = 0;
      if (i < from) return;
      unheard += 1;
      close(i);
      since = i + 1;
      return;
    }
    room.add(level, 1);
    loud = level > room.threshold() ? loud + 1 : 0;
    if (i < from || loud < BURST) return;
    close(Math.max(from, i - BURST + 1));
    since = i + 1;
  });
  // A run that is too short for a voice as yet is left open: it is counted when it is known what it was.
  const until = levels.length - loud;
  close(until);
  const heard = levels.length - from - unheard;
  return {
    pauses,
    talk: heard <= 0 ? 0 : Math.max(0, 1 - paused / heard),
    silent: seconds(Math.max(0, until - since)),
  };
}

/** How long something was spoken, and how: `2 min 3 s, 4 pauses, spoke 81 % of the time`. */
export function takeWords({ seconds: long, pauses, talk }: Pick<Take, "seconds" | "pauses" | "talk">): string {
  return `${duration(Math.round(long))}, ${pausesWords(pauses.length)}, spoke ${Math.round(talk * 100)} % of the time`;
}

export function pausesWords(count: number): string {
  return count === 0 ? "no pause" : `${count} pause${count === 1 ? "" : "s"}`;
}
