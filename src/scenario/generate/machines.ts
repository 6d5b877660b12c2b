import type { StoryEffect, StoryMachine } from "#domain/drill";
import { type Cursor, suggest } from "../cursor";
import type { DrillFile, StateFile } from "../schema/drill";
import type { Gen } from "./gen";
import { effects } from "./story";

/** Statecharts as XState configs without functions: actions are names, and a table says what they do. */
export function machines(gen: Gen, drill: Cursor<DrillFile>): StoryMachine[] {
  const events = storyEvents(gen);
  return drill
    .get("story")
    .entries()
    .map(([id, state]) => {
      const machine = new Machine(gen, id, state, events);
      const config = { id, ...machine.state(state, []) };
      return { id, config, effects: machine.effects, turns: machine.turns };
    });
}

class Machine {
  readonly effects: Record<string, readonly StoryEffect[]> = {};
  readonly turns: Record<string, string> = {};

  constructor(
    private readonly gen: Gen,
    private readonly id: string,
    private readonly root: Cursor<StateFile>,
    private readonly events: ReadonlySet<string>,
  ) {}

  state(cursor: Cursor<StateFile>, path: readonly string[]): Record<string, unknown> {
    const s = cursor.value;
    const inner = cursor.get("states").entries();
    const config: Record<string, unknown> = {};
    if (s.turn !== undefined) this.turns[path.join(".")] = s.turn;
    if (path.length === 0 && inner.length === 0)
      cursor.errorAtKey("story.states", `"${this.id}" has no states, expected at least one`);
    if (s.final) {
      if (inner.length > 0 || s.on)
        cursor.get("final").errorAtKey("story.final", `a final state has no "states" and no "on"`);
      config.type = "final";
    } else if (s.parallel) config.type = "parallel";
    else if (inner.length > 0)
      config.initial = this.initial(
        cursor,
        inner.map(([id]) => id),
      );
    if (s.initial !== undefined && (s.parallel || inner.length === 0))
      cursor.get("initial").errorAtKey("schema.beside", `"initial" means nothing without "states" one after another`);
    const entry = this.action([...path, "entry"], effects(this.gen, cursor.get("do")));
    if (entry) config.entry = entry;
    const on: Record<string, unknown> = {};
    for (const [event, transition] of cursor.get("on").entries()) {
      if (!this.events.has(event) && !this.gen.names.excused(event))
        transition.errorAtKey("story.event", `unknown event "${event}"${suggest(event, this.events, "event")}`);
      on[event] = this.transition(event, transition, path);
    }
    if (Object.keys(on).length > 0) config.on = on;
    if (inner.length > 0)
      config.states = Object.fromEntries(inner.map(([id, state]) => [id, this.state(state, [...path, id])]));
    return config;
  }

  private initial(cursor: Cursor<StateFile>, states: readonly string[]): string {
    const { initial } = cursor.value;
    if (initial !== undefined && !states.includes(initial)) {
      cursor
        .get("initial")
        .error("reference.machine-state", `unknown state "${initial}"${suggest(initial, states, "state")}`);
    }
    return initial ?? (states[0] as string);
  }

  private transition(event: string, cursor: Cursor<unknown>, path: readonly string[]): Record<string, unknown> {
    const long = cursor as Cursor<{ readonly to?: string; readonly do?: StateFile["do"] }>;
    const short = typeof cursor.value === "string";
    const out: Record<string, unknown> = {};
    const to = short ? (cursor as Cursor<string>) : (long.get("to").present() as Cursor<string> | undefined);
    if (to) out.target = this.target(to, path);
    const action = short ? undefined : this.action([...path, event], effects(this.gen, long.get("do")));
    if (action) out.actions = action;
    return out;
  }

  /** A sibling, or a path from the machine; written absolutely, so that XState cannot read it differently. */
  private target(cursor: Cursor<string>, path: readonly string[]): string {
    const parts = cursor.value.split(".");
    const candidates = [[...path.slice(0, -1), ...parts], parts];
    const found = candidates.find((candidate) => this.exists(candidate));
    if (!found && !this.gen.names.excused(cursor.value)) {
      const siblings = Object.keys(this.at(path.slice(0, -1))?.states ?? {});
      cursor.error(
        "reference.machine-state",
        `unknown state "${cursor.value}"${suggest(cursor.value, siblings, "state")}`,
      );
    }
    return `#${[this.id, ...(found ?? parts)].join(".")}`;
  }

  private at(path: readonly string[]): StateFile | undefined {
    let state: StateFile | undefined = this.root.value;
    for (const id of path) state = state?.states && Object.hasOwn(state.states, id) ? state.states[id] : undefined;
    return state;
  }

  private exists(path: readonly string[]): boolean {
    return this.at(path) !== undefined;
  }

  private action(path: readonly string[], list: readonly StoryEffect[]): string | undefined {
    if (list.length === 0) return undefined;
    const name = path.join("/");
    this.effects[name] = list;
    return name;
  }
}

/** Every event that can happen in this drill. */
function storyEvents(gen: Gen): ReadonlySet<string> {
  const { names } = gen;
  const events = ["ack", "resolve", "severity"];
  for (const id of names.all("condition")) events.push(`condition.${id}`);
  for (const kind of names.all("action"))
    for (const phase of ["requested", "running", "done", "failed", "cancelled"]) events.push(`action.${kind}.${phase}`);
  for (const id of names.all("request"))
    for (const option of [...names.partsOf("option", id), "silence"]) events.push(`answer.${id}.${option}`);
  for (const id of names.all("plan")) events.push(`plan.${id}.done`, `plan.${id}.cancelled`);
  for (const audience of names.all("audience")) events.push(`say.${audience}`);
  return new Set(events);
}
