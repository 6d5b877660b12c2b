import { describe, expect, it } from "vitest";
import {
  CEL_MAX_LIST,
  type CelEnv,
  CelError,
  type CelErrorKind,
  type CelNode,
  type CelValue,
  compileCel,
} from "#lib/cel";

const values: Record<string, CelValue> = {
  x: 5,
  name: "checkout",
  yes: true,
  nums: [1, 2, 3],
  pod: { region: "eu-west", errors: 0.4 },
  big: Array.from({ length: CEL_MAX_LIST + 1 }, () => 0),
};
const env: CelEnv & { readonly bonus: number } = {
  lookup: (name) => (Object.hasOwn(values, name) ? values[name] : undefined),
  bonus: 7,
};
const host = {
  bonus: (e: typeof env) => e.bonus,
  sum: (_: typeof env, args: readonly CelValue[]) => args.reduce<number>((a, b) => a + Number(b), 0),
};

const id = (n: string): CelNode => ["id", n];
const num = (n: number): CelNode => ["num", n];
const str = (s: string): CelNode => ["str", s];
const boom: CelNode = ["op", "/", [num(1), num(0)]];
const run = (node: CelNode) => compileCel(node, host)(env);
function kindOf(f: () => unknown): CelErrorKind | "none" {
  try {
    f();
    return "none";
  } catch (error) {
    if (error instanceof CelError) return error.kind;
    throw error;
  }
}

describe("conditions", () => {
  it("computes with doubles, strings and lists", () => {
    expect(run(["op", "+", [num(0.5), ["op", "*", [id("x"), num(2)]]]])).toBe(10.5);
    expect(run(["op", "%", [num(7), num(4)]])).toBe(3);
    expect(run(["op", "neg", [id("x")]])).toBe(-5);
    expect(run(["op", "+", [str("a"), str("b")]])).toBe("ab");
    expect(run(["op", "+", [["list", [num(1)]], id("nums")]])).toEqual([1, 1, 2, 3]);
  });

  it("compares numbers and strings, and equality is deep", () => {
    expect(run(["op", "<", [num(1), num(2)]])).toBe(true);
    expect(run(["op", ">=", [str("b"), str("a")]])).toBe(true);
    expect(run(["op", "<=", [num(3), num(2)]])).toBe(false);
    expect(run(["op", ">", [str("a"), str("b")]])).toBe(false);
    expect(run(["op", "==", [id("nums"), ["list", [num(1), num(2), num(3)]]]])).toBe(true);
    expect(
      run([
        "op",
        "==",
        [
          ["map", [[str("a"), num(1)]]],
          ["map", [[str("a"), num(2)]]],
        ],
      ]),
    ).toBe(false);
    expect(run(["op", "!=", [num(1), str("1")]])).toBe(true);
  });

  it("reads fields, indices and membership", () => {
    expect(run(["get", id("pod"), "region"])).toBe("eu-west");
    expect(run(["index", id("nums"), num(1)])).toBe(2);
    expect(run(["index", id("pod"), str("errors")])).toBe(0.4);
    expect(run(["op", "in", [num(3), id("nums")]])).toBe(true);
    expect(run(["op", "in", [str("zone"), id("pod")]])).toBe(false);
    expect(run(["call", "has", [["get", id("pod"), "region"]]])).toBe(true);
    expect(run(["call", "has", [["get", id("pod"), "toString"]]])).toBe(false);
  });

  it("calls built-ins, methods and the host with its environment", () => {
    expect(run(["call", "size", [id("name")]])).toBe(8);
    expect(run(["method", id("nums"), "size", []])).toBe(3);
    expect(run(["method", id("name"), "startsWith", [str("check")]])).toBe(true);
    expect(run(["method", id("name"), "endsWith", [str("check")]])).toBe(false);
    expect(run(["method", id("name"), "contains", [str("kou")]])).toBe(true);
    expect(run(["call", "bonus", []])).toBe(7);
    expect(run(["call", "sum", [num(1), num(2), num(3)]])).toBe(6);
    expect(run(["call", "int", [num(-2.7)]])).toBe(-2);
    expect(run(["call", "double", [str("2.5")]])).toBe(2.5);
    expect(run(["call", "string", [num(3)]])).toBe("3");
    expect(run(["op", "?:", [id("yes"), str("a"), boom]])).toBe("a");
  });

  it("runs macros, nested ones with both variables", () => {
    const gt = (n: number): CelNode => ["op", ">", [id("v"), num(n)]];
    expect(run(["macro", "all", id("nums"), "v", gt(0)])).toBe(true);
    expect(run(["macro", "exists", id("nums"), "v", gt(3)])).toBe(false);
    expect(run(["macro", "exists_one", id("nums"), "v", gt(2)])).toBe(true);
    expect(run(["macro", "filter", id("nums"), "v", gt(1)])).toEqual([2, 3]);
    expect(run(["macro", "map", id("nums"), "v", gt(1), ["op", "*", [id("v"), num(10)]]])).toEqual([20, 30]);
    const inner: CelNode = ["macro", "map", id("nums"), "w", ["op", "*", [id("v"), id("w")]]];
    expect(run(["macro", "map", id("nums"), "v", inner])).toEqual([
      [1, 2, 3],
      [2, 4, 6],
      [3, 6, 9],
    ]);
    expect(run(["macro", "exists", id("pod"), "k", ["op", "==", [id("k"), str("errors")]]])).toBe(true);
  });

  it("a macro variable hides an outer name inside the macro only", () => {
    const hidden: CelNode = ["macro", "map", id("nums"), "x", id("x")];
    expect(run(["op", "+", [hidden, ["list", [id("x")]]]])).toEqual([1, 2, 3, 5]);
  });

  it("L10: && and || ignore an error when the other operand decides, on either side", () => {
    const no: CelNode = ["bool", false];
    const yes: CelNode = ["bool", true];
    expect(run(["op", "&&", [boom, no]])).toBe(false);
    expect(run(["op", "&&", [no, boom]])).toBe(false);
    expect(run(["op", "||", [boom, yes]])).toBe(true);
    expect(kindOf(() => run(["op", "&&", [boom, yes]]))).toBe("division-by-zero");
    expect(kindOf(() => run(["op", "||", [no, boom]]))).toBe("division-by-zero");
    expect(kindOf(() => run(["op", "&&", [num(1), yes]]))).toBe("type");
    const perItem: CelNode = ["op", ">", [["op", "/", [num(1), ["op", "-", [id("v"), num(2)]]]], num(0)]];
    expect(run(["macro", "exists", id("nums"), "v", perItem])).toBe(true);
    expect(run(["macro", "all", id("nums"), "v", perItem])).toBe(false);
  });

  it("L10: a host's own exception is not absorbed", () => {
    const bad = {
      fail: () => {
        throw new RangeError("broken");
      },
    };
    const node: CelNode = [
      "op",
      "||",
      [
        ["call", "fail", []],
        ["bool", true],
      ],
    ];
    expect(() => compileCel(node, bad)(env)).toThrow(RangeError);
  });

  it("L10: errors carry their kind", () => {
    const kinds: [CelNode, CelErrorKind][] = [
      [id("nobody"), "unknown-name"],
      [["get", id("pod"), "zone"], "missing-key"],
      [["get", id("x"), "zone"], "type"],
      [["index", id("nums"), num(9)], "index"],
      [["index", id("nums"), num(0.5)], "index"],
      [["op", "%", [num(1), num(0)]], "division-by-zero"],
      [["op", "+", [num(1), str("1")]], "type"],
      [["op", "<", [num(1), str("1")]], "type"],
      [["op", "!", [num(1)]], "type"],
      [["get", id("pod"), "constructor"], "missing-key"],
    ];
    for (const [node, kind] of kinds) {
      const code = compileCel(node, host);
      expect(
        kindOf(() => code(env)),
        JSON.stringify(node),
      ).toBe(kind);
    }
  });

  it("L10: unknown functions and wrong numbers of arguments fail when compiled", () => {
    const kinds: [CelNode, CelErrorKind][] = [
      [["call", "nope", []], "unknown-function"],
      [["call", "toString", []], "unknown-function"],
      [["method", id("name"), "matches", [str(".*")]], "unknown-function"],
      [["call", "size", []], "arity"],
      [["method", id("name"), "contains", []], "arity"],
      [["op", "+", [num(1)]], "arity"],
      [["call", "has", [id("x")]], "arity"],
    ];
    for (const [node, kind] of kinds)
      expect(
        kindOf(() => compileCel(node, host)),
        JSON.stringify(node),
      ).toBe(kind);
  });

  it("L9: macro depth, nesting and list sizes are bounded", () => {
    const one = (body: CelNode): CelNode => ["macro", "all", id("nums"), "v", body];
    expect(kindOf(() => compileCel(one(one(["bool", true])), host))).toBe("none");
    expect(kindOf(() => compileCel(one(one(one(["bool", true]))), host))).toBe("limit");
    let deep: CelNode = num(1);
    for (let i = 0; i < 100; i++) deep = ["op", "neg", [deep]];
    expect(kindOf(() => compileCel(deep, host))).toBe("limit");
    expect(kindOf(() => run(["macro", "all", id("big"), "v", ["bool", true]]))).toBe("limit");
    expect(kindOf(() => run(["op", "+", [id("big"), id("nums")]]))).toBe("limit");
    const wide: CelNode = ["list", Array.from({ length: CEL_MAX_LIST + 1 }, () => num(0))];
    expect(kindOf(() => compileCel(wide, host))).toBe("limit");
  });

  it("a map with the key __proto__ is only a map", () => {
    const node: CelNode = ["get", ["map", [[str("__proto__"), num(1)]]], "__proto__"];
    expect(run(node)).toBe(1);
    expect(kindOf(() => run(["get", ["map", []], "toString"]))).toBe("missing-key");
  });
});
