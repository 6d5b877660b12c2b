import type { Command, Refusal } from "#domain/commands";
import type { Program } from "#domain/drill";
import type { Second } from "#domain/ids";
import type { Run, RunHeader } from "#domain/run";
import {
  apply,
  createState,
  type DrillState,
  decodeState,
  encodeState,
  historiesOf,
  isFrozen,
  tick,
} from "#engine/index";
import { canonicalJson } from "#lib/hash";
import { Frames } from "./frames";

/** How the past changed: from which second on, and how many commands came, went or moved. */
export interface Correction {
  readonly from: Second;
  readonly commands: number;
}

/**
 * The state of a run whose log is still being gathered: what comes late is put where it belongs, and everything from there on
 * is simulated again.
 */
export class Fold {
  state: DrillState;
  private readonly frames = new Frames();
  /** All that are known, in order; the first `done` of them are in the state. */
  private commands: readonly Command[] = [];
  private done = 0;
  private readonly refusals = new Map<Command, Refusal>();

  constructor(
    private readonly program: Program,
    private readonly header: RunHeader,
  ) {
    this.state = createState(program, header);
    this.frames.take(encodeState(this.state));
  }

  /** Takes over another order and carries out what is due; null when nothing that had happened changed. Ordered as `orderEntries` does. */
  order(commands: readonly Command[]): Correction | null {
    const before = this.commands.slice(0, this.done);
    const { now } = this.state;
    let same = 0;
    while (same < before.length && isSame(before[same], commands[same])) same++;
    const changed = Math.min(before[same]?.second ?? now, commands[same]?.second ?? now);
    this.commands = commands;
    if (same === before.length && changed >= now) {
      this.carryOut();
      return null;
    }
    this.rewind(changed, before);
    this.advance(now);
    return { from: changed, commands: differences(before.slice(same), commands.slice(same, this.done)) };
  }

  /** Simulates up to a second, and what was done on the way. Never goes back. */
  advance(second: Second): void {
    this.carryOut();
    while (this.state.now < second && !isFrozen(this.state)) {
      tick(this.state);
      if (this.frames.wants(this.state.now, second)) this.frames.take(encodeState(this.state));
      this.carryOut();
    }
  }

  /** Why a command that was carried out was refused. */
  refusalOf(author: string, counter: number): Refusal | null {
    for (let i = this.done - 1; i >= 0; i--) {
      const command = this.commands[i] as Command;
      if (command.author === author && command.counter === counter) return this.refusals.get(command) ?? null;
    }
    return null;
  }

  /** What has happened, as an ordinary run. */
  run(): Run {
    return { header: this.header, commands: this.commands.slice(0, this.done), horizon: this.state.now };
  }

  /** Bytes that the keyframes hold. */
  get bytes(): number {
    return this.frames.bytes;
  }

  private carryOut(): void {
    for (
      let command = this.commands[this.done];
      command !== undefined && command.second <= this.state.now;
      command = this.commands[++this.done]
    ) {
      const { refusal } = apply(this.state, command);
      if (refusal === null) this.refusals.delete(command);
      else this.refusals.set(command, refusal);
    }
  }

  /** Back to a second before its commands. */
  private rewind(second: Second, before: readonly Command[]): void {
    const frame = this.frames.back(second);
    const old = this.state;
    // Anything after the frame may be different now; what is before it is shared.
    this.state = decodeState(this.program, this.header, frame, historiesOf(old));
    for (const [seat, refusal] of old.refusals) {
      if (refusal.at.second < frame.second) this.state.refusals.set(seat, refusal);
    }
    for (const command of before.slice(frame.log)) this.refusals.delete(command);
    this.done = frame.log;
  }
}

/** Whether two orders have the same command at a place. Entries that were read twice are equal, not identical. */
function isSame(a: Command | undefined, b: Command | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  if (a.second !== b.second || a.author !== b.author || a.counter !== b.counter) return false;
  if (a.lamport !== b.lamport) return false;
  return a.seen === b.seen && a.role === b.role && canonicalJson([a.kind, a.args]) === canonicalJson([b.kind, b.args]);
}

/** How many commands are at another second than before, or only in one of two lists. */
function differences(before: readonly Command[], after: readonly Command[]): number {
  const seconds = new Map(before.map((command) => [`${command.author} ${command.counter}`, command.second]));
  let same = 0;
  for (const { author, counter, second } of after) if (seconds.get(`${author} ${counter}`) === second) same++;
  const moved = after.filter(({ author, counter }) => seconds.has(`${author} ${counter}`)).length - same;
  return before.length - same - moved + (after.length - same);
}
