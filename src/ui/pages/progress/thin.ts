/** Points that a line the size of some words can show one by one. */
const MOST = 32;

/** Values in time for a small line: of many, means of equal parts, gaps where a part has none; `each` of how many. */
export function thinned(values: readonly (number | null)[]): {
  readonly values: readonly (number | null)[];
  readonly each: number;
} {
  const each = Math.ceil(values.length / MOST);
  if (each <= 1) return { values, each: 1 };
  // Counted from the end: the last part is whole.
  const first = values.length % each;
  const parts = first === 0 ? [] : [values.slice(0, first)];
  for (let at = first; at < values.length; at += each) parts.push(values.slice(at, at + each));
  return { values: parts.map(meanOf), each };
}

/** What the line says of itself: `Restore by run`, `Restore, means of 10 runs`. */
export const thinLabel = (name: string, each: number): string =>
  each === 1 ? `${name} by run` : `${name}, means of ${each} runs`;

function meanOf(part: readonly (number | null)[]): number | null {
  const known = part.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
