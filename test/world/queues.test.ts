import { describe, expect, it } from "vitest";
import type { ActRequest } from "#domain/actions";
import type { QueueSpec } from "#domain/mechanics";
import type { Fault, NodeSpec, System } from "#domain/system";
import { createWorld, decodeWorld, encodeWorld, request, tick, type World, worldHistory } from "#world/index";
import { oldestIn, putOffIn, type QueueState, queueStates, readyIn } from "../../src/world/mechanics/queues";
import physics from "../fixtures/physics.json" with { type: "json" };
import { hash, run } from "./steps";
import { call, fault, node, num, operation, placement, system, trafficClass } from "./systems";

const spec = (over: Partial<QueueSpec> = {}): QueueSpec => ({
  visibility: 120,
  retryDelay: 10,
  maxAttempts: 3,
  deadLetters: true,
  backlog: {},
  ...over,
});

interface Plan {
  readonly rates: Readonly<Record<string, number>>;
  readonly queue?: Partial<QueueSpec>;
  readonly concurrency?: number;
  readonly workers?: Partial<NodeSpec>;
  readonly pods?: number;
  /** Seconds a message takes without CPU. */
  readonly idle?: number;
  readonly faults?: readonly Fault[];
  readonly database?: { readonly work: number; readonly cores: number };
}

/** api publishes → queue → jobs (→ db). */
function jobs(plan: Plan): System {
  const db = plan.database;
  return system({
    history: 30,
    nodes: [
      node("queue", [placement("eu", 1)], { kind: "queue", cores: 64, queue: spec(plan.queue) }),
      node("jobs", [placement("eu", plan.pods ?? 1)], { cores: 1000, ...plan.workers }),
      ...(db ? [node("db", [placement("eu", 1)], { kind: "database", cores: db.cores })] : []),
    ],
    operations: [
      operation("queue.publish", 1e-5, {
        calls: [call("queue.deliver", "jobs.run", { async: true, consume: { concurrency: plan.concurrency ?? 60 } })],
      }),
      operation("jobs.run", 1e-5, {
        idle: plan.idle ?? 0.1,
        cs2: 0,
        calls: db ? [call("jobs.write", "db.write")] : [],
      }),
      ...(db ? [operation("db.write", db.work), operation("db.read", db.work)] : []),
    ],
    classes: [
      ...Object.entries(plan.rates).map(([id, rate]) => trafficClass(id, "queue.publish", { eu: rate })),
      ...(db ? [trafficClass("readers", "db.read", { eu: 100 })] : []),
    ],
    faults: plan.faults ?? [],
  });
}

const state = (w: World): QueueState => queueStates(w.slow)[0] as QueueState;
const held = (q: QueueState): number =>
  readyIn(q) + putOffIn(q) + q.flight.reduce((a, b) => a + b, 0) + q.dead.reduce((a, b) => a + b, 0);
const jobLane = (w: World): number => w.lanes.findIndex((l) => w.system.operations[l.operation]?.id === "jobs.run");
const sum = (w: World, column: "ok" | "arrivals" | "fault", operationId: string): number => {
  let total = 0;
  w.lanes.forEach((l) => {
    if (w.system.operations[l.operation]?.id !== operationId) return;
    for (let s = w.recorder.from; s < w.second; s++) total += w.recorder.lane(column, l.id, s);
  });
  return total;
};
describe("W57 a backlog", () => {
  it.each(
    physics.drain.filter((x) => x.drain_s < 6001),
  )("D1: $B messages at $lam/s in and $mu/s out drain in $drain_s s", ({ B, lam, mu, drain_s }) => {
    // Consumers of 100 ms: a tenth as many as messages a second.
    const w = createWorld(jobs({ rates: { all: lam }, concurrency: mu / 10, queue: { backlog: { all: B } } }), 1);
    let before = B;
    while (w.second < drain_s * 1.1) {
      tick(w);
      const left = readyIn(state(w));
      if (left < 1e-6) break;
      before = left;
    }
    // Within its last second the backlog ends when what was left has been delivered.
    const ended = w.second - 1 + before / (mu - lam) + 30;
    expect(Math.abs(ended / drain_s - 1)).toBeLessThan(0.02);
  });

  it("does not hold the publisher up, and shows what waits and since when", () => {
    const w = run(createWorld(jobs({ rates: { all: 100 }, concurrency: 5 }), 1), 120);
    expect(w.recorder.lane("ok", 0, 119)).toBeCloseTo(100, 3);
    expect(w.recorder.lane("okMean", 0, 119)).toBeLessThan(0.001);
    expect(w.recorder.lane("ok", jobLane(w), 119)).toBeCloseTo(50, 0);
    // Half of 150 s of messages wait, and the oldest of them came when half of them had come.
    expect(w.recorder.edge("waiting", 0, 119)).toBeGreaterThan(7350);
    expect(w.recorder.edge("waiting", 0, 119)).toBeLessThan(7650);
    expect(w.recorder.edge("oldest", 0, 119)).toBeGreaterThan(72);
    expect(w.recorder.edge("oldest", 0, 119)).toBeLessThan(78);
  });

  it("gives every ready consumer pod its deliveries at a time, and no more", () => {
    const w = run(createWorld(jobs({ rates: { all: 500 }, concurrency: 4, pods: 3, idle: 2 }), 1), 60);
    expect(state(w).flight[0]).toBeGreaterThan(11);
    expect(state(w).flight[0]).toBeLessThan(12.6);
  });

  it("holds no more than its consumers when all deliveries end in the same second", () => {
    const stuck = fault("stuck", {
      where: { node: "jobs" },
      effect: { kind: "hang", seconds: num(50), status: 500, kills: false, peer: "" },
    });
    const plan = {
      rates: { all: 5 },
      concurrency: 20,
      faults: [stuck],
      queue: { backlog: { all: 10_000 }, maxAttempts: null },
    };
    const w = run(createWorld(jobs(plan), 1), 400);
    expect(state(w).flight[0]).toBeGreaterThan(15);
    expect(state(w).flight[0]).toBeLessThan(21);
  });

  it("W63: keeps waiting people waiting, dead letters too, where the queue says what is due", () => {
    const late = (queue: Partial<QueueSpec>): number => {
      const plan = { rates: { all: 100 }, concurrency: 5, queue };
      const w = run(createWorld(jobs(plan), 1), 120);
      return w.tape.ofClass("delayed", 0, 119);
    };
    // About 7500 messages wait: a tenth as many ten-second delays a second.
    expect(late({ due: 10 })).toBeGreaterThan(740);
    expect(late({ due: 10 })).toBeLessThan(760);
    expect(late({})).toBe(0);
  });

  it("W8: keeps every message", () => {
    const poison = fault("poison", {
      where: { class: "bad", node: "jobs" },
      effect: { kind: "error", status: 500, after: 0.2 },
    });
    const w = run(createWorld(jobs({ rates: { all: 90, bad: 3 }, concurrency: 8, faults: [poison] }), 1), 900);
    const published = sum(w, "ok", "queue.publish");
    const done = sum(w, "ok", "jobs.run");
    expect(Math.abs((published - done - held(state(w))) / published)).toBeLessThan(1e-6);
    // A long backlog is kept in few cohorts, and its age still grows with it.
    expect(state(w).rows.length).toBeLessThanOrEqual(256);
    expect(oldestIn(state(w), w.second)).toBeGreaterThan(80);
  });
});

describe("W58 failed deliveries", () => {
  const poison = (over: Partial<Fault> = {}): Fault =>
    fault("poison", {
      where: { class: "bad", node: "jobs" },
      effect: { kind: "error", status: 500, after: 0.5 },
      ...over,
    });

  it("come again after their delay, so many times, and are then set aside", () => {
    const w = run(createWorld(jobs({ rates: { all: 50, bad: 1 }, faults: [poison()] }), 1), 600);
    // 630 s of one a second; the last 2 × 10 s of them are still being tried.
    expect(state(w).dead[1]).toBeGreaterThan(600);
    expect(state(w).dead[1]).toBeLessThan(611);
    expect(state(w).dead[0]).toBe(0);
    expect(sum(w, "fault", "jobs.run") / 630).toBeGreaterThan(2.85);
    expect(w.recorder.cell("dead", 0, 599)).toBeCloseTo(state(w).dead[1] as number, 0);
    expect(readyIn(state(w))).toBeLessThan(2);
  });

  it("without an end pile up and eat the workers", () => {
    const plan = {
      rates: { all: 40, bad: 0.2 },
      concurrency: 10,
      faults: [poison({ effect: { kind: "error", status: 500, after: 3 } })],
    };
    const w = run(createWorld(jobs({ ...plan, queue: { maxAttempts: null } }), 1), 1200);
    const good = (from: number): number => {
      let total = 0;
      const lane = jobLane(w);
      for (let s = from; s < from + 60; s++) total += w.recorder.lane("ok", lane, s);
      return total / 60;
    };
    expect(good(0)).toBeGreaterThan(39);
    expect(good(1140)).toBeLessThan(37);
    expect(readyIn(state(w), 0)).toBeGreaterThan(500);
    expect(state(w).dead[1]).toBe(0);
    const bounded = run(createWorld(jobs({ ...plan, queue: { maxAttempts: 3 } }), 1), 1200);
    expect(readyIn(state(bounded), 0)).toBeLessThan(5);
  });

  it("are lost where nobody keeps dead letters", () => {
    const w = run(createWorld(jobs({ rates: { bad: 1 }, queue: { deadLetters: false }, faults: [poison()] }), 1), 300);
    let lost = 0;
    for (let s = 0; s < 300; s++) lost += w.tape.ofClass("lost", 0, s);
    expect(lost / 300).toBeCloseTo(1, 1);
    expect(state(w).dead[0]).toBe(0);
  });

  it("are delivered again when a worker takes longer than the queue waits, and done twice", () => {
    const w = run(createWorld(jobs({ rates: { all: 5 }, idle: 8, queue: { visibility: 5 } }), 1), 200);
    let doubled = 0;
    for (let s = 100; s < 200; s++) doubled += w.tape.ofClass("doubled", 0, s);
    expect(doubled / 100).toBeGreaterThan(5);
  });
});

describe("W59 catching up", () => {
  it("at full concurrency flattens the database behind the workers; with few of them it does not", () => {
    const plan = { rates: { all: 100 }, pods: 4, idle: 0.05, database: { work: 0.01, cores: 4 } };
    const slowest = (concurrency: number): number => {
      const w = run(createWorld(jobs({ ...plan, concurrency, queue: { backlog: { all: 60_000 } } }), 1), 120);
      const lane = w.lanes.findIndex((l) => w.system.operations[l.operation]?.id === "db.read");
      return w.recorder.lane("okMean", lane, 119);
    };
    expect(slowest(100)).toBeGreaterThan(0.5);
    expect(slowest(4)).toBeLessThan(0.05);
  });
});

describe("W15 with messages waiting", () => {
  it("a decoded world goes on bit for bit", () => {
    const bad = fault("poison", {
      where: { class: "bad", node: "jobs" },
      effect: { kind: "error", status: 500, after: 0.7 },
    });
    const w = run(createWorld(jobs({ rates: { all: 90, bad: 3 }, concurrency: 8, faults: [bad] }), 1), 333);
    const copy = decodeWorld(w.system, 1, encodeWorld(w), worldHistory(w));
    run(w, 500);
    run(copy, 500);
    expect(hash(copy)).toBe(hash(w));
  });
});

describe("W60 actions on messages", () => {
  const act = (w: World, req: ActRequest): number => {
    const r = request(w, req, "me");
    if (!r.ok) throw new Error(r.error.text);
    return r.value;
  };
  const code = (w: World, req: ActRequest): string => {
    const r = request(w, req, "me");
    return r.ok ? "" : r.error.code;
  };
  const done = (w: World, id: number): World => {
    while (w.ops[id]?.phase !== "done" && w.ops[id]?.phase !== "failed") tick(w);
    return w;
  };
  const bad = fault("poison", {
    where: { class: "bad", node: "jobs" },
    until: 300,
    effect: { kind: "error", status: 500, after: 0.5 },
  });

  it("pausing lets messages pile up; resuming with a share drains them at its pace", () => {
    const w = run(createWorld(jobs({ rates: { all: 100 }, concurrency: 30 }), 1), 60);
    done(w, act(w, { action: "pause-consumers", node: "jobs" }));
    const from = w.second;
    run(w, from + 100);
    expect(readyIn(state(w))).toBeGreaterThan(9500);
    expect(state(w).flight[0]).toBeLessThan(0.1);
    expect(code(w, { action: "pause-consumers", node: "queue" })).toBe("action.already-so");
    done(w, act(w, { action: "resume-consumers", node: "queue", amount: 0.5 }));
    run(w, w.second + 60);
    expect(w.recorder.lane("ok", jobLane(w), w.second - 1)).toBeGreaterThan(145);
    expect(w.recorder.lane("ok", jobLane(w), w.second - 1)).toBeLessThan(155);
  });

  it("a redrive brings dead letters back: to die again, or to be done once it is mended", () => {
    const w = run(createWorld(jobs({ rates: { all: 50, bad: 1 }, faults: [bad] }), 1), 200);
    const before = state(w).dead[1] as number;
    done(w, act(w, { action: "redrive", node: "queue", amount: 0.5 }));
    const back = Number(w.ops.at(-1)?.memo.back);
    expect(back).toBeGreaterThan(0.45 * before);
    expect(back).toBeLessThan(0.8 * before);
    run(w, 299);
    // Half went back, and all of those are dead again, with the new ones of the meantime.
    expect(state(w).dead[1]).toBeGreaterThan(before + 75);
    run(w, 400);
    done(w, act(w, { action: "redrive", node: "queue" }));
    run(w, w.second + 30);
    expect(state(w).dead[1]).toBeLessThan(1e-6);
    expect(code(w, { action: "redrive", node: "queue" })).toBe("action.no-dead-letters");
  });

  it("discarding a class frees the workers, and what it dropped is lost", () => {
    const hang = fault("poison", {
      where: { class: "bad", node: "jobs" },
      effect: { kind: "error", status: 500, after: 20 },
    });
    const plan = jobs({ rates: { all: 50, bad: 0.2 }, concurrency: 10, faults: [hang], queue: { maxAttempts: null } });
    const w = run(
      createWorld(
        {
          ...plan,
          classes: plan.classes.map((c) =>
            c.id === "bad"
              ? {
                  ...c,
                  profile: [
                    [300, 1],
                    [301, 0],
                  ],
                }
              : c,
          ),
        },
        1,
      ),
      400,
    );
    expect(readyIn(state(w), 0)).toBeGreaterThan(1000);
    expect(code(w, { action: "discard-message", node: "queue" })).toBe("action.no-message");
    expect(code(w, { action: "discard-message", node: "queue", class: "bda" })).toBe("action.unknown-message");
    expect(code(w, { action: "discard-message", node: "api" })).toBe("action.unknown-node");
    const from = w.second;
    done(w, act(w, { action: "discard-message", node: "queue", class: "bad" }));
    run(w, w.second + 10);
    let lost = 0;
    for (let s = from; s < w.second; s++) lost += w.tape.ofClass("lost", 1, s);
    expect(lost).toBeGreaterThan(20);
    expect(readyIn(state(w), 1) + putOffIn(state(w), 1)).toBeLessThan(30);
    run(w, w.second + 300);
    expect(readyIn(state(w), 0)).toBeLessThan(5);
  });

  it("a node without messages is refused with the queues there are", () => {
    const w = createWorld(jobs({ rates: { all: 1 }, database: { work: 0.01, cores: 4 } }), 1);
    const r = request(w, { action: "pause-consumers", node: "db" }, "me");
    expect(r.ok ? "" : `${r.error.code} ${r.error.expected}`).toBe("action.no-queue queue, jobs");
  });
});
