import type { Code } from "./code";
import { CelError, type CelValue } from "./tree";
import { sizeOf, typeError } from "./values";

/** Built-in functions and methods with their numbers of arguments, for checkers. `has` and macros are syntax. */
export const CEL_FUNCTIONS: Readonly<Record<string, number>> = { has: 1, size: 1, string: 1, double: 1, int: 1 };
export const CEL_METHODS: Readonly<Record<string, number>> = { contains: 1, startsWith: 1, endsWith: 1, size: 0 };

/** The value of a built-in function other than `has`; its name and number of arguments are checked before. */
export function builtin(name: string, value: CelValue): CelValue {
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

/** @throws CelError where there is no such method, or it takes another number of arguments */
export function compileMethod<E>(target: Code<E>, name: string, args: readonly Code<E>[]): Code<E> {
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
