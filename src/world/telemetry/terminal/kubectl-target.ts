import type { NodeSpec } from "#domain/system";
import { isStateful } from "./pods";
import { type Answer, fail, type Host, meant, type Options } from "./shell";

/** Short and long names of the kinds of things the cluster has. */
const KINDS: Readonly<Record<string, string>> = {
  po: "pods",
  pod: "pods",
  pods: "pods",
  deploy: "deployments",
  deployment: "deployments",
  deployments: "deployments",
  "deployment.apps": "deployments",
  "deployments.apps": "deployments",
  sts: "statefulsets",
  statefulset: "statefulsets",
  statefulsets: "statefulsets",
  hpa: "hpa",
  horizontalpodautoscaler: "hpa",
  horizontalpodautoscalers: "hpa",
  ev: "events",
  event: "events",
  events: "events",
  no: "nodes",
  node: "nodes",
  nodes: "nodes",
  ns: "namespaces",
  namespace: "namespaces",
  namespaces: "namespaces",
  all: "all",
};

export const kindOf = (word: string): string | undefined => KINDS[word.toLowerCase()];

export function unknownKind(word: string): Answer {
  return fail(`error: the server doesn't have a resource type "${word}".${meant(word, Object.keys(KINDS))}`);
}

/** The region asked for with `-n`; null = all. */
export const regionOf = (options: Options): string | null => options.value("-n", "--namespace", "--context") ?? null;

/** Nodes that are deployments here. */
export function deployments(host: Host): readonly NodeSpec[] {
  return host.w.system.nodes.filter(({ kind }) => kind !== "thirdparty" && !isStateful(kind));
}

/** The workload that words such as `deploy/checkout` or `deployment checkout` name. */
export function workload(host: Host, words: readonly string[], stateful = false): NodeSpec | Answer {
  const [first = "", second] = words;
  const slash = first.indexOf("/");
  const kind = slash > 0 ? first.slice(0, slash) : second === undefined ? "deploy" : first;
  const name = slash > 0 ? first.slice(slash + 1) : (second ?? first);
  const resource = kindOf(kind);
  if (resource === undefined) return unknownKind(kind);
  if (resource !== "deployments" && !(resource === "statefulsets" && stateful)) {
    return fail(`error: ${resource} "${name}" cannot be the object of this command; name a deployment: deploy/NAME`);
  }
  if (name === "") return fail("error: required resource not specified; name a deployment: deploy/NAME");
  const known = host.w.system.nodes.filter(({ kind: k }) => k !== "thirdparty" && (stateful || !isStateful(k)));
  const node = known.find(({ id }) => id === name);
  if (node !== undefined) return node;
  const here = known.map(({ id }) => id);
  return fail(`Error from server (NotFound): ${resource} "${name}" not found.${meant(name, here)}`);
}

export const isAnswer = (x: NodeSpec | Answer): x is Answer => "output" in x;

/** Regions in which a node has pods, in the order of the system. */
export function regionsOf(host: Host, node: string): readonly string[] {
  const { w } = host;
  return w.system.regions.flatMap(({ id }, index) =>
    w.cells.some((c) => c.region === index && w.system.nodes[c.node]?.id === node && c.state !== "gone") ? [id] : [],
  );
}

/** The region a change is for: the one named, or the only one there is; otherwise what has to be said. */
export function changeRegion(host: Host, options: Options, node: string): string | Answer {
  const named = regionOf(options);
  if (named !== null) return named;
  const regions = regionsOf(host, node);
  const [only] = regions;
  if (regions.length === 1 && only !== undefined) return only;
  return fail(`error: "${node}" runs in several regions; say which one: -n ${regions.join(" | -n ")}`);
}

/** The value of the selector `app=x`. */
export function appOf(options: Options): string | null {
  const selector = options.value("-l", "--selector");
  const found = selector === undefined ? null : /(?:^|,)app(?:=|==)([^,]+)/.exec(selector);
  return found?.[1] ?? null;
}
