import type { Fault, Plan, System } from "#domain/system";
import { call, expr, node, operation, placement, system, trafficClass } from "./systems";

/** A small shop in three regions: edge, gateway, checkout and cart, cache, database in one region. */
export function shop(over: Partial<System> = {}): System {
  const regions = ["eu", "us", "ap"];
  const everywhere = (pods: number): ReturnType<typeof placement>[] => regions.map((r) => placement(r, pods));
  const client = { timeout: 30, retries: 1, retryShare: 0.5, retryDelay: 5, leaveShare: 0, returnAfter: 600 };
  const noise = { sd: 0.03, correlation: 0.95 };
  return system({
    regions: regions.map((id) => ({ id, label: id, zones: [] })),
    nodes: [
      node("gw", everywhere(6), { kind: "gateway", workers: 400, cores: 4 }),
      node(
        "checkout",
        regions.map((r) => placement(r, 12, "v2")),
        { workers: 32, queueLimit: 64, gitops: true, startup: 20 },
      ),
      node("cart", everywhere(8), { workers: 32, queueLimit: 64 }),
      node("redis", everywhere(2), { kind: "cache", cache: { hitRatio: 0.9, warmup: 60 }, workers: 1000 }),
      node("db", [placement("us", 1)], { kind: "database", cores: 32, maxConnections: 400, workers: 400 }),
    ],
    operations: [
      operation("gw.checkout", 0.001, { calls: [call("gw.place", "checkout.place", { timeout: 20 })] }),
      operation("gw.cart", 0.001, { calls: [call("gw.get", "cart.get", { timeout: 5, retries: 1 })] }),
      operation("checkout.place", 0.02, {
        idle: 0.3,
        calls: [
          call("checkout.db", "db.write", { region: "us", pool: 8 }),
          call("checkout.cart", "cart.get", { optional: true }),
        ],
      }),
      operation("cart.get", 0.005, { calls: [call("cart.redis", "redis.get")] }),
      operation("redis.get", 0.0002, { calls: [call("redis.db", "db.read", { region: "us" })] }),
      operation("db.write", 0.002, { route: "INSERT orders" }),
      operation("db.read", 0.001, { route: "SELECT carts" }),
    ],
    classes: [
      trafficClass("checkout", "gw.checkout", { eu: 200, us: 240, ap: 150 }, { client, noise }),
      trafficClass("cart", "gw.cart", { eu: 300, us: 350, ap: 200 }, { client, noise }),
    ],
    flags: [{ id: "quotes", label: "Quotes", owner: "ines", node: "checkout", initial: 0.1, note: "" }],
    config: [
      {
        key: "API_URL",
        node: "checkout",
        base: "",
        overlays: { us: "https://us", ap: "https://ap" },
        since: "v2",
        secret: false,
      },
    ],
    settings: [{ id: "checkout.wait", node: "checkout", label: "Wait", unit: "s", initial: 10, drives: null }],
    versions: [
      {
        id: "v2",
        node: "checkout",
        at: -120,
        by: "ines",
        title: "v2",
        notes: "",
        diff: "",
        previous: "v1",
        migration: false,
        pipeline: [],
      },
      {
        id: "v1",
        node: "checkout",
        at: -9000,
        by: "ines",
        title: "v1",
        notes: "",
        diff: "",
        previous: null,
        migration: false,
        pipeline: [],
      },
    ],
    durations: { rollback: 120 },
    ...over,
  });
}

/** In v2, where the address is empty, flagged requests hang until a watchdog kills the worker. */
export const hang: Fault = {
  id: "hang",
  label: "hang",
  where: { operation: "checkout.place", version: "v2" },
  share: expr([
    "op",
    "?:",
    [
      [
        "op",
        "==",
        [
          ["call", "config", [["str", "API_URL"]]],
          ["str", ""],
        ],
      ],
      ["call", "flag", [["str", "quotes"]]],
      ["num", 0],
    ],
  ]),
  from: 0,
  until: null,
  every: null,
  effect: {
    kind: "hang",
    seconds: expr(["call", "setting", [["str", "checkout.wait"]]]),
    status: 502,
    kills: true,
    peer: "",
  },
  oddity: false,
};

export const ramp: Plan = {
  id: "ramp",
  at: 240,
  by: "ines",
  label: "Quotes to 25 %",
  unless: null,
  change: { kind: "flag", flag: "quotes", share: 0.25 },
};
