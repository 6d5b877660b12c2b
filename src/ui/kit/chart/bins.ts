/** Join every `join` neighbouring bins into one by adding them; the last may be short. */
export function rebin(counts: readonly number[], join: number): number[] {
  const out: number[] = [];
  for (let start = 0; start < counts.length; start += join) {
    let sum = 0;
    for (let index = start; index < Math.min(counts.length, start + join); index++) sum += counts[index] ?? 0;
    out.push(sum);
  }
  return out;
}
