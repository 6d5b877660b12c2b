/** Guards of calls, limits, caches: from what is written to what the world computes with, well-known defaults by name included. */
import type {
  AdaptiveLimitSpec,
  CacheKeys,
  LimitSpec,
  OutlierSpec,
  RetryBudget,
  ThrottleSpec,
} from "#domain/mechanics";
import type { Call, NodeSpec } from "#domain/system";
import type { Cursor } from "../cursor";
import type { CallFile, NodeFile } from "../schema/system";
import { seconds, share } from "../units";
import type { Gen } from "./gen";

/** Envoy: connections, pending requests and requests of a cluster, and its retry budget. */
const ENVOY_CONNECTIONS = 1024;
const ENVOY_BUDGET: RetryBudget = { ratio: 0.2, min: 3 };
/** gRFC A6. */
const GRPC_BUDGET: RetryBudget = { ratio: 0, min: 0, tokens: { max: 10, ratio: 0.1 } };
const RESILIENCE4J = { threshold: 0.5, window: 100, minCalls: 100, open: 60, halfOpen: 10 } as const;
/** Most cached keys: their popularity is a table. */
const MOST_KEYS = 10_000_000;

type Guards = Pick<Call, "breaker" | "pool"> & Partial<Pick<Call, "rtt" | "budget" | "throttle">>;

/** Everything that stands on the edge of a call, its pool included where a preset brings one. */
export function guards(c: CallFile, pool: number | null): Guards {
  const { breaker: b } = c;
  const envoy = b === "envoy";
  const budget = budgetOf(c) ?? (envoy ? ENVOY_BUDGET : undefined);
  const throttle = throttleOf(c.throttle);
  return {
    pool: pool ?? (envoy ? ENVOY_CONNECTIONS : null),
    breaker: breakerOf(b),
    ...(c.rtt === undefined ? {} : { rtt: seconds(c.rtt) }),
    ...(budget === undefined ? {} : { budget }),
    ...(throttle === undefined ? {} : { throttle }),
  };
}

function breakerOf(b: CallFile["breaker"]): Call["breaker"] {
  if (b === undefined || b === "envoy") return null;
  if (b === "resilience4j") return RESILIENCE4J;
  const rest = {
    threshold: share(b.threshold ?? 0.5),
    minCalls: b["min-calls"] ?? 20,
    open: seconds(b.open ?? 5),
    halfOpen: b["half-open"] ?? 5,
  };
  const window = b.window ?? "10s";
  if (typeof window === "number") return { ...rest, window, minCalls: Math.min(window, rest.minCalls) };
  return { ...rest, window: rest.minCalls, span: seconds(window) };
}

function budgetOf(c: CallFile): RetryBudget | undefined {
  const { budget } = c;
  if (budget === undefined) return c.throttle === "grpc" ? GRPC_BUDGET : undefined;
  if (budget === "envoy") return ENVOY_BUDGET;
  if (budget === "grpc") return GRPC_BUDGET;
  if (typeof budget === "object") return { ratio: share(budget.ratio), min: budget.min ?? 0 };
  return { ratio: share(budget), min: 0 };
}

function throttleOf(t: CallFile["throttle"]): ThrottleSpec | undefined {
  if (t === undefined || t === "grpc") return undefined;
  if (typeof t === "number") return { k: t, window: 120 };
  return { k: t.k ?? 2, window: seconds(t.window ?? 120) };
}

interface Limiters {
  readonly limits?: readonly LimitSpec[];
  readonly adaptiveLimit?: AdaptiveLimitSpec;
  readonly outlier?: OutlierSpec;
}

/** What stands in front of a node, or limits how many requests it takes. */
export function limiters(gen: Gen, node: Cursor<NodeFile>): Limiters {
  const n = node.value;
  const limits = node
    .get("limits")
    .entries()
    .map(([id, cursor]): LimitSpec => {
      const l = cursor.value;
      const rate = l.rate / seconds(l.per ?? 1);
      if (!(rate > 0))
        cursor.get("rate").error("limit.rate", "a limit lets something through, expected a rate above 0");
      return {
        id,
        key: l.key ?? "all",
        rate,
        burst: l.burst ?? Math.max(1, rate),
        scope: l.scope ?? "shared",
        classes: cursor
          .get("classes")
          .items()
          .map((c) => gen.ref(c, "class")),
        enabled: l.enabled ?? true,
      };
    });
  const c = typeof n.concurrency === "object" ? n.concurrency : {};
  const o = typeof n.outlier === "object" ? n.outlier : {};
  return {
    ...(limits.length > 0 ? { limits } : {}),
    ...(n.concurrency === undefined
      ? {}
      : {
          adaptiveLimit: {
            initial: c.initial ?? 20,
            max: c.max ?? 200,
            smoothing: share(c.smoothing ?? 0.2),
            longWindow: seconds(c["long-window"] ?? 600),
            tolerance: c.tolerance ?? 1.5,
            queue: c.queue ?? 4,
          },
        }),
    ...(n.outlier === undefined
      ? {}
      : {
          outlier: {
            consecutive: o.consecutive ?? 5,
            interval: Math.max(1, Math.round(seconds(o.interval ?? 10))),
            ejection: seconds(o.ejection ?? 30),
            longest: seconds(o.longest ?? 300),
            most: share(o.most ?? 0.1),
          },
        }),
  };
}

/** A cache: a fixed hit ratio, or keys from which it follows. */
export function cacheSpec(cursor: Cursor<NonNullable<NodeFile["cache"]>> | undefined): NonNullable<NodeSpec["cache"]> {
  const c = cursor?.value ?? {};
  const plain = { hitRatio: share(c["hit-ratio"] ?? 0.9), warmup: seconds(c.warmup ?? 120) };
  if (cursor === undefined) return plain;
  if (c.keys === undefined) {
    for (const key of ["alpha", "capacity", "ttl", "misses", "jitter"] as const)
      if (c[key] !== undefined) cursor.get(key).errorAtKey("schema.beside", `"${key}" means nothing without "keys"`);
    return plain;
  }
  for (const key of ["hit-ratio", "warmup"] as const)
    if (c[key] !== undefined)
      cursor.get(key).errorAtKey("schema.beside", `"${key}" means nothing beside "keys", it follows from them`);
  if (c.keys < 1 || c.keys > MOST_KEYS) cursor.get("keys").error("cache.keys", `expected 1 to ${MOST_KEYS} keys`);
  if (c.capacity !== undefined && c.capacity < 1)
    cursor.get("capacity").error("cache.capacity", "expected room for at least one entry");
  const keys: CacheKeys = {
    keys: c.keys,
    alpha: c.alpha ?? 1,
    capacity: c.capacity ?? c.keys,
    ttl: c.ttl === undefined ? null : seconds(c.ttl),
    misses: c.misses ?? "stampede",
    jitter: share(c.jitter ?? 0),
  };
  return { ...plain, keys };
}
