import type { DatabaseViewId, Look, RuntimeViewId } from "#domain/telemetry";
import { duration } from "#lib/format";

const spaced = (id: string): string => id.replaceAll("-", " ");

const DATABASE: Readonly<Record<DatabaseViewId, string>> = {
  activity: "the activity in",
  blocking: "who blocks whom in",
  statements: "the statement statistics of",
  plan: "the plan of a statement in",
  connections: "the connections of",
  replication: "the replication of",
};
const RUNTIME: Readonly<Record<RuntimeViewId, string>> = {
  pods: "the pods",
  workers: "the workers",
  threads: "the threads",
  heap: "the heap",
  queue: "the queue",
  "dead-letters": "the dead letters",
};

interface Named {
  readonly id: string;
  readonly label: string;
}

/** The names that a look may be told with; a scene and a view have them. */
export interface LookNames {
  readonly system: {
    readonly nodes: readonly Named[];
    readonly regions: readonly Named[];
    readonly probes: readonly (Named & { readonly node: string })[];
  };
  readonly runbook: readonly { readonly id: string; readonly title: string }[];
}

/** What a look asked for, as a place: "the board of Payments by region, Europe only". Names of the scene, ids nowhere. */
export function lookText(names: LookNames, look: Look): string {
  const { system } = names;
  const node = (id: string | null) => (id === null ? "" : (system.nodes.find((each) => each.id === id)?.label ?? id));
  const region = (id: string | null) =>
    id === null || id === "" || id === "all" ? "" : (system.regions.find((each) => each.id === id)?.label ?? id);
  const only = (id: string | null) => (region(id) === "" ? "" : `, ${region(id)} only`);
  switch (look.panel) {
    case "board": {
      const of = look.node === "all" ? "the board where users enter" : `the board of ${node(look.node)}`;
      const split = look.split === null ? "" : ` by ${spaced(look.split)}`;
      return `${of}${split}${only(look.region)}${look.compare ? ", beside last week" : ""}`;
    }
    case "logs":
      return look.query === "" ? `the logs of the last ${duration(look.window)}` : `the logs for ${look.query}`;
    case "traces": {
      const kind = look.only === "any" ? "traces" : look.only === "error" ? "traces with errors" : "slow traces";
      const of = look.node === null ? "" : ` through ${node(look.node)}`;
      return `${kind}${of}${look.route === null ? "" : ` of ${look.route}`}${only(look.region)}`;
    }
    case "trace":
      return "one trace, span by span";
    case "deploys":
      return "the list of deploys";
    case "deploy":
      return `what ${look.version} changed`;
    case "config":
      return `configuration and flags of ${node(look.node)}`;
    case "map":
      return "the service map";
    case "probe": {
      const probe = system.probes.find(({ id }) => id === look.probe);
      return `the answer of “${probe?.label ?? look.probe}” at ${node(probe?.node ?? "")}${only(look.region)}${look.quarantined ? ", on the pod that was set aside" : ""}`;
    }
    case "dump":
      return "what was captured from a pod";
    case "explore":
      return `the query ${look.query}`;
    case "database":
      return `${DATABASE[look.view]} ${node(look.node) || "the database"}`;
    case "runtime":
      return `${RUNTIME[look.view]} of ${node(look.node) || "the pods"}${only(look.region)}`;
    case "terminal":
      return `“${look.line}” in the terminal`;
    case "alerts":
      return "the alerts and their rules";
    case "runbook":
      return `the runbook “${names.runbook.find(({ id }) => id === look.page)?.title ?? look.page}”`;
  }
}
