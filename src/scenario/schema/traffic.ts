import * as v from "valibot";
import { bool, duration, id, listOf, mapOf, maybe, number, oneOf, positive, shape, share, whole } from "./scalars";

/** Guards of a call, limits in front of a node, and what a cache is made of. */
export const breaker = v.union(
  [
    v.picklist(["resilience4j", "envoy"]),
    shape({
      threshold: maybe(share),
      window: maybe(v.union([whole, duration], "a number of calls, or a duration")),
      "min-calls": maybe(whole),
      open: maybe(duration),
      "half-open": maybe(whole),
    }),
  ],
  "resilience4j, envoy, or a map",
);

export const budget = v.union(
  [v.picklist(["envoy", "grpc"]), share, shape({ ratio: share, min: maybe(positive) })],
  "a share, envoy, grpc, or a map with `ratio` and `min`",
);

export const throttle = v.union(
  [v.picklist(["grpc"]), number, shape({ k: maybe(positive), window: maybe(duration) })],
  "a factor such as 2, grpc, or a map with `k` and `window`",
);

export const limits = mapOf(
  shape({
    rate: positive,
    per: maybe(duration),
    burst: maybe(positive),
    key: maybe(oneOf(["all", "class", "client"])),
    scope: maybe(oneOf(["shared", "pod"])),
    classes: maybe(listOf(id)),
    enabled: maybe(bool),
  }),
);

export const cache = shape({
  "hit-ratio": maybe(share),
  warmup: maybe(duration),
  keys: maybe(whole),
  alpha: maybe(positive),
  capacity: maybe(whole),
  ttl: maybe(duration),
  misses: maybe(oneOf(["stampede", "coalesced"])),
  jitter: maybe(share),
});

export const outlier = v.union(
  [
    v.picklist(["envoy"]),
    shape({
      consecutive: maybe(whole),
      interval: maybe(duration),
      ejection: maybe(duration),
      longest: maybe(duration),
      most: maybe(share),
    }),
  ],
  "envoy, or a map",
);

export const concurrency = v.union(
  [
    v.picklist(["gradient2"]),
    shape({
      initial: maybe(whole),
      max: maybe(whole),
      smoothing: maybe(share),
      "long-window": maybe(duration),
      tolerance: maybe(positive),
      queue: maybe(whole),
    }),
  ],
  "gradient2, or a map",
);

export type BreakerFile = v.InferOutput<typeof breaker>;
export type BudgetFile = v.InferOutput<typeof budget>;
export type ThrottleFile = v.InferOutput<typeof throttle>;
