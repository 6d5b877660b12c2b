import type { ActionKind } from "#domain/actions";
import type { Command, Refusal } from "#domain/commands";
import type { Look } from "#domain/telemetry";
import { seeFacts } from "../facts";
import { type DrillState, record } from "../state";
import { refuse, requireName } from "./names";

/** Actions that leave something to read. */
const DUMPS: ReadonlySet<ActionKind> = new Set(["thread-dump", "heap-dump", "profile"]);

/** The finished operations of such kinds, to choose another. */
function captured(state: DrillState, kinds: ReadonlySet<ActionKind>): string {
  const done = state.world.operations.filter((op) => op.phase === "done" && kinds.has(op.request.action));
  return done.map((op) => String(op.id)).join(", ") || "none yet";
}

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
      if (operation === undefined || !DUMPS.has(operation.request.action)) {
        return refuse("dump.unknown", `Operation ${look.operation} has captured nothing.`, captured(state, DUMPS));
      }
      return operation.phase === "done" ? null : refuse("dump.not-done", "The dump is not there yet.");
    }
    case "database": {
      const refusal = requireName("node", look.node, nodes);
      if (refusal !== null) return refusal;
      const databases = system.nodes.filter((n) => n.kind === "database").map((n) => n.id);
      if (databases.includes(look.node)) return null;
      return refuse("database.not-one", `${look.node} is not a database.`, databases.join(", ") || "none here");
    }
    case "runtime": {
      const refusal = requireName("node", look.node, nodes) ?? region(look.region);
      if (refusal !== null) return refusal;
      const node = system.nodes.find((n) => n.id === look.node);
      if (node?.kind === "thirdparty") {
        const ours = system.nodes.filter((n) => n.kind !== "thirdparty").map((n) => n.id);
        return refuse(
          "runtime.foreign",
          `${node.label} belongs to somebody else: nobody here sees into it.`,
          ours.join(", "),
        );
      }
      if (look.operation === null) return null;
      const kinds = new Set<ActionKind>(look.view === "heap" ? ["heap-dump"] : ["thread-dump", "profile"]);
      const operation = state.world.operations.find((op) => op.id === look.operation);
      if (operation === undefined || !kinds.has(operation.request.action)) {
        return refuse(
          "dump.unknown",
          `Operation ${look.operation} has captured nothing of it.`,
          captured(state, kinds),
        );
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
