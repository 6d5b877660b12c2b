import { formatValue, type Unit } from "./format";

/** A line without axes, the size of a word. Gaps (null) stay gaps; the last value is marked and read out. */
export function Sparkline({
  label,
  values,
  unit = "",
  width = 80,
  height = 18,
  colour = "var(--text-2)",
  min,
  max,
}: {
  label: string;
  values: readonly (number | null)[];
  unit?: Unit;
  width?: number;
  height?: number;
  colour?: string;
  /** Fixed limits, so that several lines can be compared; default the values' own, zero included. */
  min?: number;
  max?: number;
}) {
  let low = min ?? 0;
  let high = max ?? 0;
  for (const value of values) {
    if (value === null) continue;
    if (min === undefined && value < low) low = value;
    if (max === undefined && value > high) high = value;
  }
  const span = high - low || 1;
  const step = values.length > 1 ? (width - 4) / (values.length - 1) : 0;
  let path = "";
  let pen = "M";
  let end: { x: number; y: number; value: number } | undefined;
  values.forEach((value, index) => {
    if (value === null) {
      pen = "M";
      return;
    }
    const x = 2 + index * step;
    const y = height - 2 - ((Math.min(high, Math.max(low, value)) - low) / span) * (height - 4);
    path += `${pen}${x.toFixed(1)} ${y.toFixed(1)}`;
    pen = "L";
    end = { x, y, value };
  });
  return (
    <svg
      role="img"
      aria-label={`${label}: now ${formatValue(end?.value, unit)}`}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
    >
      <path d={path} fill="none" stroke={colour} strokeWidth="1.25" strokeLinejoin="round" />
      {end && <circle cx={end.x} cy={end.y} r="1.75" fill={colour} />}
    </svg>
  );
}
