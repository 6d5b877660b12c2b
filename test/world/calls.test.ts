import { describe, expect, it } from "vitest";
import { request, tick, type World } from "#world/index";
import { chanceOf } from "../../src/world/breaker";
import physics from "../fixtures/physics.json" with { type: "json" };
import { flow, response, worldOf } from "./yaml";

/** app → back; `call` are further fields of the call, `back` those of the node behind. */
function pair(call: string, more: { back?: string; rate?: number; work?: string; rest?: string } = {}): string {
  return `id: pair
nodes:
  app: { workers: unlimited, cores: 1000, operations: { get: { work: 1us, calls: { ask: { to: back.do, backoff: 1s, exponential: false${call} } } } } }
  back: { ${more.back ?? "servers: 1000"}, operations: { do: { work: ${more.work ?? "1ms"} } } }
classes: { users: { entry: app.get, rate: ${more.rate ?? 100} } }
${more.rest ?? ""}`;
}
const ALWAYS = "faults: { broken: { where: { node: back }, effect: { error: 500 } } }";
const share = (p: number): string =>
  `faults: { broken: { where: { node: back }, share: "${p}", effect: { error: 500 } } }`;

function edge(w: World, column: "retries" | "open" | "waiting", from: number, until: number): number {
  let sum = 0;
  for (let t = from; t < until; t++) sum += w.recorder.edge(column, 0, t);
  return sum / (until - from);
}

describe("W34 N1 the network's time of a call", () => {
  it("N+1 statements take (1 + N)(rtt + q) and make N + 1 times as many", () => {
    const w = worldOf(
      `id: n1
nodes:
  app:
    { workers: unlimited, cores: 1000, operations: { page: { work: 1us, calls: { list: { to: db.q, rtt: 500us }, each: { to: db.q, count: 50, rtt: 500us } } } } }
  db: { servers: 1000, operations: { q: { work: 1ms } } }
classes: { users: { entry: app.page, rate: 10 } }`,
      60,
    );
    expect(Math.abs(response(w, "app.page", 30, 60) / 0.0765 - 1)).toBeLessThan(0.02);
    expect(Math.abs(flow(w, "db.q", "arrivals", 30, 60) / 510 - 1)).toBeLessThan(0.01);
  });

  it("a connection is held for the network's time too", () => {
    const w = worldOf(pair(", pool: 1, rtt: 9ms", { rate: 300, back: "servers: 1000" }), 120);
    expect(Math.abs(flow(w, "back.do", "arrivals", 60, 120) / 100 - 1)).toBeLessThan(0.1);
  });
});

describe("W35 R1–R4 retries and their budget", () => {
  it("R2 R3 layers multiply: 4³ and 3⁵", () => {
    const chain = (layers: number, retries: number): World => {
      const nodes = Array.from(
        { length: layers },
        (_, i) =>
          `  n${i}: { workers: unlimited, cores: 1000, operations: { do: { work: 1us, calls: { on: { to: ${i + 1 < layers ? `n${i + 1}` : "end"}.do, retries: ${retries}, backoff: 1s, exponential: false } } } } }`,
      );
      return worldOf(
        `id: chain\nnodes:\n${nodes.join("\n")}\n  end: { servers: 1000, operations: { do: { work: 1us } } }
classes: { users: { entry: n0.do, rate: 1 } }
faults: { broken: { where: { node: end }, effect: { error: 500 } } }`,
        900,
      );
    };
    expect(flow(chain(3, 3), "end.do", "arrivals", 800, 900)).toBeCloseTo(64, 2);
    expect(flow(chain(5, 2), "end.do", "arrivals", 800, 900)).toBeCloseTo(243, 0);
  });

  it("R4 three attempts are 3x; with a budget of 10 % they are 1.1x", () => {
    const free = worldOf(pair(", retries: 2", { rest: ALWAYS }), 60);
    expect(flow(free, "back.do", "arrivals", 30, 60) / 100).toBeCloseTo(3, 2);
    const kept = worldOf(pair(", retries: 2, budget: 10%", { rest: ALWAYS }), 60);
    expect(flow(kept, "back.do", "arrivals", 30, 60) / 100).toBeCloseTo(1.1, 2);
    expect(edge(kept, "retries", 30, 60)).toBeCloseTo(10, 1);
  });

  it("a budget's least rate allows retries where there is little traffic", () => {
    const w = worldOf(pair(", retries: 2, budget: { ratio: 10%, min: 3 }", { rate: 2, rest: ALWAYS }), 60);
    expect(flow(w, "back.do", "arrivals", 30, 60)).toBeCloseTo(5, 1);
  });

  it("CB3 gRPC's tokens: retries go on while few fail, and stop below half", () => {
    const w = (p: number): World => worldOf(pair(", retries: 2, budget: grpc", { rest: share(p) }), 120);
    expect(w(0.05).system.operations[0]?.calls[0]?.budget?.tokens).toEqual({ max: 10, ratio: 0.1 });
    expect(flow(w(0.05), "back.do", "arrivals", 60, 120)).toBeCloseTo(100 * (1 + 0.05 + 0.0025), 0);
    // Tokens earned back pay for a retry each at most: a tenth of what succeeds.
    expect(flow(w(1), "back.do", "arrivals", 60, 120)).toBeCloseTo(100, 3);
  });
});

describe("W36 R6 adaptive throttling", () => {
  it.each(physics.adaptive_throttle.filter((row) => row.q === 0))("D=$D K=$K", (row) => {
    // The server behind serves 100/s and refuses the rest at once.
    const w = worldOf(
      pair(`, throttle: ${row.K}`, {
        rate: 100 * row.D,
        rest: "",
        back: "servers: 1000, limits: { all: { rate: 100, burst: 1000 } }",
      }),
      900,
    );
    const sent = flow(w, "back.do", "arrivals", 600, 900) / 100;
    expect(Math.abs(sent / row.sent - 1)).toBeLessThan(0.05);
    expect(Math.abs(1 - sent / row.D - row.p)).toBeLessThan(0.05);
    expect(Math.abs(flow(w, "back.do", "ok", 600, 900) / 100 / row.served - 1)).toBeLessThan(0.05);
  });
});

describe("W37 CB1 circuit breakers", () => {
  it.each(
    physics.breaker_duty,
  )("constant failure at $lam/s opens after a window and lets ten calls through a minute", (row) => {
    const w = worldOf(pair(", breaker: resilience4j", { rate: row.lam, rest: ALWAYS }), 660);
    let first = 0;
    for (let t = -10; t < 60; t++) first += flow(w, "back.do", "arrivals", t, t + 1);
    // What comes before it opens: a window of 100, as near as whole seconds allow.
    expect(first).toBeGreaterThanOrEqual(100);
    expect(first).toBeLessThanOrEqual(Math.max(110, row.lam) * 1.01 + 10);
    const leak = flow(w, "back.do", "arrivals", 60, 660);
    expect(Math.abs(leak / row.leak_rps - 1)).toBeLessThan(0.1);
    expect(edge(w, "open", 60, 660)).toBeGreaterThan(0.9);
  });

  it.each(
    physics.breaker_rolling.filter((row) => row.p < 0.5 && row.frac_tripped_within_6000_calls > 0.9),
  )("failing $p of the calls trips it by chance", (row) => {
    const odds = chanceOf(row.p, 100, 0.5);
    // Median of: at once with `atOnce`, else after an exponential number of calls.
    const median = 100 + Math.log((1 - odds.atOnce) / 0.5) / odds.perCall;
    expect(Math.abs(median / row.median_calls - 1)).toBeLessThan(0.1);
  });

  it("at 35 % half of them have tripped within 6,000 calls", () => {
    const row = physics.breaker_rolling.find((r) => r.p === 0.35);
    const odds = chanceOf(0.35, 100, 0.5);
    const tripped = 1 - (1 - odds.atOnce) * Math.exp(-odds.perCall * 5900);
    expect(Math.abs(tripped / (row?.frac_tripped_within_6000_calls ?? 0) - 1)).toBeLessThan(0.1);
  });

  it("trips in a run by chance, at another time with another seed, and closes again when all is well", () => {
    const w = worldOf(pair(", breaker: resilience4j", { rate: 20, rest: `${share(0.42)}` }), 600);
    expect(edge(w, "open", -10, 600)).toBeGreaterThan(0);
    expect(edge(w, "open", -10, 600)).toBeLessThan(1);
  });

  it("a window of seconds counts what came in them", () => {
    const w = worldOf(pair(", breaker: { window: 10s, min-calls: 20, open: 5s }", { rate: 5, rest: ALWAYS }), 60);
    expect(edge(w, "open", 10, 60)).toBeGreaterThan(0.5);
  });

  it("CB2 envoy: pools of 1024 and a retry budget of 20 %, at least 3", () => {
    const call = worldOf(pair(", breaker: envoy"), 0).system.operations[0]?.calls[0];
    expect(call).toMatchObject({ pool: 1024, breaker: null, budget: { ratio: 0.2, min: 3 } });
  });
});

describe("W17 a breaker turned by hand", () => {
  const act = (w: World, amount: number, seconds: number): void => {
    expect(request(w, { action: "breaker", key: "app.ask", amount }, "me").ok).toBe(true);
    for (let i = 0; i < seconds; i++) tick(w);
  };
  it("held open nothing is sent; left to itself calls go on, and an edge without one has one", () => {
    const w = worldOf(pair(""), 10);
    act(w, 1, 40);
    expect(flow(w, "back.do", "arrivals", 40, 50)).toBe(0);
    expect(edge(w, "open", 40, 50)).toBe(1);
    act(w, 0, 40);
    expect(flow(w, "back.do", "ok", 80, 90)).toBeCloseTo(100, 3);
  });
  it("is refused for a call that does not exist, with the nearest", () => {
    const r = request(worldOf(pair(""), 0), { action: "breaker", key: "app.aks", amount: 1 }, "me");
    expect(r.ok ? null : r.error.nearest).toBe("app.ask");
  });
});

describe("W38 every call can be turned", () => {
  it("has its timeout, retries and pool as settings; nodes with bounded workers theirs", () => {
    const { settings } = worldOf(pair(", retries: 2, pool: 5", { back: "workers: 8" }), 0).system;
    expect(settings.map((s) => [s.id, s.initial])).toEqual([
      ["app.ask-timeout", 30],
      ["app.ask-retries", 2],
      ["app.ask-pool", 5],
      ["back.workers", 8],
    ]);
  });
  it("turns retries off by a plan", () => {
    const w = worldOf(
      pair(", retries: 2", {
        rest: `${ALWAYS}\nplans: { off: { at: 30s, act: { action: setting, key: app.ask-retries, amount: 0 } } }\ndurations: { setting: 1s }`,
      }),
      90,
    );
    expect(flow(w, "back.do", "arrivals", 10, 30)).toBeCloseTo(300, 0);
    expect(flow(w, "back.do", "arrivals", 60, 90)).toBeCloseTo(100, 3);
  });
});
