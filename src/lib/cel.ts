/**
 * The run-time half of the condition language: restricted CEL. The parser (in `scenario`) turns source text into a
 * JSON tree; this turns the tree into nested closures, without eval. Every program ends: no recursion, no regular
 * expressions, loops only over lists of at most 1,000 items and at most two deep. All numbers are doubles.
 */

import type { Code } from "./cel/code";
import { builtin, CEL_FUNCTIONS, compileMethod } from "./cel/functions";
import { compileMacro } from "./cel/macros";
import { compileOperator } from "./cel/operators";
import {
  CEL_MAX_DEPTH,
  CEL_MAX_MACRO_DEPTH,
  type CelEnv,
  CelError,
  type CelHost,
  type CelNode,
  type CelValue,
} from "./cel/tree";
import { capped, celType, getField, getIndex, isMap } from "./cel/values";

export { CEL_FUNCTIONS, CEL_METHODS } from "./cel/functions";
export {
  CEL_MAX_DEPTH,
  CEL_MAX_LIST,
  CEL_MAX_MACRO_DEPTH,
  CEL_MAX_STRING,
  type CelEnv,
  CelError,
  type CelErrorKind,
  type CelHost,
  type CelMacro,
  type CelNode,
  type CelOperator,
  type CelValue,
} from "./cel/tree";
export { celEquals, celType } from "./cel/values";

/** The variables of the macros around an expression, outermost first, and how deep it is nested. */
interface Scope {
  readonly names: readonly string[];
  readonly depth: number;
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
