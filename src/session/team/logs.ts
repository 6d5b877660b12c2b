import type { TeamEntry } from "./contract";
import type { Mark } from "./marks";
import { MOST_OF_AUTHOR } from "./shares";
import { vouchedVersion } from "./versions";

/** The entries of each author as far as none is missing. */
export interface Logs {
  /** By author's name, in order. Of several entries with one counter, that with the least signature. */
  readonly logs: ReadonlyMap<string, readonly TeamEntry[]>;
  /** Where an author signed several with one counter: all of them, by author and counter. */
  readonly forks: ReadonlyMap<string, ReadonlyMap<number, readonly TeamEntry[]>>;
  /** Commands behind a gap. */
  readonly gapped: number;
}

const isCommand = ({ body }: TeamEntry): boolean => body.kind === "command";

/** Sorts entries by their authors; what comes after one that is missing is left out. */
export function logsOf(entries: readonly TeamEntry[]): Logs {
  const logs = new Map<string, TeamEntry[]>();
  const forks = new Map<string, Map<number, TeamEntry[]>>();
  for (const entry of entries) {
    const { author, counter, signature } = entry;
    if (counter >= MOST_OF_AUTHOR) continue;
    const known = logs.get(author);
    const log = known ?? [];
    if (known === undefined) logs.set(author, log);
    const other = log[counter];
    if (other === undefined || signature < other.signature) log[counter] = entry;
    if (other !== undefined && signature !== other.signature) addTo(forks, entry, other);
  }
  let gapped = 0;
  for (const log of logs.values()) {
    let length = 0;
    while (log[length] !== undefined) length++;
    // Places that are empty are left out here.
    if (length < log.length) log.forEach((entry, i) => void (i > length && isCommand(entry) && gapped++));
    log.length = length;
  }
  return { logs: new Map([...logs].sort(([a], [b]) => (a < b ? -1 : 1))), forks, gapped };
}

function addTo(forks: Map<string, Map<number, TeamEntry[]>>, entry: TeamEntry, other: TeamEntry): void {
  const { author, counter } = entry;
  const own = forks.get(author) ?? new Map<number, TeamEntry[]>();
  forks.set(author, own);
  own.set(counter, [...(own.get(counter) ?? [other]), entry]);
}

/**
 * The same, where of several entries with one counter that counts which a checkpoint vouched for first: what somebody signs later in
 * its place changes nothing. Where that one is not here, it is missing, and what comes after it waits.
 */
export function resolved({ logs, forks }: Logs, marks: readonly Mark[]): Logs["logs"] {
  if (forks.size === 0) return logs;
  const found = new Map(logs);
  for (const [author, own] of forks) {
    const log = [...(logs.get(author) ?? [])];
    for (const [counter, all] of [...own].sort(([a], [b]) => a - b)) {
      if (counter >= log.length) break;
      const version = vouchedVersion(marks, author, counter);
      if (version === null) continue;
      const entry = all.find(({ signature }) => signature.endsWith(version));
      if (entry === undefined) log.length = counter;
      else log[counter] = entry;
    }
    found.set(author, log);
  }
  return found;
}
