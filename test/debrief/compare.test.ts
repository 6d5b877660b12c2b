import { describe, expect, it } from "vitest";
import { areComparable, compareRuns, timeline } from "#debrief/index";
import type { CommandBody } from "#domain/commands";
import type { Run } from "#domain/run";
import { resolveScene } from "#engine/index";
import { ACK, look, mark, runOf, say, scored, UPDATE } from "../score/fixture";

type Step = readonly [number, CommandBody];
const severity: Step = [140, { kind: "severity", args: { level: 2 } }];
const rollback: Step = [110, { kind: "act", args: { action: "rollback", node: "shop", region: "all" } }];
const program = scored({
  weights: { decide: 1, communicate: 1 },
  marks: [
    mark({ id: "acked", on: { event: "ack", match: {} } }),
    mark({ id: "named", on: { event: "severity", match: {} } }),
  ],
});
const scene = resolveScene(program, "bad-pod");
const told = (id: string, steps: readonly Step[], header: Partial<Run["header"]> = {}) => {
  const run = runOf(program, steps);
  const named = { ...run, header: { ...run.header, id, ...header } };
  const { card, entries } = timeline(program, named);
  return { run: named, card, entries };
};
const a = told("a", [ACK, rollback, look(130), severity]);
const b = told("b", [ACK, rollback, look(130), say(150, UPDATE)], { forkOf: { run: "a", second: 135, ordinal: 0 } });

describe("two runs side by side", () => {
  it("B56 part at the first command that only one of them has, each told in words", () => {
    const { decision, forkedAt } = compareRuns(scene, a, b);
    expect(decision).toEqual([
      { second: 140, text: "Declares SEV-2" },
      { second: 150, text: "Writes to customers on the status page" },
    ]);
    expect(forkedAt).toBe(135);
    expect(compareRuns(scene, b, a).forkedAt).toBe(135);
    expect(compareRuns(scene, a, told("c", [ACK])).forkedAt).toBeNull();
    const sibling = told("d", [ACK], { forkOf: { run: "a", second: 120, ordinal: 0 } });
    expect(compareRuns(scene, b, sibling).forkedAt).toBe(120);
    expect(compareRuns(scene, told("c", [ACK]), b).decision).toEqual([
      null,
      { second: 110, text: expect.stringContaining("Roll back") },
    ]);
  });

  it("B56 the same commands are the same run: nothing differs", () => {
    const same = compareRuns(scene, a, told("twin", [ACK, rollback, look(130), severity]));
    expect(same.decision).toEqual([null, null]);
    expect(same.entries).toEqual([]);
    expect(same.marks.every(({ differs }) => !differs)).toBe(true);
  });

  it("B57 marks that came out differently stand first; every mark of either is there", () => {
    const { marks } = compareRuns(scene, a, b);
    const first = marks.findIndex(({ differs }) => !differs);
    expect(marks.slice(first).every(({ differs }) => !differs)).toBe(true);
    const ids = marks.map(({ mark: [left, right] }) => left?.id ?? right?.id);
    expect(new Set(ids)).toEqual(new Set([...a.card.marks, ...b.card.marks].map(({ id }) => id)));
    const named = marks.find(({ mark: [left] }) => left?.id === "named");
    expect(named).toMatchObject({ differs: true, mark: [{ state: "earned" }, { state: "missed" }] });
    expect(marks.find(({ mark: [left] }) => left?.id === "acked")?.differs).toBe(false);
  });

  it("B57 from there on both are told as one, in order; what is the same in both once", () => {
    const { entries } = compareRuns(scene, a, b);
    const seconds = entries.map(({ second }) => second);
    expect(seconds).toEqual([...seconds].sort((x, y) => x - y));
    expect(Math.min(...seconds)).toBeGreaterThanOrEqual(140);
    const of = (title: string) => entries.find(({ entry: [left, right] }) => (left ?? right)?.title === title)?.entry;
    expect(of("Declared SEV-2")?.[1]).toBeNull();
    expect(of("Update to customers on the status page")?.[0]).toBeNull();
    const count = (side: 0 | 1) => entries.filter(({ entry }) => entry[side] !== null).length;
    expect(count(0)).toBe(a.entries.filter(({ second }) => second >= 140).length);
    expect(count(1)).toBe(b.entries.filter(({ second }) => second >= 140).length);
  });

  it("B56 runs of different incidents cannot be compared", () => {
    const other = told("e", [ACK], { seed: 8 });
    expect(areComparable(a.run.header, other.run.header)).toBe(false);
    expect(() => compareRuns(scene, a, other)).toThrow(RangeError);
  });
});
