/** What follows from a System once and for all: indexes, call order, and which classes reach which operations. */
import type { Cause } from "#domain/mechanics";
import type { Call, Operation, Setting, System } from "#domain/system";

export interface CallSpec {
  readonly call: Call;
  readonly index: number;
  /** Owning operation and its node; called operation and its node (indexes). */
  readonly from: number;
  readonly fromNode: number;
  readonly to: number;
  readonly toNode: number;
  /** Index of the call whose pool this one uses: its own, or the first of the same node and pool name. */
  readonly pool: number;
  /** It closes a cycle of nodes: the callee has had its turn when the call is sent, and its answer comes two steps later. */
  readonly back: boolean;
}

export interface Compiled {
  readonly system: System;
  readonly regionIndex: ReadonlyMap<string, number>;
  readonly nodeIndex: ReadonlyMap<string, number>;
  readonly operationIndex: ReadonlyMap<string, number>;
  readonly classIndex: ReadonlyMap<string, number>;
  readonly faultIndex: ReadonlyMap<string, number>;
  /** Implicit faults by their cause. */
  readonly causes: ReadonlyMap<Cause, number>;
  readonly calls: readonly CallSpec[];
  readonly callIndex: ReadonlyMap<string, number>;
  /** Calls of an operation, in order. */
  readonly callsOf: readonly (readonly CallSpec[])[];
  readonly nodeOf: readonly number[];
  /** Nodes so that callers come before what they call; a cycle is cut where it closes. */
  readonly order: readonly number[];
  /** `reaches[class][operation]` */
  readonly reaches: readonly (readonly boolean[])[];
  /** Whether an operation may be served by read replicas. */
  readonly reads: readonly boolean[];
  /** Whether a share or a fault depends on the time (`t`). */
  readonly readsTime: boolean;
  /** The settings that turn a call, a node or a class, by the field they turn. Of several the first counts. */
  readonly turns: ReadonlyMap<object, Readonly<Partial<Record<TurnedField, Setting>>>>;
  readonly settings: ReadonlyMap<string, Setting>;
}

export type TurnedField = NonNullable<Setting["drives"]>["field"];

function indexOf(items: readonly { readonly id: string }[]): Map<string, number> {
  return new Map(items.map((item, i) => [item.id, i]));
}

function must(map: ReadonlyMap<string, number>, id: string, what: string): number {
  const i = map.get(id);
  if (i === undefined) throw new RangeError(`${what} "${id}" does not exist in this system`);
  return i;
}

/** Throws a RangeError on a dangling reference: the compiler of scenarios has checked them before. */
export function compileSystem(system: System): Compiled {
  const nodeIndex = indexOf(system.nodes);
  const operationIndex = indexOf(system.operations);
  const nodeOf = system.operations.map((o) => must(nodeIndex, o.node, "node"));
  const calls: CallSpec[] = [];
  const pools = new Map<string, number>();
  const callsOf = system.operations.map((o, from) =>
    o.calls.map((call) => {
      const to = must(operationIndex, call.to, "operation");
      const spec: CallSpec = {
        call,
        index: calls.length,
        from,
        fromNode: nodeOf[from] as number,
        to,
        toNode: nodeOf[to] as number,
        pool: sharedPool(pools, calls.length, nodeOf[from] as number, call),
        back: false,
      };
      calls.push(spec);
      return spec;
    }),
  );
  const order = callOrder(system.nodes.length, calls);
  const turn = new Map(order.map((node, i) => [node, i]));
  calls.forEach((c, i) => {
    const back = (turn.get(c.toNode) as number) <= (turn.get(c.fromNode) as number);
    if (back) calls[i] = { ...c, back };
  });
  for (const list of callsOf)
    for (let i = 0; i < list.length; i++) list[i] = calls[(list[i] as CallSpec).index] as CallSpec;
  return {
    system,
    regionIndex: indexOf(system.regions),
    nodeIndex,
    operationIndex,
    classIndex: indexOf(system.classes),
    faultIndex: indexOf(system.faults),
    causes: new Map(system.faults.flatMap((f, i) => (f.cause === undefined ? [] : [[f.cause, i] as const]))),
    calls,
    callIndex: new Map(calls.map((c) => [c.call.id, c.index])),
    callsOf,
    nodeOf,
    order,
    reaches: system.classes.map((c) => reachable(must(operationIndex, c.entry, "operation"), callsOf)),
    reads: system.operations.map(isRead),
    readsTime: JSON.stringify([system.operations, system.faults]).includes('["id","t"]'),
    turns: turnsOf(system, calls),
    settings: new Map(system.settings.map((setting) => [setting.id, setting])),
  };
}

function turnsOf(system: System, calls: readonly CallSpec[]): Compiled["turns"] {
  const turns = new Map<object, Partial<Record<TurnedField, Setting>>>();
  for (const setting of system.settings) {
    const { drives } = setting;
    if (drives === null) continue;
    const turned =
      "call" in drives
        ? calls.find(({ call }) => call.id === drives.call)?.call
        : "node" in drives
          ? system.nodes.find(({ id }) => id === drives.node)
          : system.classes.find(({ id }) => id === drives.class);
    if (turned === undefined) continue;
    const fields = turns.get(turned) ?? {};
    fields[drives.field] ??= setting;
    turns.set(turned, fields);
  }
  return turns;
}

function sharedPool(pools: Map<string, number>, index: number, node: number, call: Call): number {
  if (call.poolName === undefined) return index;
  const key = `${node}|${call.poolName}`;
  const first = pools.get(key) ?? index;
  pools.set(key, first);
  return first;
}

/** Reverse postorder of a depth-first walk from the nodes nobody calls. */
function callOrder(nodes: number, calls: readonly CallSpec[]): number[] {
  const seen = new Uint8Array(nodes);
  const called = new Uint8Array(nodes);
  for (const c of calls) if (c.fromNode !== c.toNode) called[c.toNode] = 1;
  const out: number[] = [];
  const visit = (n: number): void => {
    if (seen[n]) return;
    seen[n] = 1;
    for (const c of calls) if (c.fromNode === n) visit(c.toNode);
    out.push(n);
  };
  for (let n = 0; n < nodes; n++) if (!called[n]) visit(n);
  for (let n = 0; n < nodes; n++) visit(n);
  return out.reverse();
}

function reachable(entry: number, callsOf: readonly (readonly CallSpec[])[]): boolean[] {
  const seen = callsOf.map(() => false);
  const visit = (op: number): void => {
    if (seen[op]) return;
    seen[op] = true;
    for (const c of callsOf[op] ?? []) visit(c.to);
  };
  visit(entry);
  return seen;
}

/** Reads are statements that select, or recognised by their route: a statement or method that changes nothing. */
function isRead(o: Operation): boolean {
  if (o.statement !== undefined) return o.statement.kind === "select";
  return /^(SELECT|GET|READ|SCAN|FIND)\b/i.test(o.route);
}
