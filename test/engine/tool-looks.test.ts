import { describe, expect, it } from "vitest";
import type { Program } from "#domain/drill";
import type { DatabaseSpec } from "#domain/mechanics";
import type { Look } from "#domain/telemetry";
import { apply, createState, type DrillState, everyPanel, newHeader, playThrough, tick, view } from "#engine/index";
import { readBody } from "#engine/shape";
import { storyBool } from "#engine/values";
import { command, expr, fn, PROGRAM, text } from "./fixture";

const { base } = PROGRAM;

const DATABASE: DatabaseSpec = {
  tables: [
    {
      id: "orders",
      rows: 1e6,
      pages: 1e4,
      indexes: [
        { id: "orders_pk", columns: ["id"], present: true, build: 30 },
        { id: "orders_day", columns: ["day"], present: false, build: 30 },
      ],
    },
  ],
  sessions: [
    {
      id: "report",
      node: "stock",
      pid: 4711,
      user: "finance",
      application: "report.py",
      query: "SELECT 1",
      state: "active",
      from: 100,
      until: 200,
      holds: [],
      wants: null,
      cpu: 0,
    },
  ],
  secondsPerCost: 1e-7,
  deadlockTimeout: 1,
  statementTimeout: null,
  lockTimeout: null,
  replication: null,
};

/** The fixture with a database behind the shop in which somebody has a session for a while. */
const DATA: Program = {
  ...PROGRAM,
  base: {
    ...base,
    system: {
      ...base.system,
      nodes: base.system.nodes.map((node) =>
        node.id === "stock" ? { ...node, kind: "database" as const, database: DATABASE } : node,
      ),
    },
    facts: [
      ...base.facts,
      {
        id: "long-report",
        text: text("Finance runs a report."),
        why: "",
        shown: [{ panel: "database", when: expr(fn("shows", "session:report")) }],
      },
      {
        id: "printed",
        text: text("The report is a Python program."),
        why: "",
        shown: [{ panel: "database", when: expr(fn("outputHas", "report.py")) }],
      },
    ],
  },
};

function at(second: number): DrillState {
  const header = newHeader(DATA, { id: "run", seed: 7, clock: "live", author: "player", role: "lead" });
  const state = createState(DATA, header);
  while (state.now < second) tick(state);
  return state;
}
const database = (node: string, key: string | null = null): Look => ({
  panel: "database",
  node,
  view: "activity",
  key,
});
const runtime = (node: string, region = "eu", operation: number | null = null): Look => ({
  panel: "runtime",
  node,
  region,
  view: "heap",
  operation,
});
const refusalOf = (look: Look) => apply(at(100), command(100, 1, { kind: "look", args: look })).refusal;

describe("looks into databases and runtimes", () => {
  it("E7 a name that does not exist is refused with the nearest, another kind of node with those that would do", () => {
    expect(refusalOf(database("stck"))).toMatchObject({ code: "node.unknown", nearest: "stock" });
    expect(refusalOf(database("shop"))).toMatchObject({ code: "database.not-one", expected: "stock" });
    expect(refusalOf(database("stock"))).toBeNull();
    expect(refusalOf(runtime("shop", "euu"))).toMatchObject({ code: "region.unknown", nearest: "eu" });
    expect(refusalOf(runtime("shop", "eu", 3))).toMatchObject({ code: "dump.unknown", expected: "none yet" });
    expect(refusalOf(runtime("shop"))).toBeNull();
  });

  it("E7 facts are seen by what the tool showed and by its text; the screen does not get the names", () => {
    const state = at(150);
    apply(state, command(150, 1, { kind: "look", args: database("stock") }));
    expect(view(state, "lead").facts.map(({ id }) => id)).toEqual(["long-report", "printed"]);
    const shown = view(state, "lead").look(database("stock"));
    expect(shown.panel === "database" && shown.database.sections.length).toBeGreaterThan(0);
    expect(shown.panel === "database" && shown.database.shows).toEqual([]);
  });

  it("E7 a tool that stays on screen goes on showing facts", () => {
    const state = at(95);
    apply(state, command(95, 1, { kind: "look", args: database("stock") }));
    expect(view(state, "lead").facts).toEqual([]);
    while (view(state, "lead").facts.length === 0 && state.now < 130) tick(state);
    expect(state.now).toBeGreaterThanOrEqual(100);
    expect(state.now).toBeLessThanOrEqual(115);
  });

  it("E20 what comes from outside is read field by field", () => {
    const look = (args: unknown) => readBody({ kind: "look", args }).ok;
    expect(look(database("stock"))).toBe(true);
    expect(look({ ...database("stock"), view: "everything" })).toBe(false);
    expect(look({ ...runtime("shop"), operation: "last" })).toBe(false);
    const act = (args: unknown) => readBody({ kind: "act", args }).ok;
    expect(act({ action: "discard-message", node: "stock", class: "buyers" })).toBe(true);
    expect(act({ action: "restart-pod", node: "shop", pod: "shop-eu-x" })).toBe(true);
    expect(act({ action: "restart-pod", node: "shop", pod: 7 })).toBe(false);
  });
});

describe("conditions about databases", () => {
  it("know open sessions and indexes that are there", () => {
    const holds = (second: number, name: string, arg: string) => storyBool(at(second), expr(fn(name, arg)));
    expect([90, 150, 210].map((second) => holds(second, "sessionOpen", "report"))).toEqual([false, true, false]);
    expect(holds(100, "indexPresent", "orders_pk")).toBe(true);
    expect(holds(100, "indexPresent", "orders_day")).toBe(false);
  });
});

describe("E26 the palette in the words of the system", () => {
  const entry = (state: DrillState, kind: string) =>
    view(state, "lead").palette.find((each) => each.entry.kind === kind);
  const values = (state: DrillState, kind: string, field: string) =>
    (entry(state, kind)?.choices[field] ?? []).map(({ value }) => value);

  it("offers sessions while they are open, and says why nothing can be ended when there is none", () => {
    expect(values(at(150), "kill-session", "key")).toEqual(["report"]);
    expect(entry(at(150), "kill-session")?.unavailable).toBeUndefined();
    expect(entry(at(90), "kill-session")?.unavailable).toMatch(/No database session/);
  });

  it("offers databases to what is done to databases, and every index, whether it is there or not", () => {
    expect(values(at(100), "add-index", "node")).toEqual(["stock"]);
    expect(values(at(100), "add-index", "key")).toEqual(["orders_pk", "orders_day"]);
  });

  it("says in a system without databases that nothing there can be done to one", () => {
    const header = newHeader(PROGRAM, { id: "run", seed: 7, clock: "live", author: "player", role: "lead" });
    const state = createState(PROGRAM, header);
    expect(view(state, "lead").palette.find((each) => each.entry.kind === "restore-backup")?.unavailable).toBeDefined();
  });
});

describe("databases about which nothing more is said", () => {
  it("promote a replica like any other", () => {
    const program: Program = {
      ...PROGRAM,
      base: {
        ...base,
        system: {
          ...base.system,
          nodes: base.system.nodes.map((node) =>
            node.id === "stock"
              ? {
                  ...node,
                  kind: "database" as const,
                  placements: node.placements.map((each) =>
                    each.region === "us" ? { ...each, role: "replica" as const } : each,
                  ),
                }
              : node,
          ),
        },
      },
    };
    const header = newHeader(program, { id: "run", seed: 7, clock: "live", author: "player", role: "lead" });
    const state = createState(program, header);
    while (state.now < 100) tick(state);
    const args = { action: "promote-replica", node: "stock", region: "us" } as const;
    expect(apply(state, command(100, 1, { kind: "act", args })).refusal).toBeNull();
    while (state.now < 250) tick(state);
    expect(view(state, "lead").operations.at(-1)?.phase).toBe("done");
  });
});

describe("players", () => {
  it("E22 who opens every panel looks into databases, runtimes, queries, alerts and the terminal too", () => {
    const header = newHeader(DATA, { id: "run", seed: 7, clock: "live", author: "player", role: "lead" });
    const { run } = playThrough(DATA, header, everyPanel);
    const panels = new Set(run.commands.flatMap((each) => (each.kind === "look" ? [each.args.panel] : [])));
    for (const panel of ["database", "runtime", "explore", "alerts", "terminal"] as const) {
      expect(panels).toContain(panel);
    }
  });
});
