import type { Command } from "#domain/commands";
import type { Second } from "#domain/ids";
import { FIRST_SEAT } from "#domain/team";
import type { TeamEntry } from "./contract";
import { countedBy, type Mark, marksOf } from "./marks";
import { LATE, placesOf } from "./place";
import { MOST_OF_AUTHOR, sharesOf } from "./shares";

/** What a set of entries comes to; the same on every device that has the same entries. */
export interface Ordered {
  /** In the order they are carried out, with the seconds they happen at. */
  readonly commands: readonly Command[];
  /** Commands that are not merged yet: too late for their own second, to be covered by the next checkpoint. */
  readonly late: number;
  /** Commands that wait for one before them to arrive. */
  readonly gapped: number;
  /** Devices whose checkpoints and beacons count. */
  readonly facilitators: ReadonlySet<string>;
  /** Entries that are there without a gap and count, by author: what a checkpoint made now says. */
  readonly counters: Readonly<Record<string, number>>;
  /** The highest Lamport number of any command that is here: whoever does something now has seen it. */
  readonly lamport: number;
  /** Of the newest checkpoint that counts; −1 before the first. */
  readonly newest: Second;
  /** Whose turn with the clock is the last that is known of. */
  readonly turn: string;
  /**
   * Nothing at or before this second changes any more, as long as `isWhole` holds and nobody is heard of who took the clock
   * after that turn.
   */
  readonly settled: Second;
  /** Whether everything is there that the checkpoints count. */
  readonly isWhole: boolean;
}

/** Orders entries, given in any order and more than once. `founder` is the device that opened the room. */
export function orderEntries(entries: readonly TeamEntry[], founder: string): Ordered {
  const { logs, gapped } = logsOf(entries);
  let facilitators: ReadonlySet<string> = new Set([founder]);
  for (;;) {
    const { marks, ...placed } = place(logs, facilitators, founder);
    const found = facilitatorsAfter(placed.commands, facilitators, founder);
    if (found.size === facilitators.size) {
      const isWhole = marks.every((mark) => Object.keys(mark.counters).every((author) => isThere(mark, author, logs)));
      return { ...placed, gapped, facilitators, isWhole };
    }
    facilitators = found;
  }
}

const isThere = (mark: Mark, author: string, logs: ReadonlyMap<string, readonly TeamEntry[]>): boolean =>
  (logs.get(author)?.length ?? 0) >= countedBy(mark, author);

const isCommand = ({ body }: TeamEntry): boolean => body.kind === "command";

interface Logs {
  /** By author's name, in order. */
  readonly logs: ReadonlyMap<string, readonly TeamEntry[]>;
  /** Commands behind a gap. */
  readonly gapped: number;
}

/** The entries of each author as far as none is missing. Of two with one counter, that with the lesser signature counts. */
function logsOf(entries: readonly TeamEntry[]): Logs {
  const logs = new Map<string, TeamEntry[]>();
  for (const entry of entries) {
    const { author, counter, signature } = entry;
    if (counter >= MOST_OF_AUTHOR) continue;
    const known = logs.get(author);
    const log = known ?? [];
    if (known === undefined) logs.set(author, log);
    const other = log[counter];
    if (other === undefined || signature < other.signature) log[counter] = entry;
  }
  let gapped = 0;
  for (const log of logs.values()) {
    let length = 0;
    while (log[length] !== undefined) length++;
    // Places that are empty are left out here.
    if (length < log.length) log.forEach((entry, i) => void (i > length && isCommand(entry) && gapped++));
    log.length = length;
  }
  return { logs: new Map([...logs].sort(([a], [b]) => (a < b ? -1 : 1))), gapped };
}

function place(
  logs: ReadonlyMap<string, readonly TeamEntry[]>,
  facilitators: ReadonlySet<string>,
  founder: string,
): Omit<Ordered, "gapped" | "facilitators" | "isWhole"> & { readonly marks: readonly Mark[] } {
  const { marks, turn, latest } = marksOf(logs, facilitators, founder);
  const commands: Command[] = [];
  let late = 0;
  let highest = 0;
  const shares = sharesOf(logs, marks, facilitators);
  for (const [author, all] of logs) {
    const share = shares.get(author) ?? 0;
    const log = share === all.length ? all : all.slice(0, share);
    // What one author did stays in its order, whatever they say of it.
    let lamport = 0;
    placesOf(log, marks).forEach((second, i) => {
      const entry = log[i] as TeamEntry;
      if (entry.body.kind !== "command") return;
      lamport = Math.max(lamport, entry.body.lamport);
      if (second !== null) commands.push(commandOf(entry, second, lamport));
      else late++;
    });
    highest = Math.max(highest, lamport);
  }
  // Authors come by name and each one's commands by counter already; the sort keeps that where one did not know of the other.
  commands.sort((a, b) => a.second - b.second || (a.lamport ?? 0) - (b.lamport ?? 0));
  const counters = Object.fromEntries([...shares].filter(([, share]) => share > 0));
  const newest = marks.at(-1)?.second ?? -1;
  return { commands, late, lamport: highest, counters, newest, turn, settled: latest - LATE, marks };
}

const made = new WeakMap<TeamEntry, Command>();

/** The command of an entry; the same object for as long as it happens at the same place. */
function commandOf(entry: TeamEntry, second: Second, lamport: number): Command {
  const known = made.get(entry);
  if (known?.second === second && known.lamport === lamport) return known;
  const { author, counter, body } = entry;
  if (body.kind !== "command") throw new RangeError("a checkpoint is no command");
  const seen = Math.min(body.seen, second);
  const command: Command = { ...body.body, second, author, counter, role: body.seat, seen, lamport };
  made.set(entry, command);
  return command;
}

/** Devices that were given the facilitator's role by such that may give it, in the order of what was done. Nobody loses this again. */
function facilitatorsAfter(
  commands: readonly Command[],
  before: ReadonlySet<string>,
  founder: string,
): ReadonlySet<string> {
  const found = new Set(before);
  const devices = new Map<string, string | null>([[FIRST_SEAT, founder]]);
  for (const command of commands) {
    if (command.kind !== "team") continue;
    const deed = command.args;
    if (deed.do === "join" && !devices.has(deed.seat)) devices.set(deed.seat, command.author);
    if (!found.has(command.author)) continue;
    if (deed.do === "seat") {
      devices.set(deed.seat, deed.device);
      if (deed.device !== null && deed.roles.includes("facilitator")) found.add(deed.device);
    }
    if (deed.do === "handover" && deed.role === "facilitator") {
      const device = devices.get(deed.to);
      if (typeof device === "string") found.add(device);
    }
  }
  return found;
}
