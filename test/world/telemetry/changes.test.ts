import { describe, expect, it } from "vitest";
import type { OperationStatus } from "#domain/actions";
import type { CellInfo, WorldReading } from "#world/contract";
import { configView, deploys, mapView, probe, searchLogs, threadDump } from "#world/telemetry/index";
import { reading, system } from "./fixture";

const operation = (over: Partial<OperationStatus>): OperationStatus => ({
  id: 1,
  request: { action: "restart", node: "checkout", region: "eu" },
  by: "player",
  phase: "done",
  requestedAt: 100,
  startsAt: 105,
  endsAt: 200,
  progress: 1,
  note: "",
  interruptible: false,
  ...over,
});

const quarantine = (cells: readonly CellInfo[], id: number): CellInfo[] =>
  cells.map((cell) => (cell.id === id ? { ...cell, pods: 1, ready: 0, state: "quarantined" } : cell));

describe("the history of changes", () => {
  const edit = operation({
    id: 4,
    request: { action: "config-edit", node: "checkout", region: "eu", key: "QUOTE_URL", value: "http://quote" },
  });
  const w = reading({
    operations: [
      operation({
        request: { action: "rollback", node: "checkout", region: "all", version: "v1" },
        phase: "running",
        endsAt: 700,
      }),
      edit,
    ],
    flagHistory: [
      { second: -600, share: 0.1, by: "ana" },
      { second: 240, share: 0.25, by: "ana" },
    ],
    events: [
      {
        second: 500,
        kind: "gitops",
        id: "checkout.QUOTE_URL",
        phase: "reverted",
        by: "platform",
        text: "Checkout in eu: QUOTE_URL put back",
        operation: null,
      },
    ],
  });

  it("T21 lists releases, operations, flag steps and reverts up to now, newest first, with their state", () => {
    expect(deploys(w, 600).map(({ second, kind, state }) => [second, kind, state])).toEqual([
      [500, "config", "done"],
      [240, "flag", "done"],
      [100, "config", "reverted"],
      [100, "rollback", "running"],
      [-120, "deploy", "done"],
    ]);
    expect(deploys(w, 300).map(({ second, state }) => [second, state])).toEqual([
      [240, "done"],
      [100, "done"],
      [100, "running"],
      [-120, "done"],
    ]);
    expect(deploys(w, -121)).toEqual([]);
    expect(deploys(w, 600).at(-1)?.pipeline[0]?.text).toBe("smoke test: skipped in eu");
  });

  it("T21 a log line shows the config value that was live in its second", () => {
    const base = (now: number) => searchLogs(w, "unavailable", 20, now, 1).lines[0]?.text.split("base ")[1];
    expect([base(190), base(400), base(590)]).toEqual(["''", "'http://quote'", "''"]);
    expect(searchLogs(w, `"base 'http"`, 20, 400, 5).total).toBeGreaterThan(1);
    expect(searchLogs(w, `"base 'http"`, 20, 590, 5).total).toBe(0);
  });

  it("T21 the config view shows Git, live and running versions; a secret only by its presence", () => {
    const view = configView(w, "checkout");
    expect(view.keys[0]).toEqual({
      key: "QUOTE_URL",
      base: "",
      git: { eu: "", us: "http://quote" },
      live: { eu: "", us: "http://quote" },
      handEdited: [],
    });
    expect(view.rollout).toContainEqual({ region: "eu", version: "v1", pods: 2, ready: 2, state: "serving" });
    expect(view.flags[0]?.share).toBe(0.1);
    expect(view.settings[0]).toMatchObject({ id: "checkout.quoteTimeout", value: 1, unit: "s" });
    const hidden = { ...system, config: system.config.map((entry) => ({ ...entry, secret: true })) };
    expect(JSON.stringify(configView(reading({ system: hidden }), "checkout").keys)).not.toContain("http://quote");
  });
});

describe("the service map", () => {
  it("T22 colours by what was scraped: ok, degraded from 1 %, down from half, and one sick region shows", () => {
    const health = (errors: number, now = 600) => {
      const w = reading({
        lane: (column, lane) =>
          lane >> 1 === 2
            ? ({ ok: 100 * (1 - errors), fault: 0, rejected: 100 * errors } as Partial<Record<string, number>>)[column]
            : undefined,
        cell: (column, cell) => (cell === 4 && column === "pods" ? 0 : undefined),
      });
      return mapView(w, now).nodes.find((node) => node.id === "checkout");
    };
    expect(health(0)?.health).toBe("ok");
    expect(health(0.02)?.byRegion.map((each) => [each.region, each.health])).toEqual([
      ["eu", "degraded"],
      ["us", "ok"],
    ]);
    expect(health(0.02)?.health).toBe("degraded");
    expect(health(0.9)?.byRegion[0]?.health).toBe("down");
    expect(health(0, -596)?.health).toBe("unknown");
  });

  it("T22 edges carry calls per second and the share that failed", () => {
    const edge = mapView(reading(), 600).edges.find((each) => each.from === "gateway");
    expect(edge?.to).toBe("checkout");
    expect(edge?.rate).toBeCloseTo(180, 9);
    expect(edge?.errors).toBeCloseTo(6 / 180, 9);
  });
});

describe("commands on a pod", () => {
  const probes = [
    {
      id: "curl",
      node: "checkout",
      label: "curl the quote service",
      seconds: 20,
      cases: [
        {
          when: {
            source: 'config("QUOTE_URL") == ""',
            node: [
              "op",
              "==",
              [
                ["call", "config", [["str", "QUOTE_URL"]]],
                ["str", ""],
              ],
            ],
          } as const,
          output: "(hangs)",
        },
        { when: null, output: "200 OK" },
      ],
    },
  ];
  const w = reading({ system: { ...system, probes } });

  it("T23 print the first case that holds over the pod's cell", () => {
    expect(probe(w, "curl", "eu", false)).toBe("(hangs)");
    expect(probe(w, "curl", "us", false)).toBe("200 OK");
    expect(probe(w, "curl", "eu", true)).toContain("No pod of checkout is in quarantine");
    expect(probe(reading({ system: { ...system, probes }, cells: quarantine(w.cells, 2) }), "curl", "eu", true)).toBe(
      "(hangs)",
    );
    expect(probe(w, "ls", "eu", false)).toContain("no command");
  });

  it("T23 may depend on the time", () => {
    const timed = {
      ...probes[0],
      cases: [
        {
          when: {
            source: "t < 100",
            node: [
              "op",
              "<",
              [
                ["id", "t"],
                ["num", 100],
              ],
            ],
          } as const,
          output: "early",
        },
        { when: null, output: "late" },
      ],
    };
    const at = (second: number) => ({ ...reading({ system: { ...system, probes: [timed] } as never }), second });
    expect(probe(at(99), "curl", "eu", false)).toBe("early");
    expect(probe(at(100), "curl", "eu", false)).toBe("late");
  });

  it("T24 a thread dump counts the threads that hang, out of those the pod held", () => {
    const dumped = operation({
      id: 9,
      request: { action: "thread-dump", node: "checkout", region: "eu", version: "v2" },
    });
    const busy = (threads: number) => (column: string, cell: number) =>
      cell === 2 && column === "busy" ? 6 * threads : undefined;
    const serving = threadDump(reading({ operations: [dumped], cell: busy(26) }), 9);
    const counts = [...serving.output.matchAll(/^(\d+) threads: (.*)$/gm)].map((match) => Number(match[1]));
    expect(counts.reduce((a, b) => a + b, 0)).toBe(32);
    expect(serving.shows).toEqual(["hang"]);
    // A tenth hangs for 10 s, the rest takes 0.15 s: nearly all busy threads stand in connect.
    const stuck = Number(/^(\d+) threads: RUNNABLE \(in native\)$/m.exec(serving.output)?.[1]);
    expect(stuck).toBeGreaterThanOrEqual(22);
    expect(serving.output).toContain('host="")');
    expect(counts[counts.length - 1]).toBe(6);
  });

  it("T24 a quarantined pod shows only what hangs; an idle one shows nothing", () => {
    const dumped = operation({ id: 9, request: { action: "thread-dump", node: "checkout", region: "eu" } });
    const none = (lane: number) => (lane >> 1 === 4 ? 0 : undefined);
    const over = (busy: number) => ({
      operations: [dumped],
      cells: quarantine(reading().cells, 4).map((cell) => (cell.id === 4 ? { ...cell, version: "v2" } : cell)),
      lane: (_column: string, lane: number) => none(lane),
      cell: (column: string, cell: number) => (cell === 4 && column === "busy" ? busy : undefined),
    });
    const dump = threadDump(reading(over(7)), 9);
    expect(dump.output).toMatch(/^7 threads: RUNNABLE \(in native\)$/m);
    expect(dump.output).toMatch(/^25 threads: WAITING for work$/m);
    expect(threadDump(reading(over(0)), 9).shows).toEqual([]);
  });

  it("T24 what the examination itself found is what it prints", () => {
    const dumped = operation({ id: 9, request: { action: "thread-dump", node: "checkout", region: "eu" } });
    const examined: WorldReading = {
      ...reading({ operations: [dumped] }),
      capture: (id) =>
        id === 9 ? { cell: 2, workers: 32, busy: 20.2, hanging: [{ fault: 0, lane: 4, requests: 17.6 }] } : null,
    };
    const dump = threadDump(examined, 9);
    expect([...dump.output.matchAll(/^(\d+) threads/gm)].map((match) => Number(match[1]))).toEqual([18, 1, 1, 12]);
    expect(dump.shows).toEqual(["hang"]);
  });

  it("T24 what was not finished, or was no dump, shows nothing", () => {
    const w2 = reading({
      operations: [
        operation({
          id: 9,
          phase: "failed",
          note: "pod is gone",
          request: { action: "thread-dump", node: "checkout" },
        }),
        operation({}),
      ],
    });
    expect(threadDump(w2, 9)).toMatchObject({ output: "Not taken: pod is gone", shows: [] });
    expect(threadDump(w2, 1).shows).toEqual([]);
  });
});
