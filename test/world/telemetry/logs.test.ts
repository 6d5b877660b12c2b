import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linesOf, openTrace, searchLogs } from "#world/telemetry/index";
import { addressOf, exemplarCount, traceId, weightOf } from "#world/telemetry/sampler";
import { LOGS, laneId, reading, system } from "./fixture";

const outcomes = {
  ok: [0],
  any: [0, 1, 2, 3, 4, 5],
} as const;

describe("the sampler", () => {
  it("T7 weights add up to the amount to the last bit, in any order", () => {
    fc.assert(
      fc.property(fc.float({ min: 0, max: 1e6, noNaN: true }), fc.constantFrom(1, 0.1, 0.01, 3), (flow, per) => {
        const amount = flow * per;
        const count = exemplarCount(amount);
        const weights = Array.from({ length: count }, (_, i) => weightOf(amount, count, i));
        expect(weights.reduce((a, b) => a + b, 0)).toBe(amount);
        expect([...weights].reverse().reduce((a, b) => a + b, 0)).toBe(amount);
        expect(weights.every((weight) => weight > 0)).toBe(true);
      }),
      { seed: 11, numRuns: 500 },
    );
  });

  it("T7 a flow a thousand times larger has a few exemplars more, not a thousand times as many", () => {
    expect(exemplarCount(0)).toBe(0);
    expect(exemplarCount(0.01)).toBe(1);
    expect(exemplarCount(10_000)).toBeLessThan(6);
  });

  it("T8 an id is the address of its request, and no other string is", () => {
    const address = fc.record({
      second: fc.integer({ min: -8_000_000, max: 8_000_000 }),
      lane: fc.integer({ min: 0, max: 16_383 }),
      outcome: fc.integer({ min: 0, max: 255 }),
      index: fc.integer({ min: 0, max: 3 }),
    });
    fc.assert(
      fc.property(fc.integer(), address, (seed, at) => {
        const id = traceId(seed, at);
        expect(id).toMatch(/^[0-9a-f]{16}$/);
        expect(addressOf(seed, id)).toEqual(at);
      }),
      { seed: 12, numRuns: 500 },
    );
    let opened = 0;
    for (let i = 0; i < 2000; i++) {
      if (addressOf(7, (i * 0x9e3779b1).toString(16).padStart(16, "3").slice(0, 16))) opened++;
    }
    expect(opened).toBeLessThan(3);
    expect(openTrace(reading(), "not an id")).toBeNull();
  });
});

describe("log lines", () => {
  const w = reading();

  it("T9 in every second the weighted lines of a template are the counter's increment times `per`", () => {
    fc.assert(
      fc.property(fc.integer({ min: -500, max: 590 }), fc.integer({ min: 0, max: 1 }), (second, region) => {
        for (const template of LOGS) {
          const regionId = system.regions[region]?.id;
          const lines = linesOf(w, template.id, second).filter((line) => line.region === regionId);
          let expected = 0;
          for (const lane of w.lanes) {
            const cell = w.cells[lane.cell];
            if (cell?.region !== region || system.nodes[cell.node]?.id !== template.node) continue;
            const { recorder } = w;
            if (template.on.fault !== null) {
              expected += recorder.fault(template.on.fault === "hang" ? 0 : 1, lane.id, second) * template.per;
            } else if (template.on.outcome === "ok") expected += recorder.lane("ok", lane.id, second) * template.per;
            else if (template.on.outcome === "rejected")
              expected += recorder.lane("rejected", lane.id, second) * template.per;
            else {
              for (const column of ["ok", "upstream", "timeout", "rejected"] as const) {
                expected += recorder.lane(column, lane.id, second) * template.per;
              }
            }
          }
          const sum = lines.reduce((total, line) => total + line.weight, 0);
          expect(Math.abs(sum - expected)).toBeLessThanOrEqual(1e-12 * expected);
        }
      }),
      { seed: 13, numRuns: 60 },
    );
    expect(outcomes.any.length).toBeGreaterThan(outcomes.ok.length);
  });

  it("T9 the histogram, the patterns and the total count every line of the window", () => {
    const found = searchLogs(w, "service:checkout level:INFO placed", 300, 500, 20);
    let expected = 0;
    for (let s = 200; s < 497; s++) {
      for (const cell of [2, 3, 4]) for (const k of [0, 1]) expected += w.recorder.lane("ok", laneId(cell, k), s);
    }
    expect(found.total / expected).toBeCloseTo(1, 9);
    expect(found.histogram.counts.reduce((a, b) => a + b, 0) / expected).toBeCloseTo(1, 9);
    expect(found.patterns).toHaveLength(1);
    const regions = Object.values(found.patterns[0]?.byRegion ?? {}).reduce((a, b) => a + b, 0);
    expect(regions / expected).toBeCloseTo(1, 9);
  });

  it("T10 lines come newest first, once ingested, each with what its placeholders became", () => {
    const { lines } = searchLogs(w, "quote", 60, 500, 200);
    expect(lines.length).toBeGreaterThan(50);
    expect(lines[0]?.second).toBe(496);
    lines.slice(1).forEach((line, i) => {
      expect(line.second * 1000 + line.ms).toBeLessThanOrEqual((lines[i]?.second ?? 0) * 1000 + (lines[i]?.ms ?? 0));
    });
    for (const line of lines) {
      expect(line.text).toMatch(/^quote unavailable after (9|10)\d{3} ms, base ''$/);
      expect([line.level, line.region, line.version]).toEqual(["INFO", "eu", "v2"]);
      expect(line.pod).toMatch(/^checkout-eu-\w{4}-\w{5}$/);
    }
    const placed = searchLogs(w, "placed user", 10, 500, 5).lines[0];
    expect(placed?.text).toMatch(/^order \d{7} placed for user \d+ by checkout-\w\w-\w{4}-\w{5}$/);
    expect(placed?.text.endsWith(placed.pod)).toBe(true);
  });

  it("T10 a line that is written less than once a second is shown as often as it is written", () => {
    const rare = reading({ fault: (f, lane) => (f === 1 && lane === laneId(2, 0) ? 0.05 : 0) });
    const found = searchLogs(rare, "declined", 600, 600, 500);
    expect(found.total).toBeCloseTo(0.05 * 597, 3);
    expect(found.lines.length).toBeGreaterThan(15);
    expect(found.lines.length).toBeLessThan(50);
    expect(found.lines.every((line) => line.weight === 1)).toBe(true);
  });

  it("T10 infrastructure writes lines too: what the pipeline printed", () => {
    const { lines } = searchLogs(reading({ until: 10 }), '"smoke test" logger:pipeline', 600, 10, 10);
    expect(lines.map((line) => [line.second, line.text, line.version, line.node])).toEqual([
      [-130, "smoke test: skipped in eu", "v2", "checkout"],
    ]);
  });

  it("T11 every trace a line names opens and contains the line's span with that outcome", () => {
    const { lines } = searchLogs(w, "", 40, 500, 2000);
    const seen = new Set<string>();
    for (const line of lines) {
      if (line.trace === "") continue;
      seen.add(line.template);
      const trace = openTrace(w, line.trace);
      const at = addressOf(w.seed, line.trace);
      expect(trace?.second).toBe(line.second);
      const status = { access: null, placed: 200, "quote-unavailable": 502, declined: 402, refused: 503 }[
        line.template
      ];
      const span = trace?.spans.find(
        (each) =>
          each.kind === "server" &&
          each.node === line.node &&
          each.pod === line.pod &&
          each.region === line.region &&
          (status === null || each.statusCode === status),
      );
      expect(span, `${line.template} ${JSON.stringify(at)}`).toBeDefined();
      const ms = /(\d+) ms/.exec(line.text)?.[1];
      if (ms !== undefined) expect(Math.max(1, Math.round((span?.duration ?? 0) * 1000))).toBe(Number(ms));
      if (line.template === "access") expect(line.text).toContain(` ${span?.statusCode} `);
    }
    expect(seen).toEqual(new Set(["access", "placed", "quote-unavailable", "declined"]));
  });
});

describe("the query line", () => {
  const w = reading();
  const count = (query: string) => searchLogs(w, query, 120, 500, 50).total;
  const all = count("");

  it("T12 fields, words, phrases, negation and OR narrow the search as they say", () => {
    expect(count("level:WARN")).toBeCloseTo(count("declined"), 9);
    expect(count("service:checkout") + count("-service:checkout")).toBeCloseTo(all, 6);
    expect(count("region:eu") + count("region:us")).toBeCloseTo(all, 6);
    expect(count("version:v1 OR version:v2")).toBeCloseTo(count("version:v*"), 6);
    expect(count('"quote unavailable"')).toBeCloseTo(count("unavailable quote"), 9);
    expect(count('"unavailable quote"')).toBe(0);
    expect(count("placed AND NOT region:eu")).toBeCloseTo(count("placed region:us"), 9);
    expect(count("QUOTE UNAVAILABLE")).toBe(count("quote unavailable"));
    expect(count("level:warn OR unavailable region:eu")).toBeCloseTo(count("level:warn") + count("unavailable"), 6);
  });

  it("T12 what stands in a placeholder is found as well, and weighs what its line weighs", () => {
    const { lines } = searchLogs(w, "placed", 5, 500, 20);
    const line = lines[3];
    expect(line).toBeDefined();
    const order = /order (\d+)/.exec(line?.text ?? "")?.[1] ?? "";
    expect(searchLogs(w, order, 30, 500, 20).lines).toContainEqual(line);
    expect(searchLogs(w, `"order ${order} placed"`, 30, 500, 20).total).toBe(line?.weight);
    expect(searchLogs(w, `trace:${line?.trace}`, 300, 500, 20).lines).toContainEqual(line);
    expect(searchLogs(w, line?.trace ?? "", 300, 500, 20).lines).toContainEqual(line);
    const ofPod = searchLogs(w, `pod:${line?.pod} placed`, 60, 500, 500);
    expect(ofPod.lines.length).toBeGreaterThan(3);
    expect(new Set(ofPod.lines.map((each) => each.pod))).toEqual(new Set([line?.pod]));
  });

  it.each([
    ["servise:checkout", "Character 1", "Did you mean service:?"],
    ["error svc:cart", "Character 7", "Did you mean service:?"],
    ["level:FATAL", "Character 1", "Known: DEBUG, INFO, WARN, ERROR"],
    ["service:chekout", "no service “chekout”", "Did you mean checkout?"],
    ['"timed out', "Character 1", "never closed"],
    ["timeout OR", "Character 9", "needs a term after it"],
    ["OR timeout", "Character 1", "needs a term before it"],
    ["level:", "Character 1", "needs a value"],
    ["(a OR b)", "Character 1", "brackets"],
  ])("T13 %s is answered with where, what and the nearest valid field", (query, where, what) => {
    const found = searchLogs(w, query, 60, 500, 10);
    expect(found.problem).toContain(where);
    expect(found.problem).toContain(what);
    expect([found.lines, found.total]).toEqual([[], 0]);
  });

  it("T13 any other line can be read", () => {
    for (const query of [
      "http://quote/v1",
      "-",
      "a - b",
      '""x'.slice(2),
      "order:".replace(":", ""),
      "-unavailable",
      "*",
    ]) {
      expect(searchLogs(w, query, 60, 500, 10).problem).toBeNull();
    }
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (query) => {
        const found = searchLogs(w, query, 5, 500, 5);
        expect(found.problem === null || found.problem.startsWith("Character ")).toBe(true);
      }),
      { seed: 14, numRuns: 200 },
    );
  });
});
