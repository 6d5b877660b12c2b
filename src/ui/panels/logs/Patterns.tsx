import type { LogResult } from "#domain/telemetry";
import { cx } from "../../kit/cx";
import { formatCompact } from "../../kit/format";
import { type Column, Table } from "../../kit/Table";
import { useView } from "../../live";
import css from "./logs.module.css";

type Pattern = LogResult["patterns"][number];

/** Lines that differ only in their figures, counted together: what is frequent, what is rare, and where. */
export function Patterns({
  patterns,
  onFilter,
}: {
  patterns: readonly Pattern[];
  onFilter: (field: string, value: string, negated: boolean) => void;
}) {
  const regions = useView((view) => view.system.regions);
  const columns: readonly Column<Pattern>[] = [
    {
      id: "count",
      header: "Lines",
      width: "72px",
      align: "end",
      cell: (row) => formatCompact(Math.round(row.count)),
      sortBy: (row) => row.count,
    },
    {
      id: "level",
      header: "Level",
      width: "64px",
      cell: (row) => <span className={cx(css.level, css[row.level])}>{row.level}</span>,
      sortBy: (row) => row.level,
    },
    {
      id: "node",
      header: "Service",
      width: "110px",
      cell: (row) => (
        <button type="button" className={css.filter} onClick={() => onFilter("service", row.node, false)}>
          {row.node}
        </button>
      ),
      sortBy: (row) => row.node,
    },
    { id: "text", header: "Pattern", mono: true, cell: (row) => <span className={css.pattern}>{row.text}</span> },
    ...regions.map(
      ({ id }): Column<Pattern> => ({
        id,
        header: id,
        width: "76px",
        align: "end",
        optional: true,
        cell: (row) => {
          const count = row.byRegion[id] ?? 0;
          return count < 0.5 ? "–" : formatCompact(Math.round(count));
        },
        sortBy: (row) => row.byRegion[id] ?? 0,
      }),
    ),
  ];
  return (
    <div className={css.patterns}>
      <Table
        label="Patterns"
        columns={columns}
        rows={patterns}
        rowId={(row) => row.template}
        initialSort={{ column: "count", descending: true }}
      />
    </div>
  );
}
