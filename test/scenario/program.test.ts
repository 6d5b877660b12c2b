import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createMachine, initialTransition, transition } from "xstate";
import type { Program, Scene } from "#domain/drill";
import { EXPR_FUNCTIONS } from "#domain/expressions";
import { applyPatch, diff } from "#lib/merge";
import { compileDrill, compileSystem, FILE_KINDS, jsonSchema } from "#scenario/index";
import { change, DRILL, filesOf, program } from "./fixture";

const sceneOf = (p: Program, id: string): Scene =>
  applyPatch(p.base, p.variants.find((x) => x.info.id === id)?.patch) as Scene;

describe("S5 variants", () => {
  it("are stored as patches that reproduce their scenes", () => {
    const both = program();
    expect(both.variants.map((x) => [x.info.id, x.info.weight])).toEqual([
      ["europe", 1],
      ["america", 2],
    ]);
    expect(sceneOf(both, "europe")).toEqual(both.base);
    const america = sceneOf(both, "america");
    expect(america.system.faults[0]?.where).toEqual({ call: "checkout.pay", region: "us", version: "v2" });
    expect({
      ...america,
      system: { ...america.system, faults: both.base.system.faults },
      variant: both.base.variant,
    }).toEqual(both.base);
  });

  it("compile to the same scene as a drill that has the patch written in", () => {
    const patches = [
      [
        "{ limit: 20m, page: { at: null, when: t > 99, runbook: null } }",
        (d: string) =>
          d.replace("limit: 30m", "limit: 20m").replace("at: 2m30s", "when: t > 99").replace(", runbook: first", ""),
      ],
      [
        "{ facts: { one-region: { text: Here. } }, gauges: { trust: { max: 90 } } }",
        (d: string) => d.replace("text: Only Europe.", "text: Here.").replace("initial: 60", "initial: 60, max: 90"),
      ],
      [
        "{ world: { nodes: { bank: { workers: 5 }, checkout: { logs: null } } } }",
        (d: string) => d.replace("world:\n", "world:\n  nodes: { bank: { workers: 5 }, checkout: { logs: null } }\n"),
      ],
      ["{ score: { weights: { lead: 5, decide: null } } }", (d: string) => d.replace("decide: 20 }", "lead: 5 }")],
    ] as const;
    for (const [patch, write] of patches) {
      const patched = program(
        change(
          "drill",
          "weight: 2, patch: { world: { faults: { no-gateway: { where: { region: us } } } }",
          `weight: 2, patch: ${patch.slice(0, -1)}`,
        ).parts,
      );
      const written = program({ drill: write(DRILL) });
      expect({ ...sceneOf(patched, "america"), variant: null }).toEqual({ ...written.base, variant: null });
    }
  });

  it("property: a patch from diff gives the target, whatever the values", () => {
    const json = fc.jsonValue({ maxDepth: 4 });
    fc.assert(
      fc.property(json, json, (a, b) => {
        expect(applyPatch(a, diff(a, b))).toEqual(b);
      }),
      {
        seed: 42,
        numRuns: 1000,
        examples: [
          [{ a: 1 }, { a: null }],
          [{}, { $set: 1 }],
          [[1], { a: { b: null } }],
          [{ a: { b: 1 } }, { a: { b: { c: null } } }],
        ],
      },
    );
  });

  it("property: a patch holds nothing that did not change", () => {
    const json = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }));
    fc.assert(
      fc.property(json, (a) => {
        expect(diff(a, structuredClone(a))).toEqual({});
      }),
      { seed: 42, numRuns: 300 },
    );
  });

  it("merge patches follow RFC 7386", () => {
    expect(applyPatch({ a: { b: 1, c: 2 }, d: [1] }, { a: { b: null, e: { f: null } }, d: [2, null] })).toEqual({
      a: { c: 2, e: {} },
      d: [2, null],
    });
    expect(applyPatch([1], { a: 1 })).toEqual({ a: 1 });
    expect(applyPatch({ a: 1 }, null)).toBeNull();
  });
});

describe("S10 stories", () => {
  it("run in XState as written, effects by name", () => {
    const machine = program().base.machines[0];
    if (!machine) throw new Error("no machine");
    const chart = createMachine(machine.config as Parameters<typeof createMachine>[0]);
    const [first] = initialTransition(chart);
    expect(first.value).toBe("open");
    const [second, actions] = transition(chart, first, { type: "condition.calm" });
    expect(second.value).toBe("over");
    expect(actions.flatMap((a) => machine.effects[a.type] ?? []).map((e) => e.kind)).toEqual(["fact", "remark"]);
    expect(JSON.parse(JSON.stringify(machine))).toEqual(machine);
  });

  it("resolve targets in nested states, siblings first", () => {
    const story =
      "story:\n  deep: { states: { a: { states: { b: { on: { ack: c } }, c: { on: { resolve: z, severity: a.b } } } }, z: {} } }\n  course:";
    const machine = program(change("drill", "story:\n  course:", story).parts).base.machines.find(
      (m) => m.id === "deep",
    );
    const config = machine?.config as {
      initial: string;
      states: { a: { initial: string; states: Record<string, { on: unknown }> } };
    };
    expect(config.states.a.initial).toBe("b");
    expect(config.states.a.states.b?.on).toEqual({ ack: { target: "#deep.a.c" } });
    expect(config.states.a.states.c?.on).toEqual({ resolve: { target: "#deep.z" }, severity: { target: "#deep.a.b" } });
  });
});

describe("S13 hashes", () => {
  const hashes = (from: string, to: string) => program(change("drill", from, to).parts).hashes;
  const base = program().hashes;

  it.each([
    ["summary: Some orders fail.", "summary: Orders fail."],
    ["text: People complain.", "text: They complain."],
    ["why: Cause.", "why: It is the cause."],
    ["reason: r,", "reason: q,"],
    ["briefing: You are on call.", "briefing: On call."],
    ["label: Missing address", "label: Missing route"],
    ["'Yes', reply: Done.", "'Yes', reply: Right."],
    ['seen("one-region"), text: Well done.', 'seen("one-region"), text: Good.'],
  ])("words only: %s", (from, to) => {
    const changed = hashes(from, to);
    expect(changed.dynamics).toBe(base.dynamics);
    expect(changed.text).not.toBe(base.text);
  });

  it.each([
    ["at: 4m, flag", "at: 5m, flag"],
    ["points: 10,", "points: 11,"],
    ["weight: 2,", "weight: 3,"],
    ["deadline: 100s", "deadline: 99s"],
    ['share: flag("quick")', 'share: flag("quick") * 0.9'],
    ["where: { region: us }", "where: { region: us, pods: 1 }"],
    ["[one-region, empty-key]", "[one-region]"],
  ])("the course or the score: %s", (from, to) => {
    const changed = hashes(from, to);
    expect(changed.dynamics).not.toBe(base.dynamics);
    expect(changed.text).not.toBe(base.text);
  });

  it("count log lines as course, since searches read them, and plays", () => {
    expect(
      program(change("system", "order {order} in {ms} ms", "order {order} took {ms} ms").parts).hashes.dynamics,
    ).not.toBe(base.dynamics);
    expect(program(change("play", "amount: 0", "amount: 0.1").parts).hashes.dynamics).not.toBe(base.dynamics);
    expect(program().hashes).toEqual(base);
  });

  it("do not depend on how an expression is spaced", () => {
    expect(hashes("failedIn(60) < 5", "failedIn( 60 )<5").dynamics).toBe(base.dynamics);
  });
});

describe("S14 plays", () => {
  it("are complete commands", () => {
    const [play] = program().plays;
    expect(play?.id).toBe("expert");
    expect(play?.steps.flatMap((s) => s.do)).toEqual([
      { kind: "ack", args: { page: "page" } },
      {
        kind: "look",
        args: { panel: "board", node: "all", split: "region", region: null, window: 1800, compare: false },
      },
      { kind: "act", args: { action: "flag", flag: "quick", node: "checkout", amount: 0 } },
      { kind: "answer", args: { request: "stop-it", option: "yes-please" } },
    ]);
    expect(play?.steps.map((s) => [s.standing, s.timeout, s.takes, s.times])).toEqual([
      [false, 600, 5, 1],
      [false, 600, 5, 1],
      [true, 600, 5, 1],
    ]);
  });
});

describe("S14 computed strings of plays", () => {
  it("are compiled in the play context, others stay strings", () => {
    const { parts } = change(
      "play",
      "- { standing: true,",
      "- do: [ { say: { to: customers, text: 'Since {{ acked() | clock }}.' } }, { act: { action: restart, node: '{{ \"checkout\" }}', region: all } } ]\n  - { standing: true,",
    );
    const commands = program(parts).plays[0]?.steps[2]?.do;
    const acked = { expr: { source: "acked()", node: ["call", "acked", []] }, format: "clock" };
    expect(commands?.[0]?.args).toEqual({ audience: "customers", text: ["Since ", acked, "."] });
    expect(commands?.[1]?.args).toEqual({
      action: "restart",
      node: [{ expr: { source: '"checkout"', node: ["str", "checkout"] } }],
      region: "all",
    });
  });
});

describe("defaults of a system", () => {
  const system = (text: string) => {
    const result = compileSystem([{ path: "s.yaml", text }]);
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    return result.value.system;
  };

  it("make the shortest file a plain station", () => {
    const one = system(
      "id: one\nnodes:\n  api: { servers: 10, operations: { get: { work: 100ms } } }\nclasses:\n  users: { entry: api.get, rate: 80 }\n",
    );
    expect(one.nodes[0]).toMatchObject({
      cores: 10,
      workers: 1e9,
      queueLimit: 1e9,
      placements: [{ region: "main", zone: null, pods: 1, version: "v1", role: "primary" }],
    });
    expect(one.classes[0]).toMatchObject({
      rate: { main: 80 },
      noise: { sd: 0 },
      profile: [],
      client: { retries: 0, timeout: 30 },
    });
    expect(one.operations[0]).toEqual({
      id: "api.get",
      node: "api",
      route: "get",
      work: 0.1,
      cs2: 1,
      idle: 0,
      calls: [],
    });
    expect(one.history).toBe(10);
  });

  it("bound the one queue of a plain station where a bound is given", () => {
    const one = system("id: one\nnodes: { api: { servers: 10, queue: 5, operations: { get: {} } } }\n");
    expect(one.nodes[0]).toMatchObject({ cores: 10, workers: 10, queueLimit: 5 });
  });

  it("read durations, shares, times, steps and zones", () => {
    const s = system(`id: z
regions: { eu: { label: Europe, zones: [a, b, c] } }
nodes:
  api: { pods: 7, startup: 1m40s, operations: { get: { work: 200us } } }
classes:
  u: { entry: api.get, rate: { eu: 5 }, steps: { 2m: 0.5, 60s: 1.8 }, client: { retry-share: 60% } }
faults:
  slow: { from: -2m30s, for: 1m, effect: { capacity: 50% } }
`);
    expect(s.nodes[0]?.placements.map((p) => [p.zone, p.pods])).toEqual([
      ["a", 3],
      ["b", 2],
      ["c", 2],
    ]);
    expect([s.nodes[0]?.startup, s.operations[0]?.work, s.classes[0]?.client.retryShare]).toEqual([100, 0.0002, 0.6]);
    expect(s.classes[0]?.profile).toEqual([
      [59, 1],
      [60, 1.8],
      [119, 1.8],
      [120, 0.5],
    ]);
    expect(s.faults[0]).toMatchObject({ from: -150, until: -90, effect: { kind: "capacity", factor: 0.5 } });
  });

  it("patches a system with further files in order", () => {
    const base = { path: "a.yaml", text: "id: a\nnodes:\n  api: { operations: { get: {} } }\n" };
    const result = compileSystem([
      base,
      { path: "b.yaml", text: "nodes: { api: { cores: 3 } }" },
      { path: "c.yaml", text: "nodes: { api: { cores: 4, workers: 9 } }" },
    ]);
    expect(result.ok && [result.value.system.nodes[0]?.cores, result.value.system.nodes[0]?.workers]).toEqual([4, 9]);
  });
});

describe("S9 the author's guide", () => {
  const guide = readFileSync(new URL("../../content/README.md", import.meta.url), "utf8");

  it("names every key of every schema", () => {
    const keys = new Set<string>();
    const visit = (schema: unknown): void => {
      if (schema === null || typeof schema !== "object") return;
      if (Array.isArray(schema)) for (const item of schema) visit(item);
      else {
        const { properties } = schema as { properties?: Record<string, unknown> };
        for (const key of Object.keys(properties ?? {})) keys.add(key);
        for (const value of Object.values(schema)) visit(value);
      }
    };
    for (const kind of FILE_KINDS) visit(jsonSchema(kind));
    expect(keys.size).toBeGreaterThan(150);
    expect([...keys].filter((key) => !new RegExp(`(^|[^\\w-])${key}($|[^\\w-])`, "m").test(guide))).toEqual([]);
  });

  it("lists every function of expressions with its arguments and contexts", () => {
    for (const f of EXPR_FUNCTIONS) {
      const args = f.args.map((x) => x.kind + (x.optional ? "?" : "")).join(", ");
      expect(guide).toContain(`| \`${f.name}(${args})\` | ${f.contexts.join(" ")} | ${f.returns}: ${f.doc} |`);
    }
  });

  it("shows a shortest system that compiles", () => {
    const example = /The shortest one[^\n]*\n\n```yaml\n([\s\S]*?)```/.exec(guide)?.[1] ?? "";
    expect(compileSystem([{ path: "guide.yaml", text: example }]).ok).toBe(true);
  });
});

describe("a program", () => {
  it("is plain JSON", () => {
    const one = program();
    expect(JSON.parse(JSON.stringify(one))).toEqual(one);
  });

  it("comes with the names an editor may offer", () => {
    const { symbols } = compileDrill(filesOf());
    expect(symbols?.request).toEqual(["stop-it"]);
    expect(symbols?.["machine-state"]).toEqual(["course.open", "course.over"]);
  });
});
