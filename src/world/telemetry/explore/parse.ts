import type { SyntaxNode } from "@lezer/common";
import { parser } from "@prometheus-io/lezer-promql";
import {
  AGGREGATES,
  type AggregateOp,
  type BinaryOp,
  type Expr,
  isSet,
  type Matcher,
  type Matching,
  type Selector,
} from "./ast";
import { FUNCTIONS, INSTEAD } from "./functions";
import { LABEL_NAMES, METRIC_NAMES, metricNamed } from "./names";
import { compilePattern } from "./pattern";
import { didYouMean, oneOf, Problem } from "./problem";
import { checkKind, checkTypes, TYPE_WORDS, typeOf } from "./types";
import { checkErrors } from "./unreadable";

const MAX_LENGTH = 2000;
const MAX_DEPTH = 60;
const UNITS: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  y: 31_536_000,
};
const OPERATORS = ["==", "!=", ">=", "<=", ">", "<", "+", "-", "*", "/", "%", "^", "and", "or", "unless"] as const;
const MORE_AGGREGATES = ["count_values", "stddev", "stdvar", "limitk", "limit_ratio"];
const OPERATOR_NODES = new Set(
  "Add Sub Mul Div Mod Pow EqlC Neq Gtr Lss Gte Lte And Or Unless Atan2 TrimUpper TrimLower".split(" "),
);

/**
 * Reads a query with the field's own grammar and keeps what the subset has.
 * @throws Problem with the place, what is wrong and what to use instead
 */
export function parseQuery(text: string): Expr {
  if (text.length > MAX_LENGTH)
    throw new Problem(`A query has at most ${MAX_LENGTH} characters.`, MAX_LENGTH, text.length);
  const tree = parser.parse(text);
  if (/^(\s|#.*)*$/.test(text))
    throw new Problem("Type a query, for example: rate(http_requests_total[5m])", 0, text.length);
  checkErrors(text, tree);
  const top = children(tree.topNode).find((node) => node.name !== "LineComment");
  if (!top) throw new Problem("Nothing to evaluate.", 0, text.length);
  const expr = new Reading(text).expr(top, 0);
  if (typeOf(expr) === "range") {
    throw new Problem(
      "A range of samples cannot be drawn. Wrap it in a function that makes one value of it, such as rate(…) or max_over_time(…).",
      expr.from,
      expr.to,
    );
  }
  return expr;
}

function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) found.push(child);
  return found;
}

class Reading {
  constructor(private readonly text: string) {}

  private of(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to);
  }

  private refuse(node: SyntaxNode, message: string): never {
    throw new Problem(message, node.from, node.to);
  }

  expr(node: SyntaxNode, depth: number): Expr {
    if (depth > MAX_DEPTH) this.refuse(node, "This query is nested too deeply.");
    const { from, to } = node;
    switch (node.name) {
      case "ParenExpr": {
        const inner = children(node).find((child) => child.name !== "LineComment");
        return inner ? this.expr(inner, depth + 1) : this.refuse(node, "There is nothing in these brackets.");
      }
      case "NumberDurationLiteral":
        return { kind: "number", from, to, value: this.number(node) };
      case "StringLiteral":
        return this.refuse(node, 'A text alone is no series. Texts stand in matchers: {region="eu"}.');
      case "VectorSelector":
        return this.selector(node, null, 0);
      case "MatrixSelector":
      case "OffsetExpr":
        return this.shifted(node, null, 0);
      case "SubqueryExpr":
        return this.refuse(
          node,
          "Subqueries [range:step] are not supported. Use a range on the metric itself: max_over_time(metric[10m]), or a longer range in rate.",
        );
      case "StepInvariantExpr":
        return this.refuse(node, "The @ modifier is not supported. Use offset to look back: metric offset 10m.");
      case "UnaryExpr": {
        const arg = this.expr(children(node).at(-1) as SyntaxNode, depth + 1);
        if (typeOf(arg) === "range") this.refuse(node, "A sign needs a number or series, not a range.");
        return this.of(node).startsWith("-") ? { kind: "negate", from, to, arg } : arg;
      }
      case "FunctionCall":
        return this.call(node, depth);
      case "AggregateExpr":
        return this.aggregate(node, depth);
      case "BinaryExpr":
        return this.binary(node, depth);
      default:
        return this.refuse(node, `“${this.of(node)}” is not supported here.`);
    }
  }

  private number(node: SyntaxNode): number {
    const text = this.of(node).replace(/_/g, "");
    const sign = text.startsWith("-") ? -1 : 1;
    const bare = text.replace(/^[+-]/, "");
    if (/^inf$/i.test(bare)) return sign * Infinity;
    if (/^nan$/i.test(bare)) return NaN;
    const value = Number(bare);
    if (!Number.isNaN(value)) return sign * value;
    const seconds = this.seconds(bare);
    return seconds === null ? this.refuse(node, `“${text}” is no number.`) : sign * seconds;
  }

  /** `1h30m` in seconds; plain numbers are seconds. */
  private seconds(text: string): number | null {
    if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
    if (!/^(\d+(ms|[smhdwy]))+$/.test(text)) return null;
    let sum = 0;
    for (const [, count, unit] of text.matchAll(/(\d+)(ms|[smhdwy])/g))
      sum += Number(count) * (UNITS[unit as string] ?? 0);
    return sum;
  }

  private duration(node: SyntaxNode): number {
    const seconds = this.seconds(this.of(node).replace(/^[+-]\s*/, ""));
    if (seconds === null) this.refuse(node, "A length of time is a plain one: 30s, 5m, 1h or 1h30m.");
    return this.of(node).startsWith("-") ? -seconds : seconds;
  }

  /** A selector inside `[range]` and `offset`. */
  private shifted(node: SyntaxNode, range: number | null, offset: number): Selector {
    const [inner, ...rest] = children(node).filter((child) => child.name !== "LineComment");
    if (!inner) this.refuse(node, "There is no metric here.");
    if (node.name === "VectorSelector") return this.selector(node, range, offset);
    if (node.name === "ParenExpr") return this.shifted(inner, range, offset);
    if (node.name === "MatrixSelector") {
      const length = rest.find((child) => child.name.includes("Duration"));
      const seconds = length ? this.duration(length) : 0;
      if (!(seconds > 0)) this.refuse(node, "A range must be longer than nothing: [5m].");
      return { ...this.shifted(inner, seconds, offset), from: node.from, to: node.to };
    }
    if (node.name === "OffsetExpr") {
      const by = rest.find((child) => child.name.includes("Duration"));
      return { ...this.shifted(inner, range, offset + (by ? this.duration(by) : 0)), from: node.from, to: node.to };
    }
    return this.refuse(node, "Ranges and offset follow a metric directly: rate(metric[5m] offset 10m).");
  }

  private selector(node: SyntaxNode, range: number | null, offset: number): Selector {
    let name: SyntaxNode | null = null;
    const raw: { readonly node: SyntaxNode; readonly matcher: Matcher }[] = [];
    for (const child of children(node)) {
      if (child.name === "Identifier") name = child;
      else if (child.name === "LabelMatchers") {
        for (const each of children(child)) {
          if (each.name === "UnquotedLabelMatcher") raw.push({ node: each, matcher: this.matcher(each) });
          else if (each.name !== "LineComment")
            this.refuse(each, 'Label names stand without quotation marks: region="eu".');
        }
      }
    }
    const named = raw.find(({ matcher }) => matcher.label === "__name__" && matcher.op === "=");
    const metric = name ? this.of(name) : named?.matcher.value;
    if (metric === undefined) this.refuse(node, "Name a metric before the matchers: http_requests_total{…}.");
    const known = metricNamed(metric);
    if (known === undefined) {
      const hint =
        didYouMean(
          metric,
          METRIC_NAMES.map((each) => each.name),
        ) || " The list of metrics is in the help.";
      this.refuse(name ?? node, `There is no metric ${metric}.${hint}`);
    }
    for (const { node: at, matcher } of raw) {
      if (matcher.label !== "__name__" && !known.labels.includes(matcher.label)) {
        const hint = didYouMean(matcher.label, known.labels) || ` It has ${known.labels.join(", ")}.`;
        this.refuse(at, `${metric} has no label ${matcher.label}.${hint}`);
      }
    }
    const matchers = raw.map(({ matcher }) => matcher).filter(({ label }) => label !== "__name__");
    return { kind: "selector", from: node.from, to: node.to, metric, matchers, range, offset };
  }

  private matcher(node: SyntaxNode): Matcher {
    const part = (name: string) => children(node).find((child) => child.name === name);
    const label = part("LabelName");
    const sign = part("MatchOp");
    const text = part("StringLiteral");
    if (!label || !sign || !text) return this.refuse(node, 'A matcher is label, sign and text: region="eu".');
    const op = this.of(sign) as Matcher["op"];
    const value = this.string(text);
    let test: Matcher["test"] = (other) => other === value;
    if (op === "=~" || op === "!~") {
      try {
        test = compilePattern(value);
      } catch (error) {
        if (error instanceof SyntaxError)
          this.refuse(text, `This regular expression cannot be read: ${error.message}.`);
        throw error;
      }
    }
    const wanted = test;
    if (op === "!=" || op === "!~") test = (other) => !wanted(other);
    return { from: node.from, to: node.to, label: this.of(label), op, value, test };
  }

  private string(node: SyntaxNode): string {
    const text = this.of(node);
    const inner = text.slice(1, -1);
    if (text.startsWith("`")) return inner;
    return inner.replace(/\\(.)/g, (_, c: string) => (c === "n" ? "\n" : c === "t" ? "\t" : c));
  }

  private args(node: SyntaxNode, depth: number): Expr[] {
    const body = children(node).find((child) => child.name === "FunctionCallBody");
    return body
      ? children(body)
          .filter((child) => child.name !== "LineComment")
          .map((child) => this.expr(child, depth + 1))
      : [];
  }

  private call(node: SyntaxNode, depth: number): Expr {
    const name = this.of(node.firstChild as SyntaxNode);
    const spec = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    if (spec === undefined) {
      const instead = INSTEAD[name];
      const near = instead ? ` Instead: ${instead}.` : didYouMean(name, Object.keys(FUNCTIONS));
      this.refuse(
        node.firstChild as SyntaxNode,
        `${name} is not supported here.${near || " The help lists the functions."}`,
      );
    }
    const args = this.args(node, depth);
    const least = spec.args.length - spec.optional;
    if (args.length < least || args.length > spec.args.length) {
      const wanted = least === spec.args.length ? `${least}` : `${least} or ${spec.args.length}`;
      this.refuse(node, `${name} takes ${wanted} argument${wanted === "1" ? "" : "s"}, for example ${spec.example}.`);
    }
    checkTypes(name, spec, args, this.text);
    checkKind(name, args);
    return { kind: "call", from: node.from, to: node.to, name, args };
  }

  private labels(node: SyntaxNode): string[] {
    return children(node)
      .filter((child) => child.name !== "LineComment")
      .map((child) => {
        const label = this.of(child);
        if (!LABEL_NAMES.includes(label)) {
          const hint = didYouMean(label, LABEL_NAMES) || ` There are ${oneOf(LABEL_NAMES)}.`;
          this.refuse(child, `There is no label ${label}.${hint}`);
        }
        return label;
      });
  }

  private aggregate(node: SyntaxNode, depth: number): Expr {
    const head = node.firstChild as SyntaxNode;
    const op = this.of(head).toLowerCase();
    if (!(AGGREGATES as readonly string[]).includes(op)) {
      const instead = MORE_AGGREGATES.includes(op) ? ` Instead: ${INSTEAD[op]}.` : "";
      this.refuse(head, `${op} is not supported here.${instead}`);
    }
    const modifier = children(node).find((child) => child.name === "AggregateModifier");
    const grouping = modifier && children(modifier).find((child) => child.name === "GroupingLabels");
    const args = this.args(node, depth);
    const withParam = op === "topk" || op === "bottomk" || op === "quantile";
    const wanted = withParam ? 2 : 1;
    if (args.length !== wanted) {
      const example = withParam
        ? `${op}(${op === "quantile" ? "0.9" : "5"}, rate(http_requests_total[5m]))`
        : `${op}(pods_ready)`;
      this.refuse(node, `${op} takes ${wanted} argument${wanted === 1 ? "" : "s"}, for example ${example}.`);
    }
    const arg = args[wanted - 1] as Expr;
    if (typeOf(arg) !== "vector") {
      const fix = typeOf(arg) === "range" ? " Use rate(…) or one of the …_over_time functions first." : "";
      throw new Problem(
        `${op} wants series here, this is ${TYPE_WORDS[typeOf(arg)].split(",")[0]}.${fix}`,
        arg.from,
        arg.to,
      );
    }
    const param = withParam ? (args[0] as Expr) : null;
    if (param && typeOf(param) !== "scalar") {
      throw new Problem(
        `${op} wants a number first: ${op}(${op === "quantile" ? "0.9" : "5"}, …).`,
        param.from,
        param.to,
      );
    }
    return {
      kind: "aggregate",
      from: node.from,
      to: node.to,
      op: op as AggregateOp,
      without: modifier?.firstChild?.name === "Without",
      labels: grouping ? this.labels(grouping) : [],
      param,
      arg,
    };
  }

  private binary(node: SyntaxNode, depth: number): Expr {
    const parts = children(node).filter((child) => child.name !== "LineComment");
    const sign = parts.find((child) => OPERATOR_NODES.has(child.name));
    const op = sign ? this.of(sign).toLowerCase() : "";
    if (!sign || !(OPERATORS as readonly string[]).includes(op)) {
      this.refuse(sign ?? node, `The operator ${op || "here"} is not supported; ${OPERATORS.join(" ")} are.`);
    }
    const left = this.expr(parts[0] as SyntaxNode, depth + 1);
    const right = this.expr(parts[parts.length - 1] as SyntaxNode, depth + 1);
    const bool = parts.some((child) => child.name === "BoolModifier");
    const clause = parts.find((child) => child.name === "MatchingModifierClause");
    const unknown = parts.find((child) => child.name.startsWith("Fill"));
    if (unknown) this.refuse(unknown, "fill modifiers are not supported. Use: … or on() vector(0).");
    const result = { kind: "binary" as const, from: node.from, to: node.to, op: op as BinaryOp, bool, left, right };
    const types = [typeOf(left), typeOf(right)];
    if (types.includes("range"))
      this.refuse(node, "Ranges cannot be calculated with. Use rate(…) or one of the …_over_time functions first.");
    if (isSet(result.op) && types.includes("scalar"))
      this.refuse(node, `${op} joins series; make one of a number with vector(…).`);
    const compares = ["==", "!=", ">", "<", ">=", "<="].includes(op);
    if (bool && !compares) this.refuse(node, "bool goes with comparisons: a > bool b.");
    if (compares && !bool && types.every((type) => type === "scalar")) {
      this.refuse(node, `Two numbers are compared with bool: 1 ${op} bool 2.`);
    }
    if (clause && types.includes("scalar")) this.refuse(clause, "on and ignoring are for series on both sides.");
    return { ...result, matching: this.matching(clause) };
  }

  private matching(clause: SyntaxNode | undefined): Matching {
    if (!clause) return { on: false, labels: [], many: null, include: [] };
    const parts = children(clause);
    const lists = parts.filter((child) => child.name === "GroupingLabels");
    const fill = parts.find((child) => child.name.startsWith("Fill"));
    if (fill) this.refuse(fill, "fill modifiers are not supported. Use: … or on() vector(0).");
    const many = parts.some((child) => child.name === "GroupLeft")
      ? "left"
      : parts.some((child) => child.name === "GroupRight")
        ? "right"
        : null;
    return {
      on: parts.some((child) => child.name === "On"),
      labels: lists[0] ? this.labels(lists[0]) : [],
      many,
      include: lists[1] ? this.labels(lists[1]) : [],
    };
  }
}
