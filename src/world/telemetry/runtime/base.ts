import type { NodeSpec } from "#domain/system";
import type { TableColumn, TableRow, ToolResult } from "#domain/telemetry";
import type { WorldReading } from "../../contract";
import { type CellMeta, layoutOf } from "../layout";

export type Section = ToolResult["sections"][number];

/** What the views of one node in one region share. */
export interface Base {
  readonly w: WorldReading;
  readonly node: NodeSpec;
  readonly region: string;
  /** The last recorded second. */
  readonly at: number;
}

/** Cells of the node in the region that have pods now. */
export function cellsOf(base: Base): CellMeta[] {
  const cells = layoutOf(base.w).cellsByNode.get(base.node.id) ?? [];
  return cells.filter((c) => c.region === base.region && (base.w.cells[c.id]?.pods ?? 0) > 0);
}

export const column = (id: string, unit: TableColumn["unit"], title = id): TableColumn => ({ id, title, unit });

export function section(
  id: string,
  title: string,
  note: string,
  columns: readonly TableColumn[],
  rows: TableRow[],
): Section {
  return { id, title, note, columns, rows };
}

/** A view with one line and nothing to show. */
export function nothing(base: Base, note: string): ToolResult {
  return { title: base.node.label, sections: [section("none", "", note, [], [])], shows: [] };
}

export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
