import type { Command, Refusal } from "#domain/commands";
import type { Look } from "#domain/telemetry";
import { seeFacts } from "../facts";
import { type DrillState, record } from "../state";
import { refuse, requireName } from "./names";

/** Whether a look can be shown here and now: every name in it exists. */
export function checkLook(state: DrillState, look: Look): Refusal | null {
  const { scene, now } = state;
  const { system } = scene;
  const nodes = system.nodes.map((n) => n.id);
  const region = (id: string | null) =>
    id === null
      ? null
      : requireName(
          "region",
          id,
          system.regions.map((r) => r.id),
        );
  switch (look.panel) {
    case "board":
      return (look.node === "all" ? null : requireName("node", look.node, nodes)) ?? region(look.region);
    case "traces":
      return (look.node === null ? null : requireName("node", look.node, nodes)) ?? region(look.region);
    case "config":
      return requireName("node", look.node, nodes);
    case "deploy":
      return requireName(
        "version",
        look.version,
        system.versions.filter((v) => v.at <= now).map((v) => v.id),
      );
    case "probe":
      return (
        requireName(
          "probe",
          look.probe,
          system.probes.map((p) => p.id),
        ) ?? region(look.region)
      );
    case "runbook":
      return requireName(
        "runbook",
        look.page,
        scene.runbook.map((p) => p.id),
      );
    case "dump": {
      const operation = state.world.operations.find((op) => op.id === look.operation);
      if (operation?.request.action !== "thread-dump") {
        return refuse("dump.unknown", `Operation ${look.operation} is not a thread dump.`);
      }
      return operation.phase === "done" ? null : refuse("dump.not-done", "The dump is not there yet.");
    }
    default:
      return null;
  }
}

/** Looks at a panel. What comes back may contain facts; the look stays on screen and goes on showing them. */
export function lookAt(state: DrillState, command: Extract<Command, { kind: "look" }>): Refusal | null {
  const look = command.args;
  const refusal = checkLook(state, look);
  if (refusal !== null) return refusal;
  const data: Record<string, string | number | boolean> = {};
  for (const [key, value] of Object.entries(look)) if (value !== null) data[key] = value as string | number | boolean;
  record(state, "look", command.author, data);
  state.story.looks = { ...state.story.looks, [command.role]: { look, since: state.now } };
  seeFacts(state, look, command.author);
  return null;
}
