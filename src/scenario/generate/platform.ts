import type { AutoscalerSpec, CredentialSpec, DiskSpec, MemorySpec, RolloutSpec } from "#domain/mechanics";
import type { NodeSpec, Operation } from "#domain/system";
import type { Cursor } from "../cursor";
import type { AutoscalerFile, MemoryFile } from "../schema/platform";
import type { NodeFile, OperationFile, SystemFile } from "../schema/system";
import { seconds, share, time } from "../units";
import type { Gen } from "./gen";

/** Kubernetes' defaults of a horizontal autoscaler. */
const HPA = { interval: 15, tolerance: 0.1, downWindow: 300, metricDelay: 15, percent: 100, pods: 4 } as const;
/** A Java heap is collected in earnest from three quarters on. */
const JVM_GC = { from: 0.75, most: 4 } as const;

type Platform = Partial<Pick<NodeSpec, "memory" | "disk" | "autoscaler" | "rollout">>;

/** What a node's pods consist of, where the file says it. */
export function platformSpec(gen: Gen, id: string, node: Cursor<NodeFile>, runtime: NodeSpec["runtime"]): Platform {
  const n = node.value;
  return {
    ...(n.memory === undefined
      ? {}
      : { memory: memorySpec(gen, id, node.get("memory") as Cursor<MemoryFile>, runtime) }),
    ...(n.disk === undefined ? {} : { disk: diskSpec(gen, id, node) }),
    ...(n.autoscaler === undefined
      ? {}
      : { autoscaler: autoscalerSpec(node, node.get("autoscaler") as Cursor<AutoscalerFile>) }),
    ...(n.rollout === undefined ? {} : { rollout: rolloutSpec(node) }),
  };
}

function memorySpec(gen: Gen, id: string, cursor: Cursor<MemoryFile>, runtime: NodeSpec["runtime"]): MemorySpec {
  const m = cursor.value;
  const base = m.base ?? m.limit / 4;
  if (base >= m.limit)
    cursor
      .get(m.base === undefined ? "limit" : "base")
      .error("memory.base", `a pod needs room above its base, expected less than ${m.limit}`);
  const gc = m.gc === undefined ? (runtime === "jvm" ? JVM_GC : null) : m.gc === "none" ? null : m.gc;
  return {
    limit: m.limit,
    base,
    perRequest: m["per-request"] ?? 0,
    leak: gen.expressions.optional(cursor.get("leak"), { context: "cell", type: "number", node: id }),
    ...(m.retained === undefined ? {} : { retained: m.retained }),
    gc: gc === null ? null : { from: share(gc.from ?? JVM_GC.from), most: Math.max(1, gc.most ?? JVM_GC.most) },
    restart: seconds(m.restart ?? 10),
    spread: share(m.spread ?? 0.1),
    classes: (m.classes ?? []).map((c) => ({
      name: c.name,
      of: c.of ?? "retained",
      share: share(c.share ?? 1),
      shallow: c.shallow ?? 24,
      retained: c.retained ?? c.shallow ?? 24,
      path: c.path ?? [],
    })),
  };
}

function diskSpec(gen: Gen, id: string, node: Cursor<NodeFile>): DiskSpec {
  const cursor = node.get("disk") as Cursor<NonNullable<NodeFile["disk"]>>;
  const d = cursor.value;
  if ((d.used ?? 0) > d.size) cursor.get("used").error("disk.used", `expected at most its size, ${d.size}`);
  return {
    size: d.size,
    used: d.used ?? d.size / 2,
    growth: gen.expressions.optional(cursor.get("growth"), { context: "cell", type: "number", node: id }),
    cleanable: share(d.cleanable ?? 0),
  };
}

function autoscalerSpec(node: Cursor<NodeFile>, cursor: Cursor<AutoscalerFile>): AutoscalerSpec {
  const a = cursor.value;
  const metric = a.metric ?? "cpu";
  const shares = metric === "cpu" || metric === "memory";
  if (!shares && a.target === undefined)
    cursor.errorAtKey("schema.missing", `"target" is missing, expected ${metric} per pod`);
  const target = a.target === undefined ? 0.6 : typeof a.target === "number" ? a.target : share(a.target);
  if (!(target > 0) || (shares && target > 1))
    cursor.get("target").error("autoscaler.target", shares ? "expected a share above 0" : "expected more than 0");
  if (metric === "memory" && node.value.memory === undefined)
    cursor.get("metric").error("autoscaler.metric", `expected "memory" at the node, or another metric`);
  const min = a.min ?? 1;
  if (min < 1 || a.max < min) cursor.get("max").error("autoscaler.max", `expected at least ${Math.max(1, min)}`);
  return {
    metric,
    target,
    min,
    max: a.max,
    interval: Math.max(1, Math.round(seconds(a.interval ?? HPA.interval))),
    tolerance: share(a.tolerance ?? HPA.tolerance),
    downWindow: seconds(a["down-window"] ?? HPA.downWindow),
    metricDelay: Math.round(seconds(a["metric-delay"] ?? HPA.metricDelay)),
    up: { percent: a.up?.percent ?? HPA.percent, pods: a.up?.pods ?? HPA.pods },
  };
}

function rolloutSpec(node: Cursor<NodeFile>): RolloutSpec {
  const cursor = node.get("rollout") as Cursor<NonNullable<NodeFile["rollout"]>>;
  const r = cursor.value;
  const spec = {
    strategy: r.strategy ?? "rolling",
    surge: r.surge ?? 1,
    unavailable: r.unavailable ?? 0,
    drain: seconds(r.drain ?? 30),
    canary: share(r.canary ?? 0.1),
  };
  if (spec.surge + spec.unavailable < 1)
    cursor.get("surge").error("rollout.surge", "nothing could ever move, expected surge or unavailable of at least 1");
  return spec;
}

/** What requests of an operation leave behind in memory and on the disk. */
export function leftovers(
  gen: Gen,
  operation: Cursor<OperationFile>,
  node: string,
  file: Cursor<NodeFile>,
): Partial<Pick<Operation, "retains" | "writes">> {
  const o = operation.value;
  for (const [key, part] of [
    ["retains", "memory"],
    ["writes", "disk"],
  ] as const)
    if (o[key] !== undefined && file.value[part] === undefined)
      operation.get(key).errorAtKey("schema.beside", `"${key}" needs "${part}" at the node`);
  const retains = gen.expressions.optional(operation.get("retains"), { context: "cell", type: "number", node });
  return { ...(retains === null ? {} : { retains }), ...(o.writes === undefined ? {} : { writes: o.writes }) };
}

export function credentials(gen: Gen, system: Cursor<SystemFile>): { readonly credentials?: CredentialSpec[] } {
  const list = system
    .get("credentials")
    .entries()
    .map(([id, c]): CredentialSpec => {
      const kind = c.value.kind ?? "certificate";
      return {
        id,
        node: gen.ref(c.get("node"), "node"),
        kind,
        label: c.value.label ?? id,
        expires: c.value.expires === undefined ? null : time(c.value.expires),
        restart: c.value.restart ?? kind === "secret",
      };
    });
  return list.length > 0 ? { credentials: list } : {};
}
