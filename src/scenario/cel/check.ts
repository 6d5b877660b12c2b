import { EXPR_FUNCTIONS, EXPR_VARIABLES, type ExprContext, type ExprFunction } from "#domain/expressions";
import type { CelNode, CelOperator } from "#lib/cel";
import { CEL_METHODS } from "#lib/cel";
import { suggest } from "../cursor";
import type { Names } from "../names";
import { checkArgument, domainOfCall, domainOfVariable } from "./domains";
import type { ParsedExpression } from "./parse";

export type ExprType = "number" | "string" | "bool" | "null" | "list" | "any";

export interface Problem {
  readonly code: string;
  readonly message: string;
  /** Offset in the source. */
  readonly start: number;
}

/** What an expression is checked against. */
export interface CheckScope {
  readonly context: ExprContext;
  readonly names: Names;
  /** Fields of `e`, the journal entry, where there is one: only in marks. */
  readonly entry?: readonly string[] | undefined;
  /** Node whose configuration `config("KEY")` reads, where it is known. */
  readonly node?: string | undefined;
}

/** Work one evaluation may cost, in steps. */
export const MAX_COST = 10_000;

interface Value {
  readonly type: ExprType;
  /** The strings it can be, where they are known, and what they are called. */
  readonly domain?: Domain | undefined;
  readonly cost: number;
  /** Items, for lists. */
  readonly size?: number;
  readonly item?: Value;
}
export interface Domain {
  readonly what: string;
  readonly values: ReadonlySet<string>;
}

const FUNCTIONS: ReadonlyMap<string, ExprFunction> = new Map(EXPR_FUNCTIONS.map((f) => [f.name, f]));

/** Checks names, argument counts, types and cost; returns the type and everything that is wrong. */
export function checkExpression(
  parsed: ParsedExpression,
  scope: CheckScope,
): { readonly type: ExprType; readonly problems: readonly Problem[] } {
  const checker = new Checker(parsed, scope);
  const value = checker.value(parsed.node, new Map());
  if (value.cost > MAX_COST) {
    checker.problems.push({
      code: "expression.cost",
      message: `costs up to ${value.cost} steps, expected at most ${MAX_COST}`,
      start: 0,
    });
  }
  return { type: value.type, problems: checker.problems };
}

type Locals = ReadonlyMap<string, Value>;

class Checker {
  readonly problems: Problem[] = [];

  constructor(
    private readonly parsed: ParsedExpression,
    private readonly scope: CheckScope,
  ) {}

  private problem(node: CelNode, code: string, message: string): void {
    this.problems.push({ code, message, start: this.parsed.starts.get(node) ?? 0 });
  }

  value(node: CelNode, locals: Locals): Value {
    switch (node[0]) {
      case "num":
        return { type: "number", cost: 1 };
      case "str":
        return { type: "string", cost: 1 };
      case "bool":
        return { type: "bool", cost: 1 };
      case "null":
        return { type: "null", cost: 1 };
      case "list": {
        const items = node[1].map((item) => this.value(item, locals));
        const first = items[0] ?? { type: "any", cost: 0 };
        return {
          type: "list",
          cost: sum(items) + 1,
          size: items.length,
          item: items.every((i) => i.type === first.type) ? first : { type: "any", cost: 1 },
        };
      }
      case "id":
        return this.variable(node, node[1], locals);
      case "get":
        return this.field(node, node[1], locals);
      case "index": {
        const target = this.value(node[1], locals);
        const index = this.value(node[2], locals);
        if (!fits(target.type, "list"))
          this.problem(node, "expression.type", `[ ] needs a list, not ${a(target.type)}`);
        return { ...(target.item ?? { type: "any" }), cost: target.cost + index.cost + 1 };
      }
      case "call":
        return this.call(node, node[1], node[2], locals);
      case "method":
        return this.method(node, node[1], node[2], node[3], locals);
      case "op":
        return this.operator(node, node[1], node[2], locals);
      case "macro":
        return this.macro(node, locals);
      default:
        this.problem(node, "expression.forbidden", `a ${node[0]} cannot be used here`);
        return ANY;
    }
  }

  private variable(node: CelNode, name: string, locals: Locals): Value {
    const local = locals.get(name);
    if (local) return { ...local, cost: 1 };
    const variables = EXPR_VARIABLES[this.scope.context].filter(
      (x) => x.name !== "e" || this.scope.entry !== undefined,
    );
    const known = variables.find((x) => x.name === name);
    if (known && name === "e") return ANY;
    if (known) return { type: known.type, domain: domainOfVariable(name, this.scope), cost: 1 };
    const fn = FUNCTIONS.has(name)
      ? `, ${name} is a function: write ${name}(…)`
      : suggest(
          name,
          variables.map((x) => x.name),
          "variable in this place",
        );
    this.problem(
      node,
      "expression.unknown-variable",
      `unknown variable "${name}" in a ${this.scope.context} expression${fn}`,
    );
    return ANY;
  }

  private field(node: CelNode, target: CelNode, locals: Locals): Value {
    if (target[0] === "id" && target[1] === "e" && this.scope.entry) return this.entryField(node, this.scope.entry);
    const value = this.value(target, locals);
    if (value.type !== "any" || target[0] === "id") {
      this.problem(
        node,
        "expression.type",
        `only e has fields, ${target[0] === "id" ? `"${target[1]}"` : a(value.type)} has none`,
      );
    }
    return ANY;
  }

  private entryField(node: CelNode, fields: readonly string[]): Value {
    const name = node[0] === "get" ? node[2] : "";
    if (!fields.includes(name))
      this.problem(
        node,
        "expression.unknown-field",
        `this entry has no field "${name}"${suggest(name, fields, "field")}`,
      );
    return ANY;
  }

  private call(node: CelNode, name: string, args: readonly CelNode[], locals: Locals): Value {
    const fn = FUNCTIONS.get(name);
    if (!fn) return this.builtin(node, name, args, locals);
    if (!fn.contexts.includes(this.scope.context)) {
      this.problem(
        node,
        "expression.context",
        `${name}() cannot be asked in a ${this.scope.context} expression, only in: ${fn.contexts.join(", ")}`,
      );
    }
    const values = args.map((arg) => this.value(arg, locals));
    const least = fn.args.filter((x) => !x.optional).length;
    if (args.length < least || args.length > fn.args.length) {
      const count = least === fn.args.length ? `${least}` : `${least} to ${fn.args.length}`;
      const kinds = fn.args.map((x) => x.kind).join(", ");
      this.problem(
        node,
        "expression.arity",
        `${name}(${kinds}) takes ${count} argument${count === "1" ? "" : "s"}, not ${args.length}`,
      );
    } else {
      args.forEach((arg, i) => {
        const spec = fn.args[i] as ExprFunction["args"][number];
        const problem = checkArgument(name, spec, arg, (values[i] as Value).type, args, this.scope);
        if (problem) this.problem(arg, problem.code, problem.message);
      });
    }
    return { type: fn.returns, domain: domainOfCall(name, args, this.scope), cost: sum(values) + 5 };
  }

  private builtin(node: CelNode, name: string, args: readonly CelNode[], locals: Locals): Value {
    const values = name === "has" ? [] : args.map((arg) => this.value(arg, locals));
    const cost = sum(values) + 1;
    const returns: Readonly<Record<string, ExprType>> = {
      has: "bool",
      size: "number",
      string: "string",
      double: "number",
      int: "number",
    };
    const type = Object.hasOwn(returns, name) ? returns[name] : undefined;
    if (!type) {
      const here = EXPR_FUNCTIONS.filter((f) => f.contexts.includes(this.scope.context)).map((f) => f.name);
      this.problem(
        node,
        "expression.unknown-function",
        `unknown function ${name}()${suggest(name, [...here, ...Object.keys(returns)], "function here")}`,
      );
      return ANY;
    }
    if (args.length !== 1) this.problem(node, "expression.arity", `${name}() takes 1 argument, not ${args.length}`);
    if (name === "has" && args[0]?.[0] !== "get")
      this.problem(node, "expression.arity", "has() takes one field, as in has(e.node)");
    return { type, cost };
  }

  private method(node: CelNode, target: CelNode, name: string, args: readonly CelNode[], locals: Locals): Value {
    const on = this.value(target, locals);
    const values = args.map((arg) => this.value(arg, locals));
    const cost = on.cost + sum(values) + 2;
    if (!Object.hasOwn(CEL_METHODS, name)) {
      this.problem(
        node,
        "expression.unknown-function",
        `unknown method .${name}()${suggest(name, Object.keys(CEL_METHODS), "method")}`,
      );
      return ANY;
    }
    if (args.length !== CEL_METHODS[name])
      this.problem(node, "expression.arity", `.${name}() takes ${CEL_METHODS[name]} arguments, not ${args.length}`);
    if (name === "size") return { type: "number", cost };
    for (const value of [on, ...values]) {
      if (!fits(value.type, "string"))
        this.problem(node, "expression.type", `.${name}() is for strings, not for ${a(value.type)}`);
    }
    return { type: "bool", cost };
  }

  private operator(node: CelNode, op: CelOperator, args: readonly CelNode[], locals: Locals): Value {
    const values = args.map((arg) => this.value(arg, locals));
    const cost = sum(values) + 1;
    const need = (type: ExprType, which = values): void => {
      const bad = which.find((x) => !fits(x.type, type));
      if (bad)
        this.problem(node, "expression.type", `"${op === "neg" ? "-" : op}" needs ${a(type)}, not ${a(bad.type)}`);
    };
    const [left, right] = values as [Value, Value];
    switch (op) {
      case "&&":
      case "||":
      case "!":
        need("bool");
        return { type: "bool", cost };
      case "neg":
      case "-":
      case "*":
      case "/":
      case "%":
        need("number");
        if (op === "/" && args[1]?.[0] === "num" && args[1][1] === 0)
          this.problem(node, "expression.type", "division by zero");
        return { type: "number", cost };
      case "+":
        if (!fits(left.type, right.type))
          this.problem(
            node,
            "expression.type",
            `"+" needs two of the same type, not ${a(left.type)} and ${a(right.type)}`,
          );
        else if (left.type === "bool" || left.type === "null") need("number");
        return { type: left.type === "any" ? right.type : left.type, cost };
      case "?:": {
        need("bool", [left]);
        const [, yes, no] = values as [Value, Value, Value];
        if (!fits(yes.type, no.type))
          this.problem(
            node,
            "expression.type",
            `both sides of ":" must have one type, not ${a(yes.type)} and ${a(no.type)}`,
          );
        return { type: yes.type === "any" ? no.type : yes.type, cost };
      }
      case "in": {
        if (!fits(right.type, "list")) this.problem(node, "expression.type", `"in" needs a list, not ${a(right.type)}`);
        const list = args[1];
        if (list?.[0] === "list") for (const item of list[1]) this.inDomain(left.domain, item);
        return { type: "bool", cost: cost + (right.size ?? 100) };
      }
      default:
        return this.comparison(node, op, args, left, right, cost);
    }
  }

  private comparison(
    node: CelNode,
    op: CelOperator,
    args: readonly CelNode[],
    left: Value,
    right: Value,
    cost: number,
  ): Value {
    if (!fits(left.type, right.type)) {
      this.problem(
        node,
        "expression.type",
        `"${op}" compares two of the same type, not ${a(left.type)} and ${a(right.type)}`,
      );
    } else if (
      op !== "==" &&
      op !== "!=" &&
      [left, right].some((x) => !fits(x.type, "number") && !fits(x.type, "string"))
    ) {
      this.problem(node, "expression.type", `"${op}" compares numbers or strings, not ${a(left.type)}`);
    }
    this.inDomain(left.domain, args[1]);
    this.inDomain(right.domain, args[0]);
    return { type: "bool", cost };
  }

  /** A literal compared with something whose values are known must be one of them, or the condition can never hold. */
  private inDomain(domain: Domain | undefined, literal: CelNode | undefined): void {
    if (!domain || literal?.[0] !== "str") return;
    if (domain.values.has(literal[1]) || this.scope.names.excused(literal[1])) return;
    this.problem(
      literal,
      "expression.never",
      `"${literal[1]}" is no ${domain.what}${suggest(
        literal[1],
        [...domain.values].filter((x) => x !== ""),
        domain.what,
      )}`,
    );
  }

  private macro(node: Extract<CelNode, readonly ["macro", ...unknown[]]>, locals: Locals): Value {
    const target = this.value(node[2], locals);
    if (!fits(target.type, "list"))
      this.problem(node, "expression.type", `.${node[1]}() needs a list, not ${a(target.type)}`);
    const item: Value = target.item ?? ANY;
    const inner = new Map(locals).set(node[3], { ...item, cost: 1 });
    const body = this.value(node[4], inner);
    const second = node[5] ? this.value(node[5], inner) : undefined;
    const predicate = node[1] !== "map" || second !== undefined;
    if (predicate && !fits(body.type, "bool"))
      this.problem(node[4], "expression.type", `.${node[1]}() needs a condition, not ${a(body.type)}`);
    const size = target.size ?? 100;
    const cost = target.cost + size * (body.cost + (second?.cost ?? 0) + 1);
    if (node[1] === "map") return { type: "list", cost, size, item: second ?? body };
    if (node[1] === "filter") return { type: "list", cost, size, item };
    return { type: "bool", cost };
  }
}

const ANY: Value = { type: "any", cost: 1 };

function sum(values: readonly Value[]): number {
  return values.reduce((total, x) => total + x.cost, 0);
}

function fits(one: ExprType, other: ExprType): boolean {
  return one === other || one === "any" || other === "any" || one === "null" || other === "null";
}

/** The type in words. */
export function a(type: ExprType): string {
  const words: Readonly<Record<ExprType, string>> = {
    number: "a number",
    string: "a string",
    bool: "a condition (true or false)",
    null: "null",
    list: "a list",
    any: "anything",
  };
  return words[type];
}
