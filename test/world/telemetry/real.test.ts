import { beforeAll, describe, expect, it } from "vitest";
import type { LogTemplate, System } from "#domain/system";
import { createWorld, request, tick, type World } from "#world/index";
import {
  board,
  createBoardCache,
  linesOf,
  listTraces,
  mapView,
  openTrace,
  queryMetric,
  searchLogs,
  threadDump,
} from "#world/telemetry/index";
import { call, fault, node, num, operation, placement, system, trafficClass } from "../systems";

/** The telemetry of a world that really runs: two regions, one of which begins to hang for a tenth of its orders. */

const log = (id: string, nodeId: string, outcome: LogTemplate["on"]["outcome"], per: number): LogTemplate => ({
  id,
  node: nodeId,
  level: "INFO",
  logger: nodeId,
  text: `${id} {ms} ms trace={trace}`,
  on: { operation: null, outcome, fault: null },
  per,
});

const shop: System = system({
  history: 120,
  regions: [
    { id: "eu", label: "Europe", zones: [] },
    { id: "us", label: "America", zones: [] },
  ],
  nodes: [
    node("gw", [placement("eu", 2), placement("us", 2)], { kind: "gateway" }),
    node("app", [placement("eu", 12), placement("us", 12)], { workers: 32, cores: 16, queueLimit: 32 }),
    node("db", [placement("eu", 1), placement("us", 1)], { kind: "database", cores: 64, maxConnections: 500 }),
  ],
  operations: [
    operation("gw.in", 0.001, { calls: [call("gw.app", "app.do", { timeout: 20 })] }),
    operation("app.do", 0.02, { idle: 0.3, calls: [call("app.db", "db.write", { count: 1.5 })] }),
    operation("db.write", 0.01),
  ],
  classes: [
    trafficClass("buy", "gw.in", { eu: 200, us: 300 }, { noise: { sd: 0.02, correlation: 0.95 } }),
    trafficClass("partner", "gw.in", { eu: 0.4, us: 0.2 }),
  ],
  faults: [
    fault("hang", {
      where: { operation: "app.do", region: "eu" },
      share: num(0.1),
      from: 0,
      effect: { kind: "hang", seconds: num(10), status: 502, kills: true, peer: "" },
    }),
  ],
  logs: [log("access", "gw", "any", 1), log("done", "app", "ok", 0.3), log("lost", "app", "fault", 1)],
});

let w: World;
beforeAll(() => {
  w = createWorld(shop, 5);
  while (w.second < 300) {
    tick(w);
    if (w.second === 100) request(w, { action: "quarantine", node: "app", region: "eu" }, "player");
    if (w.second === 200) request(w, { action: "thread-dump", node: "app", region: "eu" }, "player");
  }
});

describe("telemetry of a running world", () => {
  it("T5 the sick region's p95 is flat at the length of the hang, the other's is not", () => {
    const split = queryMetric(
      w,
      { metric: "latency_p95", node: "app", split: "region", from: 60, to: 240, step: 10 },
      300,
    );
    for (const value of split[0]?.values ?? []) expect(Math.abs(value - 10)).toBeLessThan(0.6);
    for (const value of split[1]?.values ?? []) expect(value).toBeLessThan(1.5);
  });

  it("T3 its splits add up to what users send", () => {
    const parts = queryMetric(
      w,
      { metric: "requests", node: "all", split: "region", from: 60, to: 240, step: 10 },
      300,
    );
    const whole = queryMetric(w, { metric: "requests", node: "all", split: null, from: 60, to: 240, step: 10 }, 300)[0];
    whole?.values.forEach((value, i) => {
      expect(parts.reduce((sum, part) => sum + (part.values[i] ?? 0), 0) / value).toBeCloseTo(1, 9);
    });
    expect(whole?.values[0]).toBeGreaterThan(420);
  });

  it("T9 weighted lines equal the counters in every second, lane by lane", () => {
    let compared = 0;
    for (let second = -100; second < 300; second += 7) {
      for (const template of shop.logs) {
        let expected = 0;
        for (const lane of w.lanes) {
          if (shop.operations[lane.operation]?.node !== template.node) continue;
          const read = (column: "ok" | "upstream" | "timeout" | "rejected") => w.recorder.lane(column, lane.id, second);
          if (template.on.outcome === "ok") expected += read("ok") * template.per;
          else {
            if (template.on.outcome === "any") {
              for (const column of ["ok", "upstream", "timeout", "rejected"] as const) {
                expected += read(column) * template.per;
              }
            }
            expected += w.recorder.fault(0, lane.id, second) * template.per;
          }
        }
        const sum = linesOf(w, template.id, second).reduce((total, line) => total + line.weight, 0);
        expect(Math.abs(sum - expected)).toBeLessThanOrEqual(1e-12 * expected);
        if (sum > 0) compared++;
      }
    }
    expect(compared).toBeGreaterThan(150);
  });

  it("T11 every line's trace opens with the span, its outcome and its length", () => {
    for (const query of ["", "lost"]) {
      const { lines } = searchLogs(w, query, 120, 300, 300);
      expect(lines.length).toBe(300);
      for (const line of lines.filter((each) => each.trace !== "")) {
        const trace = openTrace(w, line.trace);
        const span = trace?.spans.find(
          (each) =>
            each.kind === "server" && each.node === line.node && each.pod === line.pod && each.region === line.region,
        );
        expect(span).toBeDefined();
        expect(line.text).toContain(`${Math.max(1, Math.round((span?.duration ?? 0) * 1000))} ms`);
        if (line.template === "lost") {
          expect([span?.statusCode, span?.fault]).toEqual([502, "hang"]);
          expect(trace?.statusCode).toBe(502);
        }
        if (line.template === "done") expect(span?.statusCode).toBe(200);
      }
    }
  });

  it("T15 failed traces show the hang: about ten seconds, an empty peer, no child", () => {
    const failed = listTraces(
      w,
      { panel: "traces", node: null, route: null, region: "eu", only: "error", window: 200 },
      300,
    );
    expect(failed.length).toBeGreaterThan(20);
    for (const trace of failed) {
      const hang = trace.spans.find((span) => span.fault === "hang" && span.kind === "client");
      expect(hang?.peer).toBe("");
      expect(Math.abs((hang?.duration ?? 0) - 10)).toBeLessThan(1);
      expect(trace.spans.some((span) => span.parent === hang?.id)).toBe(false);
    }
  });

  it("T22 the map shows the sick region", () => {
    const app = mapView(w, 300).nodes.find((each) => each.id === "app");
    expect(app?.byRegion.map((each) => each.health)).toEqual(["degraded", "ok"]);
    expect(app?.health).toBe("degraded");
  });

  it("T24 the dump of the quarantined pod counts what hung in it", () => {
    const id = w.operations.find((each) => each.request.action === "thread-dump")?.id ?? -1;
    const dump = threadDump(w, id);
    expect(dump.shows).toEqual(["hang"]);
    const threads = [...dump.output.matchAll(/^(\d+) threads: (.*)$/gm)].map((match) => Number(match[1]));
    expect(threads.reduce((a, b) => a + b, 0)).toBe(32);
    expect(threads[0]).toBeGreaterThanOrEqual(8);
    expect(dump.output).toContain('host="")');
  });

  it("T20 a cached board follows the running world like a fresh one", () => {
    const live = createWorld(shop, 6);
    const cache = createBoardCache();
    while (live.second < 120) {
      tick(live);
      if (live.second === 40) request(live, { action: "quarantine", node: "app", region: "eu" }, "player");
      if (live.second % 17 !== 0) continue;
      for (const split of [null, "region", "status", "pod"] as const) {
        const look = { panel: "board", node: "app", split, region: null, window: 300, compare: false } as const;
        expect(cache.board(live, look, live.second)).toEqual(board(live, look, live.second));
      }
    }
  });
});
