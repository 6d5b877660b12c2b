import type { NodeSpec } from "#domain/system";
import { queryMetric } from "../query";
import { eventsOf } from "./events";
import { appOf, deployments, kindOf, regionOf, unknownKind } from "./kubectl-target";
import { isStateful, type Pod, podsOf } from "./pods";
import { type Answer, columns, fail, type Host, meant, type Options, print } from "./shell";
import { age } from "./time";

const NOTHING = "No resources found";

/** `kubectl get`. */
export function get(host: Host, options: Options): Answer {
  const [, word, ...names] = options.rest;
  if (word === undefined)
    return fail("You must specify the type of resource to get: pods, deploy, statefulsets, hpa, events, nodes, ns");
  const slash = word.indexOf("/");
  const kind = kindOf(slash > 0 ? word.slice(0, slash) : word);
  if (kind === undefined) return unknownKind(word);
  if (options.has("-w", "--watch"))
    return fail("watching is not possible here: repeat the command, or look at the board");
  const wanted = slash > 0 ? [word.slice(slash + 1), ...names] : names;
  const app = appOf(options);
  if (app !== null && !host.w.system.nodes.some(({ id }) => id === app)) {
    return print(
      `${NOTHING}.${meant(
        app,
        host.w.system.nodes.map(({ id }) => id),
      )}`,
    );
  }
  switch (kind) {
    case "pods":
      return pods(host, options, app, wanted);
    case "deployments":
      return workloads(host, options, deployments(host), app, wanted);
    case "statefulsets":
      return workloads(
        host,
        options,
        host.w.system.nodes.filter((n) => isStateful(n.kind)),
        app,
        wanted,
      );
    case "all":
      return workloads(
        host,
        options,
        host.w.system.nodes.filter((n) => n.kind !== "thirdparty"),
        app,
        wanted,
      );
    case "hpa":
      return autoscalers(host, regionOf(options), app, wanted);
    case "events":
      return print(eventsOf(host, app, regionOf(options)));
    case "nodes":
      return machines(host, regionOf(options));
    default:
      return print(
        columns([["NAME", "STATUS", "AGE"], ...host.w.system.regions.map(({ id }) => [id, "Active", "412d"])]),
      );
  }
}

const notFound = (what: string, name: string, known: readonly string[]): Answer =>
  fail(`Error from server (NotFound): ${what} "${name}" not found.${meant(name, known)}`);

function pods(host: Host, options: Options, app: string | null, names: readonly string[]): Answer {
  const all = podsOf(host, app, regionOf(options));
  const missing = names.find((name) => !all.some((pod) => pod.name === name));
  if (missing !== undefined)
    return notFound(
      "pods",
      missing,
      all.map(({ name }) => name),
    );
  const shown = names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
  if (shown.length === 0) return print(`${NOTHING}.`);
  const wide = options.value("-o", "--output") === "wide";
  const row = (pod: Pod) => [
    pod.at.region,
    pod.name,
    pod.isReady ? "1/1" : "0/1",
    pod.status,
    String(pod.restarts),
    age(host.now - pod.since),
    ...(wide ? [pod.at.version, pod.at.zone === "" ? pod.at.region : pod.at.zone, stateWord(pod)] : []),
  ];
  const head = [
    "NAMESPACE",
    "NAME",
    "READY",
    "STATUS",
    "RESTARTS",
    "AGE",
    ...(wide ? ["VERSION", "ZONE", "TRAFFIC"] : []),
  ];
  return print(columns([head, ...shown.map(row)]));
}

function stateWord(pod: Pod): string {
  if (pod.cell.state === "serving") return pod.isReady ? "yes" : "no";
  return pod.cell.state === "quarantined" ? "no (quarantine)" : `no (${pod.cell.state})`;
}

interface Counts {
  readonly region: string;
  pods: number;
  ready: number;
  newest: number;
  since: number;
  readonly versions: Set<string>;
}

/** Pods of a node by region, added up. */
export function countsOf(host: Host, node: NodeSpec, region: string | null): readonly Counts[] {
  const byRegion = new Map<string, Counts>();
  const running = podsOf(host, node.id, region);
  for (const pod of running) {
    const key = pod.at.region;
    const counts = byRegion.get(key) ?? {
      region: key,
      pods: 0,
      ready: 0,
      newest: 0,
      since: pod.since,
      versions: new Set(),
    };
    byRegion.set(key, counts);
    counts.pods++;
    if (pod.isReady && pod.cell.state === "serving") counts.ready++;
    counts.versions.add(pod.at.version);
    counts.since = Math.min(counts.since, pod.since);
  }
  const order = host.w.system.versions.filter((v) => v.node === node.id).sort((a, b) => b.at - a.at);
  for (const counts of byRegion.values()) {
    const target = order.find((v) => counts.versions.has(v.id))?.id ?? [...counts.versions][0];
    counts.newest = running.filter((p) => p.at.region === counts.region && p.at.version === target).length;
  }
  return [...byRegion.values()];
}

function workloads(
  host: Host,
  options: Options,
  nodes: readonly NodeSpec[],
  app: string | null,
  names: readonly string[],
): Answer {
  const known = nodes.map(({ id }) => id);
  const missing = names.find((name) => !known.includes(name));
  if (missing !== undefined) return notFound("deployments.apps", missing, known);
  const wide = options.value("-o", "--output") === "wide";
  const rows = nodes
    .filter(({ id }) => (app === null || id === app) && (names.length === 0 || names.includes(id)))
    .flatMap((node) =>
      countsOf(host, node, regionOf(options)).map((c) => [
        c.region,
        node.id,
        `${c.ready}/${c.pods}`,
        String(c.newest),
        String(c.ready),
        "412d",
        ...(wide ? [[...c.versions].map((v) => `${node.id}:${v}`).join(","), `app=${node.id}`] : []),
      ]),
    );
  if (rows.length === 0) return print(`${NOTHING}.`);
  const head = [
    "NAMESPACE",
    "NAME",
    "READY",
    "UP-TO-DATE",
    "AVAILABLE",
    "AGE",
    ...(wide ? ["IMAGES", "SELECTOR"] : []),
  ];
  return print(columns([head, ...rows]));
}

const HPA_METRIC = { cpu: "cpu", requests: "requests", backlog: "backlog", memory: "heap" } as const;

/** What an autoscaler reads now, as the metrics store has it, and its target; `<unknown>` before anything is there. */
export function hpaTarget(host: Host, node: NodeSpec, region: string): string {
  const spec = node.autoscaler;
  if (spec === undefined) return "";
  const { scrape } = host.w.system.telemetry;
  const metric = HPA_METRIC[spec.metric];
  const query = {
    metric,
    node: node.id,
    where: { region },
    split: null,
    from: host.now - 60,
    to: host.now,
    step: scrape,
  };
  const values = [...(queryMetric(host.w, query, host.now)[0]?.values ?? [])].filter((v) => !Number.isNaN(v));
  const last = values.at(-1);
  const pods = countsOf(host, node, region)[0]?.pods ?? 1;
  const share = spec.metric === "cpu" || spec.metric === "memory";
  const limit = (node.memory?.limit ?? 1) * 1_048_576;
  const value =
    last === undefined
      ? undefined
      : spec.metric === "cpu"
        ? last
        : spec.metric === "memory"
          ? last / limit
          : last / pods;
  const write = (x: number) => (share ? `${Math.round(x * 100)}%` : String(Math.round(x * 10) / 10));
  return `${spec.metric}: ${value === undefined ? "<unknown>" : write(value)}/${write(spec.target)}`;
}

function autoscalers(host: Host, region: string | null, app: string | null, names: readonly string[]): Answer {
  const nodes = host.w.system.nodes.filter(
    ({ id, autoscaler }) =>
      autoscaler !== undefined && (app === null || id === app) && (names.length === 0 || names.includes(id)),
  );
  const rows = nodes.flatMap((node) =>
    countsOf(host, node, region).map((c) => [
      c.region,
      node.id,
      `Deployment/${node.id}`,
      hpaTarget(host, node, c.region),
      String(node.autoscaler?.min ?? ""),
      String(node.autoscaler?.max ?? ""),
      String(c.pods),
    ]),
  );
  if (rows.length === 0) return print(`${NOTHING}.`);
  return print(columns([["NAMESPACE", "NAME", "REFERENCE", "TARGETS", "MINPODS", "MAXPODS", "REPLICAS"], ...rows]));
}

/** Machines: three in every zone, ready unless nothing that stands there is. */
function machines(host: Host, region: string | null): Answer {
  const rows: string[][] = [];
  for (const { id, zones } of host.w.system.regions) {
    if (region !== null && id !== region) continue;
    for (const zone of zones.length > 0 ? zones : [id]) {
      const here = podsOf(host, null, id).filter((pod) => pod.at.zone === zone || pod.at.zone === "");
      const isDown = here.length > 0 && here.every((pod) => !pod.isReady && pod.status !== "ContainerCreating");
      for (const n of [1, 2, 3])
        rows.push([`${zone}-worker-${n}`, isDown ? "NotReady" : "Ready", "<none>", "97d", "v1.31.1", zone]);
    }
  }
  return print(columns([["NAME", "STATUS", "ROLES", "AGE", "VERSION", "ZONE"], ...rows]));
}
