import { type KeyboardEvent, type PointerEvent, type ReactNode, useId, useRef, useState } from "react";
import { cx } from "./cx";
import css from "./SplitPane.module.css";
import { readStored, writeStored } from "./stored";

/**
 * Two panes with a divider that can be dragged or moved by arrow keys (Home and End: smallest and largest; double
 * click: back to the start). `initial` is the share of the first pane in percent; `storeAs` keeps it.
 */
export function SplitPane({
  label,
  first,
  second,
  initial = 60,
  min = 20,
  max = 80,
  vertical = false,
  storeAs,
}: {
  /** What the divider separates, for screen readers. */
  label: string;
  first: ReactNode;
  second: ReactNode;
  initial?: number;
  min?: number;
  max?: number;
  /** One above the other. */
  vertical?: boolean;
  storeAs?: string;
}) {
  const clamp = (value: number) => Math.min(max, Math.max(min, value));
  const [share, setShare] = useState(() => {
    const stored = storeAs === undefined ? Number.NaN : Number.parseFloat(readStored(`kit.split.${storeAs}`) ?? "");
    return clamp(Number.isFinite(stored) ? stored : initial);
  });
  const frame = useRef<HTMLDivElement>(null);
  const id = useId();

  const set = (value: number) => {
    const next = Math.round(clamp(value) * 10) / 10;
    setShare(next);
    if (storeAs !== undefined) writeStored(`kit.split.${storeAs}`, String(next));
  };
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const box = frame.current?.getBoundingClientRect();
    if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    set(vertical ? ((event.clientY - box.top) / box.height) * 100 : ((event.clientX - box.left) / box.width) * 100);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const [less, more] = vertical ? ["ArrowUp", "ArrowDown"] : ["ArrowLeft", "ArrowRight"];
    const step = event.shiftKey ? 10 : 2;
    const targets: Record<string, number> = {
      [less as string]: share - step,
      [more as string]: share + step,
      Home: min,
      End: max,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    set(target);
  };

  return (
    <div ref={frame} className={cx(css.frame, vertical && css.vertical)}>
      <div id={id} className={css.pane} style={{ flexBasis: `${share}%` }}>
        {first}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: hr cannot be moved */}
      <div
        role="separator"
        tabIndex={0}
        aria-label={label}
        aria-controls={id}
        aria-orientation={vertical ? "horizontal" : "vertical"}
        aria-valuemin={min}
        aria-valuemax={max}
        aria-valuenow={Math.round(share)}
        className={css.divider}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
        onDoubleClick={() => set(initial)}
        onKeyDown={onKeyDown}
      />
      <div className={cx(css.pane, css.rest)}>{second}</div>
    </div>
  );
}
