import { pow } from "#lib/math";
import type { Binary, BinaryOp, Matching } from "./ast";
import { isComparison } from "./ast";
import { Problem } from "./problem";
import { keyOf, type Labels, nameless, only, type StepSeries, without } from "./series";

/** One value of arithmetic; comparisons give 1 or 0. */
export function calculate(op: BinaryOp, a: number, b: number): number {
  switch (op) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "%":
      return a % b;
    case "^":
      return pow(a, b);
    case "==":
      return a === b ? 1 : 0;
    case "!=":
      return a !== b ? 1 : 0;
    case ">":
      return a > b ? 1 : 0;
    case "<":
      return a < b ? 1 : 0;
    case ">=":
      return a >= b ? 1 : 0;
    case "<=":
      return a <= b ? 1 : 0;
    default:
      return NaN;
  }
}

/** A value for each step of two; comparisons without bool keep the left value (`kept`) where they hold. */
function stepwise(expr: Binary, a: Float64Array, b: Float64Array, kept: Float64Array): Float64Array {
  const filters = isComparison(expr.op) && !expr.bool;
  return a.map((left, k) => {
    const right = b[k] as number;
    if (Number.isNaN(left) || Number.isNaN(right)) return NaN;
    const value = calculate(expr.op, left, right);
    return filters ? (value === 1 ? (kept[k] as number) : NaN) : value;
  });
}

/** Series against a number, on whichever side it stands. */
export function withScalar(
  expr: Binary,
  series: readonly StepSeries[],
  scalar: Float64Array,
  scalarFirst: boolean,
): StepSeries[] {
  const keepsName = isComparison(expr.op) && !expr.bool;
  return series.map(({ labels, values }) => ({
    labels: keepsName ? labels : nameless(labels),
    values: scalarFirst ? stepwise(expr, scalar, values, values) : stepwise(expr, values, scalar, values),
  }));
}

function signature(labels: Labels, { on, labels: names }: Matching): string {
  return on ? keyOf(labels, names) : keyOf(labels, null, ["__name__", ...names]);
}

function bySignature(series: readonly StepSeries[], matching: Matching): Map<string, StepSeries[]> {
  const groups = new Map<string, StepSeries[]>();
  for (const each of series) {
    const key = signature(each.labels, matching);
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return groups;
}

const has = (group: readonly StepSeries[] | undefined, k: number): boolean =>
  group?.some(({ values }) => !Number.isNaN(values[k] as number)) ?? false;

/** `and`, `or`, `unless`: which series of both sides exist, step by step. */
export function joinSets(expr: Binary, left: readonly StepSeries[], right: readonly StepSeries[]): StepSeries[] {
  const { matching, op } = expr;
  const rightGroups = bySignature(right, matching);
  if (op === "or") {
    const leftGroups = bySignature(left, matching);
    const added = right.map(({ labels, values }) => {
      const group = leftGroups.get(signature(labels, matching));
      return { labels, values: values.map((value, k) => (has(group, k) ? NaN : value)) };
    });
    return merged([...left, ...added]);
  }
  return left.map(({ labels, values }) => {
    const group = rightGroups.get(signature(labels, matching));
    return { labels, values: values.map((value, k) => (has(group, k) === (op === "and") ? value : NaN)) };
  });
}

/** Series with the same labels made one, each step from the first that has a value. */
export function merged(series: readonly StepSeries[]): StepSeries[] {
  const found = new Map<string, StepSeries>();
  for (const each of series) {
    const key = keyOf(each.labels);
    const held = found.get(key);
    if (!held) found.set(key, each);
    else {
      const values = held.values.map((value, k) => (Number.isNaN(value) ? (each.values[k] as number) : value));
      found.set(key, { labels: held.labels, values });
    }
  }
  return [...found.values()];
}

/** The one value of a group at each step. */
function single(group: readonly StepSeries[], expr: Binary, side: "left" | "right"): Float64Array {
  const [first] = group;
  if (group.length === 1 && first) return first.values;
  const values = new Float64Array(first?.values.length ?? 0).fill(NaN);
  for (const each of group) {
    each.values.forEach((value, k) => {
      if (Number.isNaN(value)) return;
      if (!Number.isNaN(values[k] as number)) {
        const { labels } = each;
        const text = Object.entries(nameless(labels))
          .map(([name, text]) => `${name}="${text}"`)
          .join(", ");
        throw new Problem(
          `Several series on the ${side} side match the same one on the other, such as {${text}}. Aggregate first (sum by …), or say group_${side} if that side has many.`,
          expr.from,
          expr.to,
        );
      }
      values[k] = value;
    });
  }
  return values;
}

/** Arithmetic and comparisons between series with matching labels. */
export function matchSeries(expr: Binary, left: readonly StepSeries[], right: readonly StepSeries[]): StepSeries[] {
  const { matching, op, bool } = expr;
  const filters = isComparison(op) && !bool;
  const leftGroups = bySignature(left, matching);
  const rightGroups = bySignature(right, matching);
  const found: StepSeries[] = [];
  for (const [key, mine] of leftGroups) {
    const theirs = rightGroups.get(key);
    if (!theirs) continue;
    if (matching.many === null) {
      const [a, b] = [single(mine, expr, "left"), single(theirs, expr, "right")];
      const labels = mine[0]?.labels ?? {};
      const rest = matching.on ? only(labels, matching.labels) : without(labels, matching.labels);
      found.push({ labels: filters ? rest : nameless(rest), values: stepwise(expr, a, b, a) });
      continue;
    }
    const many = matching.many === "left" ? mine : theirs;
    const one = matching.many === "left" ? theirs : mine;
    const values = single(one, expr, matching.many === "left" ? "right" : "left");
    for (const each of many) {
      const labels: Record<string, string> = { ...(filters ? each.labels : nameless(each.labels)) };
      for (const name of matching.include) {
        const value = one[0]?.labels[name];
        if (value === undefined) delete labels[name];
        else labels[name] = value;
      }
      const [a, b] = matching.many === "left" ? [each.values, values] : [values, each.values];
      found.push({ labels, values: stepwise(expr, a, b, a) });
    }
  }
  return merged(found);
}
