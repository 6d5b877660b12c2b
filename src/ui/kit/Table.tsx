import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { cx } from "./cx";
import css from "./Table.module.css";

export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** What to sort by; a column without it cannot be sorted. Numbers ascend numerically, text by code unit. */
  readonly sortBy?: (row: Row) => number | string;
  readonly align?: "start" | "end";
  readonly mono?: boolean;
  /** Takes as many lines as it needs; otherwise what does not fit is cut off. */
  readonly wrap?: boolean;
  /** CSS width. */
  readonly width?: string;
  /** Left out on narrow screens. */
  readonly optional?: boolean;
}

export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

function sorted<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sort: Sort | undefined): readonly Row[] {
  const sortBy = columns.find((column) => column.id === sort?.column)?.sortBy;
  if (sortBy === undefined || sort === undefined) return rows;
  const sign = sort.descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const left = sortBy(a);
    const right = sortBy(b);
    return left < right ? -sign : left > right ? sign : 0;
  });
}

/**
 * A dense table. Headers sort (ascending, descending, unsorted). With `onSelect` it is a grid: arrow keys, Home and End
 * move between rows, Enter or Space selects.
 */
export function Table<Row>({
  label,
  columns,
  rows,
  rowId,
  selected,
  onSelect,
  initialSort,
  most = Number.POSITIVE_INFINITY,
  empty = "Nothing here.",
}: {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  selected?: string | undefined;
  onSelect?: (row: Row) => void;
  initialSort?: Sort;
  /** So many rows are rendered at most: the first of all when they are sorted. */
  most?: number;
  empty?: ReactNode;
}) {
  const [sort, setSort] = useState<Sort | undefined>(initialSort);
  const [active, setActive] = useState<string>();
  const body = useRef<HTMLTableSectionElement>(null);
  const shown = sorted(rows, columns, sort).slice(0, most);
  const ids = shown.map(rowId);
  // Exactly one row is in the tab order: the one last focused, else the selected one, else the first.
  const stop = [active, selected].find((id) => id !== undefined && ids.includes(id)) ?? ids[0];

  const cycle = (column: string) =>
    setSort((now) =>
      now?.column !== column
        ? { column, descending: false }
        : now.descending
          ? undefined
          : { column, descending: true },
    );

  const move = (event: KeyboardEvent, index: number, row: Row) => {
    const last = shown.length - 1;
    const targets: Record<string, number> = {
      ArrowDown: Math.min(last, index + 1),
      ArrowUp: Math.max(0, index - 1),
      Home: 0,
      End: last,
    };
    const target = targets[event.key];
    if (target !== undefined) {
      event.preventDefault();
      (body.current?.rows[target] as HTMLElement | undefined)?.focus();
    } else if ((event.key === "Enter" || event.key === " ") && event.target === event.currentTarget) {
      event.preventDefault();
      onSelect?.(row);
    }
  };

  return (
    <table aria-label={label} role={onSelect ? "grid" : undefined} className={css.table}>
      <thead>
        <tr>
          {columns.map((column) => {
            const direction = sort?.column === column.id ? (sort.descending ? "descending" : "ascending") : undefined;
            return (
              <th
                key={column.id}
                scope="col"
                aria-sort={direction}
                style={{ width: column.width }}
                className={cx(column.align === "end" && css.end, column.optional && css.optional)}
              >
                {column.sortBy ? (
                  <button type="button" className={css.sort} onClick={() => cycle(column.id)}>
                    {column.header}
                    <span aria-hidden="true" className={css.arrow}>
                      {direction === "ascending" ? "▲" : direction === "descending" ? "▼" : ""}
                    </span>
                  </button>
                ) : (
                  column.header
                )}
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody ref={body}>
        {shown.map((row, index) => {
          const id = ids[index] as string;
          return (
            <tr
              key={id}
              {...(onSelect && {
                tabIndex: id === stop ? 0 : -1,
                "aria-selected": id === selected,
                onClick: () => onSelect(row),
                onFocus: () => setActive(id),
                onKeyDown: (event: KeyboardEvent) => move(event, index, row),
                className: css.selectable,
              })}
            >
              {columns.map((column) => (
                <td
                  key={column.id}
                  className={cx(
                    column.align === "end" && css.end,
                    column.mono && "mono",
                    column.wrap && css.wrap,
                    column.optional && css.optional,
                  )}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          );
        })}
        {shown.length === 0 && (
          <tr>
            <td colSpan={columns.length} className={css.empty}>
              {empty}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
