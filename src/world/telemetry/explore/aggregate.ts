import type { Aggregate } from "./ast";
import { keyOf, type Labels, nameless, only, type StepSeries, without } from "./series";

/** Value below which a share `p` of the numbers lies, interpolated between neighbours; ±Infinity outside 0–1. */
export function quantileOf(p: number, numbers: readonly number[]): number {
  if (numbers.length === 0 || Number.isNaN(p)) return NaN;
  if (p < 0) return -Infinity;
  if (p > 1) return Infinity;
  const sorted = [...numbers].sort((a, b) => a - b);
  const rank = p * (sorted.length - 1);
  const low = Math.floor(rank);
  const high = Math.min(sorted.length - 1, low + 1);
  return (sorted[low] as number) + ((sorted[high] as number) - (sorted[low] as number)) * (rank - low);
}

function combine(op: Aggregate["op"], numbers: readonly number[], param: number): number {
  switch (op) {
    case "sum":
      return numbers.reduce((sum, value) => sum + value, 0);
    case "avg":
      return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
    case "min":
      return Math.min(...numbers);
    case "max":
      return Math.max(...numbers);
    case "count":
      return numbers.length;
    case "quantile":
      return quantileOf(param, numbers);
    default:
      return 1;
  }
}

interface Group {
  readonly labels: Labels;
  readonly members: StepSeries[];
}

function groupsOf({ without: without_, labels }: Aggregate, series: readonly StepSeries[]): Group[] {
  const groups = new Map<string, Group>();
  for (const each of series) {
    const kept = without_ ? without(nameless(each.labels), labels) : only(each.labels, labels);
    const key = keyOf(kept);
    const group = groups.get(key);
    if (group) group.members.push(each);
    else groups.set(key, { labels: kept, members: [each] });
  }
  return [...groups.values()];
}

/** Aggregates series step by step; groups without a value in a step have none there. */
export function aggregate(
  expr: Aggregate,
  series: readonly StepSeries[],
  param: Float64Array | null,
  steps: number,
): StepSeries[] {
  const groups = groupsOf(expr, series);
  if (expr.op === "topk" || expr.op === "bottomk") {
    return groups.flatMap((group) => ranked(group.members, param, expr.op === "topk" ? -1 : 1, steps));
  }
  return groups.map(({ labels, members }) => {
    if (expr.op === "sum") return { labels, values: summed(members, steps) };
    const numbers: number[] = [];
    const values = Float64Array.from({ length: steps }, (_, k) => {
      numbers.length = 0;
      for (const member of members) {
        const value = member.values[k] as number;
        if (!Number.isNaN(value)) numbers.push(value);
      }
      return numbers.length === 0 ? NaN : combine(expr.op, numbers, param?.[k] ?? 0);
    });
    return { labels, values };
  });
}

/** Sums are by far the most frequent and have the most members. */
function summed(members: readonly StepSeries[], steps: number): Float64Array {
  const sums = new Float64Array(steps).fill(NaN);
  for (const { values } of members) {
    for (let k = 0; k < steps; k++) {
      const value = values[k] as number;
      if (!Number.isNaN(value)) sums[k] = Number.isNaN(sums[k] as number) ? value : (sums[k] as number) + value;
    }
  }
  return sums;
}

/** The highest (sign −1) or lowest k members at each step; a member that is never among them is left out. */
function ranked(members: readonly StepSeries[], param: Float64Array | null, sign: number, steps: number): StepSeries[] {
  const kept = members.map(() => new Float64Array(steps).fill(NaN));
  for (let k = 0; k < steps; k++) {
    const most = Math.max(0, Math.floor(param?.[k] ?? 0));
    members
      .map(({ values }, i) => ({ i, value: values[k] as number }))
      .filter(({ value }) => !Number.isNaN(value))
      .sort((a, b) => sign * (a.value - b.value) || a.i - b.i)
      .slice(0, most)
      .forEach(({ i, value }) => {
        (kept[i] as Float64Array)[k] = value;
      });
  }
  return members
    .map(({ labels }, i) => ({ labels, values: kept[i] as Float64Array }))
    .filter(({ values }) => values.some((value) => !Number.isNaN(value)));
}
