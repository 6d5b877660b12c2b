/** What authors may write for times and shares. The patterns stand in the published JSON Schema too. */
export const DURATION = /^(\d{1,9}(\.\d{1,9})?\s?(us|ms|min|s|m|h|d)\s?)+$/;
export const TIME = /^[+-]?(\d{1,9}(\.\d{1,9})?\s?(us|ms|min|s|m|h|d)\s?)+$/;
export const SHARE = /^(\d{1,2}(\.\d+)?|100(\.0+)?)\s?%$/;
export const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

const PER_SECOND: Readonly<Record<string, number>> = { us: 1e6, ms: 1e3 };
const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, min: 60, h: 3600, d: 86400 };

/** Seconds of a duration that the schema has let through. */
export function seconds(value: string | number): number {
  if (typeof value === "number") return value;
  let total = 0;
  for (const [, size, unit] of value.matchAll(/(\d+(?:\.\d+)?)\s?(us|ms|min|s|m|h|d)/g)) {
    // Small units divide: 200 / 1e6 is exact to the last bit, 200 × 1e-6 is not.
    const parts = PER_SECOND[unit as string];
    total += parts ? Number(size) / parts : Number(size) * (SECONDS[unit as string] as number);
  }
  return total;
}

/** Seconds from T+0 (negative is before), whole. */
export function time(value: string | number): number {
  if (typeof value === "number") return Math.round(value);
  const negative = value.startsWith("-");
  const size = Math.round(seconds(value.replace(/^[+-]/, "")));
  return negative && size > 0 ? -size : size;
}

/** 0–1 from `10%` or `0.1`. */
export function share(value: string | number): number {
  return typeof value === "number" ? value : Number(value.replace("%", "")) / 100;
}

/** Second of day from `12:06`. */
export function clock(value: string): number {
  return Number(value.slice(0, 2)) * 3600 + Number(value.slice(3)) * 60;
}
