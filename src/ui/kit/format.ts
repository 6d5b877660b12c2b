/** Units that values of the interface come in. `ratio` is 0–1 and shown as a percentage. */
export type Unit = "" | "count" | "ms" | "s" | "/s" | "%" | "ratio" | "bytes" | "money" | (string & {});

function group(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

function significant(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return "0";
  const text =
    size >= 100
      ? value.toFixed(0)
      : size >= 10
        ? value.toFixed(1)
        : size >= 0.1
          ? value.toFixed(2)
          : value.toPrecision(2);
  return text.includes(".") && !text.includes("e") ? text.replace(/\.?0+$/, "") : text;
}

/** A plain number: up to three significant decimals, grouped in thousands, a true minus sign. `12,431`, `0.42`, `−3`. */
export function formatNumber(value: number): string {
  const [whole = "0", fraction] = significant(value).split(".");
  const text = fraction === undefined ? group(whole) : `${group(whole)}.${fraction}`;
  return text.replace("-", "−");
}

/** A short number for axes and badges: `950`, `1.2k`, `3.4M`. */
export function formatCompact(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e9) return `${formatNumber(value / 1e9)}G`;
  if (size >= 1e6) return `${formatNumber(value / 1e6)}M`;
  if (size >= 1e4) return `${formatNumber(value / 1e3)}k`;
  return formatNumber(value);
}

/** A value with its unit, scaled for reading: `340 ms`, `1.2 s`, `4.1 %`, `12.4k/s`, `1.5 GiB`; `–` for no value. */
export function formatValue(value: number | null | undefined, unit: Unit = ""): string {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  switch (unit) {
    case "":
    case "count":
      return formatCompact(value);
    case "ms":
      return Math.abs(value) >= 1000 ? `${formatNumber(value / 1000)} s` : `${formatNumber(value)} ms`;
    case "s":
      return value !== 0 && Math.abs(value) < 1 ? `${formatNumber(value * 1000)} ms` : `${formatNumber(value)} s`;
    case "/s":
      return `${formatCompact(value)}/s`;
    case "%":
      return `${formatNumber(value)} %`;
    case "ratio":
      return `${formatNumber(value * 100)} %`;
    case "bytes":
      return formatBytes(value);
    default:
      return `${formatCompact(value)} ${unit}`;
  }
}

function formatBytes(value: number): string {
  const size = Math.abs(value);
  if (size >= 2 ** 30) return `${formatNumber(value / 2 ** 30)} GiB`;
  if (size >= 2 ** 20) return `${formatNumber(value / 2 ** 20)} MiB`;
  if (size >= 2 ** 10) return `${formatNumber(value / 2 ** 10)} KiB`;
  return `${formatNumber(value)} B`;
}

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));

/** A length of time in whole seconds: `0:35`, `12:04`, `1:02:09`; a minus sign when negative. */
export function formatDuration(seconds: number): string {
  const total = Math.abs(Math.round(seconds));
  const sign = seconds < 0 && total > 0 ? "−" : "";
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor(total / 60) % 60;
  return hours > 0 ? `${sign}${hours}:${two(minutes)}:${two(total % 60)}` : `${sign}${minutes}:${two(total % 60)}`;
}

/** The same in words for screen readers and sentences: `1 minute 5 seconds`. */
export function durationInWords(seconds: number): string {
  const total = Math.abs(Math.round(seconds));
  const parts: string[] = [];
  const add = (count: number, word: string) => {
    if (count > 0) parts.push(`${count} ${word}${count === 1 ? "" : "s"}`);
  };
  add(Math.floor(total / 3600), "hour");
  add(Math.floor(total / 60) % 60, "minute");
  if (total < 3600) add(total % 60, "second");
  return parts.length > 0 ? parts.join(" ") : "0 seconds";
}

/** Clock time `HH:MM:SS` of a second counted from midnight; wraps round at 24 h. */
export function formatClock(secondOfDay: number, withSeconds = true): string {
  const total = ((Math.floor(secondOfDay) % 86400) + 86400) % 86400;
  const minutes = `${two(Math.floor(total / 3600))}:${two(Math.floor(total / 60) % 60)}`;
  return withSeconds ? `${minutes}:${two(total % 60)}` : minutes;
}

/** Time since the start with its sign: `+00:08:20`. */
export function formatElapsed(seconds: number): string {
  const total = Math.abs(Math.round(seconds));
  return `${seconds < 0 ? "−" : "+"}${two(Math.floor(total / 3600))}:${two(Math.floor(total / 60) % 60)}:${two(total % 60)}`;
}
