import { ChevronDown, ChevronRight } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { formatValue } from "../format";
import { ToneShape } from "../Sign";
import { seriesColour } from "./series";
import { type Span, spanRows } from "./spans";
import css from "./Waterfall.module.css";

export type { Span } from "./spans";

/**
 * A trace: spans as a tree with bars on a common time line. Failed spans have a cross and a hatched bar. Up and down
 * move, left and right close and open, Enter selects.
 */
export function Waterfall({
  label,
  spans,
  selected,
  onSelect,
  colourOf,
}: {
  label: string;
  spans: readonly Span[];
  selected?: string | undefined;
  onSelect?: (span: Span) => void;
  /** Colour of a group, the same everywhere; default the palette by order of appearance. */
  colourOf?: (group: string) => string;
}) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState<string>();
  const body = useRef<HTMLTableSectionElement>(null);
  const rows = spanRows(spans, closed);
  const groups = [...new Set(spans.map((span) => span.group))];
  const begin = Math.min(...spans.map((span) => span.start), Number.MAX_SAFE_INTEGER);
  const end = Math.max(...spans.map((span) => span.start + span.duration), begin + 1);
  const percent = (ms: number) => ((ms - begin) / (end - begin)) * 100;
  const stop =
    [active, selected].find((id) => id !== undefined && rows.some((row) => row.span.id === id)) ?? rows[0]?.span.id;

  const setOpen = (id: string, open: boolean) => {
    const next = new Set(closed);
    if (open) next.delete(id);
    else next.add(id);
    setClosed(next);
  };
  const focusRow = (index: number) => body.current?.rows[index]?.focus();
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const row = rows[index];
    if (!row) return;
    const open = !closed.has(row.span.id);
    if (event.key === "ArrowDown") focusRow(Math.min(rows.length - 1, index + 1));
    else if (event.key === "ArrowUp") focusRow(Math.max(0, index - 1));
    else if (event.key === "Home") focusRow(0);
    else if (event.key === "End") focusRow(rows.length - 1);
    else if (event.key === "ArrowRight" && row.children > 0 && !open) setOpen(row.span.id, true);
    else if (event.key === "ArrowRight" && row.children > 0) focusRow(index + 1);
    else if (event.key === "ArrowLeft" && row.children > 0 && open) setOpen(row.span.id, false);
    else if (event.key === "ArrowLeft")
      focusRow(
        Math.max(
          0,
          rows.findIndex((each) => each.span.id === row.span.parent),
        ),
      );
    else if (event.key === "Enter" || event.key === " ") onSelect?.(row.span);
    else return;
    event.preventDefault();
  };

  return (
    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a treegrid is a table that can be moved through
    <table role="treegrid" aria-label={label} className={css.grid}>
      <thead>
        <tr className={css.head}>
          <th scope="col">span</th>
          <th scope="col">
            <span className={css.scale}>
              <span>0</span>
              <span>{formatValue((end - begin) / 2, "ms")}</span>
              <span>{formatValue(end - begin, "ms")}</span>
            </span>
          </th>
        </tr>
      </thead>
      <tbody ref={body}>
        {rows.map(({ span, depth, children }, index) => {
          const open = !closed.has(span.id);
          const colour = colourOf?.(span.group) ?? seriesColour(groups.indexOf(span.group));
          const left = percent(span.start);
          return (
            <tr
              key={span.id}
              aria-level={depth + 1}
              aria-expanded={children > 0 ? open : undefined}
              aria-selected={onSelect ? span.id === selected : undefined}
              tabIndex={span.id === stop ? 0 : -1}
              className={css.row}
              data-failed={span.error !== undefined || undefined}
              onFocus={() => setActive(span.id)}
              onKeyDown={(event) => onKeyDown(event, index)}
              onClick={() => onSelect?.(span)}
            >
              <td>
                <span className={css.name} style={{ paddingLeft: depth * 14 }}>
                  <button
                    type="button"
                    tabIndex={-1}
                    aria-hidden="true"
                    className={css.fold}
                    style={{ visibility: children > 0 ? "visible" : "hidden" }}
                    onClick={(event) => {
                      event.stopPropagation();
                      setOpen(span.id, !open);
                    }}
                  >
                    {open ? <ChevronDown /> : <ChevronRight />}
                  </button>
                  <i className={css.dot} style={{ background: colour }} />
                  <span className={css.text}>
                    {span.group} <span className={css.operation}>{span.name}</span>
                  </span>
                  {span.error !== undefined && (
                    <span className={css.error} title={span.error}>
                      <ToneShape tone="bad" />
                      <span className="visually-hidden">failed: {span.error}</span>
                    </span>
                  )}
                </span>
              </td>
              <td className={css.lane}>
                <span className={css.bars}>
                  <i
                    className={css.bar}
                    style={{
                      left: `${left}%`,
                      width: `max(2px, ${percent(begin + span.duration)}%)`,
                      backgroundColor: colour,
                    }}
                  />
                  <span className={css.duration} style={{ left: `${percent(span.start + span.duration)}%` }}>
                    {formatValue(span.duration, "ms")}
                  </span>
                </span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
