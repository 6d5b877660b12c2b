import { keyOf, nameless, type StepSeries, without } from "./series";

function boundOf(text: string | undefined): number {
  return text === "+Inf" ? Infinity : Number(text ?? NaN);
}

/**
 * Quantile of a histogram from cumulative buckets, linear inside a bucket, as Prometheus has it. The highest finite
 * bound when it lies above that; NaN without observations or without a +Inf bucket.
 */
function quantile(p: number, bounds: readonly number[], counts: readonly number[]): number {
  const last = bounds.length - 1;
  const total = counts[last] ?? 0;
  if (bounds.length < 2 || bounds[last] !== Infinity || !(total > 0) || Number.isNaN(p)) return NaN;
  if (p < 0) return -Infinity;
  if (p > 1) return Infinity;
  const rank = p * total;
  let i = 0;
  while (i < last && (counts[i] as number) < rank) i++;
  if (i === last) return bounds[last - 1] as number;
  const low = i === 0 ? 0 : (bounds[i - 1] as number);
  const below = i === 0 ? 0 : (counts[i - 1] as number);
  const inside = (counts[i] as number) - below;
  return inside > 0 ? low + ((bounds[i] as number) - low) * ((rank - below) / inside) : low;
}

/** `histogram_quantile`: one series for each set of labels besides `le`. */
export function histogramQuantile(p: Float64Array, series: readonly StepSeries[], steps: number): StepSeries[] {
  const groups = new Map<string, { readonly bound: number; readonly series: StepSeries }[]>();
  for (const each of series) {
    const bound = boundOf(each.labels.le);
    if (Number.isNaN(bound)) continue;
    const key = keyOf(each.labels, null, ["le", "__name__"]);
    const group = groups.get(key);
    if (group) group.push({ bound, series: each });
    else groups.set(key, [{ bound, series: each }]);
  }
  return [...groups.values()].map((group) => {
    group.sort((a, b) => (a.bound < b.bound ? -1 : a.bound > b.bound ? 1 : 0));
    const bounds = group.map(({ bound }) => bound);
    const counts = group.map(() => 0);
    const values = Float64Array.from({ length: steps }, (_, k) => {
      let highest = 0;
      group.forEach(({ series: { values } }, i) => {
        const value = values[k] as number;
        // Rounding may leave a bucket a hair below the one before it.
        if (value > highest) highest = value;
        counts[i] = highest;
      });
      return quantile(p[k] as number, bounds, counts);
    });
    return { labels: without(nameless(group[0]?.series.labels ?? {}), ["le"]), values };
  });
}
