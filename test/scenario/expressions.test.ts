import { describe, expect, it } from "vitest";
import { compileCel } from "#lib/cel";
import { MAX_COST } from "#scenario/cel/check";
import { ExpressionError, parseExpression } from "#scenario/cel/parse";
import { formatDiagnostic } from "#scenario/index";
import { change, compile, complaints, program } from "./fixture";

const value = (source: string) =>
  compileCel(parseExpression(source).node, {})({ lookup: (name) => (name === "x" ? 3 : undefined) });

describe("S6 expressions are parsed to our tree", () => {
  it.each([
    ["1 / 2", 0.5],
    ["7 % 4 + 2 * 3", 9],
    ["-x + 1.5", -1.5],
    ["x > 2 && !(x >= 4) || false", true],
    ["x in [1, 2, 3]", true],
    ["[1, 2, 3].filter(y, y > 1).size()", 2],
    ["[1, 2].exists(y, [2, 4].all(z, z > y))", true],
    ["'abc'.startsWith('ab') ? \"yes\" : \"no\"", "yes"],
    ["9007199254740993", 9007199254740992],
  ])("%s is %s", (source, expected) => {
    expect(value(source)).toBe(expected);
  });

  it.each([
    ["'a'.matches('(a+)+b')", "expression.forbidden", "matches() cannot be used here", 0],
    ["t > {'a': 1}", "expression.forbidden", "a map in braces cannot be used here", 4],
    ["t > 1u", "expression.forbidden", "unsigned numbers and bytes cannot be used here", 4],
    [`size([${"1,".repeat(100)}1]) > 0`, "expression.limit", "maxListElements", 206],
    ["[1].all(a, [1].all(b, [1].all(c, true)))", "expression.limit", "may be nested 2 deep", 22],
    [`${"t > 1 && ".repeat(70)}true`, "expression.limit", "may nest 64 levels deep", 0],
    ["t > ", "expression.syntax", "ends too early", 4],
    ["t = 1", "expression.syntax", "unexpected character: =", 2],
    ["[1].exists(x)", "expression.arity", ".exists() takes a name and an expression", 0],
    [`${"(".repeat(60)}t${")".repeat(60)}`, "expression.limit", "maxDepth", 40],
    [`t > ${"1 + ".repeat(600)}1`, "expression.size", "2000 characters", 0],
  ])("%s is refused", (source, code, message, start) => {
    const error = (() => {
      try {
        parseExpression(source);
        return undefined;
      } catch (e) {
        return e as ExpressionError;
      }
    })();
    expect(error).toBeInstanceOf(ExpressionError);
    expect([error?.code, error?.start]).toEqual([code, start]);
    expect(error?.message).toContain(message);
  });
});

describe("S6 an expression that is taken", () => {
  it("is not too deep for those who run it", () => {
    let taken = 0;
    for (let links = 55; links < 70; links++) {
      for (const source of [
        `${"t > 1 && ".repeat(links)}true`,
        `${"-".repeat(links)}t`,
        `[${"t + ".repeat(links)}t].exists(x, x > 1)`,
      ]) {
        try {
          const { node } = parseExpression(source);
          taken++;
          expect(() => compileCel(node, {})).not.toThrow();
        } catch (error) {
          expect(error).toBeInstanceOf(ExpressionError);
        }
      }
    }
    expect(taken).toBeGreaterThan(5);
  });
});

/** The drill with another condition, on a line of its own so that it needs no quotes. */
const CALM = "calm: { when: failedIn(60) < 5, hold: 30s }";
const condition = (source: string) => change("drill", CALM, `calm: |-\n    ${source}`);

describe("S7 expressions are checked in their context", () => {
  /** [expression of a condition in the story, code, message]; ¦ marks the place. */
  it.each([
    ["¦faild() > 1", "expression.unknown-function", 'unknown function faild(), did you mean "failed"?'],
    ["¦tt > 1", "expression.unknown-variable", 'unknown variable "tt" in a story expression, did you mean "t"?'],
    ["¦failed > 1", "expression.unknown-variable", "failed is a function: write failed(…)"],
    [
      '¦error_rate("edge") > 0.1',
      "expression.context",
      "error_rate() cannot be asked in a story expression, only in: alert",
    ],
    ["¦failedIn() > 1", "expression.arity", "failedIn(number) takes 1 argument, not 0"],
    ['failedIn(¦"60") > 1', "expression.type", "failedIn() expects a number, not a string"],
    ['¦failed() > "5"', "expression.type", '">" compares two of the same type, not a number and a string'],
    ["¦failed() && t > 1", "expression.type", '"&&" needs a condition (true or false), not a number'],
    ["¦failed()", "expression.type", "expected a condition (true or false), this gives a number"],
    ['¦t + "s" == "1s"', "expression.type", '"+" needs two of the same type'],
    ['(¦t > 1 ? 1 : "a") == 1', "expression.type", 'both sides of ":" must have one type'],
    ['seen(¦"one-regoin")', "reference.fact", 'unknown fact "one-regoin", did you mean "one-region"?'],
    ['metric(¦"error", "edge", "", 60) > 0.1', "reference.metric", 'did you mean "errors"?'],
    ['done(¦"rolback", "", "") > 0', "reference.action", 'did you mean "rollback"?'],
    ['inState(¦"course.end")', "reference.machine-state", 'did you mean "course.open"?'],
    ['liveConfig("checkout", ¦"GATEWY", "eu") == ""', "reference.config", 'did you mean "GATEWAY"?'],
    ['answered("stop-it") == ¦"yes"', "expression.never", "expected one of yes-please, no-thanks, silence"],
    ['planState("ramp") == ¦"finished"', "expression.never", '"finished" is no state of a plan'],
    ['version("checkout", "eu") in ["v1", ¦"v3"]', "expression.never", '"v3" is no version of "checkout"'],
    ['variant == ¦"asia"', "expression.never", "expected one of europe, america"],
    ['¦e.node == "checkout"', "expression.unknown-variable", 'unknown variable "e"'],
    ["seen(¦variant)", "expression.literal", "seen() expects the name of a fact in quotes"],
    ["¦t / 0 > 1", "expression.type", "division by zero"],
    ['¦"a".contians("b")', "expression.unknown-function", 'unknown method .contians(), did you mean "contains"?'],
  ])("%s", (source, code, message) => {
    const { parts, at } = condition(source);
    const found = compile(parts).diagnostics;
    const hit = found.find((d) => d.code === code);
    expect(hit?.message, found.map(formatDiagnostic).join("\n")).toContain(message);
    if (hit) expect(`${hit.file}:${hit.line}:${hit.column}`).toBe(at);
  });

  it("reports all mistakes of one expression", () => {
    const found = compile(condition('failedIn(60, 1) < foo && seen("x-y")').parts).diagnostics;
    expect(found.map((d) => d.code)).toEqual(["expression.arity", "expression.unknown-variable", "reference.fact"]);
  });

  it("knows the node whose configuration a fault or a probe reads", () => {
    const { found, at } = complaints("system", 'config("GATEWAY") == ""', 'config(¦"GATEWEY") == ""');
    expect(found.map((d) => [`${d.file}:${d.line}:${d.column}`, d.code])).toEqual([[at, "reference.config"]]);
  });

  it("bounds the cost of an evaluation", () => {
    const list = `[${"1,".repeat(99)}1]`;
    const found = compile(condition(`${list}.all(a, ${list}.exists(b, a == b))`).parts).diagnostics;
    expect(found.map((d) => d.code)).toEqual(["expression.cost"]);
    expect(found[0]?.message).toContain(String(MAX_COST));
  });

  it("lets shares, durations and plain numbers stand alone", () => {
    const share = (text: string) =>
      program(change("drill", 'share: flag("quick")', `share: ${text}`).parts).base.system.faults[0]?.share.node;
    expect([share("25%"), share("0.5"), share("'1 - flag(\"quick\")'")]).toEqual([
      ["num", 0.25],
      ["num", 0.5],
      [
        "op",
        "-",
        [
          ["num", 1],
          ["call", "flag", [["str", "quick"]]],
        ],
      ],
    ]);
  });

  it("lets conditions compare with names of other variants, and only that", () => {
    const variant = "patch: { world: { versions: { v3: { node: checkout } }, faults:";
    const drill = (compared: string, acted: string) =>
      compile({
        drill: change("drill", "patch: { world: { faults:", variant)
          .parts.drill?.replace(CALM, `calm: '${compared}'`)
          .replace("ramp: { at: 4m, flag: quick, share: 50% }", acted) as string,
      }).diagnostics.map((d) => d.code);
    const ramp = "ramp: { at: 4m, flag: quick, share: 50% }";
    expect(drill('version("checkout", "eu") == "v3"', ramp)).toEqual([]);
    expect(drill("t > 1", "ramp: { at: 4m, act: { action: deploy, node: checkout, version: v3 } }")).toEqual([
      "reference.version",
    ]);
  });
});

describe("S8 texts", () => {
  it("alternate strings and compiled figures", () => {
    const body = program().base.page.body;
    expect(body).toEqual(["Lost: ", { expr: { source: "failed()", node: ["call", "failed", []] }, format: "count" }]);
  });

  it.each([
    ["'Lost: {{ ¦faild() | count }}'", "expression.unknown-function", 'did you mean "failed"?'],
    ["'Lost: {{ failed() | ¦cuont }}'", "text.format", 'did you mean "count"?'],
    ["'Lost: ¦{{ failed()'", "text.braces", "{{ without }}"],
    ["'Lost: {{ ¦variant | count }}'", "expression.type", "expected a number"],
    ["|-\n    Two lines, and\n    lost: {{ ¦faild() }}", "expression.unknown-function", 'did you mean "failed"?'],
  ])("%s", (body, code, message) => {
    const block = body.startsWith("|");
    const page = block
      ? change(
          "drill",
          "page: { at: 2m30s, title: Errors, body: 'Lost: {{ failed() | count }}', runbook: first }",
          `page:\n  at: 2m30s\n  title: Errors\n  runbook: first\n  body: ${body}`,
        )
      : change("drill", "'Lost: {{ failed() | count }}'", body);
    const diagnostics = compile(page.parts).diagnostics;
    expect(diagnostics.map((d) => [`${d.file}:${d.line}:${d.column}`, d.code])).toEqual([[page.at, code]]);
    expect(diagnostics[0]?.message).toContain(message);
  });

  it("do not take || for the bar before a format", () => {
    const { parts } = change("drill", "{{ failed() | count }}", "{{ failed() > 1 || t > 2 }}");
    expect(program(parts).base.page.body).toHaveLength(2);
  });
});
