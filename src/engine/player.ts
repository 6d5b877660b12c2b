import type { Command } from "#domain/commands";
import type { Play, Program } from "#domain/drill";
import type { RoleId, Second } from "#domain/ids";
import type { ClockMode, Run, RunHeader } from "#domain/run";
import { apply } from "./apply";
import { Deeds } from "./play-host";
import { playPolicy } from "./play-steps";
import type { Player } from "./policy";
import { chooseVariant, resolveScene } from "./scene";
import { type DrillState, isFrozen } from "./state";
import { createState, finish, tick } from "./tick";
import { ENGINE_VERSION } from "./version";
import { view } from "./view";

export interface HeaderOptions {
  readonly seed: number;
  readonly id?: string;
  readonly variant?: string;
  readonly clock?: ClockMode;
  readonly author?: string;
  readonly role?: RoleId;
}

/** The header of a new run; the variant is drawn from the seed unless given. */
export function newHeader(program: Program, options: HeaderOptions): RunHeader {
  const variant = options.variant ?? chooseVariant(program, options.seed);
  const role = options.role ?? resolveScene(program, variant).roles[0]?.id ?? "lead";
  return {
    format: 1,
    id: options.id ?? `run-${options.seed}`,
    drill: program.card.slug,
    code: program.card.code,
    dynamicsHash: program.hashes.dynamics,
    textHash: program.hashes.text,
    engine: ENGINE_VERSION,
    seed: options.seed,
    variant,
    clock: options.clock ?? "live",
    roles: [{ author: options.author ?? "player", role }],
    forkOf: null,
  };
}

export interface PlayOptions {
  /** Stops here instead of playing to the end. */
  readonly until?: Second;
  /** Called after every second and command. */
  readonly watch?: (state: DrillState) => void;
}

/**
 * Plays a drill from the page to the end (or `until`), at human speed, reading only views.
 * Without `until` the state is frozen and has its ending.
 */
export function playThrough(
  program: Program,
  header: RunHeader,
  player: Player,
  options: PlayOptions = {},
): { readonly run: Run; readonly state: DrillState } {
  const state = createState(program, header);
  options.watch?.(state);
  continuePlay(state, player, options);
  return { run: { header, commands: state.log.slice(), horizon: state.now }, state };
}

/** Goes on playing from any state; the commands given are in the state's log. */
export function continuePlay(state: DrillState, player: Player, options: PlayOptions = {}): void {
  const { header, program } = state;
  const until = options.until ?? Number.POSITIVE_INFINITY;
  const { author, role } = header.roles[0] ?? { author: "player", role: "lead" };
  const policy = player(program, header.variant, header.seed);
  const deeds = new Deeds(author);
  deeds.learn(state.journal);
  let counter = state.log.reduce((last, c) => (c.author === author ? Math.max(last, c.counter) : last), 0);
  let instant = 0;
  while (!isFrozen(state) && state.story.leftAt < 0 && state.now < until) {
    const decision = policy.next(view(state, role), deeds);
    // A player that never lets time pass would never end.
    const least = instant++ > 50 ? 1 : 0;
    const wait = decision === null ? until - state.now : Math.max(least, Math.ceil(decision.wait));
    if (wait > 0) instant = 0;
    for (let i = 0; i < wait && state.story.leftAt < 0 && state.now < until; i++) {
      tick(state);
      options.watch?.(state);
    }
    if (decision === null || state.story.leftAt >= 0 || state.now >= until) continue;
    for (const body of decision.commands(view(state, role))) {
      counter++;
      const command = { ...body, second: state.now, author, counter, role, seen: state.now } as Command;
      const outcome = apply(state, command);
      deeds.learn(outcome.journal);
      if (outcome.refusal === null && body.kind === "look" && body.args.panel === "board") deeds.board = body.args;
      options.watch?.(state);
    }
  }
  if (options.until === undefined) {
    while (!isFrozen(state)) {
      tick(state);
      options.watch?.(state);
    }
    finish(state);
  }
}

/** A play of the content as a player. */
export function playOf(play: Play): Player {
  return (program, variant) => playPolicy(play, resolveScene(program, variant));
}
