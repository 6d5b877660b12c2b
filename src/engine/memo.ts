import type { DrillState } from "./state";

/** What was made of which inputs. */
export interface Memo {
  readonly inputs: readonly unknown[];
  readonly value: unknown;
}

/** A part of a view; the same object as long as what it is made of is the same. */
export function part<T>(state: DrillState, key: string, inputs: readonly unknown[], make: () => T): T {
  const known = state.memo.get(key) as Memo | undefined;
  if (known !== undefined && inputs.every((input, i) => Object.is(input, known.inputs[i]))) return known.value as T;
  const value = make();
  state.memo.set(key, { inputs, value } satisfies Memo);
  return value;
}
