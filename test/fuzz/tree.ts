import type { Dice } from "./dice";

/** What YAML holds, as it is changed here. */
export type Value = string | number | boolean | null | Value[] | { [key: string]: Value };
export type Holder = Value[] | { [key: string]: Value };

/** A value and where it hangs: the keys above it, its own last. */
export interface Spot {
  readonly holder: Holder;
  readonly key: string | number;
  readonly path: readonly (string | number)[];
}

export const isHolder = (value: Value | undefined): value is Holder => typeof value === "object" && value !== null;

export const valueAt = ({ holder, key }: Spot): Value => (holder as Record<string | number, Value>)[key] ?? null;

export function put({ holder, key }: Pick<Spot, "holder" | "key">, value: Value): void {
  // A key may be one that assignment would take for something else.
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

export function take({ holder, key }: Spot): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}

/** Every value below a root, in the order of the document; a circle is walked once. */
export function spotsOf(root: Value): Spot[] {
  const spots: Spot[] = [];
  const visit = (holder: Value, path: readonly (string | number)[], above: readonly Value[]): void => {
    if (!isHolder(holder) || above.includes(holder)) return;
    for (const [name, value] of Object.entries(holder)) {
      const key = Array.isArray(holder) ? Number(name) : name;
      const own = [...path, key];
      spots.push({ holder, key, path: own });
      visit(value, own, [...above, holder]);
    }
  };
  visit(root, [], []);
  return spots;
}

/** One of the places whose value passes; null when there is none. */
export function spotWhere(root: Value, dice: Dice, test: (value: Value, spot: Spot) => boolean): Spot | null {
  const fitting = spotsOf(root).filter((spot) => test(valueAt(spot), spot));
  return fitting.length === 0 ? null : dice.of(fitting);
}

/** Gives a key another name and leaves it where it stands among the others. */
export function rename({ holder, key }: Spot, name: string): void {
  if (Array.isArray(holder)) return;
  for (const [each, value] of Object.entries(holder)) {
    delete holder[each];
    put({ holder, key: each === key ? name : each }, value);
  }
}
