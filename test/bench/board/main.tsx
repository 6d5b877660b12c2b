/** Twelve live panels, drawn by our charts or by the chart library alone with the same data: `?ours` or `?library`. */
import { type ReactNode, useEffect, useState } from "react";
import { createRoot } from "react-dom/client";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import "#ui/kit/tokens.css";
import "#ui/kit/base.css";
import { TimeSeries } from "#ui/kit/chart/TimeSeries";

const PANELS = 12;
const SERIES = 3;
const POINTS = 1800;
const HEIGHT = 124;
const WIDTH = 340;
/** Longer than our charts wait between two drawings, so that both sides draw every step. */
const EVERY_MS = 500;

const value = (panel: number, series: number, t: number): number =>
  100 * (series + 1) + 40 * Math.sin(t / (40 + 7 * panel)) + 10 * Math.sin(t * (1.3 + series));

/** One more second for each step: new arrays, as a look at the board gives them. */
function dataAt(panel: number, step: number): { x: Float64Array; lines: Float64Array[] } {
  const x = Float64Array.from({ length: POINTS }, (_, i) => step + i);
  return { x, lines: Array.from({ length: SERIES }, (_, s) => x.map((t) => value(panel, s, t))) };
}

const board = document.getElementById("board") as HTMLElement;

function Board(): ReactNode {
  const [step, setStep] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setStep((now) => now + 1), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return Array.from({ length: PANELS }, (_, panel) => {
    const { x, lines } = dataAt(panel, step);
    return (
      <TimeSeries
        // biome-ignore lint/suspicious/noArrayIndexKey: the panels never change places
        key={panel}
        title={`Panel ${panel}`}
        unit="/s"
        x={x}
        series={lines.map((values, s) => ({ label: `series ${s}`, values }))}
        height={HEIGHT}
        syncKey="board"
      />
    );
  });
}

function libraryAlone(): void {
  const plots = Array.from({ length: PANELS }, (_, panel) => {
    const frame = document.createElement("div");
    board.append(frame);
    const { x, lines } = dataAt(panel, 0);
    const series = [
      {},
      ...lines.map((_, s) => ({ label: `series ${s}`, stroke: ["#77f", "#f77", "#7f7"][s] ?? "#fff" })),
    ];
    const options = {
      width: WIDTH,
      height: HEIGHT,
      series,
      cursor: { sync: { key: "board" } },
      scales: { x: { time: false } },
    };
    return new uPlot(options, [x, ...lines] as unknown as uPlot.AlignedData, frame);
  });
  let step = 0;
  setInterval(() => {
    step++;
    plots.forEach((plot, panel) => {
      const { x, lines } = dataAt(panel, step);
      plot.setData([x, ...lines] as unknown as uPlot.AlignedData);
    });
  }, EVERY_MS);
}

if (location.search === "?ours") createRoot(board).render(<Board />);
else libraryAlone();
