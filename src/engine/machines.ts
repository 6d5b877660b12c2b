import { type AnyStateMachine, createMachine, initialTransition, transition } from "xstate";
import type { StoryEffect, StoryMachine } from "#domain/drill";

/** A compiled statechart of the story: which events it knows, and what its actions do. */
export interface MachineCode {
  readonly id: string;
  readonly machine: AnyStateMachine;
  readonly effects: Readonly<Record<string, readonly StoryEffect[]>>;
  knows(event: string): boolean;
}

export interface Step {
  /** The XState value afterwards: a string or nested objects of strings. */
  readonly value: unknown;
  readonly effects: readonly StoryEffect[];
}

const STATE_KEYS = new Set(["id", "key", "initial", "type", "states", "on", "entry", "exit", "always", "description"]);
const MAX_DEPTH = 12;

/**
 * Throws a RangeError if a statechart uses what the engine does not drive: timers, invoked or spawned actors, guards,
 * context and history. Their meaning would depend on more than the events, and deadlines belong to the engine.
 */
function checkConfig(config: unknown, path: string, depth = 0): void {
  if (config === null || typeof config !== "object") throw new RangeError(`${path}: a state must be an object`);
  if (depth > MAX_DEPTH) throw new RangeError(`${path}: states nest more than ${MAX_DEPTH} deep`);
  for (const [key, value] of Object.entries(config)) {
    if (!STATE_KEYS.has(key)) throw new RangeError(`${path}: "${key}" is not allowed in a story machine`);
    if (key === "type" && value === "history") throw new RangeError(`${path}: history states are not allowed`);
    if (key !== "states") continue;
    for (const [name, state] of Object.entries(value as object)) checkConfig(state, `${path}.${name}`, depth + 1);
  }
}

/** Compiles a statechart once per scene. Throws a RangeError for one that is not event-driven. */
export function compileMachine(spec: StoryMachine): MachineCode {
  checkConfig(spec.config, spec.id);
  const machine = createMachine({ ...(spec.config as object), id: spec.id }) as AnyStateMachine;
  const exact = new Set<string>();
  const prefixes: string[] = [];
  for (const event of machine.events as readonly string[]) {
    if (event === "*") prefixes.push("");
    else if (event.endsWith(".*")) prefixes.push(event.slice(0, -1));
    else exact.add(event);
  }
  const knows = (event: string) => exact.has(event) || prefixes.some((prefix) => event.startsWith(prefix));
  return { id: spec.id, machine, effects: spec.effects, knows };
}

type Result = ReturnType<typeof transition<AnyStateMachine>>;

function stepOf(code: MachineCode, [snapshot, actions]: Result): Step {
  const effects = actions.flatMap(
    (action) => (Object.hasOwn(code.effects, action.type) ? code.effects[action.type] : []) ?? [],
  );
  return { value: snapshot.value, effects };
}

/** Where a machine begins, with what happens on entry. */
export function beginMachine(code: MachineCode): Step {
  return stepOf(code, initialTransition(code.machine) as Result);
}

/** What an event does to a machine that stands at `value`; null when it does not concern it. Pure. */
export function stepMachine(code: MachineCode, value: unknown, event: string): Step | null {
  if (!code.knows(event)) return null;
  const snapshot = code.machine.resolveState({ value: value as string, context: {} });
  if (snapshot.status !== "active") return null;
  return stepOf(code, transition(code.machine, snapshot, { type: event }) as Result);
}

/** Every request's own thread: put once, then answered or left until it expires. */
const REQUEST = createMachine({
  id: "request",
  initial: "idle",
  states: {
    idle: { on: { OPEN: "open" } },
    open: { on: { ANSWER: "answered", EXPIRE: "expired" } },
    answered: { type: "final" },
    expired: { type: "final" },
  },
});
export type RequestState = "idle" | "open" | "answered" | "expired";

/** The state of a request's thread after an event; the same one when it does not listen to it. */
export function stepRequest(state: RequestState, event: "OPEN" | "ANSWER" | "EXPIRE"): RequestState {
  if (state === "answered" || state === "expired") return state;
  return transition(REQUEST, REQUEST.resolveState({ value: state, context: {} }), { type: event })[0]
    .value as RequestState;
}
