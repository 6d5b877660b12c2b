import type { Doc } from "../rules";

/** Patterns of a few words by their first one; each further word is one of a set, or null for any. */
export type Cues = ReadonlyMap<string, readonly (readonly (ReadonlySet<string> | null)[])[]>;

/** Patterns separated by ";", of words as they stand: `a|b` is either, `*` any one word. */
export function cues(text: string): Cues {
  const out = new Map<string, (ReadonlySet<string> | null)[][]>();
  for (const pattern of text.split(";")) {
    const [first = "", ...rest] = pattern.trim().split(" ");
    const tail = rest.map((word) => (word === "*" ? null : new Set(word.split("|"))));
    for (const word of first.split("|")) out.set(word, [...(out.get(word) ?? []), tail]);
  }
  return out;
}

/** Does one of the cues stand at token `i`, within its sentence? */
export function standsAt(doc: Doc, i: number, table: Cues): boolean {
  const token = doc.tokens[i];
  if (token === undefined) return false;
  return (table.get(token.text) ?? []).some((tail) =>
    tail.every((set, k) => {
      const next = doc.tokens[i + 1 + k];
      return next !== undefined && next.sentence === token.sentence && (set === null || set.has(next.text));
    }),
  );
}
