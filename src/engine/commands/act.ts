import type { Command, Refusal } from "#domain/commands";
import { interrupt as interruptOperation, request } from "#world/index";
import type { DrillState } from "../state";

/** Asks the world for an action. What it answers to later is in the world's events. */
export function act(state: DrillState, command: Extract<Command, { kind: "act" }>): Refusal | null {
  const result = request(state.world, command.args, command.author);
  if (!result.ok) return result.error;
  state.story.own = [...state.story.own, { id: result.value, request: command.args }];
  return null;
}

/** Stops an operation that can still be stopped. */
export function interrupt(state: DrillState, command: Extract<Command, { kind: "interrupt" }>): Refusal | null {
  const result = interruptOperation(state.world, command.args.operation, command.author);
  return result.ok ? null : result.error;
}
