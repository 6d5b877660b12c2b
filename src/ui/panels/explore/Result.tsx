import { useState } from "react";
import type { ExploreResult } from "#domain/telemetry";
import { TimeSeries } from "../../kit/chart/TimeSeries";
import { formatClock, formatValue } from "../../kit/format";
import { EmptyState } from "../../kit/State";
import { type Column, Table } from "../../kit/Table";
import { SegmentedControl } from "../../kit/Toggle";
import { useView } from "../../live";
import { regionColour } from "../choices";
import css from "./explore.module.css";
import { distinguishing, seriesName, shortName, unitOf } from "./values";

type Row = ExploreResult["series"][number];
type Shown = "graph" | "table" | "both";

let lastShown: Shown = "both";
/** Series in one graph; more cannot be told apart. The table has all of them. */
const DRAWN = 20;

const newest = ({ values }: Row): number => values[values.length - 1] ?? Number.NaN;

/** Series over time, and their values now; what a query gave. */
export function Result({ result }: { result: ExploreResult }) {
  const [shown, setShown] = useState<Shown>(lastShown);
  const { series, more, to } = result;
  const startsAt = useView((view) => view.clock - view.now);
  if (series.length === 0) {
    return (
      <EmptyState title="No series">
        The query is right, but nothing in this window matches it. Take a matcher or a comparison away, or look further
        back.
      </EmptyState>
    );
  }
  return (
    <>
      <div className={css.meta}>
        <SegmentedControl
          label="Show"
          segments={[
            { value: "both", label: "Both" },
            { value: "graph", label: "Graph" },
            { value: "table", label: "Table" },
          ]}
          value={shown}
          onChange={(next) => {
            lastShown = next;
            setShown(next);
          }}
        />
        <span className={css.quiet}>
          {series.length} series{more > 0 && `, ${more} more not shown: aggregate, or add a matcher`} · values of{" "}
          {formatClock(startsAt + to)}
        </span>
      </div>
      {shown !== "table" && <Graph result={result} startsAt={startsAt} />}
      {shown !== "graph" && <Values result={result} />}
    </>
  );
}

function Graph({ result, startsAt }: { result: ExploreResult; startsAt: number }) {
  const system = useView((view) => view.system);
  const { series, from, to, step } = result;
  const names = distinguishing(series);
  const drawn =
    series.length <= DRAWN ? series : [...series].sort((a, b) => (newest(b) || 0) - (newest(a) || 0)).slice(0, DRAWN);
  const x = Float64Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);
  const onlyRegions = names.length === 1 && names[0] === "region";
  return (
    <TimeSeries
      title={drawn.length < series.length ? `The ${DRAWN} highest now` : "Over time"}
      unit={unitOf(result.unit)}
      x={x}
      series={drawn.map(({ labels, values }) => {
        const colour = onlyRegions ? regionColour(system, labels.region ?? "") : undefined;
        return { label: shortName(labels, names), values, ...(colour !== undefined && { colour }) };
      })}
      startsAt={startsAt}
      height={260}
      syncKey="explore"
    />
  );
}

function Values({ result }: { result: ExploreResult }) {
  const unit = unitOf(result.unit);
  const columns: readonly Column<Row>[] = [
    {
      id: "series",
      header: "Series",
      mono: true,
      cell: ({ labels }) => <span className={css.name}>{seriesName(labels)}</span>,
      sortBy: ({ labels }) => seriesName(labels),
    },
    {
      id: "value",
      header: "Value now",
      align: "end",
      width: "9rem",
      cell: (row) => formatValue(newest(row), unit),
      sortBy: (row) => (Number.isNaN(newest(row)) ? -Infinity : newest(row)),
    },
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section aria-label="Values now" tabIndex={0} className={css.table}>
      <Table
        label="Series and their values"
        columns={columns}
        rows={result.series}
        rowId={({ labels }) => seriesName(labels)}
        initialSort={{ column: "value", descending: true }}
      />
    </section>
  );
}
