import * as v from "valibot";
import {
  bool,
  duration,
  expression,
  id,
  listOf,
  maybe,
  nonEmpty,
  oneOf,
  positive,
  shape,
  share,
  text,
  time,
  whole,
} from "./scalars";

/** What pods consist of and who looks after them: memory, disk, autoscaler, rollout, credentials. */
export const memory = shape({
  limit: positive,
  base: maybe(positive),
  "per-request": maybe(positive),
  leak: maybe(expression),
  retained: maybe(positive),
  gc: maybe(v.union([v.picklist(["none"]), shape({ from: maybe(share), most: maybe(positive) })], "none, or a map")),
  restart: maybe(duration),
  spread: maybe(share),
  classes: maybe(
    listOf(
      shape({
        name: nonEmpty,
        of: maybe(oneOf(["base", "requests", "retained"])),
        share: maybe(share),
        shallow: maybe(positive),
        retained: maybe(positive),
        path: maybe(listOf(text)),
      }),
    ),
  ),
});

export const disk = shape({
  size: positive,
  used: maybe(positive),
  growth: maybe(expression),
  cleanable: maybe(share),
});

export const autoscaler = shape({
  metric: maybe(oneOf(["cpu", "requests", "backlog", "memory"])),
  target: maybe(v.union([positive, share], "a share such as 60%, or a number")),
  min: maybe(whole),
  max: whole,
  interval: maybe(duration),
  tolerance: maybe(share),
  "down-window": maybe(duration),
  "metric-delay": maybe(duration),
  up: maybe(shape({ percent: maybe(positive), pods: maybe(whole) })),
});

export const rollout = shape({
  strategy: maybe(oneOf(["rolling", "canary", "bluegreen"])),
  surge: maybe(whole),
  unavailable: maybe(whole),
  drain: maybe(duration),
  canary: maybe(share),
});

export const credential = shape({
  node: id,
  kind: maybe(oneOf(["certificate", "secret"])),
  label: maybe(nonEmpty),
  expires: maybe(time),
  restart: maybe(bool),
});

export type MemoryFile = v.InferOutput<typeof memory>;
export type AutoscalerFile = v.InferOutput<typeof autoscaler>;
