import type { BoardChart } from "#domain/telemetry";
import { formatClock, formatValue, type Unit } from "../../../kit/format";
import { HealthSign } from "../../../kit/Sign";
import { EmptyState } from "../../../kit/State";
import { useView } from "../../../live";
import { useLook } from "../../../looking";
import { useClosed } from "../../../team/tools";
import css from "./project.module.css";

/** Simulated seconds on the charts. */
const WINDOW = 1800;
/** What customers feel, the plainest first: it is drawn the largest. */
const SYMPTOMS: readonly BoardChart["metric"][] = ["errors", "latency_p95", "requests"];
/** As many as can be read from afar, the busiest. */
const SERVICES = 6;

const UNITS: Readonly<Record<string, Unit>> = { "per s": "/s", share: "ratio", s: "s", count: "count", bytes: "bytes" };

/** The symptom: what users get where they come in, and below it how the busiest services look. */
export function Board() {
  const board = useClosed("board", "Board");
  const map = useClosed("map", "Service map");
  return (
    <>
      {board === null ? <Charts /> : <EmptyState title={board.title}>{board.text}</EmptyState>}
      {map === null ? <Services /> : <EmptyState title={map.title}>{map.text}</EmptyState>}
    </>
  );
}

function Charts() {
  const look = useLook({ panel: "board", node: "all", split: null, region: null, window: WINDOW, compare: false });
  const all = look?.panel === "board" ? look.board.charts : [];
  const charts = SYMPTOMS.flatMap((metric) => all.find((chart) => chart.metric === metric) ?? []);
  return (
    <div className={css.charts}>
      {look?.panel === "board" &&
        charts.map((chart) => <Chart key={chart.metric} chart={chart} from={look.board.from} to={look.board.to} />)}
    </div>
  );
}

function Services() {
  const map = useLook({ panel: "map" });
  const nodes = map?.panel === "map" ? [...map.map.nodes].sort((a, b) => b.requests - a.requests) : [];
  return (
    <ul aria-label="Busiest services" className={css.services}>
      {nodes.slice(0, SERVICES).map(({ id, label, health, errors }) => (
        <li key={id}>
          <strong className={css.service}>{label}</strong>
          <HealthSign health={health} />
          <span className={css.quiet}>{errors > 0.0005 ? `${formatValue(errors, "ratio")} errors` : "no errors"}</span>
        </li>
      ))}
    </ul>
  );
}

/** The drawing in its own units; stretched to its room. */
const WIDTH = 100;
const HEIGHT = 40;

/** The values as a line, in gaps where there are none; `top` is the value at the upper edge. */
function pathOf(values: ArrayLike<number>, top: number): string {
  let path = "";
  let isDown = false;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (Number.isNaN(value)) {
      isDown = false;
      continue;
    }
    const x = (WIDTH * i) / Math.max(1, values.length - 1);
    const y = HEIGHT - (HEIGHT * Math.min(value, top)) / top;
    path += `${isDown ? "L" : "M"}${x.toFixed(2)},${y.toFixed(2)}`;
    isDown = true;
  }
  return path;
}

function lastOf(values: ArrayLike<number>): number | null {
  for (let i = values.length - 1; i >= 0; i--) {
    const value = values[i];
    if (value !== undefined && !Number.isNaN(value)) return value;
  }
  return null;
}

/** One metric, with its present value in large and the objective where there is one. */
function Chart({ chart, from, to }: { chart: BoardChart; from: number; to: number }) {
  const startsAt = useView((view) => view.clock - view.now);
  const unit = UNITS[chart.unit] ?? "";
  const all = chart.series.flatMap(({ values }) => Array.from(values).filter((value) => !Number.isNaN(value)));
  const top = Math.max(...all, (chart.threshold ?? 0) * 1.5, 1e-9) * 1.2;
  const now = lastOf(chart.series[0]?.values ?? []);
  const isOver = chart.threshold !== null && now !== null && now > chart.threshold;
  return (
    <figure className={css.chart} data-over={isOver || undefined}>
      <figcaption className={css.caption}>
        <span>{chart.title}</span>
        <strong className={css.value}>{formatValue(now, unit)}</strong>
      </figcaption>
      <div className={css.plot}>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true" className={css.drawing}>
          {chart.threshold !== null && (
            <line
              x1="0"
              x2={WIDTH}
              y1={HEIGHT - (HEIGHT * chart.threshold) / top}
              y2={HEIGHT - (HEIGHT * chart.threshold) / top}
              className={css.objective}
            />
          )}
          {chart.series.map(({ label, values }, index) => (
            <path
              key={label}
              d={pathOf(values, top)}
              className={css.curve}
              style={{ stroke: `var(--series-${(index % 8) + 1})` }}
            />
          ))}
        </svg>
        <span className={css.top}>{formatValue(top, unit)}</span>
      </div>
      <p className={css.axis}>
        <span>{formatClock(startsAt + from, false)}</span>
        {chart.series.length > 1 && <span>{chart.series.map(({ label }) => label).join(", ")}</span>}
        {chart.threshold !== null && <span>objective {formatValue(chart.threshold, unit)}</span>}
        <span>{formatClock(startsAt + to, false)}</span>
      </p>
    </figure>
  );
}
