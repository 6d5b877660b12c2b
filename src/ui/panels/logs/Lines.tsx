import type { LogLine } from "#domain/telemetry";
import { cx } from "../../kit/cx";
import { formatClock } from "../../kit/format";
import { VirtualList } from "../../kit/VirtualList";
import { NARROW, useMedia } from "../../media";
import css from "./logs.module.css";

/** Height of a row in px: one line, two on a phone. */
const ROW = 24;
const NARROW_ROW = 46;

export const lineId = (line: LogLine): string => `${line.second}.${line.ms}.${line.template}.${line.trace}.${line.pod}`;

/** Lines, newest first. Arrow keys move and open what is known about one. */
export function Lines({
  lines,
  startsAt,
  selected,
  onSelect,
}: {
  lines: readonly LogLine[];
  startsAt: number;
  selected: LogLine | null;
  onSelect: (line: LogLine) => void;
}) {
  const index = selected === null ? -1 : lines.indexOf(selected);
  const ids = uniqueIds(lines);
  const isNarrow = useMedia(NARROW);
  return (
    <VirtualList
      label="Log lines, newest first"
      count={lines.length}
      rowHeight={isNarrow ? NARROW_ROW : ROW}
      rowId={(row) => ids[row] ?? row}
      selected={index < 0 ? undefined : index}
      onSelect={(row) => {
        const line = lines[row];
        if (line !== undefined) onSelect(line);
      }}
      render={(row) => {
        const line = lines[row];
        return line === undefined ? null : <Row line={line} startsAt={startsAt} />;
      }}
    />
  );
}

/** Two lines may say the same at the same moment; rows need different keys all the same. */
function uniqueIds(lines: readonly LogLine[]): readonly string[] {
  const seen = new Map<string, number>();
  return lines.map((line) => {
    const id = lineId(line);
    const count = seen.get(id) ?? 0;
    seen.set(id, count + 1);
    return count === 0 ? id : `${id}#${count}`;
  });
}

function Row({ line, startsAt }: { line: LogLine; startsAt: number }) {
  return (
    <span className={cx(css.line, css[line.level])}>
      <span className={css.time}>
        {formatClock(startsAt + line.second)}.{String(line.ms).padStart(3, "0")}
      </span>
      <span className={css.level}>{line.level}</span>
      <span className={css.where}>
        {line.node} <span className={css.region}>{line.region}</span>
      </span>
      <span className={css.text}>{line.text}</span>
    </span>
  );
}
