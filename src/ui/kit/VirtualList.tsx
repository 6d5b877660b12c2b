import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from "react";
import css from "./VirtualList.module.css";

/**
 * A long list of which only the visible rows exist. The list itself has the focus; with `onSelect` arrow keys, Page
 * Up/Down, Home and End move the selection. `follow` keeps the end in view while rows are added, until the user
 * scrolls away from it.
 */
export function VirtualList({
  label,
  count,
  rowHeight,
  rowId,
  render,
  selected,
  onSelect,
  onOpen,
  follow = false,
  measure = false,
  height,
}: {
  label: string;
  count: number;
  /** Height of a row in px; an estimate when `measure` is set. */
  rowHeight: number;
  /** Stable id of a row, so that its element survives when rows are added before it. */
  rowId?: (index: number) => string | number;
  render: (index: number) => ReactNode;
  selected?: number | undefined;
  onSelect?: (index: number) => void;
  /** Enter on the selected row. */
  onOpen?: (index: number) => void;
  follow?: boolean;
  /** Rows differ in height (wrapped text). */
  measure?: boolean;
  /** CSS height of the list; default fills its container. */
  height?: string | number;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const atEnd = useRef(true);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    ...(rowId && { getItemKey: rowId }),
  });

  // A phone that is turned has rows of another height.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height is what the sizes are estimated from
  useEffect(() => virtual.measure(), [virtual, rowHeight]);

  useEffect(() => {
    if (follow && atEnd.current && count > 0) virtual.scrollToIndex(count - 1, { align: "end" });
  }, [follow, count, virtual]);

  const choose = (index: number) => {
    const next = Math.max(0, Math.min(count - 1, index));
    onSelect?.(next);
    virtual.scrollToIndex(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!onSelect || count === 0 || event.target !== event.currentTarget) return;
    const now = selected ?? -1;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
    const targets: Record<string, number> = {
      ArrowDown: now + 1,
      ArrowUp: now - 1,
      PageDown: now + page,
      PageUp: now - page,
      Home: 0,
      End: count - 1,
    };
    const target = targets[event.key];
    if (target !== undefined) {
      event.preventDefault();
      choose(target);
    } else if (event.key === "Enter" && selected !== undefined) {
      event.preventDefault();
      onOpen?.(selected);
    }
  };

  const optional = onSelect !== undefined;
  const items = virtual.getVirtualItems();
  const activeShown = selected !== undefined && items.some((item) => item.index === selected);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its role is list or listbox
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles have names
    <div
      ref={scroller}
      role={optional ? "listbox" : "list"}
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={optional && activeShown ? `${id}-${selected}` : undefined}
      onKeyDown={onKeyDown}
      onScroll={(event) => {
        const el = event.currentTarget;
        atEnd.current = el.scrollHeight - el.scrollTop - el.clientHeight < rowHeight * 1.5;
      }}
      className={css.list}
      style={{ height: height ?? "100%" }}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: "relative" }}>
        {items.map((item) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: its role is listitem or option
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the list, which has the focus
          // biome-ignore lint/a11y/useAriaPropsSupportedByRole: only set where the role is option
          <div
            key={item.key}
            id={`${id}-${item.index}`}
            data-index={item.index}
            ref={measure ? virtual.measureElement : undefined}
            role={optional ? "option" : "listitem"}
            aria-selected={optional ? item.index === selected : undefined}
            aria-setsize={count}
            aria-posinset={item.index + 1}
            className={optional ? css.option : css.row}
            onClick={optional ? () => onSelect(item.index) : undefined}
            onDoubleClick={onOpen ? () => onOpen(item.index) : undefined}
            style={{
              transform: `translateY(${item.start}px)`,
              ...(measure ? { minHeight: rowHeight } : { height: rowHeight }),
            }}
          >
            {render(item.index)}
          </div>
        ))}
      </div>
    </div>
  );
}
