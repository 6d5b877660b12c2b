import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ActRequest } from "#domain/actions";
import type { System } from "#domain/system";
import {
  createWorld,
  decodeWorld,
  encodeWorld,
  impactOf,
  metricMean,
  request,
  tick,
  type World,
  worldHistory,
} from "#world/index";
import figures from "../fixtures/physics.json";
import { hang, ramp, shop } from "./shop";
import { hash, run } from "./steps";
import { fault, node, num, operation, placement, system, trafficClass } from "./systems";

function laneOf(w: World, operationId: string, region: string, cls?: string): number {
  return w.lanes.findIndex(
    (l) =>
      w.system.operations[l.operation]?.id === operationId &&
      w.system.regions[w.cells[l.cell]?.region ?? -1]?.id === region &&
      (cls === undefined || w.system.classes[l.class]?.id === cls) &&
      (w.cells[l.cell]?.pods ?? 0) > 0,
  );
}

describe("W13 Y2 regional fault", () => {
  it.each(figures.region)("share $share failing with p=$p: global error, and failing it over multiplies the rest", ({
    share,
    p,
    global_err,
    failover_mult,
  }) => {
    const sys = system({
      regions: ["a", "b", "c"].map((id) => ({ id, label: id, zones: [] })),
      nodes: [
        node(
          "app",
          ["a", "b", "c"].map((r) => placement(r, 4)),
          { cores: 100 },
        ),
      ],
      operations: [operation("app.do", 0.01)],
      classes: [trafficClass("all", "app.do", { a: 1000 * share, b: 600 * (1 - share), c: 400 * (1 - share) })],
      faults: [fault("f", { where: { region: "a" }, share: num(p), effect: { kind: "error", status: 500, after: 0 } })],
    });
    const w = run(createWorld(sys, 1), 60);
    expect(Math.abs(metricMean(w, "errors", "all", {}, 10) / global_err - 1)).toBeLessThan(0.02);
    const before = [1, 2].map((i) => w.recorder.lane("arrivals", i, 59));
    expect(request(w, { action: "failover", region: "a" }, "me").ok).toBe(true);
    run(w, 200);
    for (const i of [1, 2])
      expect(
        Math.abs(w.recorder.lane("arrivals", i, 199) / (before[i - 1] as number) / failover_mult - 1),
      ).toBeLessThan(0.02);
    expect(w.recorder.lane("arrivals", 0, 199)).toBe(0);
    expect(metricMean(w, "errors", "all", {}, 10)).toBe(0);
  });
});

describe("W10 hanging requests", () => {
  const at = (share: number, seconds: number): { ok: number; busy: number; queued: number } => {
    const sys = system({
      nodes: [node("app", [placement("eu", 12)], { workers: 32, queueLimit: 32, cores: 16 })],
      operations: [operation("app.do", 0.05, { idle: 0.35 })],
      classes: [trafficClass("all", "app.do", { eu: 200 })],
      faults: [
        fault("f", {
          share: num(share),
          from: 0,
          effect: { kind: "hang", seconds: num(seconds), status: 502, kills: true, peer: "" },
        }),
      ],
    });
    const w = run(createWorld(sys, 1), 600);
    let okay = 0;
    for (let t = 480; t < 600; t++) okay += w.recorder.lane("ok", 0, t) / 120;
    return { ok: okay, busy: w.recorder.cell("busy", 0, 599), queued: w.recorder.cell("queued", 0, 599) };
  };
  it("10 % for 10 s: 272 of 384 workers busy, the rest of the requests fine", () => {
    const x = at(0.1, 10);
    expect(x.busy).toBeCloseTo(272, 0);
    expect(x.ok).toBeCloseTo(180, 1);
    expect(x.queued).toBe(0);
  });
  it("25 % for 10 s: the pool is full and about half get an answer", () => {
    const x = at(0.25, 10);
    expect(x.busy).toBeGreaterThan(380);
    expect(x.ok).toBeGreaterThan(100);
    expect(x.ok).toBeLessThan(106);
  });
  it("25 % for 30 s: about 80 % fail", () => expect(1 - at(0.25, 30).ok / 200).toBeCloseTo(0.81, 1));
  it("25 % for 2 s: a quarter fails and nobody queues", () => {
    const x = at(0.25, 2);
    expect(x.ok).toBeCloseTo(150, 1);
    expect(x.queued).toBe(0);
  });
});

describe("W1 failures alone", () => {
  const errorOf = (w: World, op: string, region: string, cls?: string): number => {
    const l = laneOf(w, op, region, cls);
    return w.recorder.lane("fault", l, 119) / w.recorder.lane("arrivals", l, 119);
  };
  const error = { kind: "error", status: 500, after: 0 } as const;
  it("one endpoint fails alone", () => {
    const w = run(
      createWorld(
        shop({
          faults: [fault("f", { where: { operation: "cart.get", region: "eu" }, share: num(0.3), effect: error })],
        }),
        1,
      ),
      120,
    );
    expect(errorOf(w, "cart.get", "eu", "cart")).toBeCloseTo(0.3, 2);
    expect(errorOf(w, "cart.get", "us", "cart")).toBe(0);
    expect(errorOf(w, "checkout.place", "eu")).toBe(0);
  });
  it("one class (tenant) fails alone", () => {
    const w = run(
      createWorld(
        shop({ faults: [fault("f", { where: { operation: "cart.get", class: "cart" }, effect: error })] }),
        1,
      ),
      120,
    );
    expect(errorOf(w, "cart.get", "eu", "cart")).toBeCloseTo(1, 2);
    expect(errorOf(w, "cart.get", "eu", "checkout")).toBe(0);
  });
  it("one bad pod fails alone, in a cell of its own", () => {
    const w = run(
      createWorld(shop({ faults: [fault("f", { where: { node: "cart", region: "ap", pods: 1 }, effect: error })] }), 1),
      120,
    );
    const cells = w.cells.filter((c) => c.node === 2 && c.region === 2);
    expect(cells.map((c) => c.pods)).toEqual([1, 7]);
    const [bad, good] = cells.map((c) => w.lanes.findIndex((l) => l.cell === c.id && l.class === 1)) as [
      number,
      number,
    ];
    expect(w.recorder.lane("ok", bad, 119)).toBe(0);
    expect(w.recorder.lane("fault", good, 119)).toBe(0);
    // An eighth of attempts, and the gateway tries once more.
    const gw = laneOf(w, "gw.cart", "ap");
    expect(w.recorder.lane("upstream", gw, 119) / w.recorder.lane("arrivals", gw, 119)).toBeCloseTo(1 / 64, 3);
  });
});

describe("W14 the incident is the fault", () => {
  it("without the fault every user is answered, with it many are not", () => {
    const sick = run(createWorld(shop({ faults: [hang], plans: [ramp] }), 3), 600);
    const well = run(createWorld(shop({ plans: [ramp] }), 3), 600);
    expect(metricMean(sick, "errors", "all", { region: "eu" }, 60)).toBeGreaterThan(0.1);
    expect(metricMean(well, "errors", "all", {}, 600)).toBe(0);
    // The noise of the load is the same: up to the fault the two are one.
    for (let t = -60; t < 0; t++)
      expect(sick.recorder.lane("arrivals", 0, t)).toBe(well.recorder.lane("arrivals", 0, t));
  });
});

/** Requests in a lane whose caller still waits. */
function alive(w: World, lane: number): number {
  const l = w.laneTable[lane];
  const cell = l === undefined ? undefined : w.cellTable[l.cell];
  if (l === undefined || cell === undefined) return 0;
  let sum = 0;
  for (let p = l.portFrom; p < l.portTo; p++) {
    sum += (w.portCols.inService[p] as number) + (w.portCols.arriving[p] as number);
    for (let r = 0; r < cell.ring.count; r++) sum += cell.ring.rows()[cell.ring.at(r) + p - cell.portFrom] as number;
    for (const i of cell.lines) {
      const line = w.lines[i];
      if (line === undefined || line.lane !== lane) continue;
      for (let r = 0; r < line.ring.count; r++) sum += line.ring.rows()[line.ring.at(r) + p - l.portFrom] as number;
    }
  }
  return sum;
}

const ACTIONS: readonly ActRequest[] = [
  { action: "restart", node: "checkout", region: "eu" },
  { action: "rollback", node: "checkout" },
  { action: "flag", flag: "quotes", amount: 0.6 },
  { action: "scale", node: "checkout", region: "eu", amount: 20 },
  { action: "scale", node: "cart", region: "us", amount: 3 },
  { action: "quarantine", node: "checkout", region: "eu" },
  { action: "release-quarantine", node: "checkout", region: "eu" },
  { action: "failover", region: "eu" },
  { action: "undrain", region: "eu" },
  { action: "setting", key: "checkout.wait", amount: 30 },
  { action: "config-edit", node: "checkout", region: "eu", key: "API_URL", value: "https://eu" },
  { action: "shed", amount: 0.3, region: "eu" },
  { action: "heap-dump", node: "cart", region: "ap" },
  { action: "restart", node: "redis" },
];

describe("W8 Q8 conservation", () => {
  it("every second and lane: what arrives is answered, refused, given up or still here", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.constantFrom(...ACTIONS)), { maxLength: 6 }),
        (acts) => {
          const w = createWorld(shop({ faults: [hang], plans: [ramp] }), 5);
          let before: number[] = [];
          while (w.second < 420) {
            for (const [second, req] of acts) if (second === w.second) request(w, req, "me");
            before = w.laneTable.map((l) => alive(w, l.id));
            tick(w);
            // Pods that were moved into a cell made in this second: compare lanes that existed.
            w.laneTable.forEach((l, i) => {
              const k = w.laneCols;
              const out =
                (k.ok[i] as number) +
                (k.upstream[i] as number) +
                (k.timeout[i] as number) +
                (k.rejected[i] as number) +
                (k.fault[i] as number);
              const moved = w.log.some(
                (e) => e.second === w.second - 1 && e.operation?.request.action === "quarantine",
              );
              if (moved) return;
              const left = (before[i] ?? 0) + (k.arrivals[i] as number) - out - alive(w, l.id);
              const scale = 1 + (before[i] ?? 0) + (k.arrivals[i] as number);
              if (!(Math.abs(left) <= 1e-9 * scale)) throw new Error(`lane ${i} at ${w.second}: ${left} of ${scale}`);
            });
          }
        },
      ),
      { seed: 8, numRuns: 12 },
    );
  });

  it("users: first attempts are completed, failed, or still under way, retries included", () => {
    const w = createWorld(shop({ faults: [hang], plans: [ramp] }), 5);
    let offered = 0;
    let answered = 0;
    while (w.second < 500) {
      tick(w);
      offered += w.userCols.offered.reduce((a, b) => a + b, 0);
      for (const h of Object.values(impactOf(w, w.second - 1).classes)) answered += h.completed + h.failed;
    }
    let inside = 0;
    for (const t of w.userTrunks) {
      for (let a = 0; a < w.attempts; a++) {
        const i = t.id * w.attempts + a;
        inside += w.out[i] as number;
        for (let s = 0; s < w.slots; s++) inside += w.retry[i * w.slots + s] as number;
      }
    }
    expect(Math.abs(answered + inside - offered) / offered).toBeLessThan(1e-7);
  });
});

describe("W15 snapshots and forks", () => {
  const fresh = (s: System): World => createWorld(s, 11);
  it("encoded and decoded at any second, after any actions, a world goes on bit for bit", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -50, max: 380 }),
        fc.array(fc.tuple(fc.integer({ min: -40, max: 380 }), fc.constantFrom(...ACTIONS)), { maxLength: 6 }),
        (cut, acts) => {
          const s = shop({ faults: [hang], plans: [ramp] });
          const w = fresh(s);
          let copy: World | null = null;
          while (w.second < 420) {
            if (w.second === cut) copy = decodeWorld(s, 11, encodeWorld(w), worldHistory(w));
            const at = w.second;
            for (const [second, req] of acts) {
              if (second !== at) continue;
              request(w, req, "me");
              if (copy !== null) request(copy, req, "me");
            }
            tick(w);
            if (copy === null) continue;
            tick(copy);
            if (hash(copy) !== hash(w)) throw new Error(`differs at ${w.second}`);
          }
          expect(copy?.recorder.until).toBe(w.recorder.until);
          for (let l = 0; l < w.lanes.length; l++)
            for (let t = -60; t < 420; t += 7)
              expect(copy?.recorder.lane("okMean", l, t)).toBe(w.recorder.lane("okMean", l, t));
          expect(copy?.events).toEqual(w.events);
        },
      ),
      { seed: 40, numRuns: 12 },
    );
  });

  it("W16 another action in a fork leaves the noise of the load as it was", () => {
    const s = shop({ faults: [hang], plans: [ramp] });
    const w = run(fresh(s), 100);
    const fork = decodeWorld(s, 11, encodeWorld(w), worldHistory(w));
    request(fork, { action: "flag", flag: "quotes", amount: 0 }, "me");
    run(w, 400);
    run(fork, 400);
    expect(hash(fork)).not.toBe(hash(w));
    // us is untouched by the flag: its first attempts are the same to the bit.
    const us = laneOf(w, "gw.checkout", "us");
    for (let t = 100; t < 400; t++)
      expect(fork.recorder.lane("arrivals", us, t)).toBe(w.recorder.lane("arrivals", us, t));
  });

  it("a healthy snapshot is small", () => {
    const w = run(fresh(shop({})), 200);
    expect(encodeWorld(w).byteLength / w.lanes.length).toBeLessThan(250);
  });

  it("different seeds differ", () => {
    expect(hash(run(createWorld(shop({}), 1), 0))).not.toBe(hash(run(createWorld(shop({}), 2), 0)));
  });
});
