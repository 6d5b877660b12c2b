import { beforeAll, describe, expect, it } from "vitest";
import type { Look } from "#domain/telemetry";
import type { View } from "#domain/view";
import { percent } from "#lib/format";
import { figure } from "#modes/interview/incident/figures";
import { revealOf } from "#modes/interview/incident/reveal";
import { SLUGS, stateAt, viewOf } from "./incident-fixture";

const BOARD = { panel: "board", node: "all", split: "region", region: null, window: 1800, compare: false } as const;

/** One look at each panel that needs no name of something special. */
function looksOf(view: View): readonly Look[] {
  const [node] = view.system.nodes.filter(({ kind }) => kind === "service");
  const [region] = view.system.regions;
  if (node === undefined || region === undefined) throw new Error("an empty system");
  const database = view.system.nodes.find(({ kind }) => kind === "database");
  return [
    BOARD,
    { ...BOARD, split: null, compare: true },
    { panel: "logs", query: "", window: 900 },
    { panel: "logs", query: "level:", window: 900 },
    { panel: "traces", node: null, route: null, region: null, only: "any", window: 600 },
    { panel: "trace", id: "none" },
    { panel: "deploys" },
    { panel: "config", node: node.id },
    { panel: "map" },
    { panel: "alerts" },
    { panel: "explore", query: "sum by (region) (rate(http_requests_total[5m]))", window: 1800, step: 60 },
    { panel: "explore", query: "sum(", window: 1800, step: 60 },
    { panel: "runtime", node: node.id, region: region.id, view: "pods", operation: null },
    { panel: "terminal", line: "kubectl get pods" },
    ...view.runbook.slice(0, 1).map(({ id }): Look => ({ panel: "runbook", page: id })),
    ...view.system.probes
      .slice(0, 1)
      .map(({ id }): Look => ({ panel: "probe", probe: id, region: region.id, quarantined: false })),
    ...(database === undefined ? [] : [{ panel: "database", node: database.id, view: "activity", key: null } as const]),
  ];
}

/** What stands outside quotation marks: the interviewer's own words. */
const own = (text: string): string => text.replace(/“[^”]*”/g, "");

describe("what the interviewer says came back", () => {
  let view: View;
  beforeAll(() => {
    view = viewOf(stateAt("one-region-502", "idle", 600));
  });

  it("J7 has the figures of the panel, split as it was asked for", () => {
    const result = view.look(BOARD);
    if (result.panel !== "board") throw new Error("no board");
    const errors = result.board.charts.find(({ metric }) => metric === "errors");
    const text = revealOf(view, BOARD, ["errors"]);
    expect(errors?.series.length).toBe(view.system.regions.length);
    for (const { label, values } of errors?.series ?? []) {
      const name = view.system.regions.find(({ id }) => id === label)?.label ?? "";
      const last = [...values].findLast(Number.isFinite) ?? Number.NaN;
      expect(text).toContain(`${name} ${figure(last, "share")}`);
    }
    // The highest first.
    expect(text.indexOf("Europe")).toBeLessThan(text.indexOf("America"));
  });

  it("J7 tells how it was and how it was last week where that was asked for", () => {
    const text = revealOf(view, { ...BOARD, split: null, compare: true }, ["latency_p95"]);
    expect(text).toMatch(/^Latency p95: .+ now, .+ 30 min ago, at this time last week /);
  });

  it("J7 says what is not measured where somebody asks for it", () => {
    expect(revealOf(view, BOARD, ["lag"])).toMatch(/^That is not measured there\. There is: /);
  });

  it("J7 counts log lines as the panel does", () => {
    const look: Look = { panel: "logs", query: "level:ERROR", window: 900 };
    const result = view.look(look);
    if (result.panel !== "logs") throw new Error("no logs");
    const [most] = result.logs.patterns;
    const text = revealOf(view, look);
    expect(text).toContain(figure(Math.round(result.logs.total), "count"));
    expect(text).toContain(most?.text.slice(0, 30));
  });

  it.each(SLUGS)("J7 is plain and without a reading of it at every panel of %s", (slug) => {
    for (const [play, second] of [
      ["idle", 700],
      ["expert", 900],
    ] as const) {
      const at = viewOf(stateAt(slug, play, second));
      const facts = at.facts.map(({ text }) => text);
      for (const look of looksOf(at)) {
        const text = revealOf(at, look);
        expect(text, look.panel).toMatch(/[.”?!]$/);
        expect(own(text)).not.toMatch(/NaN|undefined|null|Infinity|\[object/);
        expect(own(text)).not.toMatch(/\b(because|cause|therefore|probably|likely|suggests|should|suspicious)\b/i);
        for (const fact of facts) expect(text).not.toContain(fact);
        expect(revealOf(at, look)).toBe(text);
      }
    }
  });

  it("J7 writes figures with their units", () => {
    expect([figure(0.034, "share"), figure(0.5, "share"), figure(0, "share")]).toEqual(["3.4 %", percent(0.5), "0 %"]);
    expect([figure(0.25, "s"), figure(1536, "bytes"), figure(12, "per s")]).toEqual(["250 ms", "1.5 KiB", "12/s"]);
    expect([figure(Number.NaN, "share"), figure(12_000, "count")]).toEqual(["–", "12,000"]);
  });
});
