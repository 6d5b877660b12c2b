import { describe, expect, it } from "vitest";
import { freeze, timeline } from "#debrief/index";
import type { CommandBody } from "#domain/commands";
import { walk } from "#score/index";
import { ACK, hypothesis, look, mark, pin, runOf, say, scored, UPDATE } from "../score/fixture";

const severity: readonly [number, CommandBody] = [140, { kind: "severity", args: { level: 2 } }];
const answer: readonly [number, CommandBody] = [160, { kind: "answer", args: { request: "hold", option: "hold" } }];
const rollback: readonly [number, CommandBody] = [
  110,
  { kind: "act", args: { action: "rollback", node: "shop", region: "all" } },
];
const program = scored({
  weights: { decide: 1, communicate: 1, diagnose: 1 },
  marks: [mark({ id: "named", on: { event: "severity", match: {} } }), mark({ id: "never", when: null })],
});
const run = runOf(program, [
  ACK,
  rollback,
  look(130),
  severity,
  say(150, UPDATE),
  answer,
  hypothesis(170, "a", "bad-instance"),
  pin(171, "a"),
  [590, { kind: "resolve", args: { text: "Over." } }],
]);
const told = timeline(program, run);
const titles = told.entries.map((entry) => entry.title);

describe("the timeline", () => {
  it("B1: tells what happened in order and in words, without looks and inner states", () => {
    const seconds = told.entries.map((entry) => entry.second);
    expect(seconds).toEqual([...seconds].sort((a, b) => a - b));
    expect(titles).toContain("Paged");
    const [asked, done] = told.entries.filter(({ kind }) => kind === "operation");
    expect(asked?.title).toMatch(/^Roll back: /);
    expect(done).toMatchObject({ title: "Done", detail: `${asked?.title} · You` });
    expect(told.entries.every((entry) => entry.kind !== "look" && entry.kind !== "state")).toBe(true);
    expect(told.entries.find((e) => e.kind === "answer")).toMatchObject({
      title: "Answered",
      detail: expect.stringMatching(/^Bo Lind: “.+”$/),
    });
    expect(told.entries.find((e) => e.kind === "fact")?.detail).toMatch(/^All failures are in eu, [\d,]+ so far\.$/);
    expect(told.entries.find((e) => e.kind === "plan")).toMatchObject({ title: "Quotes to 40 %" });
  });

  it("B1: is the same told with the card that was kept", () => {
    expect(timeline(program, run, told.card)).toEqual(told);
  });

  it("B1: joins like entries and counts them", () => {
    const follow = (second: number, node: string): readonly [number, CommandBody] => [
      second,
      { kind: "followup", args: { measure: "runbook", node, owner: "ana", days: 7, text: "" } },
    ];
    const list = runOf(program, [ACK, follow(200, "shop"), follow(205, "stock"), follow(400, "edge")]);
    const entries = timeline(program, list).entries.filter((entry) => entry.kind === "followup");
    expect(entries.map(({ second, count }) => [second, count])).toEqual([
      [200, 2],
      [400, 1],
    ]);
    expect(entries[0]?.detail).toContain("shop");
    expect(entries[0]?.detail).toContain("stock");
  });

  it("B2: hangs every mark that has a second on one entry", () => {
    const pinned = told.entries.flatMap((entry) => entry.marks.map((id) => [id, entry.second, entry.kind] as const));
    const dated = told.card.marks.filter((m) => m.second !== null).map((m) => m.id);
    expect(pinned.map(([id]) => id).sort()).toEqual([...dated].sort());
    expect(pinned).toContainEqual(["named", 140, "severity"]);
    expect(pinned.map(([id]) => id)).not.toContain("never");
  });

  it("B3: gives every message in order, with names", () => {
    const state = walk(program, run, () => {});
    expect(told.transcript.map((line) => line.text)).toEqual(state.messages.map((m) => m.text));
    expect(told.transcript.find((line) => line.text === UPDATE)).toMatchObject({ from: "You", audience: "customers" });
    expect(told.transcript.some((line) => line.from === "Ana Ruiz")).toBe(true);
  });

  it("B4: draws curves that add up to what happened", () => {
    const { step, names, values } = told.series;
    const state = walk(program, run, () => {});
    const sum = (name: string) => (values[names.indexOf(name)] ?? []).reduce((a, b) => a + b * step, 0);
    expect(sum("failed per second")).toBeCloseTo(state.impact.failed[600] ?? 0, 6);
    expect(sum("completed per second")).toBeCloseTo(state.impact.answered[600] ?? 0, 6);
    expect(sum("weighted harm per second")).toBeCloseTo(told.card.impact.totals.player, 6);
  });
});

describe("a frozen run", () => {
  it("B5: is plain JSON and always the same", () => {
    const frozen = freeze(program, run);
    expect(JSON.parse(JSON.stringify(frozen))).toEqual(frozen);
    expect(freeze(program, run)).toEqual(frozen);
    expect(frozen.scorecard).toEqual(told.card);
    expect(frozen.series.values.every((series) => series.length === 40)).toBe(true);
  });
});
