/** A query after reading: only what the documented subset has. Positions are characters of the query text. */

export interface Place {
  readonly from: number;
  readonly to: number;
}

export interface Matcher extends Place {
  readonly label: string;
  readonly op: "=" | "!=" | "=~" | "!~";
  readonly value: string;
  readonly test: (value: string) => boolean;
}

export interface Selector extends Place {
  readonly kind: "selector";
  readonly metric: string;
  readonly matchers: readonly Matcher[];
  /** Seconds of a range vector; null for an instant one. */
  readonly range: number | null;
  /** Seconds it looks back from each step. */
  readonly offset: number;
}

export interface NumberLiteral extends Place {
  readonly kind: "number";
  readonly value: number;
}

export interface FunctionCall extends Place {
  readonly kind: "call";
  readonly name: string;
  readonly args: readonly Expr[];
}

export interface Aggregate extends Place {
  readonly kind: "aggregate";
  readonly op: AggregateOp;
  readonly without: boolean;
  readonly labels: readonly string[];
  readonly param: Expr | null;
  readonly arg: Expr;
}

export interface Matching {
  readonly on: boolean;
  readonly labels: readonly string[];
  /** The side that may have many series for one of the other, and labels it takes over from the other. */
  readonly many: "left" | "right" | null;
  readonly include: readonly string[];
}

export interface Binary extends Place {
  readonly kind: "binary";
  readonly op: BinaryOp;
  readonly bool: boolean;
  readonly matching: Matching;
  readonly left: Expr;
  readonly right: Expr;
}

export interface Negation extends Place {
  readonly kind: "negate";
  readonly arg: Expr;
}

export type Expr = Selector | NumberLiteral | FunctionCall | Aggregate | Binary | Negation;
export type ValueType = "scalar" | "vector" | "range";

export const AGGREGATES = ["sum", "avg", "min", "max", "count", "group", "topk", "bottomk", "quantile"] as const;
export type AggregateOp = (typeof AGGREGATES)[number];
export const ARITHMETIC = ["+", "-", "*", "/", "%", "^"] as const;
export const COMPARISONS = ["==", "!=", ">", "<", ">=", "<="] as const;
export const SETS = ["and", "or", "unless"] as const;
export type BinaryOp = (typeof ARITHMETIC)[number] | (typeof COMPARISONS)[number] | (typeof SETS)[number];

export function isComparison(op: BinaryOp): op is (typeof COMPARISONS)[number] {
  return (COMPARISONS as readonly string[]).includes(op);
}
export function isSet(op: BinaryOp): op is (typeof SETS)[number] {
  return (SETS as readonly string[]).includes(op);
}
