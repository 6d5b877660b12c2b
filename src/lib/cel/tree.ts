/** Binary, unary and ternary operators ("neg" is unary minus, "?:" takes condition, then, else). */
export type CelOperator =
  | "+"
  | "-"
  | "*"
  | "/"
  | "%"
  | "=="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "&&"
  | "||"
  | "!"
  | "neg"
  | "in"
  | "?:";

export type CelMacro = "all" | "exists" | "exists_one" | "map" | "filter";

/** Expression tree, plain JSON. The fifth and sixth item of "map" with a filter: condition, then transform. */
export type CelNode =
  | readonly ["num", number]
  | readonly ["str", string]
  | readonly ["bool", boolean]
  | readonly ["null"]
  | readonly ["list", readonly CelNode[]]
  | readonly ["map", readonly (readonly [CelNode, CelNode])[]]
  | readonly ["id", string]
  | readonly ["get", CelNode, string]
  | readonly ["index", CelNode, CelNode]
  | readonly ["call", string, readonly CelNode[]]
  | readonly ["method", CelNode, string, readonly CelNode[]]
  | readonly ["op", CelOperator, readonly CelNode[]]
  | readonly ["macro", CelMacro, CelNode, string, CelNode]
  | readonly ["macro", CelMacro, CelNode, string, CelNode, CelNode];

export type CelValue = number | string | boolean | null | readonly CelValue[] | { readonly [key: string]: CelValue };

/** Where identifiers get their values. `undefined` means unknown and is an error in the expression. */
export interface CelEnv {
  lookup(name: string): CelValue | undefined;
}

/** Functions supplied by the caller. They may throw CelError; anything else they throw is passed through. */
export type CelHost<E extends CelEnv> = Readonly<Record<string, (env: E, args: readonly CelValue[]) => CelValue>>;

export type CelErrorKind =
  | "unknown-name"
  | "unknown-function"
  | "missing-key"
  | "index"
  | "type"
  | "arity"
  | "division-by-zero"
  | "limit";

/** A condition that has no value: at compile time (unknown function, arity, limits) or while it runs. */
export class CelError extends Error {
  readonly kind: CelErrorKind;
  constructor(kind: CelErrorKind, message: string) {
    super(message);
    this.name = "CelError";
    this.kind = kind;
  }
}

export const CEL_MAX_LIST = 1000;
export const CEL_MAX_MACRO_DEPTH = 2;
export const CEL_MAX_DEPTH = 64;
export const CEL_MAX_STRING = 10_000;
