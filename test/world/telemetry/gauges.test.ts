import { describe, expect, it } from "vitest";
import type { NodeSpec, System } from "#domain/system";
import type { MetricId } from "#domain/telemetry";
import type { WorldReading } from "#world/contract";
import { board } from "#world/telemetry/board";
import { queryMetric } from "#world/telemetry/query";
import { reading } from "./fixture";

const MIB = 1_048_576;

/** The fixture's reading of a system in which `checkout` has what `node` adds, and recorded gauges of its cells. */
function having(node: Partial<NodeSpec>, cell: (column: string, id: number, second: number) => number): WorldReading {
  const plain = reading();
  const system: System = {
    ...plain.system,
    nodes: plain.system.nodes.map((each) => (each.id === "checkout" ? { ...each, ...node } : each)),
  };
  const { recorder } = plain;
  return {
    ...plain,
    system,
    recorder: {
      ...recorder,
      from: recorder.from,
      until: recorder.until,
      bytes: 0,
      lane: recorder.lane.bind(recorder),
      fault: recorder.fault.bind(recorder),
      edge: (column, edge, second) =>
        column === "waiting" ? 100 + edge : column === "oldest" ? 10 + edge : recorder.edge(column, edge, second),
      cell: (column, id, second) =>
        ["heap", "gc", "kills", "disk", "throttled", "wanted"].includes(column)
          ? cell(column, id, second)
          : recorder.cell(column, id, second),
    },
  };
}

const MEMORY: Partial<NodeSpec> = {
  memory: {
    limit: 512,
    base: 128,
    perRequest: 1,
    leak: null,
    gc: { from: 0.7, most: 4 },
    restart: 10,
    spread: 0,
    classes: [],
  },
};

/** Cells of `checkout`, by number. */
const CELLS = reading()
  .cells.filter((cell) => reading().system.nodes[cell.node]?.id === "checkout")
  .map(({ id }) => id);

function last(
  w: WorldReading,
  metric: MetricId,
  split: "region" | null = null,
): readonly (readonly [string, number])[] {
  const query = { metric, node: "checkout", split, from: 300, to: 300, step: 10 } as const;
  return queryMetric(w, query, 600).map(({ label, values }) => [label, values[0] as number] as const);
}

describe("gauges that only some nodes have", () => {
  it("T33 memory is the mean per pod in bytes, and comes split by region", () => {
    const w = having(MEMORY, (column, id) => (column === "heap" ? 200 + 10 * id : 0));
    const whole = last(w, "heap")[0]?.[1] ?? 0;
    const split = last(w, "heap", "region");
    expect(split.map(([label]) => label)).toEqual(["eu", "us"]);
    for (const [, value] of split) {
      expect(value).toBeGreaterThan(195 * MIB);
      expect(value).toBeLessThan(270 * MIB);
    }
    const values = split.map(([, value]) => value);
    expect(whole).toBeGreaterThanOrEqual(Math.min(...values));
    expect(whole).toBeLessThanOrEqual(Math.max(...values));
  });

  it("T33 kills are counted over the step, also those between two scrapes", () => {
    const w = having(MEMORY, (column, id, second) => (column === "kills" && id === CELLS[0] && second === 293 ? 1 : 0));
    expect(last(w, "kills")[0]?.[1]).toBeCloseTo(0.1, 2);
  });

  it("T33 of disks the fullest counts", () => {
    const w = having({ disk: { size: 10, used: 1, growth: null, cleanable: 0 } }, (column, id) =>
      column === "disk" ? (id === CELLS[1] ? 0.9 : 0.2) : 0,
    );
    expect(last(w, "disk")[0]?.[1]).toBeCloseTo(0.9, 1);
  });

  it("T34 a node without it has neither series nor chart; with it the chart has the limit as its line", () => {
    const nothing = having({}, () => 5);
    expect(last(nothing, "heap")).toEqual([]);
    const ask = { panel: "board", node: "checkout", split: null, region: null, window: 300, compare: false } as const;
    expect(board(nothing, ask, 600).charts.map(({ metric }) => metric)).not.toContain("heap");
    const charts = board(
      having(MEMORY, () => 5),
      ask,
      600,
    ).charts;
    expect(charts.map(({ metric }) => metric)).toEqual(expect.arrayContaining(["heap", "gc", "kills"]));
    expect(charts.map(({ metric }) => metric)).not.toContain("disk");
    expect(charts.find(({ metric }) => metric === "heap")?.threshold).toBe(512 * MIB);
  });

  it("T33 messages that wait are those of the queue, by region; the age is that of the oldest anywhere", () => {
    const plain = having({ kind: "queue" }, () => 0);
    const system: System = {
      ...plain.system,
      operations: plain.system.operations.map((operation) =>
        operation.node !== "checkout"
          ? operation
          : { ...operation, calls: operation.calls.map((call) => ({ ...call, consume: { concurrency: 4 } })) },
      ),
    };
    const w: WorldReading = { ...plain, system };
    const split = last(w, "backlog", "region");
    expect(split.map(([label]) => label)).toEqual(system.regions.map(({ id }) => id).sort());
    const sum = split.reduce((all, [, value]) => all + value, 0);
    expect(last(w, "backlog")[0]?.[1]).toBeCloseTo(sum, 6);
    const ages = last(w, "oldest", "region").map(([, value]) => value);
    expect(last(w, "oldest")[0]?.[1]).toBeCloseTo(Math.max(...ages), 6);
    expect(last(plain, "backlog")).toEqual([]);
  });
});
