/** Struct-of-arrays tables of doubles that can grow: one Float64Array per column, all of the same length. */
export type Columns<K extends string> = { [key in K]: Float64Array };

/** Columns of zeros. */
export function columns<K extends string>(names: readonly K[], capacity: number): Columns<K> {
  const out: Partial<Record<K, Float64Array>> = {};
  for (const name of names) out[name] = new Float64Array(capacity);
  return out as Columns<K>;
}

/** Makes room for `capacity` rows, keeping what is there. Replaces the arrays: never hold one across a change of layout. */
export function growColumns<K extends string>(table: Columns<K>, names: readonly K[], capacity: number): void {
  for (const name of names) table[name] = grown(table[name], capacity);
}

/** A longer copy, or the same array when it is long enough. */
export function grown(array: Float64Array, capacity: number): Float64Array {
  if (array.length >= capacity) return array;
  const next = new Float64Array(capacity);
  next.set(array);
  return next;
}
