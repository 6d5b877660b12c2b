import { describe, expect, it } from "vitest";
import type { ActRequest } from "#domain/actions";
import type { System } from "#domain/system";
import type { Look, ToolResult } from "#domain/telemetry";
import { createWorld, request, type World } from "#world/index";
import { runtimeView, threadDump } from "#world/telemetry/index";
import { run } from "../steps";
import { call, fault, node, num, operation, placement, system, trafficClass } from "../systems";

/** api (heap, slow database) publishes to a queue whose worker fails all messages of one class. */
function world(): System {
  return system({
    history: 60,
    nodes: [
      node("api", [placement("eu", 3)], {
        workers: 20,
        cores: 2,
        memory: {
          limit: 1000,
          base: 200,
          perRequest: 1,
          leak: null,
          gc: null,
          restart: 10,
          spread: 0,
          classes: [
            { name: "byte[]", of: "base", share: 0.6, shallow: 200, retained: 200, path: ["Thread main"] },
            {
              name: "Session",
              of: "retained",
              share: 0.8,
              shallow: 64,
              retained: 5000,
              path: ["SessionStore", "HashMap"],
            },
            { name: "Order", of: "requests", share: 1, shallow: 100, retained: 1000, path: [] },
            { name: "Tiny", of: "base", share: 0.0001, shallow: 20, retained: 20, path: [] },
          ],
        },
      }),
      node("db", [placement("eu", 1)], { kind: "database", cores: 64 }),
      node("queue", [placement("eu", 1)], {
        kind: "queue",
        queue: { visibility: 30, retryDelay: 5, maxAttempts: 2, deadLetters: true, backlog: { good: 500 } },
      }),
      node("jobs", [placement("eu", 2)], { cores: 10 }),
    ],
    operations: [
      operation("api.place", 0.001, { calls: [call("api.read", "db.select")] }),
      operation("db.select", 0.0001, { idle: 0.5 }),
      operation("queue.publish", 1e-5, {
        calls: [call("queue.deliver", "jobs.run", { async: true, consume: { concurrency: 4 } })],
      }),
      operation("jobs.run", 0.0001, { idle: 0.5 }),
    ],
    classes: [
      trafficClass("buyers", "api.place", { eu: 60 }),
      trafficClass("good", "queue.publish", { eu: 14 }),
      trafficClass("bad", "queue.publish", { eu: 0.5 }),
    ],
    faults: [
      fault("poison", {
        where: { class: "bad", node: "jobs" },
        share: num(1),
        effect: { kind: "error", status: 422, after: 0.1 },
      }),
    ],
  });
}

function act(w: World, req: ActRequest): number {
  const r = request(w, req, "me");
  if (!r.ok) throw new Error(r.error.text);
  run(w, w.second + 100);
  return r.value;
}
type RuntimeLook = Extract<Look, { panel: "runtime" }>;
const look = (w: World, at: string, view: RuntimeLook["view"], op: number | null = null): ToolResult =>
  runtimeView(w, { panel: "runtime", node: at, region: "eu", view, operation: op });
const rows = (r: ToolResult, sectionIndex = 0) => r.sections[sectionIndex]?.rows ?? [];
const value = (r: ToolResult, row: string, columnId: string, s = 0): string | number | null => {
  const section = r.sections[s];
  const i = section?.columns.findIndex((c) => c.id === columnId) ?? -1;
  return section?.rows.find((x) => x.id === row)?.values[i] ?? null;
};

describe("T35 pods and workers", () => {
  it("every pod with its state, restarts, age, memory against its limit, and CPU", () => {
    const w = run(createWorld(world(), 1), 60);
    const r = look(w, "api", "pods");
    expect(rows(r)).toHaveLength(3);
    const [first] = rows(r);
    expect(value(r, first?.id ?? "", "status")).toBe("Running");
    expect(value(r, first?.id ?? "", "limit")).toBe(1000 * 1024 * 1024);
    expect(value(r, first?.id ?? "", "age")).toBeGreaterThan(100);
    // 60/s of 1 ms on 3 pods of 2 cores.
    const cpu = rows(r).reduce((sum, x) => sum + Number(value(r, x.id, "cpu")), 0);
    expect(cpu).toBeGreaterThan(0.05);
    expect(cpu).toBeLessThan(0.07);
  });

  it("busy workers are those the flows hold, by operation too", () => {
    const w = run(createWorld(world(), 1), 60);
    const r = look(w, "api", "workers");
    expect(Number(rows(r)[0]?.values[4])).toBeGreaterThan(28);
    expect(Number(rows(r)[0]?.values[4])).toBeLessThan(32);
    expect(Number(value(r, "api.place", "held", 1))).toBeGreaterThan(28);
    expect(Number(value(r, "api.place", "rate", 1))).toBeCloseTo(60, 0);
    expect(r.shows).toEqual(["workers:api"]);
  });
});

describe("T36 threads", () => {
  it("live: counts by state, and what most busy threads wait for", () => {
    const w = run(createWorld(world(), 1), 60);
    const r = look(w, "api", "threads");
    const threads = rows(r).reduce((sum, x) => sum + Number(x.values[1]), 0);
    expect(threads).toBe(20);
    expect(Number(value(r, "WAITING", "threads"))).toBeGreaterThan(8);
    expect(r.shows).toEqual(["threads:api", "thread-state:api.read"]);
  });

  it("of a dump: what it found, not what happens now; a profile opens as one too", () => {
    const w = run(createWorld(world(), 1), 60);
    const dump = act(w, { action: "thread-dump", node: "api", region: "eu" });
    expect(look(w, "api", "threads").sections[0]?.title).toBe(`States in dump ${dump}`);
    const profile = act(w, { action: "profile", node: "api", region: "eu" });
    const text = threadDump(w, profile);
    expect(text.title).toBe("Profile of api in eu");
    expect(text.output).toMatch(/wall clock\n\s*\d+ % {2}api\.handle_place\(\) ; api\.call_read\(\)/);
  });
});

describe("T37 heap", () => {
  it("a dump shows its classes by what they retain, the paths to them, and a suspect if one stands out", () => {
    const w = run(createWorld(world(), 1), 60);
    const dump = act(w, { action: "heap-dump", node: "api", region: "eu" });
    expect(w.capture(dump)).not.toBeNull();
    // The heap is what was captured, whatever happens later.
    const op = w.ops[dump];
    if (op !== undefined) op.memo.heap = 700;
    const r = look(w, "api", "heap", dump);
    const mib = 1024 * 1024;
    const busy = w.capture(dump)?.busy ?? 0;
    const retained = 700 - 200 - busy;
    expect(Number(value(r, "Session", "retained")) / (0.8 * retained * mib)).toBeCloseTo(1, 6);
    expect(Number(value(r, "Session", "instances"))).toBe(Math.round((0.8 * retained * mib) / 5000));
    expect(rows(r).map((x) => x.id)).toEqual(["Session", "byte[]", "Order", "Tiny"]);
    expect(r.sections[0]?.note).toMatch(/Leak suspect: \d+ instances of Session keep 5\d % .* SessionStore/);
    expect(r.sections[1]?.rows.map((x) => [x.values[0], x.depth])).toEqual([
      ["SessionStore", 0],
      ["HashMap", 1],
      ["Session", 2],
    ]);
    expect(r.shows).toEqual(["heap:api:Session", "heap:api:byte[]", "heap:api:Order"]);
    expect(threadDump(w, dump).shows).toEqual(r.shows);
    if (op !== undefined) op.memo.heap = 230;
    expect(look(w, "api", "heap", dump).sections[0]?.note).toMatch(/No single class/);
  });

  it("without a dump there is nothing to see", () => {
    const w = run(createWorld(world(), 1), 60);
    expect(look(w, "api", "heap").shows).toEqual([]);
    expect(look(w, "api", "heap").sections[0]?.note).toMatch(/No heap dump/);
  });
});

describe("T38 messages", () => {
  it("a queue by class: ready, in flight, oldest, rates; at the queue and at its worker", () => {
    const w = run(createWorld(world(), 1), 30);
    for (const at of ["queue", "jobs"]) {
      const r = look(w, at, "queue");
      expect(Number(value(r, "good", "ready"))).toBeGreaterThan(100);
      expect(Number(value(r, "good", "in"))).toBeCloseTo(14, 1);
      expect(Number(value(r, "bad", "failed"))).toBeGreaterThan(0.2);
      expect(r.shows).toContain(`queue:${at}:good`);
    }
    expect(look(w, "api", "queue").sections[0]?.note).toMatch(/no messages/);
  });

  it("dead letters by class, with their reason, a sample, and what can be done with them", () => {
    const w = run(createWorld(world(), 1), 300);
    const r = look(w, "queue", "dead-letters");
    expect(rows(r).map((x) => x.id)).toEqual(["bad"]);
    expect(Number(value(r, "bad", "count"))).toBeGreaterThan(50);
    expect(value(r, "bad", "reason")).toBe("jobs.run: status 422");
    expect(JSON.parse(String(value(r, "bad", "sample")))).toMatchObject({ type: "bad", attempt: 2 });
    expect(r.shows).toEqual(["dead:queue:bad"]);
    expect(rows(r)[0]?.acts?.map((a) => a.action)).toEqual(["redrive", "discard-message"]);
  });
});
