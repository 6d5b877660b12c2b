import type { BoardChart } from "#domain/telemetry";
import type { View } from "#domain/view";
import { type Annotation, TimeSeries } from "../../kit/chart/TimeSeries";
import { formatValue, type Unit } from "../../kit/format";
import { regionColour } from "../choices";

const UNITS: Readonly<Record<string, Unit>> = { "per s": "/s", share: "ratio", s: "s", count: "count", bytes: "bytes" };

/** What the line across a chart stands for, where it is no objective. */
const LINES: Readonly<Partial<Record<BoardChart["metric"], string>>> = {
  connections: "limit",
  heap: "limit",
  disk: "full at",
};

/** One metric over the window of the board. */
export function Chart({
  chart,
  x,
  annotations,
  system,
  startsAt,
  onPick,
}: {
  chart: BoardChart;
  x: Float64Array;
  annotations: readonly Annotation[];
  system: View["system"];
  startsAt: number;
  onPick?: (second: number) => void;
}) {
  const unit = UNITS[chart.unit] ?? "";
  const { threshold, lastWeek } = chart;
  return (
    <TimeSeries
      title={chart.title}
      unit={unit}
      x={x}
      series={chart.series.map(({ label, values }) => {
        const colour = regionColour(system, label);
        return { label, values, ...(colour !== undefined && { colour }) };
      })}
      comparison={lastWeek === null ? [] : [{ label: "last week", values: lastWeek }]}
      thresholds={
        threshold === null
          ? []
          : [
              {
                value: threshold,
                label: `${LINES[chart.metric] ?? "objective"} ${formatValue(threshold, unit)}`,
                tone: "warn",
              },
            ]
      }
      annotations={annotations}
      startsAt={startsAt}
      height={124}
      syncKey="board"
      {...(onPick !== undefined && { onPick })}
    />
  );
}
