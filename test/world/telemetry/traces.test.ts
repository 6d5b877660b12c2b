import { describe, expect, it } from "vitest";
import type { Span, Trace } from "#domain/telemetry";
import { listTraces, openTrace, type TracesLook } from "#world/telemetry/index";
import { OK } from "#world/telemetry/outcome";
import { traceId } from "#world/telemetry/sampler";
import { laneId, type Overrides, reading, system } from "./fixture";

const look = (over: Partial<TracesLook> = {}): TracesLook => ({
  panel: "traces",
  node: null,
  route: null,
  region: null,
  only: "any",
  window: 300,
  ...over,
});
const HANG = 4;
const open = (w: ReturnType<typeof reading>, cell: number, outcome: number, second: number) =>
  openTrace(w, traceId(w.seed, { second, lane: laneId(cell, 0), outcome, index: 0 })) as Trace;
const children = (trace: Trace, span: Span) => trace.spans.filter((each) => each.parent === span.id);
const server = (trace: Trace, node: string) =>
  trace.spans.find((span) => span.kind === "server" && span.node === node) as Span;

describe("a trace", () => {
  const w = reading();

  it("T14 leads from where the user entered to the exemplar: root first, one server span under each client span", () => {
    for (let second = 0; second < 100; second++) {
      const trace = open(w, 2, OK, second);
      expect(trace.spans[0]).toMatchObject({ parent: null, node: "gateway", kind: "server", region: "eu", start: 0 });
      expect([trace.route, trace.region, trace.cohort]).toEqual(["POST /checkout", "eu", "web"]);
      expect(trace.duration).toBe(trace.spans[0]?.duration);
      for (const span of trace.spans.slice(1)) {
        const parent = trace.spans[span.parent ?? -1];
        expect(parent?.kind).toBe(span.kind === "server" ? "client" : "server");
        if (span.kind === "server") expect(parent?.peer).toBe(span.node);
      }
      expect(trace.spans.filter((span) => span.kind === "server" && span.node === "orders").length).toBeGreaterThan(1);
    }
  });

  it("T14 spans lie within their parents and a parent lasts at least as long as its calls one after another", () => {
    for (let second = 0; second < 100; second++) {
      for (const outcome of [OK, HANG]) {
        const trace = open(w, 2, outcome, second);
        for (const span of trace.spans) {
          const below = children(trace, span);
          const sum = below.reduce((total, each) => total + each.duration, 0);
          if (span.status !== "timeout") expect(sum).toBeLessThanOrEqual(span.duration + 1e-9);
          for (const each of below) {
            if (span.status === "timeout") continue;
            expect(each.start).toBeGreaterThanOrEqual(span.start - 1e-9);
            expect(each.start + each.duration).toBeLessThanOrEqual(span.start + span.duration + 1e-9);
          }
        }
      }
    }
  });

  it("T14 durations follow the lane's mean", () => {
    let sum = 0;
    for (let second = 0; second < 400; second++) sum += server(open(w, 2, OK, second), "checkout").duration;
    expect(sum / 400 / 0.15).toBeGreaterThan(0.85);
    expect(sum / 400 / 0.15).toBeLessThan(1.15);
  });

  it("T15 a hang is a long client span with an empty peer and no child, and fails everything above it", () => {
    for (let second = 0; second < 50; second++) {
      const trace = open(w, 2, HANG, second);
      const failed = trace.spans.filter((span) => span.kind === "server" && span.fault === "hang");
      // The proxy's one retry may have met the hang again.
      expect(failed.length).toBeGreaterThan(0);
      const hanging = children(trace, failed[0] as Span).filter((span) => span.fault === "hang");
      expect(hanging).toHaveLength(1);
      expect(hanging[0]).toMatchObject({ kind: "client", peer: "", status: "error" });
      expect(hanging[0]?.duration).toBeGreaterThan(9.5);
      expect(children(trace, hanging[0] as Span)).toEqual([]);
      expect(failed[0]?.statusCode).toBe(502);
      expect(trace.duration).toBeGreaterThan(9.5);
    }
  });

  it("T15 a retry is a repeated client span; the root fails only when the last attempt failed", () => {
    let retried = 0;
    let saved = 0;
    for (let second = 0; second < 100; second++) {
      const trace = open(w, 2, HANG, second);
      const attempts = children(trace, trace.spans[0] as Span);
      const last = attempts[attempts.length - 1] as Span;
      if (attempts.length > 1) {
        retried++;
        expect(attempts[1]?.note).toBe("attempt 2 of 2");
        expect(attempts[1]?.start).toBeGreaterThanOrEqual((attempts[0]?.start ?? 0) + (attempts[0]?.duration ?? 0));
      }
      if (last.status === "ok") saved++;
      expect(trace.spans[0]?.statusCode).toBe(last.status === "ok" ? 200 : 502);
    }
    expect(retried).toBeGreaterThan(80);
    expect(saved).toBeGreaterThan(50);
  });

  it("T15 without retries a failure further down is a failure of the root", () => {
    const once = {
      ...system,
      operations: system.operations.map((operation) => ({
        ...operation,
        calls: operation.calls.map((call) => ({ ...call, retries: 0 })),
      })),
    };
    for (let second = 0; second < 50; second++) {
      const trace = open(reading({ system: once }), 2, HANG, second);
      expect(trace.statusCode).toBe(502);
      expect(trace.spans.filter((span) => span.status !== "ok").map((span) => span.node)).toEqual([
        "gateway",
        "gateway",
        "checkout",
        "checkout",
      ]);
    }
  });

  it("T15 a caller that gives up first shows a timeout of its own length", () => {
    const impatient = {
      ...system,
      operations: system.operations.map((operation) => ({
        ...operation,
        calls: operation.calls.map((call) =>
          call.id === "gateway.checkout" ? { ...call, timeout: 4, retries: 0 } : call,
        ),
      })),
    };
    const trace = open(reading({ system: impatient }), 2, HANG, 10);
    const call = children(trace, trace.spans[0] as Span)[0] as Span;
    expect([call.status, call.duration]).toEqual(["timeout", 4]);
    expect(server(trace, "checkout").duration).toBeGreaterThan(9.5);
  });

  it("T15 a request that was given up on shows what it waited for: a worker of the callee, or one of its own", () => {
    const GIVEN_UP = 2;
    const stuck = (queued: number) =>
      reading({
        lane: (column, lane) =>
          lane >> 1 !== 0 ? undefined : column === "timeout" ? 6 : column === "badMean" ? 25 : undefined,
        cell: (column, cell) => (column === "queued" && cell === queued ? 40 : undefined),
      });
    for (let second = 0; second < 30; second++) {
      const away = open(stuck(2), 0, GIVEN_UP, second);
      const root = away.spans[0] as Span;
      expect(root.note).toBe("caller had given up");
      const call = children(away, root).find((span) => span.note === "waited for a free worker") as Span;
      expect(call.peer).toBe("checkout");
      expect(call.duration).toBeGreaterThan(0.95 * root.duration);
      const callee = children(away, call)[0] as Span;
      expect(callee.start + callee.duration).toBeLessThanOrEqual(call.start + call.duration + 1e-9);
      expect(callee.start - call.start).toBeGreaterThan(0.5 * root.duration);
      const own = open(stuck(0), 0, GIVEN_UP, second);
      expect(children(own, own.spans[0] as Span)[0]?.start).toBeGreaterThan(0.5 * own.duration);
    }
  });

  it("T15 an optional call may fail without failing the request", () => {
    const optional = reading({
      lane: (column, lane) =>
        lane >> 1 === 5 ? ({ ok: 0, rejected: 60, okMean: 0 } as Partial<Record<string, number>>)[column] : undefined,
    });
    const trace = open(optional, 2, OK, 20);
    expect(server(trace, "quote").statusCode).toBe(503);
    expect(server(trace, "checkout").statusCode).toBe(200);
    expect(trace.statusCode).toBe(200);
  });
});

describe("the list of traces", () => {
  it("T16 shows what was sampled, newest first, never what has not arrived", () => {
    const w = reading();
    const list = listTraces(w, look(), 500);
    expect(list.length).toBeGreaterThan(20);
    expect(list[0]?.second).toBeLessThan(497);
    list.slice(1).forEach((trace, i) => {
      expect(trace.second).toBeLessThanOrEqual(list[i]?.second ?? 0);
    });
    for (const trace of list) expect(openTrace(w, trace.id)).toEqual(trace);
  });

  it("T16 filters by route, region, node, errors and slowness", () => {
    const w = reading();
    for (const trace of listTraces(w, look({ region: "us", route: "POST /checkout" }), 500)) {
      expect([trace.region, trace.route]).toEqual(["us", "POST /checkout"]);
    }
    const errors = listTraces(w, look({ only: "error" }), 500);
    expect(errors.length).toBeGreaterThan(3);
    for (const trace of errors) expect(trace.statusCode).toBeGreaterThanOrEqual(500);
    for (const trace of listTraces(w, look({ only: "slow" }), 500)) expect(trace.duration).toBeGreaterThan(1.5);
    for (const trace of listTraces(w, look({ node: "quote" }), 500)) {
      expect(trace.spans.some((span) => span.node === "quote")).toBe(true);
    }
  });

  it("T16 may miss the failure that is rare, although its log line opens the trace", () => {
    const lane: NonNullable<Overrides["lane"]> = (column, id, second) =>
      id >> 1 === 0 && column === "upstream" ? (second === 450 && id === 0 ? 1 : 0) : undefined;
    const w = reading({ lane });
    expect(listTraces(w, look({ only: "error" }), 500)).toEqual([]);
    expect(openTrace(w, traceId(w.seed, { second: 450, lane: 0, outcome: 1, index: 0 }))?.statusCode).toBe(502);
    const kept = reading({ lane, system: { ...system, telemetry: { ...system.telemetry, traceSampling: 1 } } });
    expect(listTraces(kept, look({ only: "error" }), 500)).toHaveLength(1);
  });
});
