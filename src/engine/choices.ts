import type { ActionKind, CatalogueEntry, ParamKind } from "#domain/actions";
import type { NodeId } from "#domain/ids";
import type { NodeSpec, System } from "#domain/system";
import { openSessions } from "#world/mechanics/sessions";
import { podName } from "#world/telemetry/pods";
import type { DrillState } from "./state";

export interface Choice {
  readonly value: string;
  readonly label: string;
}

const ALL: Choice = { value: "all", label: "All regions" };

/** What is known at a second beyond what never changes. */
export interface Known {
  /** Versions that have been built, and announced plans that are still ahead. */
  readonly versions: readonly string[];
  readonly plans: readonly string[];
  /** Sessions open in databases, and the pods that are there, by node. */
  readonly sessions: readonly Choice[];
  readonly pods: readonly Choice[];
}

/** Kinds of node that an action is about; every node where nothing is said. */
const ABOUT: Readonly<Partial<Record<ActionKind, readonly NodeSpec["kind"][]>>> = {
  "cancel-query": ["database"],
  "kill-session": ["database"],
  "add-index": ["database"],
  "explain-analyze": ["database"],
  "promote-replica": ["database"],
  "restore-backup": ["database"],
  "purge-cache": ["cache", "edge"],
  "warm-cache": ["cache", "edge"],
};

/** Actions about messages: at the queue that holds them, or at the workers that take them. */
const MESSAGES: ReadonlySet<ActionKind> = new Set([
  "pause-consumers",
  "resume-consumers",
  "redrive",
  "discard-message",
]);

function messageNodes(system: System): ReadonlySet<string> {
  const nodeOf = new Map(system.operations.map(({ id, node }) => [id, node]));
  return new Set(
    system.operations.flatMap(({ node, calls }) =>
      calls.flatMap(({ consume, to }) => (consume === undefined ? [] : [node, nodeOf.get(to) ?? node])),
    ),
  );
}

function nodes(system: System, kind: ActionKind): readonly NodeSpec[] {
  if (MESSAGES.has(kind)) {
    const about = messageNodes(system);
    return system.nodes.filter(({ id }) => about.has(id));
  }
  const about = ABOUT[kind];
  return about === undefined ? system.nodes : system.nodes.filter((node) => about.includes(node.kind));
}

/** What is missing where there is nothing to choose from. */
const NOTHING: Readonly<Partial<Record<ParamKind, string>>> = {
  node: "This system has nothing it could be done to.",
  version: "No version is kept for it.",
  flag: "This system has no feature flags.",
  config: "No configuration key is known here.",
  setting: "This system has no settings that can be turned.",
  plan: "Nothing is planned that could be stopped.",
  session: "No database session is open that could be ended.",
  statement: "No statement of a database is known here.",
  index: "No index of a database is described here.",
  limit: "Nothing here has a rate limit.",
  credential: "No certificate or secret is kept here.",
  call: "No service here calls another.",
  class: "There is no traffic from outside.",
  message: "No queue here carries messages.",
  pod: "No pod is running.",
};

/** Facts of this moment that choices depend on; sessions and pods of some nodes, or with null of all. */
export function knownNow(
  { scene, now, world }: DrillState,
  wants: (kind: ParamKind) => boolean,
  nodes: readonly NodeId[] | null = null,
): Known {
  const { system } = scene;
  const isOwn = (id: NodeId | undefined) => nodes === null || (id !== undefined && nodes.includes(id));
  return {
    versions: system.versions.filter((version) => version.at <= now).map(({ id }) => id),
    plans: system.plans
      .filter((plan) => plan.announced !== undefined && plan.announced <= now && world.plan(plan.id) === "due")
      .map(({ id }) => id),
    sessions: system.nodes.flatMap((node) =>
      node.database === undefined || !isOwn(node.id)
        ? []
        : openSessions(node.database, world.slow, now).map(({ id, pid, user, application }) => ({
            value: id,
            label: `${node.label} · ${pid} ${user}, ${application}`,
          })),
    ),
    pods: wants("pod")
      ? world.cells
          .filter((cell) => isOwn(system.nodes[cell.node]?.id))
          .flatMap((cell) =>
            Array.from({ length: Math.max(0, Math.round(cell.pods)) }, (_, i) => {
              const name = podName(world, cell.id, i);
              return { value: name, label: name };
            }),
          )
      : [],
  };
}

/** Every call between nodes, in the words of the system. */
function calls(system: System): Choice[] {
  const nodeOf = new Map(system.operations.map(({ id, node }) => [id, node]));
  const labels = new Map(system.nodes.map(({ id, label }) => [id, label]));
  return system.operations.flatMap((operation) =>
    operation.calls.map((call) => {
      const [from, to] = [operation.node, nodeOf.get(call.to) ?? call.to];
      return { value: call.id, label: `${labels.get(from) ?? from} → ${labels.get(to) ?? to} (${call.id})` };
    }),
  );
}

const classes = (system: System): Choice[] =>
  system.classes.map(({ id, route, cohort }) => ({ value: id, label: cohort === "" ? route : `${cohort} · ${route}` }));

const labelled = (list: readonly { readonly id: string; readonly label: string }[]): Choice[] =>
  list.map(({ id, label }) => ({ value: id, label }));

/** What exists here for a kind of parameter; null for values that are free. */
function choicesOf(system: System, kind: ParamKind, entry: CatalogueEntry, known: Known): readonly Choice[] | null {
  switch (kind) {
    case "node":
      return labelled(nodes(system, entry.kind));
    case "region":
      return [...labelled(system.regions), ALL];
    case "to-region":
      return labelled(system.regions);
    case "version":
      return system.versions
        .filter((version) => known.versions.includes(version.id) && (version.at <= 0 || entry.kind !== "deploy"))
        .map(({ id, title }) => ({ value: id, label: title === "" ? id : `${id} — ${title}` }));
    case "flag":
      return labelled(system.flags);
    case "config":
      return system.config.map((key) => ({ value: key.key, label: `${key.node} · ${key.key}` }));
    case "setting":
      return labelled(system.settings);
    case "plan":
      return labelled(system.plans.filter((plan) => known.plans.includes(plan.id)));
    case "session":
      return known.sessions;
    case "pod":
      return known.pods;
    case "statement":
      return system.operations
        .filter((operation) => operation.statement !== undefined)
        .map(({ id, node, route }) => ({ value: id, label: `${node} · ${route}` }));
    case "index":
      // Those that exist and those that could, told apart by nothing: what is missing has to be found out.
      return system.nodes.flatMap((node) =>
        (node.database?.tables ?? []).flatMap((table) =>
          table.indexes.map(({ id, columns }) => ({ value: id, label: `${table.id} (${columns.join(", ")}) · ${id}` })),
        ),
      );
    case "limit":
      return system.nodes.flatMap((node) =>
        (node.limits ?? []).map(({ id }) => ({ value: id, label: `${node.label} · ${id}` })),
      );
    case "credential":
      return labelled(system.credentials ?? []);
    case "call":
      return calls(system);
    case "class":
      return classes(system);
    case "message":
      return system.nodes.some((node) => node.kind === "queue") ? classes(system) : [];
    default:
      return null;
  }
}

/** An entry with its choices, and why it cannot be asked for when something it needs has none. */
export function offer(system: System, entry: CatalogueEntry, known: Known) {
  const choices: Record<string, readonly Choice[]> = {};
  let unavailable: string | undefined;
  for (const { field, kind, optional } of entry.params) {
    const found = choicesOf(system, kind, entry, known);
    choices[field] = found ?? [];
    if (optional !== true && found?.length === 0) unavailable ??= NOTHING[kind] ?? "There is nothing to choose from.";
  }
  return unavailable === undefined ? { entry, choices } : { entry, choices, unavailable };
}
