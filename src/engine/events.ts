import type { OperationStatus } from "#domain/actions";
import type { JournalEntry } from "#domain/journal";
import type { WorldEvent } from "#world/contract";
import { closePage, pageForAlert } from "./alert-pages";
import { nodeOf } from "./ask";
import { beginMachine, stepMachine } from "./machines";
import { runEffects } from "./people";
import { type DrillState, raise, record } from "./state";

/** Events the machines may set off among themselves in one step; more is a loop in the story. */
const MAX_EVENTS = 1000;

/** Takes what has happened in the world since the last time into the journal and to the story. */
export function takeWorldEvents(state: DrillState): void {
  const { events } = state.world;
  while (state.story.eventsRead < events.length) {
    const event = events[state.story.eventsRead++] as WorldEvent;
    takeEvent(state, event);
  }
}

function takeEvent(state: DrillState, event: WorldEvent): void {
  switch (event.kind) {
    case "operation":
      if (event.operation === null) return;
      record(state, "operation", event.by, operationData(state, event.operation, event.phase));
      raise(state, `action.${event.operation.request.action}.${event.phase}`);
      return;
    case "plan":
      record(state, "plan", event.by, { plan: event.id, phase: event.phase });
      raise(state, `plan.${event.id}.${event.phase}`);
      return;
    case "alert":
      takeAlert(state, event);
      return;
    case "gitops":
      record(state, "platform", event.by, { what: "gitops", id: event.id, phase: event.phase });
      return;
    case "pods":
      return;
  }
}

/** Flat fields of an operation, absent ones left out. */
function operationData(state: DrillState, operation: OperationStatus, phase: string): JournalEntry["data"] {
  const { request } = operation;
  const data: Record<string, string | number> = { id: operation.id, action: request.action, phase };
  const node = nodeOf(state, request);
  if (node !== "") data.node = node;
  for (const field of ["region", "version", "flag", "key", "value", "amount", "to", "class", "pod"] as const) {
    const value = request[field];
    if (value !== undefined) data[field] = value;
  }
  return data;
}

function takeAlert(state: DrillState, event: WorldEvent): void {
  const { story } = state;
  const title = state.scene.system.alerts.find((rule) => rule.id === event.id)?.title ?? event.id;
  const others = story.alerts.filter((alert) => alert.id !== event.id);
  const phase = event.phase === "fired" ? "firing" : "resolved";
  story.alerts = [...others, { id: event.id, title, since: event.second, state: phase }];
  record(state, "alert", "platform", { alert: event.id, state: phase });
  if (phase === "firing") pageForAlert(state, event.id);
  else closePage(state, event.id);
}

/** Puts every machine into its first state. */
export function beginStory(state: DrillState): void {
  state.code.machines.forEach((machine, index) => {
    const step = beginMachine(machine);
    state.story.machines = state.story.machines.with(index, step.value);
    runEffects(state, step.effects, "story");
  });
}

/** Gives the machines everything that was raised, including what follows from it. Throws when the story never settles. */
export function tellStory(state: DrillState): void {
  const { pending, code, story } = state;
  for (let n = 0; n < pending.length; n++) {
    if (n >= MAX_EVENTS) throw new RangeError(`the story of ${state.header.drill} does not settle at ${state.now} s`);
    const event = pending[n] as string;
    code.machines.forEach((machine, index) => {
      const before = story.machines[index];
      const step = stepMachine(machine, before, event);
      if (step === null) return;
      const changed = JSON.stringify(step.value) !== JSON.stringify(before);
      if (changed) {
        story.machines = story.machines.with(index, step.value);
        record(state, "state", "story", { machine: machine.id, state: statePath(step.value), event });
      }
      runEffects(state, step.effects, "story");
    });
  }
  pending.length = 0;
}

/** A state value as text: `a.b`, parallel regions joined by `,`. */
export function statePath(value: unknown): string {
  if (value === null || typeof value !== "object") return String(value);
  return Object.entries(value)
    .map(([name, inner]) => {
      const rest = statePath(inner);
      return rest === "" ? name : `${name}.${rest}`;
    })
    .join(",");
}
