import { useVirtualizer } from "@tanstack/react-virtual";
import { ChevronDown, ChevronRight, Ellipsis } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { duration } from "#lib/format";
import { IconButton } from "./Button";
import { cx } from "./cx";
import css from "./DataTable.module.css";
import { formatValue, type Unit } from "./format";
import { Menu, type MenuItem } from "./Menu";
import { type Tone, ToneShape } from "./Sign";

/** A column of plain values. `text` and `code` (in the fixed-width face) start at the left, everything else is a number. */
export interface DataColumn {
  readonly id: string;
  readonly title: string;
  readonly unit: "text" | "code" | Unit;
  /** Stays on narrow screens. Where no column says so, the first three do. */
  readonly keep?: boolean;
}

export type DataValue = string | number | null;

/** A row. `depth` makes it the child of the nearest row above that has less; `tone` marks it, `actions` can be done with it. */
export interface DataRow {
  readonly id: string;
  readonly values: readonly DataValue[];
  readonly depth?: number;
  readonly tone?: { readonly tone: Tone; readonly word: string };
  readonly actions?: readonly MenuItem[];
}

interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

/** Columns that stay on narrow screens where none is marked; the others are in the expanded row. */
const KEPT = 3;
/** From so many rows on only those in view exist, and their height. */
const MANY = 200;
const ROW = 30;

/** Whether each column stays on narrow screens. The first one names the row, so it always does. */
function keptOf(columns: readonly DataColumn[]): readonly boolean[] {
  const isMarked = columns.some(({ keep }) => keep);
  return columns.map(({ keep }, at) => at === 0 || (isMarked ? keep === true : at < KEPT));
}

const isText = ({ unit }: DataColumn): boolean => unit === "text" || unit === "code";

/** From so many seconds on a time reads better in minutes or hours. */
const LONG = 120;

function shown(column: DataColumn, value: DataValue): string {
  if (typeof value === "number") {
    // A number in a column of words is a name: a process id, a version.
    if (isText(column)) return String(value);
    return column.unit === "s" && value >= LONG ? duration(value) : formatValue(value, column.unit);
  }
  return value === null || value === "" ? "–" : value;
}

/** Numbers before words, what is missing last whichever way one sorts. */
function compare(a: DataValue, b: DataValue, sign: number): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (typeof a !== typeof b) return typeof a === "number" ? -sign : sign;
  return a < b ? -sign : a > b ? sign : 0;
}

function sorted(rows: readonly DataRow[], columns: readonly DataColumn[], sort: Sort | null): readonly DataRow[] {
  const at = columns.findIndex(({ id }) => id === sort?.column);
  if (sort === null || at < 0) return rows;
  const sign = sort.descending ? -1 : 1;
  return [...rows].sort((a, b) => compare(a.values[at] ?? null, b.values[at] ?? null, sign));
}

/** The lines of a tree in front of each row: whether at each level something follows further down. */
export function treeLines(rows: readonly DataRow[]): readonly string[] {
  const open: boolean[] = [];
  return rows
    .map(({ depth = 0 }) => depth)
    .reduceRight<string[]>((lines, depth) => {
      const parts = Array.from({ length: Math.max(0, depth - 1) }, (_, level) => (open[level + 1] ? "│ " : "  "));
      lines.push(depth === 0 ? "" : `${parts.join("")}${open[depth] ? "├─" : "└─"} `);
      open.length = depth + 1;
      open[depth] = true;
      return lines;
    }, [])
    .reverse();
}

/**
 * A table of plain values: sorts by any column (a tree keeps its order), aligns numbers, draws trees, marks rows, offers
 * what can be done with a row in a menu, and folds what does not fit a narrow screen (and long code) into the row. Arrow
 * keys move between rows, Right and Left unfold and fold, Enter opens.
 */
export function DataTable({
  label,
  columns,
  rows,
  selected,
  onOpen,
  empty = "Nothing here.",
}: {
  label: string;
  columns: readonly DataColumn[];
  rows: readonly DataRow[];
  selected?: string | undefined;
  /** Click or Enter on a row. */
  onOpen?: ((row: DataRow) => void) | undefined;
  empty?: ReactNode;
}) {
  const [sort, setSort] = useState<Sort | null>(null);
  const [active, setActive] = useState<string>();
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const scroller = useRef<HTMLDivElement>(null);
  const isTree = rows.some(({ depth = 0 }) => depth > 0);
  const list = isTree ? rows : sorted(rows, columns, sort);
  const lines = isTree ? treeLines(list) : [];
  const stop = [active, selected].find((id) => list.some((row) => row.id === id)) ?? list[0]?.id;
  const isLong = list.length > MANY;
  const virtual = useVirtualizer({
    count: isLong ? list.length : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
    getItemKey: (index) => list[index]?.id ?? index,
  });
  const items = virtual.getVirtualItems();
  const first = isLong ? (items[0]?.index ?? 0) : 0;
  const end = isLong ? (items.at(-1)?.index ?? -1) + 1 : list.length;
  const above = isLong ? (items[0]?.start ?? 0) : 0;
  const below = isLong ? virtual.getTotalSize() - (items.at(-1)?.end ?? 0) : 0;
  const hasMenu = rows.some(({ actions }) => actions !== undefined && actions.length > 0);
  // What a wide screen shows in full needs no unfolding there.
  const foldsOnlyNarrow = !columns.some(({ unit }) => unit === "code");
  const kept = keptOf(columns);
  const folds = !foldsOnlyNarrow || kept.includes(false);
  const width = columns.length + (folds ? 1 : 0) + (hasMenu ? 1 : 0);

  const fold = (id: string, open: boolean) =>
    setUnfolded((now) => {
      const next = new Set(now);
      if (open) next.add(id);
      else next.delete(id);
      return next;
    });
  const cycle = (column: string) =>
    setSort((now) =>
      now?.column !== column ? { column, descending: false } : now.descending ? null : { column, descending: true },
    );
  const focusRow = (index: number) => {
    const row = list[Math.max(0, Math.min(list.length - 1, index))];
    if (row === undefined) return;
    if (isLong) virtual.scrollToIndex(index);
    setActive(row.id);
    // A row that has only now come into view exists in the next frame.
    const find = () => scroller.current?.querySelector<HTMLElement>(`tr[data-row="${CSS.escape(row.id)}"]`);
    const found = find();
    if (found) found.focus();
    else requestAnimationFrame(() => find()?.focus());
  };
  const onKeyDown = (event: KeyboardEvent, index: number, row: DataRow) => {
    if (event.target !== event.currentTarget) return;
    const targets: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      Home: 0,
      End: list.length - 1,
    };
    const target = targets[event.key];
    if (target !== undefined) focusRow(target);
    else if (event.key === "ArrowRight" && folds) fold(row.id, true);
    else if (event.key === "ArrowLeft" && folds) fold(row.id, false);
    else if ((event.key === "Enter" || event.key === " ") && onOpen !== undefined) onOpen(row);
    else return;
    event.preventDefault();
  };

  const body = list.slice(first, end).flatMap((row, offset) => {
    const index = first + offset;
    const name = shown(columns[0] as DataColumn, row.values[0] ?? null);
    const isUnfolded = unfolded.has(row.id);
    const line = (
      <tr
        key={row.id}
        data-row={row.id}
        tabIndex={row.id === stop ? 0 : -1}
        aria-selected={onOpen === undefined ? undefined : row.id === selected}
        aria-level={isTree ? (row.depth ?? 0) + 1 : undefined}
        aria-rowindex={isLong ? index + 2 : undefined}
        onFocus={() => setActive(row.id)}
        onKeyDown={(event) => onKeyDown(event, index, row)}
        onClick={onOpen && (() => onOpen(row))}
        className={cx(css.row, onOpen && css.opens, row.tone && css[row.tone.tone])}
      >
        {folds && (
          <td className={cx(css.control, foldsOnlyNarrow && css.onlyNarrow)}>
            <IconButton
              label={isUnfolded ? `Less about ${name}` : `More about ${name}`}
              aria-expanded={isUnfolded}
              icon={isUnfolded ? <ChevronDown /> : <ChevronRight />}
              tabIndex={row.id === stop ? 0 : -1}
              onClick={(event) => {
                event.stopPropagation();
                fold(row.id, !isUnfolded);
              }}
            />
          </td>
        )}
        {columns.map((column, at) => (
          <td
            key={column.id}
            className={cx(
              isText(column) ? css.words : css.number,
              column.unit === "code" && "mono",
              at > 0 && at === columns.length - 1 && column.unit === "code" && css.rest,
              !kept[at] && css.wide,
            )}
          >
            {at === 0 && isTree && (
              <span aria-hidden="true" className={css.tree}>
                {lines[index]}
              </span>
            )}
            {at === 0 && row.tone !== undefined && (
              <span className={css.sign}>
                <ToneShape tone={row.tone.tone} />
                <span className="visually-hidden">{row.tone.word}: </span>
              </span>
            )}
            {shown(column, row.values[at] ?? null)}
          </td>
        ))}
        {hasMenu && (
          // A press on the menu is not one on the row.
          // biome-ignore lint/a11y/useKeyWithClickEvents: keeps a press from the row, does nothing itself
          <td className={css.control} onClick={(event) => event.stopPropagation()}>
            {row.actions !== undefined && row.actions.length > 0 && (
              <Menu
                align="end"
                trigger={
                  <IconButton
                    label={`Do something with ${name}`}
                    icon={<Ellipsis />}
                    tabIndex={row.id === stop ? 0 : -1}
                  />
                }
                groups={[row.actions]}
              />
            )}
          </td>
        )}
      </tr>
    );
    if (!isUnfolded) return [line];
    return [
      line,
      <tr key={`${row.id} more`} className={cx(foldsOnlyNarrow && css.onlyNarrow)}>
        <td colSpan={width} className={css.more}>
          <dl>
            {columns.map((column, at) => (
              <div key={column.id}>
                <dt>{column.title}</dt>
                <dd className={column.unit === "code" ? "mono" : undefined}>{shown(column, row.values[at] ?? null)}</dd>
              </div>
            ))}
          </dl>
        </td>
      </tr>,
    ];
  });

  return (
    <div ref={scroller} className={cx(css.scroller, isLong && css.long)}>
      <table
        aria-label={label}
        role={isTree ? "treegrid" : "grid"}
        aria-rowcount={isLong ? list.length + 1 : undefined}
        className={css.table}
      >
        <thead>
          <tr>
            {folds && (
              <td className={cx(css.control, foldsOnlyNarrow && css.onlyNarrow)}>
                <span className="visually-hidden">Details</span>
              </td>
            )}
            {columns.map((column, at) => {
              const direction = sort?.column === column.id && !isTree ? sort : null;
              return (
                <th
                  key={column.id}
                  scope="col"
                  aria-sort={direction === null ? undefined : direction.descending ? "descending" : "ascending"}
                  className={cx(!isText(column) && css.number, !kept[at] && css.wide)}
                >
                  {isTree ? (
                    column.title
                  ) : (
                    <button type="button" className={css.sort} onClick={() => cycle(column.id)}>
                      {column.title}
                      <span aria-hidden="true" className={css.arrow}>
                        {direction === null ? "" : direction.descending ? "▼" : "▲"}
                      </span>
                    </button>
                  )}
                </th>
              );
            })}
            {hasMenu && (
              <td className={css.control}>
                <span className="visually-hidden">What can be done</span>
              </td>
            )}
          </tr>
        </thead>
        <tbody>
          {above > 0 && <Gap height={above} width={width} />}
          {body}
          {below > 0 && <Gap height={below} width={width} />}
          {list.length === 0 && (
            <tr>
              <td colSpan={width} className={css.empty}>
                {empty}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

/** The place of rows that are out of view. */
function Gap({ height, width }: { height: number; width: number }) {
  return (
    <tr>
      <td colSpan={width} className={css.gap} style={{ height }} />
    </tr>
  );
}
