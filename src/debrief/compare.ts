import type { Command } from "#domain/commands";
import type { Scene } from "#domain/drill";
import type { Second } from "#domain/ids";
import type { Run, RunHeader } from "#domain/run";
import type { Mark, Scorecard } from "#domain/score";
import { orderCommands } from "#engine/index";
import { canonicalJson } from "#lib/hash";
import { deedText } from "./deeds";
import type { TimelineEntry } from "./timeline";

/** A finished run, retold. */
export interface Told {
  readonly run: Run;
  readonly card: Scorecard;
  readonly entries: readonly TimelineEntry[];
}

/** Something for each of the two runs; null where one has nothing. */
export type Pair<T> = readonly [T | null, T | null];

/** A mark as it came out in both. */
export interface MarkPair {
  readonly mark: Pair<Mark>;
  readonly differs: boolean;
}

/** What was done at the moment in which two runs part, in words. */
export interface Decision {
  readonly second: Second;
  readonly text: string;
}

/** A second of the timeline of both: what only one has, or the same in both. */
export interface EntryPair {
  readonly second: Second;
  readonly entry: Pair<TimelineEntry>;
}

/** Two runs of the same incident side by side. */
export interface Comparison {
  /** The second one was forked from the other, or both from a third; null when they are not that close. */
  readonly forkedAt: Second | null;
  /** The first command that only one of them has; both null when they did the same. */
  readonly decision: Pair<Decision>;
  /** Marks, those that came out differently first. */
  readonly marks: readonly MarkPair[];
  /** What happened in each of them from the moment on in which they part, in order. */
  readonly entries: readonly EntryPair[];
}

/** Whether two runs are of the same incident: only then does a difference come from what was done. */
export function areComparable(a: RunHeader, b: RunHeader): boolean {
  return a.dynamicsHash === b.dynamicsHash && a.variant === b.variant && a.seed === b.seed && a.engine === b.engine;
}

function forkedAt(a: RunHeader, b: RunHeader): Second | null {
  if (a.forkOf?.run === b.id) return a.forkOf.second;
  if (b.forkOf?.run === a.id) return b.forkOf.second;
  if (a.forkOf === null || b.forkOf === null || a.forkOf.run !== b.forkOf.run) return null;
  return Math.min(a.forkOf.second, b.forkOf.second);
}

const bodyOf = ({ second, kind, args }: Command): string => canonicalJson({ second, kind, args });

/** The first command of each that the other does not have at that place. */
function firstDifference(a: Run, b: Run): Pair<Command> {
  const [left, right] = [orderCommands(a.commands), orderCommands(b.commands)];
  for (let i = 0; ; i++) {
    const pair = [left[i] ?? null, right[i] ?? null] as const;
    const [one, other] = pair;
    if (one === null || other === null || bodyOf(one) !== bodyOf(other)) return pair;
  }
}

function pairMarks(a: Scorecard, b: Scorecard): readonly MarkPair[] {
  const others = new Map(b.marks.map((mark) => [mark.id, mark]));
  const own = new Set(a.marks.map(({ id }) => id));
  const pairs: Pair<Mark>[] = [
    ...a.marks.map((mark): Pair<Mark> => [mark, others.get(mark.id) ?? null]),
    ...b.marks.filter(({ id }) => !own.has(id)).map((mark): Pair<Mark> => [null, mark]),
  ];
  const all = pairs.map((mark) => ({
    mark,
    differs: mark[0]?.state !== mark[1]?.state || mark[0]?.points !== mark[1]?.points,
  }));
  return [...all.filter(({ differs }) => differs), ...all.filter(({ differs }) => !differs)];
}

const wordsOf = ({ second, title, detail }: TimelineEntry): string => canonicalJson([second, title, detail]);

/** Both timelines from a second on as one, what is the same in both once. */
function pairEntries(a: Told, b: Told, from: Second): readonly EntryPair[] {
  const left = a.entries.filter(({ second }) => second >= from);
  const right = b.entries.filter(({ second }) => second >= from);
  const same = new Map(right.map((entry) => [wordsOf(entry), entry]));
  const pairs: EntryPair[] = left.map((entry) => {
    const words = wordsOf(entry);
    const twin = same.get(words) ?? null;
    same.delete(words);
    return { second: entry.second, entry: [entry, twin] };
  });
  for (const entry of same.values()) pairs.push({ second: entry.second, entry: [null, entry] });
  return pairs.sort((x, y) => x.second - y.second);
}

/** Compares two runs of the same incident. Pure; throws a RangeError when they are not of the same. */
export function compareRuns(scene: Scene, a: Told, b: Told): Comparison {
  if (!areComparable(a.run.header, b.run.header)) throw new RangeError("These are runs of different incidents.");
  const first = firstDifference(a.run, b.run);
  const [left, right] = first;
  const fork = forkedAt(a.run.header, b.run.header);
  const parted = Math.min(left?.second ?? Number.POSITIVE_INFINITY, right?.second ?? Number.POSITIVE_INFINITY);
  const decide = (command: Command | null): Decision | null =>
    command === null ? null : { second: command.second, text: deedText(scene, command) };
  return {
    forkedAt: fork,
    decision: [decide(left), decide(right)],
    marks: pairMarks(a.card, b.card),
    entries: Number.isFinite(parted) ? pairEntries(a, b, parted) : [],
  };
}
