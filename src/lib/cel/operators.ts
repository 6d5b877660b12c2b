import type { Code } from "./code";
import { CelError, type CelOperator, type CelValue } from "./tree";
import { add, asBool, celEquals, isIn, typeError } from "./values";

function compileArithmetic<E>(op: "-" | "*" | "/" | "%", left: Code<E>, right: Code<E>): Code<E> {
  const numbers =
    (f: (a: number, b: number) => number): Code<E> =>
    (env, l) => {
      const a = left(env, l);
      const b = right(env, l);
      if (typeof a !== "number" || typeof b !== "number") throw typeError(op, a, b);
      return f(a, b);
    };
  const nonZero = (b: number): number => {
    if (b === 0) throw new CelError("division-by-zero", `${op} by zero`);
    return b;
  };
  if (op === "-") return numbers((a, b) => a - b);
  if (op === "*") return numbers((a, b) => a * b);
  return op === "/" ? numbers((a, b) => a / nonZero(b)) : numbers((a, b) => a % nonZero(b));
}

/** Written out four times: one shared comparison closure would be megamorphic on the hottest path. */
function compileComparison<E>(op: "<" | "<=" | ">" | ">=", left: Code<E>, right: Code<E>): Code<E> {
  const strings = (a: CelValue, b: CelValue): number => {
    if (typeof a !== "string" || typeof b !== "string") throw typeError(op, a, b);
    return a < b ? -1 : a > b ? 1 : 0;
  };
  switch (op) {
    case "<":
      return (env, l) => {
        const a = left(env, l);
        const b = right(env, l);
        return typeof a === "number" && typeof b === "number" ? a < b : strings(a, b) < 0;
      };
    case "<=":
      return (env, l) => {
        const a = left(env, l);
        const b = right(env, l);
        return typeof a === "number" && typeof b === "number" ? a <= b : strings(a, b) <= 0;
      };
    case ">":
      return (env, l) => {
        const a = left(env, l);
        const b = right(env, l);
        return typeof a === "number" && typeof b === "number" ? a > b : strings(a, b) > 0;
      };
    case ">=":
      return (env, l) => {
        const a = left(env, l);
        const b = right(env, l);
        return typeof a === "number" && typeof b === "number" ? a >= b : strings(a, b) >= 0;
      };
  }
}

/**
 * && and || are symmetric in CEL: an operand with an error does not matter when the other one decides.
 * `decides` is the value that decides: false for &&, true for ||.
 */
function compileLogic<E>(op: "&&" | "||", left: Code<E>, right: Code<E>): Code<E> {
  const decides = op === "||";
  return (env, l) => {
    let a: boolean;
    try {
      a = asBool(left(env, l), op);
    } catch (error) {
      if (!(error instanceof CelError)) throw error;
      if (asBool(right(env, l), op) === decides) return decides;
      throw error;
    }
    return a === decides ? decides : asBool(right(env, l), op);
  };
}

const OPERATOR_ARITY: Readonly<Record<CelOperator, number>> = {
  "+": 2,
  "-": 2,
  "*": 2,
  "/": 2,
  "%": 2,
  "==": 2,
  "!=": 2,
  "<": 2,
  "<=": 2,
  ">": 2,
  ">=": 2,
  "&&": 2,
  "||": 2,
  "!": 1,
  neg: 1,
  in: 2,
  "?:": 3,
};

/** @throws CelError where there is no such operator, or it takes another number of operands */
export function compileOperator<E>(op: CelOperator, args: readonly Code<E>[]): Code<E> {
  if (!Object.hasOwn(OPERATOR_ARITY, op)) throw new CelError("unknown-function", `there is no operator ${op}`);
  if (args.length !== OPERATOR_ARITY[op]) {
    throw new CelError("arity", `${op} takes ${OPERATOR_ARITY[op]} operands, not ${args.length}`);
  }
  const a = args[0] as Code<E>;
  const b = args[1] as Code<E>;
  const c = args[2] as Code<E>;
  switch (op) {
    case "+":
      return (env, l) => add(a(env, l), b(env, l));
    case "-":
    case "*":
    case "/":
    case "%":
      return compileArithmetic(op, a, b);
    case "<":
    case "<=":
    case ">":
    case ">=":
      return compileComparison(op, a, b);
    case "==":
      return (env, l) => celEquals(a(env, l), b(env, l));
    case "!=":
      return (env, l) => !celEquals(a(env, l), b(env, l));
    case "&&":
    case "||":
      return compileLogic(op, a, b);
    case "!":
      return (env, l) => !asBool(a(env, l), "!");
    case "neg":
      return (env, l) => {
        const v = a(env, l);
        if (typeof v !== "number") throw typeError("unary -", v);
        return -v;
      };
    case "in":
      return (env, l) => isIn(a(env, l), b(env, l));
    case "?:":
      return (env, l) => (asBool(a(env, l), "?:") ? b(env, l) : c(env, l));
  }
}
