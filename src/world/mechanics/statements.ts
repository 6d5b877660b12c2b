/** Statements of a database: what the planner thinks they cost, with the constants of PostgreSQL, and the work that follows. */
import type { DatabaseSpec, IndexSpec, StatementSpec, TableSpec } from "#domain/mechanics";
import type { Operation, System } from "#domain/system";
import { gammaCdf, log } from "#lib/math";
import type { WorldState } from "../state";
import { type Mechanic, memoryOf } from "./mechanic";

/** PostgreSQL's planner constants (cost.h): a page read in order is 1. */
export const COST = { seqPage: 1, randomPage: 4, tuple: 0.01, indexTuple: 0.005, operator: 0.0025 } as const;
/** Levels of a B-tree that a descent goes through, at 50 operators each. */
const DESCENT = 3 * 50;

/** An index that is being built: since when, whether it locks the table, and whether it still waits for others. */
export interface Build {
  readonly from: number;
  readonly locked: boolean;
  waiting: boolean;
}

export interface StatementMemory {
  /** Indexes added or dropped during the run, by `node|index`. */
  readonly present: Record<string, boolean>;
  readonly builds: Record<string, Build>;
  /** Statements run for their plan: when it was done, seconds it took, whether it scanned the table. By operation. */
  readonly explained: Record<string, { readonly at: number; readonly seconds: number; readonly scan: boolean }>;
  /** Statements being run for their plan now. */
  readonly explaining: Record<string, boolean>;
  /** Share of a lane's statements that run longer than the database allows. */
  readonly late: Record<string, number>;
}

const EMPTY: StatementMemory = { present: {}, builds: {}, explained: {}, explaining: {}, late: {} };

/** What is remembered of statements, for changing it. */
export function statementMemory(w: WorldState): StatementMemory {
  return memoryOf<StatementMemory>(w, "statements", () => ({
    present: {},
    builds: {},
    explained: {},
    explaining: {},
    late: {},
  }));
}

/** The same for reading. */
export function statementsOf(slow: Readonly<Record<string, unknown>>): StatementMemory {
  return (slow.statements as StatementMemory | undefined) ?? EMPTY;
}

export function isPresent(memory: StatementMemory, node: string, index: IndexSpec): boolean {
  return memory.present[`${node}|${index.id}`] ?? index.present;
}

/** Whether an index's first columns are those of the predicate, in whatever order. */
export function serves(index: IndexSpec, statement: StatementSpec): boolean {
  const wanted = statement.predicate;
  return (
    wanted.length > 0 && wanted.every((c) => index.columns.indexOf(c) >= 0 && index.columns.indexOf(c) < wanted.length)
  );
}

export interface Plan {
  /** The index it uses; null = it reads the whole table. */
  readonly index: IndexSpec | null;
  /** Cost before the first row, and of all. */
  readonly startup: number;
  readonly cost: number;
  /** Rows it hands on, and rows it reads and throws away. */
  readonly rows: number;
  readonly filtered: number;
}

/** Cost of reading a whole table: pages + rows × (tuple + operators × operator). */
export function scanCost(table: TableSpec, operators: number): number {
  return table.pages * COST.seqPage + table.rows * (COST.tuple + operators * COST.operator);
}

/** Cost of fetching `rows` rows by an index: the descent, a leaf page, and for each row an index entry, a page and a tuple. */
export function indexCost(table: TableSpec, rows: number, operators: number): { startup: number; cost: number } {
  const levels = Math.ceil(log(Math.max(2, table.rows)) / log(2));
  const startup = (levels + DESCENT) * COST.operator;
  const leaves = 1 + Math.floor(rows / 250);
  const pages = Math.min(rows, table.pages);
  const each = COST.indexTuple + COST.tuple + operators * COST.operator;
  return { startup, cost: startup + (leaves + pages) * COST.randomPage + rows * each };
}

/**
 * The cheapest plan of a statement with the indexes that are there. What it writes costs a random page and an index entry for
 * the row and for every index of the table.
 */
export function planOf(
  node: string,
  database: DatabaseSpec,
  statement: StatementSpec,
  memory: StatementMemory,
): Plan | null {
  const table = database.tables.find((t) => t.id === statement.table);
  if (table === undefined) return null;
  const there = table.indexes.filter((i) => isPresent(memory, node, i));
  const { rows } = statement;
  const writing = statement.kind === "select" || statement.kind === "ddl" ? 0 : rows * (there.length + 1);
  const writes = writing * (COST.randomPage + COST.indexTuple);
  if (statement.kind === "insert")
    return { index: null, startup: 0, cost: rows * COST.tuple + writes, rows, filtered: 0 };
  const whole = scanCost(table, statement.operators);
  const index = there.find((i) => serves(i, statement));
  const byIndex = index === undefined ? null : indexCost(table, rows, Math.max(0, statement.operators - 1));
  if (index !== undefined && byIndex !== null && byIndex.cost < whole)
    return { index, startup: byIndex.startup, cost: byIndex.cost + writes, rows, filtered: 0 };
  return { index: null, startup: 0, cost: whole + writes, rows, filtered: Math.max(0, table.rows - rows) };
}

/** Seconds of CPU of an operation that is a statement, as its tables and indexes stand; null when it is none. */
export function statementWork(system: System, operation: Operation, memory: StatementMemory): number | null {
  const { statement } = operation;
  if (statement === undefined) return null;
  const database = system.nodes.find((n) => n.id === operation.node)?.database;
  if (database === undefined) return null;
  const plan = planOf(operation.node, database, statement, memory);
  return plan === null ? null : plan.cost * database.secondsPerCost;
}

/** Most that the database cancels for running too long: some always get through, and show how long it takes now. */
const MOST_LATE = 0.98;
/** Changes of that share below this are not worth recomputing parameters. */
const NOTABLE = 0.005;

/** Takes note of the statements that run longer than their database allows, by the times of those that were answered last. */
function noteLate(w: WorldState): void {
  const { okMean, okVariance } = w.laneCols;
  for (const lane of w.laneTable) {
    const operation = w.system.operations[lane.operation] as Operation;
    const most = w.system.nodes[w.compiled.nodeOf[lane.operation] as number]?.database?.statementTimeout ?? null;
    if (operation.statement === undefined || most === null) continue;
    const mean = okMean[lane.id] as number;
    const share = mean > 0 ? Math.min(MOST_LATE, 1 - gammaCdf(most, mean, okVariance[lane.id] as number)) : 0;
    const before = statementsOf(w.slow).late[lane.id] ?? 0;
    if (Math.abs(share - before) < NOTABLE) continue;
    statementMemory(w).late[lane.id] = share;
    w.stale = true;
  }
}

/** Work follows the plan; building an index and running a statement for its plan each take a core. */
export const statements: Mechanic = {
  name: "statements",
  used: (w) => w.system.operations.some((o) => o.statement !== undefined),
  step(w) {
    if (w.system.nodes.some((n) => (n.database?.statementTimeout ?? null) !== null)) noteLate(w);
  },
  cell(w, cell, adjust) {
    const node = w.system.nodes[cell.node];
    if (node?.database === undefined || cell.info.role !== "primary") return;
    const memory = statementsOf(w.slow);
    let busy = 0;
    for (const key of Object.keys(memory.builds)) {
      if (key.startsWith(`${node.id}|`) && memory.builds[key]?.waiting === false) busy++;
    }
    for (const id of Object.keys(memory.explaining)) if (id.startsWith(`${node.id}.`)) busy++;
    if (busy > 0) adjust.steal = 1 - (1 - adjust.steal) * (1 - Math.min(0.95, busy / node.cores));
  },
  lane(w, _cell, lane, adjust) {
    const operation = w.system.operations[lane.operation];
    if (operation?.statement === undefined) return;
    const work = statementWork(w.system, operation, statementsOf(w.slow));
    // Faults have multiplied the work already: keep their factor.
    if (work !== null) adjust.work = operation.work > 0 ? (adjust.work / operation.work) * work : work;
    const late = statementsOf(w.slow).late[lane.id] ?? 0;
    if (late > 0) adjust.fail("statement-timeout", late, 0);
  },
};
