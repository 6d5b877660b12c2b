import { describe, expect, it } from "vitest";
import type { OperationStatus } from "#domain/actions";
import type { Label } from "#domain/telemetry";
import { type BoardLook, board, createBoardCache } from "#world/telemetry/index";
import { type Overrides, reading } from "./fixture";

const look = (over: Partial<BoardLook> = {}): BoardLook => ({
  panel: "board",
  node: "checkout",
  split: null,
  region: null,
  window: 300,
  compare: false,
  ...over,
});

const operation = (over: Partial<OperationStatus>): OperationStatus => ({
  id: 1,
  request: { action: "restart", node: "checkout", region: "eu" },
  by: "player",
  phase: "done",
  requestedAt: 400,
  startsAt: 405,
  endsAt: 450,
  progress: 1,
  note: "",
  interruptible: false,
  ...over,
});

describe("a board", () => {
  it("T17 shows the charts that fit the node", () => {
    const metrics = (node: string) => board(reading(), look({ node }), 600).charts.map((chart) => chart.metric);
    expect(metrics("all")).toContain("completed");
    expect(metrics("checkout")).toEqual(expect.arrayContaining(["saturation", "queue", "cpu", "restarts"]));
    expect(metrics("orders")).toContain("connections");
    expect(metrics("checkout")).not.toContain("connections");
    expect(metrics("nowhere")).toEqual([]);
  });

  it("T17 a third party tells how many wait there only when it takes so many at a time", () => {
    const { system } = reading();
    const outside = (queueLimit: number) =>
      reading({
        system: {
          ...system,
          nodes: system.nodes.map((n) => (n.id === "orders" ? { ...n, kind: "thirdparty" as const, queueLimit } : n)),
        },
      });
    const metrics = (queueLimit: number) =>
      board(outside(queueLimit), look({ node: "orders" }), 600).charts.map((chart) => chart.metric);
    expect(metrics(5000)).toContain("queue");
    expect(metrics(1e9)).not.toContain("queue");
    expect(metrics(5000)).not.toContain("cpu");
  });

  it("T17 draws the classes' objectives and a database's limit", () => {
    const threshold = (node: string, metric: string) =>
      board(reading(), look({ node }), 600).charts.find((chart) => chart.metric === metric)?.threshold;
    expect(threshold("all", "errors")).toBeCloseTo(0.001, 12);
    expect(threshold("all", "latency_p95")).toBe(1.5);
    expect(threshold("checkout", "latency_p95")).toBeNull();
    expect(threshold("orders", "connections")).toBe(800);
    expect(board(reading(), look({ node: "all" }), 600).charts.find((c) => c.metric === "completed")?.title).toBe(
      "Completed orders",
    );
  });

  it("T17 points lie on whole scrapes, at most 181 of them, up to now", () => {
    for (const window of [60, 300, 1800, 5400]) {
      const shown = board(reading(), look({ window }), 597);
      expect(shown.step % 10).toBe(0);
      expect((shown.to - shown.from) / shown.step).toBeLessThanOrEqual(180);
      expect(shown.charts[0]?.series[0]?.values).toHaveLength((shown.to - shown.from) / shown.step + 1);
      expect(shown.to).toBeLessThanOrEqual(597);
    }
  });

  it("T17 splits what carries the label and leaves the rest whole", () => {
    const labels = (split: Label) =>
      Object.fromEntries(
        board(reading(), look({ split }), 600).charts.map((chart) => [chart.metric, chart.series.map((s) => s.label)]),
      );
    expect(labels("version").cpu).toEqual(["v1", "v2"]);
    expect(labels("status").requests).toEqual(["200", "402", "502"]);
    expect(labels("status").latency_p95).toEqual(["all"]);
    expect(labels("route").cpu).toEqual(["all"]);
    expect(labels("pod").workers?.length).toBeLessThanOrEqual(12);
  });

  it("T18 marks releases, operations from their start, flag steps and reverts; looking at something marks nothing", () => {
    const over: Overrides = {
      operations: [
        operation({}),
        operation({ id: 2, request: { action: "thread-dump", node: "checkout", region: "eu" } }),
        operation({ id: 3, request: { action: "scale", node: "orders", region: "us", amount: 2 } }),
      ],
      flagHistory: [
        { second: -600, share: 0.1, by: "ana" },
        { second: 420, share: 0.25, by: "ana" },
      ],
      events: [
        {
          second: 430,
          kind: "gitops",
          id: "checkout.QUOTE_URL",
          phase: "reverted",
          by: "platform",
          text: "QUOTE_URL back to Git",
          operation: null,
        },
      ],
    };
    const marks = (node: string) =>
      board(reading(over), look({ node, window: 600 }), 600).annotations.map((mark) => [
        mark.second,
        mark.kind,
        mark.label,
      ]);
    expect(marks("checkout")).toEqual([
      [405, "restart", "restart checkout in eu"],
      [420, "flag", "New quotes 25 %"],
      [430, "config", "QUOTE_URL back to Git"],
    ]);
    expect(marks("all")).toContainEqual([405, "scale", "scale orders 2 in us"]);
    expect(board(reading({ until: 100 }), look({ window: 600 }), 100).annotations[0]).toEqual({
      second: -120,
      kind: "deploy",
      label: "checkout v2",
    });
  });

  it("T19 last week's values are those of a reading without faults, over the same seconds and unsplit", () => {
    const calm = reading({
      lane: (column, lane) => (lane >> 1 === 2 && column === "fault" ? 0 : undefined),
      fault: () => 0,
    });
    const shown = board(reading(), look({ compare: true, split: "region" }), 600, calm);
    const errors = shown.charts.find((chart) => chart.metric === "errors");
    expect(errors?.series.map((series) => series.label)).toEqual(["eu", "us"]);
    expect(errors?.lastWeek).toHaveLength(errors?.series[0]?.values.length ?? -1);
    expect(errors?.lastWeek?.[5]).toBe(0);
    expect(errors?.series[0]?.values[5]).toBeGreaterThan(0.02);
    expect(board(reading(), look(), 600, calm).charts[0]?.lastWeek).toBeNull();
    expect(board(reading(), look({ compare: true }), 600).charts[0]?.lastWeek).toBeNull();
  });
});

describe("the cache of boards", () => {
  it("T20 gives what the board without it gives, while time goes on and looks change", () => {
    const cache = createBoardCache();
    let reads = 0;
    const grown = { until: 300 };
    const counting = (column: string) => {
      if (column === "ok") reads++;
      return undefined;
    };
    const w = reading({ until: 1000, lane: counting });
    const recorder = w.recorder;
    Object.defineProperty(recorder, "until", { get: () => grown.until });
    const calm = reading({ until: 1000 });
    for (const now of [300, 301, 307, 320, 333, 334, 600, 605, 610]) {
      grown.until = now;
      for (const split of [null, "region", "version", "pod", "status"] as const) {
        const asked = look({ split, compare: true });
        expect(cache.board(w, asked, now, calm)).toEqual(board(w, asked, now, calm));
      }
    }
    reads = 0;
    cache.board(w, look({ compare: true }), 610, calm);
    expect(reads).toBe(0);
    grown.until = 620;
    cache.board(w, look({ compare: true }), 620, calm);
    const incremental = reads;
    reads = 0;
    board(w, look({ compare: true }), 620, calm);
    expect(incremental).toBeLessThan(reads / 10);
  });

  it("T20 forgets what it knew when the recording is another one or was cut back", () => {
    const cache = createBoardCache();
    const busy = reading({ lane: (column) => (column === "ok" ? 500 : undefined) });
    cache.board(reading(), look(), 600);
    expect(cache.board(busy, look(), 600)).toEqual(board(busy, look(), 600));
    const cut = { until: 600, factor: 1 };
    const w = reading({ until: 1000, lane: (column) => (column === "ok" ? 10 * cut.factor : undefined) });
    Object.defineProperty(w.recorder, "until", { get: () => cut.until });
    cache.board(w, look(), 600);
    cut.until = 500;
    cut.factor = 3;
    cache.board(w, look(), 500);
    expect(cache.board(w, look(), 500)).toEqual(board(w, look(), 500));
  });
});
