import { useState } from "react";
import { TRIED } from "#domain/score";
import { offset } from "#lib/format";
import type { RunSummary } from "#session/contract";
import { LOCAL_LABELS } from "#session/file-labels";
import { CLOCK_WORDS } from "../../clocks";
import { Button } from "../../kit/Button";
import { Badge } from "../../kit/Sign";
import { type Column, Table } from "../../kit/Table";
import { when } from "../../when";
import css from "./data.module.css";

/** Rows at a time: a table renders every row. */
const PAGE = 100;

const address = (run: RunSummary): string => `#/run/${run.id}${run.status === "finished" ? "/debrief" : ""}`;

/** Where a run is from that was not played here by oneself, and what is wrong with it. */
const marksOf = ({ shown, labels, tried }: RunSummary): readonly string[] => [
  ...labels.filter((label) => label !== TRIED && (shown !== null || LOCAL_LABELS.includes(label))),
  ...(tried ? [TRIED] : []),
];

/** So many of each state are enough for the rows that are seen first. */
export const FIRST = PAGE;

/** All runs, newest first, each to be opened or deleted; while they are being listed, the newest of them. */
export function RunTable({
  runs,
  now,
  onDelete,
}: {
  runs: readonly RunSummary[];
  now: number;
  onDelete: (run: RunSummary) => void;
}) {
  const [pages, setPages] = useState(1);
  const columns: readonly Column<RunSummary>[] = [
    {
      id: "run",
      header: "Run",
      sortBy: (run) => run.title,
      cell: (run) => (
        <span className={css.run}>
          <a href={address(run)}>
            <span className="mono">{run.code}</span> {run.title}
          </a>
          {marksOf(run).map((mark) => (
            <Badge key={mark}>{mark}</Badge>
          ))}
        </span>
      ),
    },
    {
      id: "state",
      header: "State",
      width: "152px",
      sortBy: (run) => run.total ?? -1,
      cell: (run) =>
        run.status === "open"
          ? `open at ${offset(run.horizon)}`
          : `${run.total === null ? "–" : Math.round(run.total)} of 100`,
    },
    {
      id: "ending",
      header: "Ending",
      width: "26%",
      optional: true,
      cell: (run) => <span className={css.run}>{run.ending ?? ""}</span>,
    },
    {
      id: "clock",
      header: "Clock",
      width: "128px",
      optional: true,
      sortBy: (run) => run.clock,
      cell: (run) => CLOCK_WORDS[run.clock].label,
    },
    {
      id: "played",
      header: "Played",
      width: "128px",
      optional: true,
      sortBy: (run) => run.updatedAt,
      cell: (run) => when(run.updatedAt, now),
    },
    {
      id: "delete",
      header: "Delete",
      align: "end",
      width: "92px",
      cell: (run) => (
        <Button
          kind="quiet"
          onClick={() => onDelete(run)}
          aria-label={`Delete ${run.code}, ${when(run.updatedAt, now)}`}
        >
          Delete
        </Button>
      ),
    },
  ];
  const left = runs.length - pages * PAGE;
  return (
    <>
      <div className={css.table}>
        <Table
          label="All runs"
          columns={columns}
          rows={runs}
          most={pages * PAGE}
          rowId={(run) => run.id}
          empty="No run has been stored yet."
        />
      </div>
      {left > 0 && (
        <Button onClick={() => setPages(pages + 1)}>
          Show {Math.min(PAGE, left)} more of {runs.length}
        </Button>
      )}
    </>
  );
}
