import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { announce } from "../announce";
import { formatClock, formatCompact } from "../format";
import { rebin } from "./bins";
import css from "./Histogram.module.css";
import { clockTicks, seriesColour } from "./series";
import { useWidth } from "./useWidth";

export interface CountSeries {
  readonly label: string;
  /** One count per bin. */
  readonly counts: readonly number[];
  readonly colour?: string;
}

const AXIS = 18;
const BAR = 6;

/**
 * Counts over time as stacked bars. Bins are joined to fit the width. With `onBrush` a range can be chosen: drag, or
 * with the keyboard arrows move, Shift+arrows widen, Enter applies, Escape clears.
 */
export function Histogram({
  label,
  from,
  binSeconds,
  series,
  height = 72,
  startsAt = 0,
  brush,
  onBrush,
}: {
  label: string;
  /** Second at which the first bin begins. */
  from: number;
  binSeconds: number;
  series: readonly CountSeries[];
  height?: number;
  startsAt?: number;
  brush?: readonly [number, number] | undefined;
  /** The chosen range in seconds, [from, to); undefined when cleared. */
  onBrush?: (range: [number, number] | undefined) => void;
}) {
  const { ref, width } = useWidth();
  const [draft, setDraft] = useState<{ anchor: number; head: number }>();
  const dragging = useRef(false);
  const bins = Math.max(0, ...series.map((each) => each.counts.length));
  const join = Math.max(1, Math.ceil(bins / Math.max(8, Math.floor(width / BAR))));
  const stacks = series.map((each) => rebin(each.counts, join));
  const columns = Math.ceil(bins / join);
  const step = binSeconds * join;
  const totals = Array.from({ length: columns }, (_, column) =>
    stacks.reduce((sum, counts) => sum + (counts[column] ?? 0), 0),
  );
  const top = Math.max(1, ...totals);
  const total = totals.reduce((sum, count) => sum + count, 0);
  const plot = height - AXIS;
  const barWidth = columns > 0 ? width / columns : 0;
  const toX = (second: number) => ((second - from) / (columns * step || 1)) * width;

  const chosen: readonly [number, number] | undefined = draft
    ? [from + Math.min(draft.anchor, draft.head) * step, from + (Math.max(draft.anchor, draft.head) + 1) * step]
    : brush;
  const clock = (second: number) => formatClock(startsAt + second);

  const columnAt = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.max(0, Math.min(columns - 1, Math.floor(((event.clientX - box.left) / box.width) * columns)));
  };
  const apply = (range: { anchor: number; head: number }) => {
    const low = Math.min(range.anchor, range.head);
    const high = Math.max(range.anchor, range.head) + 1;
    onBrush?.([from + low * step, from + high * step]);
    setDraft(undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!onBrush || columns === 0) return;
    const move = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (move !== 0) {
      event.preventDefault();
      const last = columns - 1;
      const head = draft ? Math.max(0, Math.min(last, draft.head + move)) : last;
      const anchor = event.shiftKey && draft ? draft.anchor : head;
      setDraft({ anchor, head });
      announce(`${clock(from + head * step)}: ${totals[head] ?? 0}`);
    } else if (event.key === "Enter" && draft) {
      event.preventDefault();
      apply(draft);
    } else if (event.key === "Escape" && (draft || brush)) {
      event.preventDefault();
      setDraft(undefined);
      onBrush(undefined);
    }
  };

  const ticks = clockTicks(from, from + columns * step, startsAt, Math.max(2, Math.floor(width / 76)));
  const drawing = (
    <svg width={width} height={height} aria-hidden="true" className={css.svg}>
      {chosen && (
        <rect
          x={toX(chosen[0])}
          y={0}
          width={Math.max(1, toX(chosen[1]) - toX(chosen[0]))}
          height={plot}
          className={css.brush}
        />
      )}
      {totals.map((_, column) => {
        let base = plot;
        return stacks.map((counts, layer) => {
          const count = counts[column] ?? 0;
          if (count === 0) return null;
          const size = Math.max(1, (count / top) * (plot - 4));
          base -= size;
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: bars are their positions
              key={`${column}-${layer}`}
              x={column * barWidth + 0.5}
              y={base}
              width={Math.max(1, barWidth - 1)}
              height={size}
              style={{ fill: series[layer]?.colour ?? seriesColour(layer) }}
            />
          );
        });
      })}
      <line x1={0} x2={width} y1={plot + 0.5} y2={plot + 0.5} className={css.axis} />
      {ticks.map((tick) => (
        <text
          key={tick}
          x={Math.min(width - 24, Math.max(16, toX(tick)))}
          y={height - 4}
          textAnchor="middle"
          className={css.tick}
        >
          {formatClock(startsAt + tick, columns * step < 300)}
        </text>
      ))}
    </svg>
  );
  const name = `${label}: ${formatCompact(total)} in all, most ${formatCompact(top)} per ${step} s`;
  return (
    <div ref={ref} className={css.frame} style={{ height }}>
      {onBrush ? (
        // biome-ignore lint/a11y/useSemanticElements: fieldset is for forms
        <div
          role="group"
          aria-roledescription="histogram"
          aria-label={`${name}. Arrow keys move, Shift widens, Enter applies`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: its range is chosen by arrow keys
          tabIndex={0}
          className={css.brushable}
          onKeyDown={onKeyDown}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            dragging.current = true;
            const column = columnAt(event);
            setDraft({ anchor: column, head: column });
          }}
          onPointerMove={(event) => {
            if (dragging.current && draft) setDraft({ anchor: draft.anchor, head: columnAt(event) });
          }}
          onPointerUp={() => {
            if (dragging.current && draft) apply(draft);
            dragging.current = false;
          }}
          onPointerCancel={() => {
            dragging.current = false;
            setDraft(undefined);
          }}
        >
          {drawing}
        </div>
      ) : (
        <div role="img" aria-label={name}>
          {drawing}
        </div>
      )}
      {chosen && (
        <span aria-hidden="true" className={css.range}>
          {clock(chosen[0])} – {clock(chosen[1])}
        </span>
      )}
    </div>
  );
}
