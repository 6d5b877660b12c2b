import { describe, expect, it } from "vitest";
import { createWorld, impactOf, type World } from "#world/index";
import { run } from "./steps";
import { call, fault, node, num, operation, placement, system, trafficClass } from "./systems";

describe("W11 dead work", () => {
  it("a caller that gives up leaves its work behind: it is done, for nobody, or twice", () => {
    const sys = system({
      nodes: [node("app", [placement("eu", 1)], { cores: 64 })],
      operations: [operation("app.order", 0.001, { idle: 4, cs2: 0.1 })],
      classes: [
        trafficClass(
          "order",
          "app.order",
          { eu: 10 },
          { client: { timeout: 3, retries: 1, retryShare: 1, retryDelay: 1, leaveShare: 0, returnAfter: 600 } },
        ),
      ],
    });
    const w = run(createWorld(sys, 1), 200);
    const h = impactOf(w, 199).classes.order;
    expect(h?.failed).toBeGreaterThan(5);
    expect(h?.doubled).toBeGreaterThan(5);
  });
});

describe("W12 users", () => {
  it("who fail leave, so that errors fall by themselves, and come back later", () => {
    const leaving = { timeout: 30, retries: 0, retryShare: 0, retryDelay: 1, leaveShare: 0.02, returnAfter: 300 };
    const sys = system({
      nodes: [node("app", [placement("eu", 4)], { cores: 100 })],
      operations: [operation("app.do", 0.01)],
      classes: [trafficClass("all", "app.do", { eu: 100 }, { client: leaving })],
      faults: [fault("f", { from: 0, until: 300, effect: { kind: "error", status: 500, after: 0 } })],
    });
    const w = run(createWorld(sys, 1), 300);
    expect(w.recorder.lane("arrivals", 0, 299)).toBeLessThan(30);
    expect(w.recorder.lane("fault", 0, 299)).toBeLessThan(0.4 * w.recorder.lane("fault", 0, 1));
    run(w, 1500);
    expect(w.recorder.lane("arrivals", 0, 1499)).toBeGreaterThan(95);
  });
});

describe("W26 breakers", () => {
  const guarded = (breaker: boolean): World => {
    const sys = system({
      nodes: [node("app", [placement("eu", 1)], { cores: 100 }), node("dep", [placement("eu", 1)], { cores: 100 })],
      operations: [
        operation("app.do", 0.001, {
          calls: [
            call("app.dep", "dep.q", {
              breaker: breaker ? { threshold: 0.5, window: 100, minCalls: 100, open: 60, halfOpen: 10 } : null,
            }),
          ],
        }),
        operation("dep.q", 0.001),
      ],
      classes: [trafficClass("all", "app.do", { eu: 100 })],
      faults: [
        fault("f", {
          where: { operation: "dep.q" },
          share: num(1),
          from: 0,
          until: 400,
          effect: { kind: "error", status: 500, after: 0 },
        }),
      ],
    });
    return run(createWorld(sys, 1), 600);
  };
  it("CB1 opens after 100 failing calls, lets ten through a minute, closes when they succeed", () => {
    const w = guarded(true);
    const dep = w.lanes.findIndex((l) => w.system.operations[l.operation]?.id === "dep.q");
    let leaked = 0;
    for (let t = 10; t < 380; t++) leaked += w.recorder.lane("arrivals", dep, t);
    expect(leaked / 370).toBeCloseTo(10 / 60.1, 1);
    expect(w.recorder.lane("arrivals", dep, 599)).toBeCloseTo(100, 5);
    expect(guarded(false).recorder.lane("arrivals", dep, 300)).toBeCloseTo(100, 5);
  });
});
