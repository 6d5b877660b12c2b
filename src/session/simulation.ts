import type { Command, CommandBody, Refusal } from "#domain/commands";
import type { Program } from "#domain/drill";
import type { Run, RunHeader } from "#domain/run";
import type { View } from "#domain/view";
import { apply, type DrillState, encodeRun, finish, replay, tick, view } from "#engine/index";
import { type Changes, changesBetween, joinChanges, momentOf, NO_CHANGES } from "./changes";
import { snapshotOf } from "./snapshot";

/** Who plays. */
export interface Player {
  readonly author: string;
  readonly role: string;
}

/** When an advance ends early. The end of the run always ends it. */
export type StopAt = "anything" | "interrupts" | "nothing";

/**
 * The engine's state with what is durable of it and what is shown of it kept apart. Commands and seconds are simulated
 * ahead; `commit` says that they are durable and makes them visible, `rollBack` that they could not be written.
 */
export class Simulation {
  readonly header: RunHeader;
  private state: DrillState;
  /** The log as it is in the store. */
  private durable: Command[];
  /** Carried out or to be carried out, not in the store yet. */
  private waiting: Command[] = [];
  private counter = 0;
  /** Whether `state` is further than what is shown. */
  private ahead = false;
  /** The state that is shown, when somebody asked for it while `state` was ahead. */
  private behind: DrillState | null = null;
  private current: View;

  constructor(
    private readonly program: Program,
    run: Run,
    private readonly player: Player,
  ) {
    this.header = run.header;
    this.durable = [...run.commands];
    this.state = replay(program, run);
    this.counter = this.nextCounter();
    this.current = this.snapshot();
  }

  /** What is shown: durable, and the same until the next `commit`. */
  get shown(): View {
    return this.current;
  }

  /** What must be written before anything further may be shown. */
  get unwritten(): { readonly commands: readonly Command[]; readonly horizon: number } {
    return { commands: this.waiting, horizon: this.state.now };
  }

  /** Commands that were given and could not be written. */
  get isWaiting(): boolean {
    return this.waiting.length > 0;
  }

  /** Whether a stored run is the one that is shown. */
  matches(run: Run): boolean {
    return run.horizon === this.current.now && run.commands.length === this.durable.length;
  }

  /** Carries out a command of the player at the present second. */
  command(body: CommandBody): Refusal | null {
    const { author, role } = this.player;
    const second = this.state.now;
    const command = { ...body, second, author, counter: this.counter++, role, seen: this.current.now } as Command;
    this.ahead = true;
    this.waiting.push(command);
    return apply(this.state, command).refusal;
  }

  /** Carries out again what was rolled back. */
  redo(): void {
    this.ahead = true;
    for (const command of this.waiting) apply(this.state, command);
  }

  /** Simulates up to `seconds`. */
  advance(seconds: number, stopAt: StopAt): Changes {
    this.ahead = true;
    let changes = NO_CHANGES;
    let before = momentOf(this.current);
    for (let i = 0; i < seconds && before.phase !== "ended"; i++) {
      tick(this.state);
      const after = momentOf(view(this.state, this.player.role));
      changes = joinChanges(changes, changesBetween(before, after));
      before = after;
      if (stopAt === "anything" ? changes.anything : stopAt === "interrupts" && changes.interrupts) break;
    }
    return changes;
  }

  /** After the player has left: the world runs on until the ending is known. */
  finish(): void {
    this.ahead = true;
    finish(this.state);
  }

  /** Everything simulated so far is durable: show it. */
  commit(): void {
    this.durable.push(...this.waiting);
    this.waiting = [];
    this.show();
  }

  /** Back to what is shown. Seconds will be simulated again; commands wait for `redo`. */
  rollBack(): void {
    this.state = this.shownState();
    this.show();
  }

  /** Goes on from what another tab has stored. */
  adopt(run: Run): void {
    this.durable = [...run.commands];
    this.waiting = [];
    this.state = replay(this.program, run);
    this.counter = this.nextCounter();
    this.show();
  }

  /** The log with everything that was done, stored or not. */
  run(): Run {
    return { header: this.header, commands: [...this.durable, ...this.waiting], horizon: this.current.now };
  }

  encoded(): string {
    return JSON.stringify(encodeRun(this.run()));
  }

  private show(): void {
    this.ahead = false;
    this.behind = null;
    this.current = this.snapshot();
  }

  private snapshot(): View {
    return snapshotOf(view(this.state, this.player.role), {
      look: (look) => view(this.shownState(), this.player.role).look(look),
      complete: (line, cursor) => view(this.shownState(), this.player.role).complete(line, cursor),
      estimate: (request) => view(this.shownState(), this.player.role).estimate(request),
    });
  }

  /** While a write is under way the shown state is only in the log; asking for it then is rare enough to replay it. */
  private shownState(): DrillState {
    if (!this.ahead) return this.state;
    this.behind ??= replay(this.program, {
      header: this.header,
      commands: this.durable,
      horizon: this.current.now,
    });
    return this.behind;
  }

  private nextCounter(): number {
    const own = this.durable.filter(({ author }) => author === this.player.author);
    return own.reduce((next, { counter }) => Math.max(next, counter + 1), 0);
  }
}
