import type { ActRequest } from "#domain/actions";
import type { NodeId } from "#domain/ids";
import type { Look } from "#domain/telemetry";
import type { DrillState } from "../state";
import { BOUND_PANELS } from "./rights";

/**
 * Nodes an action is about: the one it names, and those that have what it names by a flag, a version or a key. None where it
 * is about traffic, plans or the platform, which are every resolver's.
 */
export function nodesOfAction(state: DrillState, request: ActRequest): readonly NodeId[] {
  const { key, version, flag, node } = request;
  const { system } = state.scene;
  const found = [
    ...owners(system.flags.filter(({ id }) => id === flag)),
    ...owners(system.versions.filter(({ id }) => id === version)),
    ...ownersOfKey(state, request.action, key),
  ];
  return [...new Set(node === undefined ? found : [node, ...found])];
}

function ownersOfKey(state: DrillState, action: ActRequest["action"], key: string | undefined): readonly NodeId[] {
  const { system } = state.scene;
  switch (action) {
    case "config-edit":
    case "config-commit":
      return owners(system.config.filter((each) => each.key === key));
    case "setting":
      return owners(system.settings.filter(({ id }) => id === key));
    case "rotate-credential":
      return owners((system.credentials ?? []).filter(({ id }) => id === key));
    case "limit":
      return system.nodes.filter(({ limits = [] }) => limits.some(({ id }) => id === key)).map(({ id }) => id);
    case "breaker":
      return owners(system.operations.filter(({ calls }) => calls.some(({ id }) => id === key)));
    default:
      return [];
  }
}

const owners = (things: readonly { readonly node: NodeId }[]): readonly NodeId[] => [
  ...new Set(things.map(({ node }) => node)),
];

/** Nodes a look at a panel of single services is about; null stands for all of them. Free queries name none. */
export function nodesOfLook(state: DrillState, look: Look): readonly (NodeId | null)[] {
  if (!BOUND_PANELS.has(look.panel)) return [];
  switch (look.panel) {
    case "traces":
      return [look.node];
    case "config":
    case "database":
      return [look.node];
    case "runtime":
      return [look.node, ...(look.operation === null ? [] : nodesOfOperation(state, look.operation))];
    case "probe":
      return owners(state.scene.system.probes.filter(({ id }) => id === look.probe));
    case "dump":
      return nodesOfOperation(state, look.operation);
    default:
      return [];
  }
}

/** Whose threads or heap an operation captured. */
function nodesOfOperation(state: DrillState, operation: number): readonly NodeId[] {
  const found = state.world.operations.find(({ id }) => id === operation);
  return found === undefined ? [] : nodesOfAction(state, found.request);
}
