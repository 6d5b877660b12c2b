import type { StudyDeed, StudyEvent } from "#domain/study";
import { canonicalJson, hashString } from "#lib/hash";
import { StorageError } from "#session/contract";
import type { Connection } from "../connection";
import { storageProblem } from "../problems";
import { readRecord } from "../record";
import { createQuarantine } from "../records/quarantine";
import { createStudyRecord, type StudyRecord, studyRecord } from "../records/study";
import { STUDY_CHANNEL } from "../study";
import type { Breath } from "./breath";
import { familyOf } from "./names";

/** An entry by what it says: numbers are a browser's own. */
interface Entry {
  readonly event: StudyEvent;
  /** Equal in two logs for the same entry. */
  readonly name: string;
  /** The entry that it takes back. */
  readonly undoes: string | null;
  /** When it counts: in the order of its own log no entry is earlier than the one before it, even if the clock was put back. */
  readonly at: number;
  /** Which of those with that time in its own log. */
  readonly place: number;
}

export const eventIn = ({ version: _version, ...event }: StudyRecord): StudyEvent => event;

/** What was done, whatever the run or interview that a card came from is called here. */
function deedText(deed: StudyDeed): string {
  if (deed.type !== "add" || deed.origin.kind === "hand") return canonicalJson(deed);
  return canonicalJson({ ...deed, origin: { ...deed.origin, id: familyOf(deed.origin.id) } });
}

/** A log with names for its entries. Two that say the same at the same time are told apart by their number. */
async function named(log: readonly StudyEvent[], breath: Breath | null): Promise<readonly Entry[]> {
  const seen = new Map<string, number>();
  const names = new Map<number, string>();
  const entries: Entry[] = [];
  let at = Number.NEGATIVE_INFINITY;
  let place = 0;
  for (const event of log) {
    const { deed } = event;
    const undoes = deed.type === "undo" ? (names.get(deed.event) ?? "") : null;
    const said = hashString(`${event.at} ${undoes === null ? deedText(deed) : `undo ${undoes}`}`);
    const nth = seen.get(said) ?? 0;
    seen.set(said, nth + 1);
    const name = `${said}-${nth}`;
    names.set(event.id, name);
    place = event.at > at ? 0 : place + 1;
    at = Math.max(at, event.at);
    entries.push({ event, name, undoes, at, place });
    await breath?.take();
  }
  return entries;
}

const before = (a: Entry, b: Entry): number =>
  a.at - b.at || a.place - b.place || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/**
 * One log of two: no entry twice, each log's own order kept, and numbered anew. Null when the first has everything already. What takes
 * another entry back still takes back that one.
 */
export async function mergeLogs(
  own: readonly StudyEvent[],
  other: readonly StudyEvent[],
  breath: Breath | null = null,
): Promise<readonly StudyEvent[] | null> {
  const mine = await named(own, breath);
  const names = new Set(mine.map(({ name }) => name));
  const more = (await named(other, breath)).filter(({ name }) => !names.has(name));
  if (more.length === 0) return null;
  const ordered = [...mine, ...more].sort(before);
  const numbers = new Map(ordered.map(({ name }, i) => [name, i + 1]));
  return ordered.map(({ event, undoes }, i) => {
    const deed: StudyDeed = undoes === null ? event.deed : { type: "undo", event: numbers.get(undoes) ?? 0 };
    return { id: i + 1, at: event.at, deed };
  });
}

/** The same entry with the run that a card came from under the name it has here. */
export const withRuns = (event: StudyEvent, runs: ReadonlyMap<string, string>): StudyEvent => {
  const { deed } = event;
  if (deed.type !== "add" || deed.origin.kind !== "run") return event;
  const { origin } = deed;
  return { ...event, deed: { ...deed, origin: { ...origin, id: runs.get(origin.id) ?? origin.id } } };
};

function tellTabs(): void {
  if (typeof BroadcastChannel === "undefined") return;
  const channel = new BroadcastChannel(STUDY_CHANNEL);
  channel.postMessage("appended");
  channel.close();
}

/**
 * Merges a log into the one that is stored, in a single write, and tells other tabs. What cannot be read here would be in the way of
 * the new numbers, and is set aside. Resolves with how many entries came. Rejects with a StorageError; `newer-version` where entries
 * here are of a newer one.
 */
export async function mergeStudy(
  connection: Connection,
  other: readonly StudyEvent[],
  breath: Breath,
): Promise<number> {
  for (;;) {
    const stored: unknown[] = await connection.read(["study"], (tx) => tx.objectStore("study").getAll());
    const reads = stored.map((raw) => readRecord(studyRecord, raw));
    const own = reads.flatMap((read) => (read.ok ? [eventIn(read.value)] : []));
    const merged = await mergeLogs(own, other, breath);
    if (merged === null) return 0;
    if (reads.some((read) => !read.ok && read.error.newer)) throw new StorageError(storageProblem("newer-version"));
    const isDone = await connection.write(["study", "quarantine"], async (tx) => {
      const store = tx.objectStore("study");
      const keys = await store.getAllKeys();
      // Somebody has gone on studying meanwhile: once more.
      if (keys.length !== stored.length) return false;
      for (const [i, read] of reads.entries()) {
        if (read.ok) continue;
        const aside = createQuarantine("study", String(keys[i]), read.error.reason, Date.now(), stored[i]);
        await tx.objectStore("quarantine").put(aside);
      }
      await store.clear();
      await Promise.all(merged.map((event) => store.add(createStudyRecord(event))));
      return true;
    });
    if (!isDone) continue;
    tellTabs();
    return merged.length - own.length;
  }
}
