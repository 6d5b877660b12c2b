import type { SyntaxNode, Tree } from "@lezer/common";
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
  type ValueType,
} from "./ast";
import { FUNCTIONS, INSTEAD } from "./functions";
import { LABEL_NAMES, METRIC_NAMES, metricNamed } from "./names";
import { compilePattern } from "./pattern";
import { didYouMean, oneOf, Problem } from "./problem";

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

/** The first place that the grammar could not read, in words. */
function checkErrors(text: string, tree: Tree): void {
  let error: SyntaxNode | null = null;
  tree.iterate({
    enter: (node) => {
      if (error === null && node.type.isError) error = node.node;
      return error === null;
    },
  });
  if (error === null) return;
  const { from, to, parent } = error as SyntaxNode;
  const end = Math.max(to, Math.min(text.length, from + 1));
  const fail = (message: string, at = from, until = end): never => {
    throw new Problem(message, Math.min(at, Math.max(0, text.length - 1)), Math.max(until, at + 1));
  };
  const open = unclosed(text);
  if (open !== null && open.sign === '"')
    fail("This text is not closed: a quotation mark is missing.", open.at, text.length);
  if (parent?.name === "VectorSelector" && text[from] === "(") {
    const name = text.slice(parent.from, from).trim();
    const instead = INSTEAD[name];
    const hint = instead ? ` Instead: ${instead}.` : didYouMean(name, [...Object.keys(FUNCTIONS), ...AGGREGATES]);
    fail(`There is no function ${name} here.${hint}`, parent.from, from);
  }
  if (open !== null) fail(`This ${open.sign} is not closed.`, open.at, open.at + 1);
  const before = text.slice(0, from).trimEnd();
  const grouping = /^(by|without)\b/.exec(text.slice(from));
  if (grouping) {
    fail(`${grouping[0]} belongs to an aggregation: sum ${grouping[0]} (region) (…).`, from, from + grouping[0].length);
  }
  if (parent?.name === "BinaryExpr" || /(?:[-+*/%^<>=!]|\b(?:and|or|unless))$/.test(before)) {
    fail(
      "After an operator a second operand is missing.",
      Math.max(0, before.length - 1),
      Math.max(from, before.length),
    );
  }
  if (parent?.name === "UnquotedLabelMatcher" || parent?.name === "LabelMatchers") {
    fail('A matcher is a label, one of = != =~ !~, and a text in quotation marks: region="eu".');
  }
  if (parent?.name === "MatrixSelector" || /\[[^\]]*$/.test(text.slice(0, end))) {
    fail("A range is a length of time: 30s, 5m, 1h or 1h30m.");
  }
  const word = /^[^\s(){}[\]]+/.exec(text.slice(from))?.[0];
  fail(word ? `“${word}” cannot stand here.` : "This cannot be read.", from, from + Math.max(1, word?.length ?? 1));
}

/** The bracket or quotation mark that is opened and not closed; null when all are. */
function unclosed(text: string): { readonly sign: string; readonly at: number } | null {
  const open: { sign: string; at: number }[] = [];
  for (let i = 0; i < text.length; i++) {
    const c = text[i] as string;
    if (c === '"' || c === "'" || c === "`") {
      const begin = i++;
      while (i < text.length && text[i] !== c) i += text[i] === "\\" && c !== "`" ? 2 : 1;
      if (i >= text.length) return { sign: '"', at: begin };
    } else if (c === "#") {
      while (i < text.length && text[i] !== "\n") i++;
    } else if ("([{".includes(c)) open.push({ sign: c, at: i });
    else if (")]}".includes(c)) open.pop();
  }
  return open.pop() ?? null;
}

/** Whether an expression gives one value, a value per series, or a range of samples per series, at each step. */
export function typeOf(expr: Expr): ValueType {
  switch (expr.kind) {
    case "number":
      return "scalar";
    case "selector":
      return expr.range === null ? "vector" : "range";
    case "call":
      return FUNCTIONS[expr.name]?.result ?? "vector";
    case "aggregate":
      return "vector";
    case "negate":
      return typeOf(expr.arg);
    case "binary":
      return typeOf(expr.left) === "scalar" && typeOf(expr.right) === "scalar" ? "scalar" : "vector";
  }
}

const TYPE_WORDS: Readonly<Record<ValueType, string>> = {
  scalar: "a number",
  vector: "series",
  range: "a range of samples, such as http_requests_total[5m]",
};

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
    args.forEach((arg, i) => {
      const wanted = spec.args[i] as ValueType;
      const found = typeOf(arg);
      if (found === wanted) return;
      const range = wanted === "range" && arg.kind === "selector" && arg.offset === 0;
      const fix = range
        ? `Add a range: ${name}(${this.text.slice(arg.from, arg.to)}[5m]).`
        : wanted === "range" && arg.kind === "aggregate"
          ? `Take ${name} first and aggregate after it: ${arg.op}(${name}(metric[5m])).`
          : `For example ${spec.example}.`;
      throw new Problem(
        `${name} wants ${TYPE_WORDS[wanted]} here, this is ${TYPE_WORDS[found].split(",")[0]}. ${fix}`,
        arg.from,
        arg.to,
      );
    });
    this.checkKind(name, args);
    return { kind: "call", from: node.from, to: node.to, name, args };
  }

  /** Functions of counters on gauges, and the other way round, give numbers that mean nothing. */
  private checkKind(name: string, args: readonly Expr[]): void {
    const arg = args.find((each) => each.kind === "selector");
    if (arg?.kind !== "selector") return;
    const gauge = metricNamed(arg.metric)?.kind === "gauge";
    if (gauge && ["rate", "irate", "increase", "resets"].includes(name)) {
      const use = name === "increase" ? "delta" : "deriv or delta";
      throw new Problem(
        `${name} is for counters; ${arg.metric} is a gauge. Use ${use}, or avg_over_time.`,
        arg.from,
        arg.to,
      );
    }
    if (!gauge && ["delta", "deriv", "predict_linear"].includes(name)) {
      const use = name === "delta" ? "increase" : "rate";
      throw new Problem(`${name} is for gauges; ${arg.metric} is a counter. Use ${use}.`, arg.from, arg.to);
    }
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
