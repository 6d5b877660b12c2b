import type { Program, Scene } from "#domain/drill";
import { compileScene } from "./code";
import { statePath } from "./events";
import { beginMachine, type MachineCode, stepMachine } from "./machines";
import { newHeader, playOf, playThrough } from "./player";
import type { Player } from "./policy";
import { randomPlayer } from "./random-player";
import { chooseVariant, resolveScene } from "./scene";
import type { DrillState } from "./state";

/** What was reached of a list of things, in the order of the scene. */
export interface Reach {
  readonly reached: readonly string[];
  readonly unreached: readonly string[];
}

export interface MachineStructure extends Reach {
  readonly variant: string;
  readonly machine: string;
  /** States that are not final and that no event leaves. */
  readonly deadEnds: readonly string[];
}

export interface Structure {
  readonly machines: readonly MachineStructure[];
  readonly requests: readonly {
    readonly variant: string;
    readonly request: string;
    readonly options: readonly string[];
  }[];
  readonly endings: readonly { readonly variant: string; readonly endings: readonly string[] }[];
}

/** Combined states a machine may have; more parallel regions than this need belong into machines of their own. */
const MAX_STATES = 5000;

type Config = { readonly type?: string; readonly states?: Readonly<Record<string, Config>> };

/** Names of all states below a state, `a.b` for nesting. */
function statesOf(config: Config, prefix = ""): string[] {
  return Object.entries(config.states ?? {}).flatMap(([name, inner]) => [
    `${prefix}${name}`,
    ...statesOf(inner, `${prefix}${name}.`),
  ]);
}

/** Every state that is active in a machine's value, outer ones included: `a`, `a.b`. */
export function activeIn(value: unknown, prefix = ""): string[] {
  if (typeof value === "string") return [prefix + value];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([name, inner]) => [prefix + name, ...activeIn(inner, `${prefix}${name}.`)]);
}

function exploreMachine(scene: Scene, code: MachineCode, config: Config): MachineStructure {
  const events = (code.machine.events as readonly string[]).map((event) => event.replace(/\*$/, "any"));
  const queue: unknown[] = [beginMachine(code).value];
  const known = new Set(queue.map((value) => JSON.stringify(value)));
  const active = new Set<string>();
  const deadEnds: string[] = [];
  for (let value = queue.shift(); value !== undefined; value = queue.shift()) {
    for (const state of activeIn(value)) active.add(state);
    let leaves = false;
    for (const event of events) {
      const next = stepMachine(code, value, event)?.value;
      const text = JSON.stringify(next);
      if (next === undefined || text === JSON.stringify(value)) continue;
      leaves = true;
      if (known.has(text) || known.size >= MAX_STATES) continue;
      known.add(text);
      queue.push(next);
    }
    const done = code.machine.resolveState({ value: value as string, context: {} }).status === "done";
    if (!leaves && !done) deadEnds.push(statePath(value));
  }
  const all = statesOf(config);
  return {
    variant: scene.variant.id,
    machine: code.id,
    reached: all.filter((state) => active.has(state)),
    unreached: all.filter((state) => !active.has(state)),
    deadEnds,
  };
}

/**
 * The story's shape, conditions left out: every event may come at any time. What is unreached here cannot be reached
 * in any run.
 */
export function exploreStructure(program: Program): Structure {
  const scenes = program.variants.map(({ info }) => resolveScene(program, info.id));
  return {
    machines: scenes.flatMap((scene) =>
      compileScene(scene).machines.map((code, i) => exploreMachine(scene, code, scene.machines[i]?.config as Config)),
    ),
    requests: scenes.flatMap((scene) =>
      scene.requests.map((request) => ({
        variant: scene.variant.id,
        request: request.id,
        options: [...request.options.map((option) => option.id), "silence"],
      })),
    ),
    endings: scenes.map((scene) => ({ variant: scene.variant.id, endings: scene.endings.map((ending) => ending.id) })),
  };
}

export interface Exploration {
  readonly runs: number;
  /** `machine.state`. */
  readonly states: Reach;
  /** `request.option`, silence included. */
  readonly decisions: Reach;
  readonly endings: Reach & { readonly counts: Readonly<Record<string, number>> };
  readonly facts: Reach;
  /** Runs that came to no ending: label, variant and seed. */
  readonly deadEnds: readonly string[];
}

/** Gathers what runs reach. */
class Coverage {
  private readonly states = new Set<string>();
  private readonly decisions = new Set<string>();
  private readonly facts = new Set<string>();
  private readonly counts = new Map<string, number>();
  private readonly deadEnds: string[] = [];
  private runs = 0;

  watch(state: DrillState): void {
    state.code.machines.forEach((machine, i) => {
      for (const name of activeIn(state.story.machines[i])) this.states.add(`${machine.id}.${name}`);
    });
  }

  finished(label: string, state: DrillState): void {
    this.runs++;
    for (const { kind, data } of state.journal) {
      if (kind === "answer") this.decisions.add(`${data.request}.${data.option}`);
      if (kind === "fact") this.facts.add(String(data.fact));
    }
    const ending = state.journal.findLast((entry) => entry.kind === "ending")?.data.ending;
    if (ending === undefined) this.deadEnds.push(label);
    else this.counts.set(String(ending), (this.counts.get(String(ending)) ?? 0) + 1);
  }

  report(scenes: readonly Scene[]): Exploration {
    const reach = (all: readonly string[], has: { has(name: string): boolean }): Reach => {
      const names = [...new Set(all)];
      return { reached: names.filter((n) => has.has(n)), unreached: names.filter((n) => !has.has(n)) };
    };
    const states = scenes.flatMap((s) => s.machines.flatMap((m) => statesOf(m.config as Config, `${m.id}.`)));
    const decisions = scenes.flatMap((s) =>
      s.requests.flatMap((r) => [...r.options.map((o) => `${r.id}.${o.id}`), `${r.id}.silence`]),
    );
    const endings = scenes.flatMap((s) => s.endings.map((ending) => ending.id));
    return {
      runs: this.runs,
      states: reach(states, this.states),
      decisions: reach(decisions, this.decisions),
      endings: { ...reach(endings, this.counts), counts: Object.fromEntries(this.counts) },
      facts: reach(
        scenes.flatMap((s) => s.facts.map((fact) => fact.id)),
        this.facts,
      ),
      deadEnds: this.deadEnds,
    };
  }
}

export interface ExploreOptions {
  /** Plays of the program to count in as well, each on every variant; default none. */
  readonly plays?: boolean;
  /** Called after the beginning, every second and every command of each run. */
  readonly watch?: (state: DrillState) => void;
  /** Called after each run. */
  readonly onRun?: (state: DrillState, label: string) => void;
}

/** What random players (and, if asked, the program's plays) reach when they play through the engine. */
export function exploreRuns(program: Program, runs: number, seed: number, options: ExploreOptions = {}): Exploration {
  const coverage = new Coverage();
  const one = (label: string, variant: string, runSeed: number, player: Player): void => {
    const header = newHeader(program, { seed: runSeed, variant });
    let revision = -1;
    const watch = (state: DrillState) => {
      options.watch?.(state);
      if (state.revision === revision) return;
      revision = state.revision;
      coverage.watch(state);
    };
    const { state } = playThrough(program, header, player, { watch });
    const name = `${label} on ${variant}, seed ${runSeed}`;
    coverage.finished(name, state);
    options.onRun?.(state, name);
  };
  if (options.plays === true) {
    for (const play of program.plays) {
      for (const { info } of program.variants) one(play.id, info.id, seed, playOf(play));
    }
  }
  for (let i = 0; i < runs; i++) one("random", chooseVariant(program, seed + i), seed + i, randomPlayer(seed + i));
  const scenes = program.variants.map(({ info }) => resolveScene(program, info.id));
  return coverage.report(scenes);
}
