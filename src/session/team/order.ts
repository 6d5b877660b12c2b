import type { Command } from "#domain/commands";
import type { Second } from "#domain/ids";
import { FIRST_SEAT } from "#domain/team";
import type { TeamEntry, Versions } from "./contract";
import { believedLamport } from "./lamport";
import { type Logs, logsOf, resolved } from "./logs";
import { countedBy, type Mark, marksOf } from "./marks";
import { LATE, placesOf } from "./place";
import { sharesOf } from "./shares";
import { vouchedIn, vouchFor } from "./versions";

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
  /** Which of them no checkpoint that counts has vouched for, as far as they fit into one: what a checkpoint made now says, too. */
  readonly versions: Versions;
  /** The highest Lamport number of the commands that are here, as far as it is believed: whoever does something now has seen it. */
  readonly lamport: number;
  /** Of the newest checkpoint that counts; −1 before the first. */
  readonly newest: Second;
  /** The highest counter of each author's checkpoints that count. */
  readonly checkpoints: ReadonlyMap<string, number>;
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
  const all = logsOf(entries);
  const { gapped } = all;
  let facilitators: ReadonlySet<string> = new Set([founder]);
  for (;;) {
    const { marks, logs, ...placed } = place(all, facilitators, founder);
    const found = facilitatorsAfter(placed.commands, facilitators, founder);
    if (found.size === facilitators.size) {
      const isThere = (mark: Mark) => (author: string) => (logs.get(author)?.length ?? 0) >= countedBy(mark, author);
      const isWhole = marks.every((mark) => Object.keys(mark.counters).every(isThere(mark)));
      return { ...placed, gapped, facilitators, isWhole };
    }
    facilitators = found;
  }
}

interface Placed extends Omit<Ordered, "gapped" | "facilitators" | "isWhole"> {
  readonly marks: readonly Mark[];
  readonly logs: Logs["logs"];
}

function place(all: Logs, facilitators: ReadonlySet<string>, founder: string): Placed {
  const { marks, turn, latest } = marksOf(all.logs, facilitators, founder);
  const logs = resolved(all, marks);
  const commands: Command[] = [];
  const lamports: number[] = [];
  let late = 0;
  const shares = sharesOf(logs, marks, facilitators);
  for (const [author, whole] of logs) {
    const share = shares.get(author) ?? 0;
    const log = share === whole.length ? whole : whole.slice(0, share);
    // What one author did stays in its order, whatever they say of it.
    let lamport = 0;
    placesOf(log, marks).forEach((second, i) => {
      const entry = log[i] as TeamEntry;
      if (entry.body.kind !== "command") return;
      lamport = Math.max(lamport, entry.body.lamport);
      lamports.push(lamport);
      if (second !== null) commands.push(commandOf(entry, second, lamport));
      else late++;
    });
  }
  // Authors come by name and each one's commands by counter already; the sort keeps that where one did not know of the other.
  commands.sort((a, b) => a.second - b.second || (a.lamport ?? 0) - (b.lamport ?? 0));
  const counters = Object.fromEntries([...shares].filter(([, share]) => share > 0));
  const versions = vouchFor(logs, shares, vouchedIn(marks));
  const newest = marks.at(-1)?.second ?? -1;
  const checkpoints = new Map<string, number>();
  for (const { author, counter } of marks) checkpoints.set(author, Math.max(counter, checkpoints.get(author) ?? 0));
  const lamport = believedLamport(lamports);
  const settled = latest - LATE;
  return { commands, late, lamport, counters, versions, newest, checkpoints, turn, settled, marks, logs };
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
