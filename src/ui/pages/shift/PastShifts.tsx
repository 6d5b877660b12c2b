import { lasting, median, timesToAcknowledge } from "#modes/drill/handover";
import { Section } from "../../kit/Page";
import { Sparkline } from "../../kit/Sparkline";
import { type Column, Table } from "../../kit/Table";
import type { KeptShift } from "../../shift/kept";
import css from "./shift.module.css";
import { dayAndTime } from "./times";

const typical = ({ body }: KeptShift): number | null => median(timesToAcknowledge([body]));

const COLUMNS: readonly Column<KeptShift>[] = [
  {
    id: "shift",
    header: "Shift",
    width: "168px",
    sortBy: ({ body }) => body.from,
    cell: ({ id, body }) => <a href={`#/oncall/${id}`}>{dayAndTime(body.from)}</a>,
  },
  {
    id: "length",
    header: "Length",
    optional: true,
    sortBy: ({ body }) => (body.endedAt ?? body.until) - body.from,
    cell: ({ body }) => lasting((body.endedAt ?? body.until) - body.from),
  },
  {
    id: "pages",
    header: "Pages",
    align: "end",
    width: "72px",
    sortBy: ({ body }) => body.pages.length,
    cell: ({ body }) => body.pages.filter(({ firedAt }) => firedAt !== null).length,
  },
  {
    id: "time",
    header: "Acknowledged in",
    align: "end",
    width: "150px",
    sortBy: (shift) => typical(shift) ?? Number.MAX_SAFE_INTEGER,
    cell: (shift) => {
      const time = typical(shift);
      return time === null ? "–" : lasting(time);
    },
  },
  {
    id: "others",
    header: "To the secondary",
    align: "end",
    width: "150px",
    optional: true,
    cell: ({ body }) => body.pages.filter(({ answer }) => answer === "handed-over" || answer === "unanswered").length,
  },
  {
    id: "handover",
    header: "Hand-over",
    optional: true,
    cell: ({ body }) => (body.handover === null ? "not written" : "kept"),
  },
];

/** The shifts there were, and how long pages rang before they were acknowledged. */
export function PastShifts({ shifts }: { shifts: readonly KeptShift[] }) {
  const oldestFirst = [...shifts].sort((a, b) => a.body.from - b.body.from);
  const times = timesToAcknowledge(oldestFirst.map(({ body }) => body));
  const middle = median(times);
  return (
    <Section title="Past shifts">
      {middle !== null && (
        <p className={css.trend}>
          Time to acknowledge: median {lasting(middle)} over {times.length} page{times.length === 1 ? "" : "s"}.
          {times.length > 1 && (
            <Sparkline
              label="Time to acknowledge, page by page"
              values={times.map((ms) => ms / 1000)}
              unit="s"
              width={120}
            />
          )}
        </p>
      )}
      <Table
        label="Past shifts"
        columns={COLUMNS}
        rows={oldestFirst.toReversed()}
        rowId={({ id }) => id}
        empty="No shift yet."
      />
    </Section>
  );
}
