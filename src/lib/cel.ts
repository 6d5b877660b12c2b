/**
 * The run-time half of the condition language: restricted CEL. The parser (in `scenario`) turns source text into a
 * JSON tree; this turns the tree into nested closures, without eval. Every program ends: no recursion, no regular
 * expressions, loops only over lists of at most 1,000 items and at most two deep. All numbers are doubles.
 */

/** Binary, unary and ternary operators ("neg" is unary minus, "?:" takes condition, then, else). */
export type CelOperator =
  | "+"
  | "-"
  | "*"
  | "/"
  | "%"
  | "=="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "&&"
  | "||"
  | "!"
  | "neg"
  | "in"
  | "?:";

export type CelMacro = "all" | "exists" | "exists_one" | "map" | "filter";

/** Expression tree, plain JSON. The fifth and sixth item of "map" with a filter: condition, then transform. */
export type CelNode =
  | readonly ["num", number]
  | readonly ["str", string]
  | readonly ["bool", boolean]
  | readonly ["null"]
  | readonly ["list", readonly CelNode[]]
  | readonly ["map", readonly (readonly [CelNode, CelNode])[]]
  | readonly ["id", string]
  | readonly ["get", CelNode, string]
  | readonly ["index", CelNode, CelNode]
  | readonly ["call", string, readonly CelNode[]]
  | readonly ["method", CelNode, string, readonly CelNode[]]
  | readonly ["op", CelOperator, readonly CelNode[]]
  | readonly ["macro", CelMacro, CelNode, string, CelNode]
  | readonly ["macro", CelMacro, CelNode, string, CelNode, CelNode];

export type CelValue = number | string | boolean | null | readonly CelValue[] | { readonly [key: string]: CelValue };

/** Where identifiers get their values. `undefined` means unknown and is an error in the expression. */
export interface CelEnv {
  lookup(name: string): CelValue | undefined;
}

/** Functions supplied by the caller. They may throw CelError; anything else they throw is passed through. */
export type CelHost<E extends CelEnv> = Readonly<Record<string, (env: E, args: readonly CelValue[]) => CelValue>>;

export type CelErrorKind =
  | "unknown-name"
  | "unknown-function"
  | "missing-key"
  | "index"
  | "type"
  | "arity"
  | "division-by-zero"
  | "limit";

/** A condition that has no value: at compile time (unknown function, arity, limits) or while it runs. */
export class CelError extends Error {
  readonly kind: CelErrorKind;
  constructor(kind: CelErrorKind, message: string) {
    super(message);
    this.name = "CelError";
    this.kind = kind;
  }
}

export const CEL_MAX_LIST = 1000;
export const CEL_MAX_MACRO_DEPTH = 2;
export const CEL_MAX_DEPTH = 64;
export const CEL_MAX_STRING = 10_000;

/** Built-in functions and methods with their numbers of arguments, for checkers. `has` and macros are syntax. */
export const CEL_FUNCTIONS: Readonly<Record<string, number>> = { has: 1, size: 1, string: 1, double: 1, int: 1 };
export const CEL_METHODS: Readonly<Record<string, number>> = { contains: 1, startsWith: 1, endsWith: 1, size: 0 };

/** Values of macro variables, by nesting slot. */
type Locals = CelValue[];
type Code<E> = (env: E, locals: Locals) => CelValue;
interface Scope {
  readonly names: readonly string[];
  readonly depth: number;
}

/** The CEL name of a value's type. */
export function celType(v: CelValue): string {
  if (v === null) return "null";
  if (typeof v === "object") return isList(v) ? "list" : "map";
  return typeof v === "number" ? "double" : typeof v === "string" ? "string" : "bool";
}

function isList(v: CelValue): v is readonly CelValue[] {
  return Array.isArray(v);
}

function isMap(v: CelValue): v is { readonly [key: string]: CelValue } {
  return v !== null && typeof v === "object" && !Array.isArray(v);
}

function typeError(what: string, ...values: CelValue[]): CelError {
  return new CelError("type", `${what} cannot be applied to ${values.map(celType).join(" and ")}`);
}

/** Deep equality; values of different types are unequal, NaN equals nothing. */
export function celEquals(a: CelValue, b: CelValue): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return false;
  if (isList(a) || isList(b)) {
    if (!isList(a) || !isList(b) || a.length !== b.length) return false;
    return a.every((item, i) => celEquals(item, b[i] as CelValue));
  }
  const left = a as { readonly [key: string]: CelValue };
  const right = b as { readonly [key: string]: CelValue };
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((k) => Object.hasOwn(right, k) && celEquals(left[k] as CelValue, right[k] as CelValue));
}

function getField(target: CelValue, field: string): CelValue {
  if (!isMap(target)) throw new CelError("type", `.${field} needs a map, not ${celType(target)}`);
  const value = Object.hasOwn(target, field) ? target[field] : undefined;
  if (value === undefined) throw new CelError("missing-key", `there is no "${field}" here`);
  return value;
}

function getIndex(target: CelValue, index: CelValue): CelValue {
  if (isList(target)) {
    if (typeof index !== "number") throw new CelError("type", `a list index is a number, not ${celType(index)}`);
    const value = target[index];
    if (value === undefined) throw new CelError("index", `index ${index} is outside a list of ${target.length}`);
    return value;
  }
  if (typeof index === "object") throw new CelError("type", `a map key cannot be ${celType(index)}`);
  return getField(target, String(index));
}

function sizeOf(v: CelValue): number {
  if (typeof v === "string" || isList(v)) return v.length;
  if (isMap(v)) return Object.keys(v).length;
  throw typeError("size()", v);
}

function add(a: CelValue, b: CelValue): CelValue {
  if (typeof a === "number" && typeof b === "number") return a + b;
  if (typeof a === "string" && typeof b === "string") {
    if (a.length + b.length > CEL_MAX_STRING)
      throw new CelError("limit", `a string may have ${CEL_MAX_STRING} characters`);
    return a + b;
  }
  if (isList(a) && isList(b)) return capped([...a, ...b]);
  throw typeError("+", a, b);
}

function capped(list: readonly CelValue[]): readonly CelValue[] {
  if (list.length > CEL_MAX_LIST) {
    throw new CelError("limit", `a list may have ${CEL_MAX_LIST} items, this one has ${list.length}`);
  }
  return list;
}

function isIn(item: CelValue, target: CelValue): boolean {
  if (isList(target)) return target.some((x) => celEquals(item, x));
  if (isMap(target)) return typeof item !== "object" && Object.hasOwn(target, String(item));
  throw typeError("in", item, target);
}

function asBool(v: CelValue, where: string): boolean {
  if (typeof v !== "boolean") throw new CelError("type", `${where} needs true or false, not ${celType(v)}`);
  return v;
}

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

function compileOperator<E>(op: CelOperator, args: readonly Code<E>[]): Code<E> {
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

function builtin(name: string, value: CelValue): CelValue {
  switch (name) {
    case "size":
      return sizeOf(value);
    case "string":
      if (typeof value === "object") throw typeError("string()", value);
      return String(value);
    default: {
      const n = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
      if (typeof n !== "number" || Number.isNaN(n)) throw typeError(`${name}()`, value);
      return name === "int" ? Math.trunc(n) : n;
    }
  }
}

function compileMethod<E>(target: Code<E>, name: string, args: readonly Code<E>[]): Code<E> {
  const arity = Object.hasOwn(CEL_METHODS, name) ? CEL_METHODS[name] : undefined;
  if (arity === undefined) throw new CelError("unknown-function", `there is no method .${name}()`);
  if (args.length !== arity) throw new CelError("arity", `.${name}() takes ${arity} arguments, not ${args.length}`);
  if (name === "size") return (env, l) => sizeOf(target(env, l));
  const arg = args[0] as Code<E>;
  return (env, l) => {
    const s = target(env, l);
    const part = arg(env, l);
    if (typeof s !== "string" || typeof part !== "string") throw typeError(`.${name}()`, s, part);
    return name === "contains" ? s.includes(part) : name === "startsWith" ? s.startsWith(part) : s.endsWith(part);
  };
}

function items(v: CelValue, macro: string): readonly CelValue[] {
  if (isList(v)) return capped(v);
  if (isMap(v)) return capped(Object.keys(v));
  throw typeError(`.${macro}()`, v);
}

/** all and exists absorb errors as && and || do; the first error stands if no item decides. */
function compileQuantifier<E>(macro: "all" | "exists", target: Code<E>, slot: number, body: Code<E>): Code<E> {
  const decides = macro === "exists";
  return (env, l) => {
    let failure: CelError | undefined;
    for (const item of items(target(env, l), macro)) {
      l[slot] = item;
      try {
        if (asBool(body(env, l), macro) === decides) return decides;
      } catch (error) {
        if (!(error instanceof CelError)) throw error;
        failure ??= error;
      }
    }
    if (failure) throw failure;
    return !decides;
  };
}

function compileMacro<E>(
  macro: CelMacro,
  target: Code<E>,
  slot: number,
  body: Code<E>,
  second: Code<E> | undefined,
): Code<E> {
  if (second && macro !== "map") throw new CelError("arity", `.${macro}() takes a name and one expression`);
  switch (macro) {
    case "all":
    case "exists":
      return compileQuantifier(macro, target, slot, body);
    case "exists_one":
      return (env, l) => {
        let hits = 0;
        for (const item of items(target(env, l), macro)) {
          l[slot] = item;
          if (asBool(body(env, l), macro)) hits++;
        }
        return hits === 1;
      };
    case "filter":
      return (env, l) =>
        items(target(env, l), macro).filter((item) => {
          l[slot] = item;
          return asBool(body(env, l), macro);
        });
    case "map":
      return (env, l) => {
        const out: CelValue[] = [];
        for (const item of items(target(env, l), macro)) {
          l[slot] = item;
          if (!second) out.push(body(env, l));
          else if (asBool(body(env, l), macro)) out.push(second(env, l));
        }
        return out;
      };
    default:
      throw new CelError("unknown-function", `there is no macro ${String(macro)}`);
  }
}

function compileHas<E extends CelEnv>(args: readonly CelNode[], host: CelHost<E>, scope: Scope): Code<E> {
  const arg = args[0];
  if (args.length !== 1 || arg?.[0] !== "get") throw new CelError("arity", "has() takes one field, as in has(a.b)");
  const target = compile(arg[1], host, scope);
  const field = arg[2];
  return (env, l) => {
    const v = target(env, l);
    if (!isMap(v)) throw new CelError("type", `has(….${field}) needs a map, not ${celType(v)}`);
    return Object.hasOwn(v, field) && v[field] !== undefined;
  };
}

function compileCall<E extends CelEnv>(
  name: string,
  nodes: readonly CelNode[],
  host: CelHost<E>,
  scope: Scope,
): Code<E> {
  if (name === "has") return compileHas(nodes, host, scope);
  const args = nodes.map((node) => compile(node, host, scope));
  const own = Object.hasOwn(host, name) ? host[name] : undefined;
  if (own) {
    const [first, second] = args;
    if (!first) return (env) => own(env, []);
    if (!second) return (env, l) => own(env, [first(env, l)]);
    return (env, l) =>
      own(
        env,
        args.map((arg) => arg(env, l)),
      );
  }
  const arity = Object.hasOwn(CEL_FUNCTIONS, name) ? CEL_FUNCTIONS[name] : undefined;
  if (arity === undefined) throw new CelError("unknown-function", `there is no function ${name}()`);
  const only = args[0];
  if (args.length !== arity || !only) {
    throw new CelError("arity", `${name}() takes ${arity} arguments, not ${args.length}`);
  }
  return (env, l) => builtin(name, only(env, l));
}

function compile<E extends CelEnv>(node: CelNode, host: CelHost<E>, outer: Scope): Code<E> {
  if (outer.depth >= CEL_MAX_DEPTH) throw new CelError("limit", `an expression may nest ${CEL_MAX_DEPTH} levels deep`);
  const scope: Scope = { names: outer.names, depth: outer.depth + 1 };
  const sub = (n: CelNode): Code<E> => compile(n, host, scope);
  switch (node[0]) {
    case "num":
    case "str":
    case "bool": {
      const value = node[1];
      return () => value;
    }
    case "null":
      return () => null;
    case "list": {
      capped(node[1] as readonly unknown[] as readonly CelValue[]);
      const parts = node[1].map(sub);
      return (env, l) => parts.map((part) => part(env, l));
    }
    case "map": {
      const parts = node[1].map(([k, v]) => [sub(k), sub(v)] as const);
      return (env, l) => {
        const out: Record<string, CelValue> = Object.create(null) as Record<string, CelValue>;
        for (const [k, v] of parts) {
          const key = k(env, l);
          if (typeof key === "object") throw new CelError("type", `a map key cannot be ${celType(key)}`);
          out[String(key)] = v(env, l);
        }
        return out;
      };
    }
    case "id": {
      const name = node[1];
      const slot = scope.names.lastIndexOf(name);
      if (slot >= 0) return (_env, l) => l[slot] as CelValue;
      return (env) => {
        const value = env.lookup(name);
        if (value === undefined) throw new CelError("unknown-name", `"${name}" has no value here`);
        return value;
      };
    }
    case "get": {
      const target = sub(node[1]);
      const field = node[2];
      return (env, l) => getField(target(env, l), field);
    }
    case "index": {
      const target = sub(node[1]);
      const index = sub(node[2]);
      return (env, l) => getIndex(target(env, l), index(env, l));
    }
    case "call":
      return compileCall(node[1], node[2], host, scope);
    case "method":
      return compileMethod(sub(node[1]), node[2], node[3].map(sub));
    case "op":
      return compileOperator(node[1], node[2].map(sub));
    case "macro": {
      if (scope.names.length >= CEL_MAX_MACRO_DEPTH) {
        throw new CelError("limit", `macros may nest ${CEL_MAX_MACRO_DEPTH} deep`);
      }
      const slot = scope.names.length;
      const inner: Scope = { names: [...scope.names, node[3]], depth: scope.depth };
      const body = compile(node[4], host, inner);
      const second = node[5] ? compile(node[5], host, inner) : undefined;
      return compileMacro(node[1], sub(node[2]), slot, body, second);
    }
    default:
      throw new CelError("unknown-function", `there is no expression of kind ${String(node[0])}`);
  }
}

/**
 * Compiles an expression into a function of the environment.
 *
 * Throws CelError at once for unknown functions, wrong numbers of arguments and broken limits; the returned function
 * throws CelError when the expression has no value (unknown name, missing key, wrong type, division by zero).
 * A macro's target is evaluated outside its own variable's scope.
 */
export function compileCel<E extends CelEnv>(node: CelNode, host: CelHost<E>): (env: E) => CelValue {
  const code = compile(node, host, { names: [], depth: 0 });
  return (env) => code(env, []);
}
