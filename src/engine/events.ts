import type { OperationStatus } from "#domain/actions";
import type { JournalEntry } from "#domain/journal";
import type { WorldEvent } from "#world/contract";
import { closePage, pageForAlert } from "./alert-pages";
import { nodeOf } from "./ask";
import { checkGrowth, STORY_BUDGET, stopStory } from "./budget";
import { beginMachine, stepMachine } from "./machines";
import { runEffects } from "./people";
import { type DrillState, raise, record } from "./state";

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

/** Gives the machines everything that was raised, including what follows from it. A story that does not settle is stopped. */
export function tellStory(state: DrillState): void {
  const { pending, code, story } = state;
  let effects = 0;
  for (let n = 0; n < pending.length; n++) {
    if (n >= STORY_BUDGET.events || effects > STORY_BUDGET.effects) stopStory(state);
    if (checkGrowth(state)) break;
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
      effects += step.effects.length;
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
