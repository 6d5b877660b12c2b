import type { Call, NodeSpec, Operation, Placement, Region } from "#domain/system";
import type { Cursor } from "../cursor";
import type { CallFile, NodeFile, OperationFile, SystemFile } from "../schema/system";
import { seconds } from "../units";
import { databaseSpec, lockSpec, statementSpec } from "./database";
import type { Gen } from "./gen";
import { leftovers, platformSpec } from "./platform";
import { consumeSpec, idempotence, queueSpec } from "./queues";
import { cacheSpec, guards, limiters } from "./traffic";

/** "As many as you like", as domain/system.ts writes it. */
export const UNLIMITED = 1e9;

const RUNTIME: Readonly<Record<NodeSpec["kind"], NodeSpec["runtime"]>> = {
  edge: "nginx",
  loadbalancer: "nginx",
  gateway: "nginx",
  service: "go",
  database: "postgres",
  cache: "redis",
  queue: "redis",
  thirdparty: "external",
};
const WORKERS: Partial<Record<NodeSpec["kind"], number>> = { service: 64, gateway: 1024, database: 200 };
const CORES: Partial<Record<NodeSpec["kind"], number>> = { service: 2, gateway: 2, database: 8 };

export function regions(system: Cursor<SystemFile>): Region[] {
  return Object.entries(system.value.regions ?? { main: "Main" }).map(([id, spec]) =>
    typeof spec === "string"
      ? { id, label: spec, zones: [] }
      : { id, label: spec.label ?? id, zones: spec.zones ?? [] },
  );
}

export function nodeSpec(gen: Gen, id: string, node: Cursor<NodeFile>, known: readonly Region[]): NodeSpec {
  const n = node.value;
  const kind = n.kind ?? "service";
  const limit = (value: number | "unlimited" | undefined, otherwise: number): number =>
    value === undefined ? otherwise : value === "unlimited" ? UNLIMITED : value;
  return {
    id,
    label: n.label ?? label(id),
    kind,
    team: n.team ?? "",
    runtime: n.runtime ?? RUNTIME[kind],
    summary: n.summary ?? "",
    placements: placements(gen, node, known),
    workers: limit(n.workers, n.servers === undefined ? (WORKERS[kind] ?? UNLIMITED) : stationWorkers(n)),
    cores: n.cores ?? n.servers ?? CORES[kind] ?? 64,
    queueLimit: limit(n.queue, UNLIMITED),
    discipline: n.discipline ?? "fifo",
    ...(n.deadline === undefined ? {} : { deadline: { margin: seconds(n.deadline) } }),
    balancing: n.balancing ?? "pooled",
    startup: seconds(n.startup ?? 20),
    gitops: n.gitops ?? (kind === "service" || kind === "gateway"),
    maxConnections: only(node.get("max-connections"), kind === "database", "databases") ?? null,
    cache: cacheOf(node, kind),
    replicaLag: seconds(only(node.get("replica-lag"), kind === "database", "databases") ?? 0),
    ...databaseSpec(id, node, kind),
    ...queueSpec(gen, node, kind),
    ...limiters(gen, node),
    ...platformSpec(gen, id, node, n.runtime ?? RUNTIME[kind]),
  };
}

/** A station of servers has one queue: a bound on it is a bound on who may wait for a server. */
function stationWorkers(n: NodeFile): number {
  return typeof n.queue === "number" ? (n.servers ?? UNLIMITED) : UNLIMITED;
}

function only<T>(cursor: Cursor<T>, allowed: boolean, where: string): T | undefined {
  if (cursor.value !== undefined && !allowed)
    cursor.errorAtKey("schema.beside", `this is only for ${where}, expected another kind of node`);
  return cursor.value;
}

function cacheOf(node: Cursor<NodeFile>, kind: NodeSpec["kind"]): NodeSpec["cache"] {
  const cache = only(node.get("cache"), kind === "cache", "caches");
  if (kind !== "cache") return null;
  return cacheSpec(cache === undefined ? undefined : (node.get("cache") as Cursor<NonNullable<NodeFile["cache"]>>));
}

export function label(id: string): string {
  const words = id.replace(/[-_]/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function placements(gen: Gen, node: Cursor<NodeFile>, known: readonly Region[]): Placement[] {
  const n = node.value;
  const version = n.version ?? "v1";
  if (n.placements) {
    for (const key of ["pods", "replicas"] as const) {
      if (n[key] !== undefined) node.get(key).errorAtKey("schema.beside", `"${key}" means nothing beside "placements"`);
    }
    return node
      .get("placements")
      .items()
      .map((p) => {
        const region = gen.ref(p.get("region"), "region");
        return {
          region,
          zone: gen.optionalRef(p.get("zone"), "zone"),
          pods: p.value.pods,
          version: p.value.version ?? version,
          role: p.value.role ?? "primary",
        };
      });
  }
  const out: Placement[] = [];
  for (const [role, key] of [
    ["primary", "pods"],
    ["replica", "replicas"],
  ] as const) {
    const counts = node.get(key);
    if (key === "replicas") only(counts, n.kind === "database", "databases");
    const wanted = counts.value ?? (role === "primary" ? 1 : 0);
    if (typeof wanted !== "number")
      for (const [region, count] of (counts as Cursor<Record<string, number>>).entries())
        gen.refKey(region, count, "region");
    for (const region of known) {
      const pods = typeof wanted === "number" ? wanted : (wanted[region.id] ?? 0);
      for (const [zone, count] of spread(pods, region))
        out.push({ region: region.id, zone, pods: count, version, role });
    }
  }
  if (out.length === 0) node.errorAtKey("schema.missing", "the node has no pods in any region, expected at least one");
  return out;
}

/** Evenly over the zones of a region; the first ones get what is left over. */
function spread(pods: number, region: Region): [string | null, number][] {
  if (pods === 0) return [];
  if (region.zones.length === 0) return [[null, pods]];
  const each = Math.floor(pods / region.zones.length);
  const rest = pods - each * region.zones.length;
  return region.zones
    .map((zone, i): [string, number] => [zone, each + (i < rest ? 1 : 0)])
    .filter(([, count]) => count > 0);
}

export function operationSpec(
  gen: Gen,
  node: string,
  file: Cursor<NodeFile>,
  name: string,
  operation: Cursor<OperationFile>,
): Operation {
  const o = operation.value;
  return {
    id: `${node}.${name}`,
    node,
    route: o.route ?? name,
    work: seconds(o.work ?? 0.001),
    cs2: o.cs2 ?? 1,
    idle: seconds(o.idle ?? 0),
    ...statementSpec(operation.get("statement"), file),
    ...lockSpec(gen, operation.get("lock"), node, name),
    ...idempotence(gen, operation, node),
    ...leftovers(gen, operation, node, file),
    calls: operation
      .get("calls")
      .entries()
      .map(([call, cursor]) => callSpec(gen, node, call, cursor, file)),
  };
}

function callSpec(
  gen: Gen,
  node: string,
  name: string,
  cursor: Cursor<string | CallFile>,
  file: Cursor<NodeFile>,
): Call {
  const short = typeof cursor.value === "string";
  const c: CallFile = typeof cursor.value === "string" ? { to: cursor.value } : cursor.value;
  const long = cursor as Cursor<CallFile>;
  const wanted = { context: "cell", type: "number", node } as const;
  return {
    id: `${node}.${name}`,
    to: gen.ref(short ? (cursor as Cursor<string>) : long.get("to"), "operation"),
    count: c.count ?? 1,
    share: short ? null : gen.expressions.optional(long.get("share"), wanted),
    timeout: seconds(c.timeout ?? 30),
    retries: c.retries ?? 0,
    backoff: seconds(c.backoff ?? 0.1),
    exponential: c.exponential ?? true,
    ...guards(c, typeof c.pool === "object" ? c.pool.size : (c.pool ?? null)),
    ...(typeof c.pool === "object" ? { poolName: c.pool.name } : {}),
    optional: c.optional ?? false,
    async: c.async ?? false,
    parallel: c.parallel ?? null,
    region:
      short || c.region === undefined ? "local" : gen.ref(long.get("region") as Cursor<string>, "region", ["local"]),
    ...(short ? {} : consumeSpec(long, file)),
  };
}
