/** Numbers and times as text, the same in every locale: point for decimals, comma for thousands, 24-hour clock. */

function two(n: number): string {
  return n < 10 ? `0${n}` : String(n);
}

function isBad(n: number): boolean {
  return !Number.isFinite(n);
}

/** Time of day from seconds since midnight (any integer; wraps at 24 h): 44072 → "12:14:32". */
export function clock(secondsOfDay: number): string {
  if (isBad(secondsOfDay)) return "–";
  const s = ((Math.floor(secondsOfDay) % 86400) + 86400) % 86400;
  return `${two(Math.floor(s / 3600))}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
}

/** Time of day without seconds: 44072 → "12:14". */
export function clockMinutes(secondsOfDay: number): string {
  return clock(secondsOfDay).slice(0, 5);
}

/** Offset from a zero point, with sign: 500 → "+00:08:20", −62 → "−00:01:02". */
export function offset(seconds: number): string {
  if (isBad(seconds)) return "–";
  const s = Math.floor(Math.abs(seconds));
  return `${seconds < 0 ? "−" : "+"}${two(Math.floor(s / 3600))}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
}

/** Length of time in words, two units at most: 210 → "3 min 30 s", 0.25 → "250 ms", 7260 → "2 h 1 min". */
export function duration(seconds: number): string {
  if (isBad(seconds)) return "–";
  if (seconds < 0) return `−${duration(-seconds)}`;
  if (seconds === 0) return "0 s";
  if (seconds < 0.9995) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 9.95 && !Number.isInteger(seconds)) return `${trimmed(seconds, 1)} s`;
  const s = Math.round(seconds);
  if (s < 60) return `${s} s`;
  const parts =
    s < 3600 ? pair(s, 60, "min", 1, "s") : s < 86400 ? pair(s, 3600, "h", 60, "min") : pair(s, 86400, "d", 3600, "h");
  return parts;
}

function pair(s: number, big: number, bigUnit: string, small: number, smallUnit: string): string {
  const rest = Math.floor((s % big) / small);
  return `${Math.floor(s / big)} ${bigUnit}${rest > 0 ? ` ${rest} ${smallUnit}` : ""}`;
}

/** Fixed number of decimals with thousands commas; never "−0". */
export function fixed(n: number, digits: number): string {
  if (isBad(n)) return n === Infinity ? "∞" : n === -Infinity ? "−∞" : "–";
  const text = Math.abs(n) >= 1e21 ? String(Math.abs(n)) : Math.abs(n).toFixed(digits);
  const point = text.indexOf(".");
  const whole = point < 0 ? text : text.slice(0, point);
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  const isZero = !/[1-9]/.test(text);
  return `${n < 0 && !isZero ? "−" : ""}${grouped}${point < 0 ? "" : text.slice(point)}`;
}

function trimmed(n: number, digits: number): string {
  const text = fixed(n, digits);
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** A whole number with thousands commas: 3120 → "3,120". */
export function count(n: number): string {
  return fixed(n, 0);
}

/** A number in at most three figures with k, M or G: 1234 → "1.23 k", 0.5 → "0.5". */
export function short(n: number): string {
  const size = Math.abs(n);
  if (isBad(n) || size < 999.5) return trimmed(n, size < 10 ? 2 : size < 100 ? 1 : 0);
  const [unit, name] = size < 999.5e3 ? [1e3, "k"] : size < 999.5e6 ? [1e6, "M"] : ([1e9, "G"] as const);
  const scaled = size / unit;
  return `${n < 0 ? "−" : ""}${trimmed(scaled, scaled < 9.995 ? 2 : scaled < 99.95 ? 1 : 0)} ${name}`;
}

/** A share as a percentage: (0.034, 1) → "3.4 %". */
export function percent(share: number, digits = 0): string {
  return isBad(share) ? "–" : `${fixed(share * 100, digits)} %`;
}

/** A size in bytes with binary prefixes: 1536 → "1.5 KiB". */
export function bytes(n: number): string {
  const size = Math.abs(n);
  if (isBad(n) || size < 1024) return isBad(n) ? "–" : `${trimmed(n, 0)} B`;
  const [unit, name] =
    size < 1048576 ? [1024, "KiB"] : size < 1073741824 ? [1048576, "MiB"] : ([1073741824, "GiB"] as const);
  return `${trimmed(n / unit, 1)} ${name}`;
}

/** A frequency per second: 200 → "200/s", 1234 → "1.23 k/s". */
export function rate(perSecond: number): string {
  return isBad(perSecond) ? "–" : `${short(perSecond)}/s`;
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, min: 60, h: 3600, d: 86400 };

/**
 * Seconds from "1m40s", "3:30", "1:02:03", "20s", "250ms", "1h 5m", "1.5h" or "90" (plain seconds); undefined when it
 * is none of these. Never negative.
 */
export function parseDuration(text: string): number | undefined {
  const t = text.trim().toLowerCase();
  if (/^\d+(\.\d+)?$/.test(t)) return Number(t);
  const parts = /^(?:(\d+):)?(\d+):([0-5]\d)$/.exec(t);
  if (parts) {
    const minutes = Number(parts[2]);
    if (parts[1] !== undefined && minutes > 59) return undefined;
    return Number(parts[1] ?? 0) * 3600 + minutes * 60 + Number(parts[3]);
  }
  if (!/^(\d+(\.\d+)?\s*(ms|min|[smhd])\s*)+$/.test(t)) return undefined;
  let total = 0;
  for (const m of t.matchAll(/(\d+(?:\.\d+)?)\s*(ms|min|[smhd])/g)) {
    total += Number(m[1]) * (UNIT_SECONDS[m[2] as string] as number);
  }
  return total;
}
