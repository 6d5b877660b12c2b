import type { Code } from "./code";
import { CelError, type CelMacro, type CelValue } from "./tree";
import { asBool, capped, isList, isMap, typeError } from "./values";

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

/**
 * A macro over the items of `target` (of a map, its keys), each in `slot` while `body` is evaluated; `second` is what a "map" with a
 * filter makes of those that pass.
 */
export function compileMacro<E>(
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
