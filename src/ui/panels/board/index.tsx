import type { BoardResult } from "#domain/telemetry";
import { useConsole } from "../../console-state";
import { TimeSeries } from "../../kit/chart/TimeSeries";
import { useLook } from "../../looking";

/** The metrics of a node, or of everything. */
export default function BoardPanel() {
  const result = useLook(
    useConsole((state) => state.board),
    15,
  );
  if (result?.panel !== "board") return null;
  return <Charts board={result.board} />;
}

function Charts({ board }: { board: BoardResult }) {
  const steps = Math.max(0, Math.round((board.to - board.from) / board.step));
  const x = Float64Array.from({ length: steps + 1 }, (_, i) => board.from + i * board.step);
  return (
    <div>
      {board.charts.map((chart) => (
        <TimeSeries
          key={chart.metric}
          title={chart.title}
          x={x}
          series={chart.series.map(({ label, values }) => ({ label, values }))}
        />
      ))}
    </div>
  );
}
