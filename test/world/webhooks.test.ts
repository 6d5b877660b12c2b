import { describe, expect, it } from "vitest";
import type { Fault, LogTemplate, System } from "#domain/system";
import { createWorld } from "#world/index";
import { linesOf, openTrace, searchLogs } from "#world/telemetry/index";
import physics from "../fixtures/physics.json" with { type: "json" };
import { run } from "./steps";
import { call, expr, fault, node, num, operation, placement, system, trafficClass } from "./systems";

interface Plan {
  readonly mean: number;
  readonly timeout: number;
  readonly idempotent?: ReturnType<typeof num>;
  readonly retries?: number;
  readonly proxy?: boolean;
  readonly faults?: readonly Fault[];
  readonly timeoutOfHandler?: number;
}

/** A provider that calls us, and calls again when it has heard nothing for `timeout` seconds. */
function hooks(plan: Plan): System {
  const c = trafficClass("payments", plan.proxy ? "edge.hook" : "ledger.book", { eu: 10 });
  return system({
    history: 120,
    nodes: [
      node("edge", [placement("eu", 1)], { kind: "edge", cores: 64 }),
      node("ledger", [placement("eu", 1)], { cores: 64 }),
    ],
    operations: [
      operation("edge.hook", 1e-6, { calls: [call("edge.book", "ledger.book", { timeout: 1000 })] }),
      operation("ledger.book", 1e-6, { idle: plan.mean, idempotent: plan.idempotent ?? num(0) }),
    ],
    classes: [{ ...c, client: { ...c.client, timeout: plan.timeout, retries: plan.retries ?? 1, retryDelay: 5 } }],
    faults: plan.faults ?? [],
  });
}

/** Per event delivered: how often a column of the class was counted, once things are steady. */
function perEvent(plan: Plan, column: "doubled" | "lost"): number {
  const w = run(createWorld(hooks(plan), 1), 300);
  let sum = 0;
  for (let s = 200; s < 300; s++) sum += w.tape.ofClass(column, 0, s);
  return sum / 100 / 10;
}

describe("W61 W1 duplicate webhooks", () => {
  it.each(
    physics.webhook_dup.filter((x) => x.mu_ms < x.T_s * 1000),
  )("a handler of $mu_ms ms and a sender who waits $T_s s make $p_dup duplicates per event", ({
    mu_ms,
    T_s,
    p_dup,
  }) => {
    const got = perEvent({ mean: mu_ms / 1000, timeout: T_s }, "doubled");
    if (p_dup === 0) expect(got).toBeLessThan(1e-4);
    else expect(Math.abs(got / p_dup - 1)).toBeLessThan(0.03);
  });

  it("behind a proxy it is the same: the effect is the ledger's", () => {
    expect(Math.abs(perEvent({ mean: 3, timeout: 10, proxy: true }, "doubled") / Math.exp(-10 / 3) - 1)).toBeLessThan(
      0.05,
    );
  });

  it("with an idempotency key every event has one effect; with it on half the pods' requests, half the duplicates stay", () => {
    expect(perEvent({ mean: 8, timeout: 10, idempotent: num(1) }, "doubled")).toBe(0);
    const half = perEvent({ mean: 8, timeout: 10, idempotent: expr(["num", 0.5]) }, "doubled");
    expect(Math.abs(half / (0.5 * Math.exp(-10 / 8)) - 1)).toBeLessThan(0.03);
  });

  it("a sender who never repeats makes none", () => {
    expect(perEvent({ mean: 8, timeout: 10, retries: 0 }, "doubled")).toBe(0);
  });
});

describe("W61 duplicates in the log", () => {
  it("T9 a log line for every effect too many, with a trace that opens", () => {
    const line: LogTemplate = {
      id: "again",
      node: "ledger",
      level: "WARN",
      logger: "ledger",
      text: "entry for {order} exists already {trace}",
      on: { operation: "ledger.book", outcome: "duplicate", fault: null },
      per: 1,
    };
    const w = run(createWorld({ ...hooks({ mean: 8, timeout: 10, proxy: true }), logs: [line] }, 1), 300);
    const found = searchLogs(w, "exists", 100, 300, 5);
    expect(Math.abs(found.total / 100 / 10 / Math.exp(-10 / 8) - 1)).toBeLessThan(0.05);
    expect(openTrace(w, found.lines[0]?.trace ?? "")).not.toBeNull();
    const written = linesOf(w, "again", 250).reduce((sum, l) => sum + l.weight, 0);
    expect(written / 10 / Math.exp(-10 / 8)).toBeCloseTo(1, 1);
  });
});

describe("W62 a crash halfway", () => {
  const crash = (leaves: "mark" | "effect"): Fault =>
    fault("crash", {
      where: { operation: "ledger.book" },
      share: num(0.2),
      effect: { kind: "error", status: 500, after: 0, leaves },
    });

  it("between marking and committing loses the event: the repetition is told that it was done", () => {
    const plan = { mean: 0.1, timeout: 30, faults: [crash("mark")] };
    // Only a first attempt is repeated: 20 % of the events.
    expect(perEvent({ ...plan, idempotent: num(1) }, "lost")).toBeCloseTo(0.2, 2);
    expect(perEvent({ ...plan, idempotent: num(1) }, "doubled")).toBe(0);
    expect(perEvent({ ...plan, idempotent: num(0) }, "lost")).toBe(0);
  });

  it("between committing and marking does it twice, key or not", () => {
    const plan = { mean: 0.1, timeout: 30, faults: [crash("effect")] };
    expect(perEvent({ ...plan, idempotent: num(1) }, "doubled")).toBeCloseTo(0.2, 2);
    expect(perEvent({ ...plan, idempotent: num(1) }, "lost")).toBe(0);
  });
});
