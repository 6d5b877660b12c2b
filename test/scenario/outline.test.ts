import { describe, expect, it } from "vitest";
import type { Span } from "#domain/outline";
import { change, compile, filesOf } from "./fixture";

/** The text of a span. */
function written(span: Span, files = filesOf()): string {
  const text = files.find(({ path }) => path === span.file)?.text ?? "";
  const lines = text.split("\n").slice(span.line - 1, span.endLine);
  lines[lines.length - 1] = (lines.at(-1) ?? "").slice(0, span.endColumn - 1);
  lines[0] = (lines[0] ?? "").slice(span.column - 1);
  return lines.join("\n");
}

const outline = (parts = {}) => {
  const { outline: found } = compile(parts);
  if (found === undefined) throw new Error("no outline");
  return found;
};

describe("S17 outline", () => {
  it("has states and moves with the text of each", () => {
    const [course] = outline().machines;
    expect(course?.states.map(({ path, isInitial, isFinal }) => [path, isInitial, isFinal])).toEqual([
      ["course.open", true, false],
      ["course.over", false, true],
    ]);
    expect(course?.moves.map(({ from, event, to }) => [from, event, to])).toEqual([
      ["course.open", "condition.calm", "course.over"],
      ["course.open", "answer.stop-it.silence", "course.open"],
    ]);
    expect(course && written(course.span)).toMatch(/^course:[\s\S]*final: true }$/);
    expect(course?.states.map(({ span }) => written(span))).toEqual([
      "open: { on: { condition.calm: { to: over, do: [ { fact: one-region } ] }, answer.stop-it.silence: open } }",
      "over: { do: [ { remark: { from: ana, text: Thanks. } } ], final: true }",
    ]);
    expect(course?.moves.map(({ span }) => written(span))).toEqual([
      "condition.calm: { to: over, do: [ { fact: one-region } ] }",
      "answer.stop-it.silence: open",
    ]);
  });

  it("reads states within states as the compiler does", () => {
    const { parts } = change(
      "drill",
      "      over: { do: [ { remark: { from: ana, text: Thanks. } } ], final: true }\n",
      `      over:
        turn: It was over.
        initial: b
        states:
          a: { on: { ack: b } }
          b: { on: { ack: a, resolve: open } }
`,
    );
    const [course] = outline(parts).machines;
    expect(course?.states.map(({ path, parent, isInitial }) => [path, parent, isInitial])).toEqual([
      ["course.open", null, true],
      ["course.over", null, false],
      ["course.over.a", "course.over", false],
      ["course.over.b", "course.over", true],
    ]);
    expect(course?.states[1]?.turn).toBe("It was over.");
    expect(course?.moves.slice(2).map(({ from, event, to }) => `${from} ${event} ${to}`)).toEqual([
      "course.over.a ack course.over.b",
      "course.over.b ack course.over.a",
      "course.over.b resolve course.open",
    ]);
  });

  it("has the moves that a machine makes in any state", () => {
    const { parts } = change("drill", "  course:\n", "  course:\n    on: { ack: over }\n");
    const [course] = outline(parts).machines;
    const [move] = course?.moves ?? [];
    expect(move && [move.from, move.event, move.to, written(move.span, filesOf(parts))]).toEqual([
      "course",
      "ack",
      "course.over",
      "ack: over",
    ]);
  });

  it("has the system with who calls whom, written in the system or where the drill adds to it", () => {
    const { parts } = change(
      "drill",
      "world:\n",
      "world:\n  nodes:\n    mirror: { kind: thirdparty, label: Mirror }\n",
    );
    const { nodes, faults } = outline(parts);
    expect(nodes.map(({ id, kind, calls }) => [id, kind, ...calls])).toEqual([
      ["edge", "edge", "checkout"],
      ["checkout", "service", "bank"],
      ["bank", "thirdparty"],
      ["mirror", "thirdparty"],
    ]);
    expect(nodes.map(({ span }) => span.file.split("/")[0])).toEqual(["systems", "systems", "systems", "drills"]);
    expect(nodes[2] && written(nodes[2].span)).toBe(
      "bank:\n    kind: thirdparty\n    operations: { pay: { idle: 100ms } }",
    );
    expect(faults.map(({ id, node }) => [id, node])).toEqual([["no-gateway", "checkout"]]);
  });

  it("has the variants and what each is about", () => {
    expect(outline().variants.map(({ id, weight, changes }) => [id, weight, ...changes])).toEqual([
      ["europe", 1],
      ["america", 2, "world.faults"],
    ]);
  });

  it("is there while the drill has errors, without what makes no sense", () => {
    const { parts } = change("drill", "answer.stop-it.silence: open", "answer.stop-it.silence: nowhere");
    const compiled = compile(parts);
    expect(compiled.program).toBeUndefined();
    expect(compiled.outline?.machines[0]?.moves.map(({ event }) => event)).toEqual(["condition.calm"]);
  });
});
