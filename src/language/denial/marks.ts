/**
 * What a word may do to a match beside it, by the word alone, and where clauses begin and end: worked out once for each text. Most words can do
 * nothing, and there are many matches to hold against each.
 */
import type { Doc } from "../rules";
import type { Cues } from "./cues";
import {
  ADDING,
  AVOIDING,
  BEHIND,
  BELITTLING,
  DECIDING,
  DISMISSING,
  DRAWERS,
  EXCLAMATIONS,
  FATES,
  FINDING,
  LEAVING,
  LEAVING_WITH,
  MERELY,
  NEGATORS,
  REFUSING,
  REJECTING,
  REJECTING_WITH,
  RETORTS,
  SPEAKERS,
  SPENDING,
  TURNS,
} from "./words";

/** Bits of a mark. */
export const NEGATES = 1;
/** Before its object: a verb of leaving or deciding, a cue like "instead of". */
export const LEAVES = 2;
/** Ends what may be denied: "then", "why". */
export const BREAKS = 4;
export const EXCLAIMS = 8;
/** Begins another thought: "but", "and". */
export const TURNING = 16;
export const SLIGHTS = 32;
export const REJECTS = 64;
export const SPEAKS = 128;
export const FINDS = 256;
/** The first word of a clause. */
export const BEGINS = 512;
/** Any that stands behind a match. */
export const BEHIND_MATCH = NEGATES | EXCLAIMS | TURNING | SLIGHTS | REJECTS | SPEAKS | FINDS | BEGINS;
/** Any that stands before one. */
export const BEFORE_MATCH = NEGATES | LEAVES | BREAKS;

export interface Marks {
  /** By token. */
  readonly bits: Int32Array;
  /** First token of the clause of each token, and one past its last. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

function table(...entries: readonly (readonly [Iterable<string>, number])[]): ReadonlyMap<string, number> {
  const out = new Map<string, number>();
  for (const [keys, bit] of entries) for (const key of keys) out.set(key, (out.get(key) ?? 0) | bit);
  return out;
}

const heads = (patterns: Cues): Iterable<string> => patterns.keys();

const BY_TEXT = table(
  [NEGATORS, NEGATES],
  [heads(BEHIND), LEAVES],
  [["then", "why"], BREAKS],
  [heads(EXCLAMATIONS), EXCLAIMS],
  [heads(RETORTS), EXCLAIMS],
  [TURNS, TURNING],
  [["and", "then"], TURNING],
  [heads(FATES), SLIGHTS],
  [MERELY, SLIGHTS],
  [["little", "nothing", "wait", "for"], SLIGHTS],
  [SPEAKERS, SPEAKS],
);

const BY_STEM = table(
  [AVOIDING, LEAVES],
  [REFUSING, LEAVES],
  [LEAVING, LEAVES],
  [LEAVING_WITH.keys(), LEAVES],
  [DECIDING, LEAVES],
  [REJECTING, LEAVES | REJECTS],
  [REJECTING_WITH.keys(), LEAVES | REJECTS],
  [DISMISSING, SLIGHTS],
  [BELITTLING, SLIGHTS],
  [DRAWERS, SLIGHTS],
  [ADDING, SLIGHTS],
  [SPENDING, SLIGHTS],
  [["be", "belong", "stay", "remain"], SLIGHTS],
  [FINDING, FINDS],
);

const known = new WeakMap<Doc, Marks>();

export function marksOf(doc: Doc): Marks {
  const before = known.get(doc);
  if (before !== undefined) return before;
  const { tokens, stems } = doc;
  const size = tokens.length;
  const marks = { bits: new Int32Array(size), starts: new Int32Array(size), ends: new Int32Array(size) };
  let start = 0;
  for (let i = 0; i < size; i++) {
    if (tokens[i]?.clause !== tokens[start]?.clause) start = i;
    marks.starts[i] = start;
    const bits = (BY_TEXT.get(tokens[i]?.text ?? "") ?? 0) | (BY_STEM.get(stems[i] ?? "") ?? 0);
    marks.bits[i] = start === i ? bits | BEGINS : bits;
  }
  for (let i = size - 1, end = size; i >= 0; i--) {
    if (tokens[i]?.clause !== tokens[end - 1]?.clause) end = i + 1;
    marks.ends[i] = end;
  }
  known.set(doc, marks);
  return marks;
}
