import type { NodeSpec, Operation, TrafficClass } from "#domain/system";
import type { WorldReading } from "../contract";

/** What never changes about a cell. */
export interface CellMeta {
  readonly id: number;
  readonly node: NodeSpec;
  readonly region: string;
  readonly zone: string;
  readonly version: string;
}

/** A lane with everything that never changes about it resolved: where it is, what it serves, what its labels say. */
export interface LaneMeta {
  readonly id: number;
  readonly cell: number;
  /** Its cell, resolved. */
  readonly at: CellMeta;
  readonly operation: Operation;
  readonly operationIndex: number;
  readonly class: TrafficClass;
  readonly classIndex: number;
  readonly node: NodeSpec;
  /** Users enter here: the operation is the entry of the class. */
  readonly root: boolean;
  readonly region: string;
  readonly zone: string;
  readonly version: string;
  /** The class's route where users enter, the operation's own elsewhere. */
  readonly route: string;
}

/** A call with its index over all operations' calls in order, as `WorldReading.edgeFlow` counts them. */
export interface CallMeta {
  readonly index: number;
  readonly from: number;
  readonly to: number;
}

/** Look-up tables over a world's lanes and cells; both only grow while a world lives. */
export interface Layout {
  readonly cells: readonly CellMeta[];
  readonly lanes: readonly LaneMeta[];
  readonly roots: readonly LaneMeta[];
  readonly byNode: ReadonlyMap<string, readonly LaneMeta[]>;
  readonly cellsByNode: ReadonlyMap<string, readonly CellMeta[]>;
  /** Lanes that serve an operation for a class in a region (`null`: anywhere). */
  lanesFor(operation: number, classIndex: number, region: string | null): readonly LaneMeta[];
  /** Calls made by an operation, in its order, and calls that reach it; by operation index. */
  readonly callsFrom: readonly (readonly CallMeta[])[];
  readonly callsTo: readonly (readonly CallMeta[])[];
  readonly operationIndex: ReadonlyMap<string, number>;
  readonly faultIndex: ReadonlyMap<string, number>;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function build(w: WorldReading): Layout {
  const { system } = w;
  const operationIndex = new Map(system.operations.map((operation, i) => [operation.id, i]));
  const cells = w.cells.map((cell): CellMeta => {
    const node = system.nodes[cell.node];
    if (!node) throw new RangeError(`cell ${cell.id} belongs to no node`);
    const region = system.regions[cell.region]?.id ?? "";
    return { id: cell.id, node, region, zone: cell.zone ?? "", version: cell.version };
  });
  const lanes = w.lanes.map((lane): LaneMeta => {
    const cell = cells[lane.cell];
    const operation = system.operations[lane.operation];
    const trafficClass = system.classes[lane.class];
    if (!cell || !operation || !trafficClass) throw new RangeError(`lane ${lane.id} refers to nothing`);
    const root = trafficClass.entry === operation.id;
    return {
      id: lane.id,
      cell: lane.cell,
      operation,
      operationIndex: lane.operation,
      class: trafficClass,
      classIndex: lane.class,
      at: cell,
      node: cell.node,
      root,
      region: cell.region,
      zone: cell.zone,
      version: cell.version,
      route: root ? trafficClass.route : operation.route,
    };
  });
  const byNode = new Map<string, LaneMeta[]>();
  const serving = new Map<string, LaneMeta[]>();
  for (const lane of lanes) {
    push(byNode, lane.node.id, lane);
    push(serving, `${lane.operationIndex} ${lane.classIndex} ${lane.region}`, lane);
    push(serving, `${lane.operationIndex} ${lane.classIndex} `, lane);
  }
  const cellsByNode = new Map<string, CellMeta[]>();
  for (const cell of cells) push(cellsByNode, cell.node.id, cell);
  const callsFrom: CallMeta[][] = system.operations.map(() => []);
  const callsTo: CallMeta[][] = system.operations.map(() => []);
  let index = 0;
  system.operations.forEach((operation, from) => {
    for (const call of operation.calls) {
      const meta = { index: index++, from, to: operationIndex.get(call.to) ?? -1 };
      callsFrom[from]?.push(meta);
      callsTo[meta.to]?.push(meta);
    }
  });
  return {
    cells,
    lanes,
    roots: lanes.filter((lane) => lane.root),
    byNode,
    cellsByNode,
    lanesFor: (operation, classIndex, region) => serving.get(`${operation} ${classIndex} ${region ?? ""}`) ?? [],
    callsFrom,
    callsTo,
    operationIndex,
    faultIndex: new Map(system.faults.map((fault, i) => [fault.id, i])),
  };
}

const known = new WeakMap<WorldReading, Layout>();

/** The tables of a world, rebuilt only when lanes were added (a new cell brings its lanes). */
export function layoutOf(w: WorldReading): Layout {
  const held = known.get(w);
  if (held && held.lanes.length === w.lanes.length) return held;
  const layout = build(w);
  known.set(w, layout);
  return layout;
}

/** What is fixed about a cell. */
export function cellOf(w: WorldReading, id: number): CellMeta {
  const cell = layoutOf(w).cells[id];
  if (!cell) throw new RangeError(`there is no cell ${id}`);
  return cell;
}
