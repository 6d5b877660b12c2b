import { Environment } from "@marcbachmann/cel-js";
import { CEL_MAX_DEPTH, CEL_MAX_MACRO_DEPTH, type CelMacro, type CelNode, type CelOperator } from "#lib/cel";

/** Why source text is not an expression here, and the part of it that is at fault. */
export class ExpressionError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly start: number,
  ) {
    super(message);
  }
}

export interface ParsedExpression {
  readonly node: CelNode;
  /** Where each part of the tree begins in the source. */
  readonly starts: ReadonlyMap<CelNode, number>;
}

export const MAX_SOURCE = 2_000;
export const MAX_LITERAL_LIST = 100;

/** Only its parser is used; evaluation is ours. */
const parser = new Environment({
  limits: {
    maxAstNodes: 1_000,
    maxDepth: 40,
    maxListElements: MAX_LITERAL_LIST,
    maxMapEntries: 8,
    maxCallArguments: 8,
  },
});

interface Ast {
  readonly op: string;
  readonly args: unknown;
  readonly start: number;
}

const BINARY = new Set(["+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "&&", "||", "in"]);
const MACROS = new Set(["all", "exists", "exists_one", "map", "filter"]);

/** Source text to our tree. Throws ExpressionError at the first thing that is not allowed. */
export function parseExpression(source: string): ParsedExpression {
  if (source.length > MAX_SOURCE) {
    throw new ExpressionError("expression.size", `an expression may have ${MAX_SOURCE} characters`, 0);
  }
  let ast: Ast;
  try {
    ast = parser.parse(source).ast as unknown as Ast;
  } catch (error) {
    throw syntaxError(error);
  }
  const starts = new Map<CelNode, number>();
  const node = translate(ast, starts, 0);
  if (levels(node) > CEL_MAX_DEPTH) {
    throw new ExpressionError("expression.limit", `an expression may nest ${CEL_MAX_DEPTH} levels deep`, ast.start);
  }
  return { node, starts };
}

/** How deep a tree nests: a chain such as `a && b && c` does with every link. */
function levels(node: CelNode): number {
  const below = (part: readonly unknown[]): number =>
    part.reduce<number>(
      (most, item) => (Array.isArray(item) ? Math.max(most, isNode(item) ? 1 + below(item) : below(item)) : most),
      0,
    );
  return 1 + below(node);
}

/** Lists of nodes stand between them. */
const isNode = (part: readonly unknown[]): boolean => typeof part[0] === "string";

function syntaxError(error: unknown): ExpressionError {
  const e = error as { message?: string; range?: { start: number } };
  const message = ((e.message ?? "cannot be read").split("\n")[0] as string).replace(
    /^Unexpected token: EOF$/,
    "ends too early",
  );
  const limit = /Exceeded max/.test(message);
  return new ExpressionError(limit ? "expression.limit" : "expression.syntax", lower(message), e.range?.start ?? 0);
}

function lower(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}

function translate(ast: Ast, starts: Map<CelNode, number>, macros: number): CelNode {
  const node = build(ast, starts, macros);
  starts.set(node, ast.start);
  return node;
}

function build(ast: Ast, starts: Map<CelNode, number>, macros: number): CelNode {
  const go = (a: unknown, depth = macros): CelNode => translate(a as Ast, starts, depth);
  const args = ast.args as readonly unknown[];
  const refuse = (what: string): never => {
    throw new ExpressionError("expression.forbidden", `${what} cannot be used here`, ast.start);
  };
  switch (ast.op) {
    case "value":
      return literal(ast);
    case "id":
      return ["id", ast.args as string];
    case ".":
      return ["get", go(args[0]), args[1] as string];
    case "[]":
      return ["index", go(args[0]), go(args[1])];
    case "list":
      return ["list", args.map((a) => go(a))];
    case "?:":
      return ["op", "?:", args.map((a) => go(a))];
    case "!_":
      return ["op", "!", [go(ast.args)]];
    case "-_":
      return ["op", "neg", [go(ast.args)]];
    case "call":
      return ["call", args[0] as string, (args[1] as unknown[]).map((a) => go(a))];
    case "rcall":
      return method(ast, args, starts, macros);
    default:
      if (BINARY.has(ast.op)) return ["op", ast.op as CelOperator, args.map((a) => go(a))];
      return refuse(ast.op === "map" ? "a map in braces" : `"${ast.op}"`);
  }
}

/** Every number is a double: `1` and `1.0` are the same. */
function literal(ast: Ast): CelNode {
  const value = ast.args;
  if (typeof value === "number" || typeof value === "bigint") return ["num", Number(value)];
  if (typeof value === "string") return ["str", value];
  if (typeof value === "boolean") return ["bool", value];
  if (value === null) return ["null"];
  throw new ExpressionError("expression.forbidden", "unsigned numbers and bytes cannot be used here", ast.start);
}

function method(ast: Ast, args: readonly unknown[], starts: Map<CelNode, number>, macros: number): CelNode {
  const name = args[0] as string;
  const target = translate(args[1] as Ast, starts, macros);
  const rest = args[2] as readonly Ast[];
  if (name === "matches") {
    throw new ExpressionError(
      "expression.forbidden",
      "matches() cannot be used here, expected contains, startsWith or endsWith",
      ast.start,
    );
  }
  if (!MACROS.has(name)) return ["method", target, name, rest.map((a) => translate(a, starts, macros))];
  if (macros >= CEL_MAX_MACRO_DEPTH) {
    throw new ExpressionError("expression.limit", `.${name}() may be nested ${CEL_MAX_MACRO_DEPTH} deep`, ast.start);
  }
  const [variable, body, second] = rest;
  const most = name === "map" ? 3 : 2;
  if (variable?.op !== "id" || !body || rest.length > most) {
    throw new ExpressionError(
      "expression.arity",
      `.${name}() takes a name and an expression, as in list.${name}(x, x > 1)`,
      ast.start,
    );
  }
  const inner = translate(body, starts, macros + 1);
  const id = variable.args as string;
  if (!second) return ["macro", name as CelMacro, target, id, inner];
  return ["macro", name as CelMacro, target, id, inner, translate(second, starts, macros + 1)];
}
