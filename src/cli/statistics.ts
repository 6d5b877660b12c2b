/** A distribution in five figures; null for an empty one. */
export interface Distribution {
  readonly runs: number;
  readonly least: number;
  readonly p10: number;
  readonly median: number;
  readonly p90: number;
  readonly most: number;
}

/** Value below which a share of a sorted list lies, interpolated. */
export function quantile(sorted: readonly number[], p: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = p * (sorted.length - 1);
  const low = Math.floor(at);
  const a = sorted[low] as number;
  const b = sorted[Math.min(sorted.length - 1, low + 1)] as number;
  return a + (b - a) * (at - low);
}

const rounded = (n: number): number => Math.round(n * 10) / 10;

export function distributionOf(values: readonly number[]): Distribution | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  return {
    runs: sorted.length,
    least: rounded(quantile(sorted, 0)),
    p10: rounded(quantile(sorted, 0.1)),
    median: rounded(quantile(sorted, 0.5)),
    p90: rounded(quantile(sorted, 0.9)),
    most: rounded(quantile(sorted, 1)),
  };
}
