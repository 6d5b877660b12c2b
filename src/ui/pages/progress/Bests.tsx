import { useMemo } from "react";
import { type Best, bestsOf } from "#modes/drill/bests";
import type { RunSummary } from "#session/contract";
import { CLOCK_WORDS } from "../../clocks";
import { Section } from "../../kit/Page";
import { Badge } from "../../kit/Sign";
import { type Column, Table } from "../../kit/Table";
import { dateText, wayText } from "./days";
import css from "./progress.module.css";

const COLUMNS: readonly Column<Best>[] = [
  {
    id: "drill",
    header: "Drill",
    sortBy: ({ run }) => `${run.code} ${run.variant}`,
    cell: ({ run }) => (
      <span className={css.wrap}>
        <a href={`#/run/${run.id}/debrief`}>
          <span className="mono">{run.code}</span> {run.title}
        </a>
        <span className={css.wayBelow}>{wayText(run.variant)}</span>
      </span>
    ),
  },
  { id: "variant", header: "Way", width: "15%", optional: true, cell: ({ run }) => wayText(run.variant) },
  {
    id: "clock",
    header: "Clock",
    width: "124px",
    sortBy: ({ run }) => run.clock,
    cell: ({ run }) => CLOCK_WORDS[run.clock].label,
  },
  {
    id: "best",
    header: "Best",
    align: "end",
    width: "64px",
    sortBy: ({ run }) => run.total,
    cell: ({ run }) => <strong>{Math.round(run.total)}</strong>,
  },
  {
    id: "first",
    header: "First",
    align: "end",
    width: "64px",
    optional: true,
    sortBy: ({ first }) => first,
    cell: ({ first }) => Math.round(first),
  },
  {
    id: "of",
    header: "Runs",
    align: "end",
    width: "64px",
    optional: true,
    sortBy: ({ of }) => of,
    cell: ({ of }) => of,
  },
  {
    id: "date",
    header: "Date",
    width: "116px",
    optional: true,
    sortBy: ({ run }) => run.updatedAt,
    cell: ({ run }) => dateText(run.updatedAt),
  },
  {
    id: "labels",
    header: "How",
    width: "20%",
    optional: true,
    cell: ({ run }) => (
      <span className={css.labels}>
        {run.labels.map((label) => (
          <Badge key={label}>{label}</Badge>
        ))}
      </span>
    ),
  },
];

/** The best run of each drill, way and clock. */
export function Bests({ runs }: { runs: readonly RunSummary[] }) {
  const bests = useMemo(() => bestsOf(runs), [runs]);
  return (
    <Section title="Bests">
      <p className={css.note}>
        One for each drill, way it can be, and clock: what was played on different clocks is not compared. A run from
        the beginning goes before a fork.
      </p>
      <div className={css.scroll}>
        <Table
          label="Bests"
          columns={COLUMNS}
          rows={bests}
          rowId={({ run }) => run.id}
          empty="A finished run of your own is the first best."
        />
      </div>
    </Section>
  );
}
