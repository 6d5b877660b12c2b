/** Cells, lanes, ports and call sites: made at the start and whenever pods need a cell of their own. Nothing is ever removed. */
import type { NodeSpec } from "#domain/system";
import { Cohorts } from "./cohorts";
import { lockLines } from "./mechanics/lockplan";
import type { Cell, CellTag, Trunk, WorldState } from "./state";
import type { Compiled } from "./static";
import { shape } from "./station";
import { grow } from "./tables";

/** Who a cell is. */
export interface CellIdentity {
  readonly node: number;
  readonly region: number;
  readonly zone: string | null;
  readonly version: string;
  readonly role: "primary" | "replica";
  readonly tag: CellTag;
}

export function cellKey(id: CellIdentity): string {
  return `${id.node}|${id.region}|${id.zone ?? ""}|${id.version}|${id.role}|${id.tag}`;
}

/** Regions in which a node has pods at the start. */
export function regionsOf(compiled: Compiled, node: number): number[] {
  const out: number[] = [];
  for (const p of (compiled.system.nodes[node] as NodeSpec).placements) {
    const r = compiled.regionIndex.get(p.region);
    if (r !== undefined && !out.includes(r)) out.push(r);
  }
  return out;
}

/** Region whose cells answer a call from `region`: the named one, the caller's own, or where the callee first stands. */
export function targetRegion(compiled: Compiled, wanted: string, region: number, node: number): number {
  const there = regionsOf(compiled, node);
  const index = wanted === "local" ? region : (compiled.regionIndex.get(wanted) ?? region);
  return there.includes(index) ? index : (there[0] ?? region);
}

/** Where to find trunks: by who is called (operation, class, region), and by who calls (call, region; then class by class). */
export interface TrunkIndex {
  readonly called: ReadonlyMap<number, readonly Trunk[]>;
  /** `first[call × regions + region]`: id of the first trunk of a call from a region, −1 when there is none. */
  readonly first: Int32Array;
}

function calledKey(compiled: Compiled, operation: number, cls: number, region: number): number {
  const { classes, regions } = compiled.system;
  return (operation * classes.length + cls) * regions.length + region;
}

export function indexTrunks(compiled: Compiled, trunks: readonly Trunk[]): TrunkIndex {
  const regions = compiled.system.regions.length;
  const called = new Map<number, Trunk[]>();
  const first = new Int32Array(compiled.calls.length * regions).fill(-1);
  for (const t of trunks) {
    const key = calledKey(compiled, t.operation, t.class, t.target);
    const list = called.get(key);
    if (list === undefined) called.set(key, [t]);
    else list.push(t);
    const from = t.call * regions + t.region;
    if (t.call >= 0 && first[from] === -1) first[from] = t.id;
  }
  return { called, first };
}

/** Trunks whose calls a lane may answer. */
export function trunksTo(w: WorldState, operation: number, cls: number, region: number): readonly Trunk[] {
  return w.trunkIndex.called.get(calledKey(w.compiled, operation, cls, region)) ?? [];
}

/** Trunks of a new cell: those of its region, and of the region whose primary it took over from. */
function callersOf(w: WorldState, operation: number, cls: number, id: CellIdentity): readonly Trunk[] {
  const own = trunksTo(w, operation, cls, id.region);
  if (!id.tag.startsWith("promoted:")) return own;
  return [...own, ...trunksTo(w, operation, cls, Number(id.tag.slice("promoted:".length)))];
}

/** The trunk of a call from a region, of a class or of any (−1). */
export function trunkFrom(w: WorldState, call: number, region: number, cls: number): Trunk | undefined {
  const first = w.trunkIndex.first[call * w.system.regions.length + region] as number;
  for (let id = first; ; id++) {
    const t = w.trunks[id];
    if (t === undefined || t.call !== call || t.region !== region) return undefined;
    if (cls < 0 || t.class === cls) return t;
  }
}

/** All trunks: the users of every class in every region where its entry stands, then every call of every class. */
export function makeTrunks(compiled: Compiled): { trunks: Trunk[]; groups: number } {
  const trunks: Trunk[] = [];
  const { system } = compiled;
  const regions = system.regions.length;
  system.classes.forEach((c, k) => {
    const entry = compiled.operationIndex.get(c.entry) as number;
    for (const region of regionsOf(compiled, compiled.nodeOf[entry] as number)) {
      trunks.push({
        id: trunks.length,
        call: -1,
        class: k,
        region,
        target: region,
        operation: entry,
        group: -1,
        pool: -1,
        ports: [],
        sites: [],
      });
    }
  });
  // Grouped by calling node and call, so that the classes sharing a connection pool lie side by side.
  for (const node of compiled.order) {
    for (const spec of compiled.calls) {
      if (spec.fromNode !== node) continue;
      for (const region of regionsOf(compiled, node)) {
        system.classes.forEach((_, k) => {
          if (compiled.reaches[k]?.[spec.from] !== true) return;
          trunks.push({
            id: trunks.length,
            call: spec.index,
            class: k,
            region,
            target: targetRegion(compiled, spec.call.region, region, spec.toNode),
            operation: spec.to,
            group: spec.index * regions + region,
            pool: spec.pool * regions + region,
            ports: [],
            sites: [],
          });
        });
      }
    }
  }
  return { trunks, groups: compiled.calls.length * regions };
}

/** The cell of this identity, made now if it does not exist yet. Pods are left at 0. */
export function ensureCell(w: WorldState, id: CellIdentity): Cell {
  const key = cellKey(id);
  const found = w.cellTable.find((c) => c.key === key);
  return found ?? addCell(w, id, key);
}

function addCell(w: WorldState, id: CellIdentity, key: string): Cell {
  const { compiled } = w;
  const laneFrom = w.laneTable.length;
  const portFrom = w.portLane.length;
  const cellId = w.cellTable.length;
  const replica = id.role === "replica";
  compiled.system.operations.forEach((_, op) => {
    if (compiled.nodeOf[op] !== id.node || (replica && !compiled.reads[op])) return;
    compiled.system.classes.forEach((_c, k) => {
      if (compiled.reaches[k]?.[op] !== true) return;
      const lane = w.laneTable.length;
      const lanePorts = w.portLane.length;
      for (const t of callersOf(w, op, k, id)) {
        t.ports.push(w.portLane.length);
        w.portLane.push(lane);
        w.portTrunk.push(t.id);
        w.portIsUsers.push(t.call < 0 ? 1 : 0);
      }
      const laneSites = w.siteLane.length;
      for (const spec of compiled.callsOf[op] ?? []) {
        const t = trunkFrom(w, spec.index, id.region, k);
        if (t === undefined) continue;
        t.sites.push(w.siteLane.length);
        w.siteLane.push(lane);
        w.siteTrunk.push(t.id);
      }
      w.laneTable.push({
        id: lane,
        cell: cellId,
        operation: op,
        class: k,
        portFrom: lanePorts,
        portTo: w.portLane.length,
        siteFrom: laneSites,
        siteTo: w.siteLane.length,
      });
    });
  });
  const laneTo = w.laneTable.length;
  const portTo = w.portLane.length;
  const cell: Cell = {
    id: cellId,
    key,
    tag: id.tag,
    node: id.node,
    region: id.region,
    laneFrom,
    laneTo,
    portFrom,
    portTo,
    info: {
      id: cellId,
      node: id.node,
      region: id.region,
      zone: id.zone,
      version: id.version,
      role: id.role,
      pods: 0,
      ready: 0,
      state: "gone",
    },
    ring: new Cohorts(portTo - portFrom, laneTo - laneFrom),
    held: id.tag.startsWith("held:"),
    shape: shape(1, 1, 0, 1),
    lines: [],
    gated: false,
  };
  w.cellTable.push(cell);
  addLines(w, cell, id);
  growTables(w);
  w.cellCols.hit[cellId] = compiled.system.nodes[id.node]?.cache?.hitRatio ?? 0;
  w.stale = true;
  return cell;
}

/** A delay line for every hanging fault that could ever apply to a lane of the cell. */
function addLines(w: WorldState, cell: Cell, id: CellIdentity): void {
  const { system } = w.compiled;
  for (let lane = cell.laneFrom; lane < cell.laneTo; lane++) {
    const l = w.laneTable[lane];
    if (l === undefined) continue;
    const ports = l.portTo - l.portFrom;
    for (const kind of lockLines(w.compiled, l.operation)) {
      cell.gated = true;
      cell.lines.push(w.lines.length);
      w.lines.push({ lane, fault: kind, ring: new Cohorts(ports, 1), share: 0, seconds: 0 });
    }
    system.faults.forEach((f, fault) => {
      if (f.effect.kind !== "hang") return;
      if (!selects(w.compiled, f.where, id, l.operation, l.class)) return;
      cell.lines.push(w.lines.length);
      w.lines.push({ lane, fault, ring: new Cohorts(l.portTo - l.portFrom, 1), share: 0, seconds: 0 });
    });
  }
}

/** Whether a selector matches a lane. Selecting pods has split them into a cell of their own, named after the fault. */
export function selects(
  compiled: Compiled,
  where: import("#domain/system").Selector,
  cell: { readonly node: number; readonly region: number; readonly zone: string | null; readonly version: string },
  operation: number,
  cls: number,
): boolean {
  const { system } = compiled;
  if (where.node !== undefined && system.nodes[cell.node]?.id !== where.node) return false;
  if (where.region !== undefined && system.regions[cell.region]?.id !== where.region) return false;
  if (where.zone !== undefined && cell.zone !== where.zone) return false;
  if (where.version !== undefined && cell.version !== where.version) return false;
  if (where.operation !== undefined && system.operations[operation]?.id !== where.operation) return false;
  if (where.call !== undefined && !system.operations[operation]?.calls.some((c) => c.id === where.call)) return false;
  if (where.class !== undefined && system.classes[cls]?.id !== where.class) return false;
  return true;
}

function growTables(w: WorldState): void {
  // Growing a table copies all its columns: seldom, and not at all in an ordinary system.
  const room = (n: number): number => Math.max(128, Math.ceil(n * 1.5));
  const cells = w.cellTable.length;
  const lanes = w.laneTable.length;
  if (w.cellCols.pods.length < cells) grow(w.cellCols, room(cells));
  if (w.laneCols.work.length < lanes) grow(w.laneCols, room(lanes));
  if (w.portCols.weight.length < w.portLane.length) grow(w.portCols, room(w.portLane.length));
  if (w.siteCols.mean.length < w.siteLane.length) grow(w.siteCols, room(w.siteLane.length));
}

/** Whether pods of a version begin in the pool without traffic: with two pools, the first placement serves. */
function standsBy(node: NodeSpec, version: string): boolean {
  return node.rollout?.strategy === "bluegreen" && version !== node.placements[0]?.version;
}

/** Puts pods into the cells the system describes, splitting off those a fault wants for itself. */
export function placePods(w: WorldState): void {
  const { compiled } = w;
  compiled.system.nodes.forEach((node, n) => {
    for (const p of node.placements) {
      const region = compiled.regionIndex.get(p.region);
      if (region === undefined) continue;
      const base = { node: n, region, zone: p.zone, version: p.version, role: p.role };
      if (standsBy(node, p.version)) {
        setPods(w, ensureCell(w, { ...base, tag: "pool" }), p.pods, 0);
        continue;
      }
      let left = p.pods;
      for (const f of compiled.system.faults) {
        if (f.where.pods === undefined || f.where.node !== node.id) continue;
        if (f.where.region !== undefined && f.where.region !== p.region) continue;
        if (f.where.zone !== undefined && f.where.zone !== p.zone) continue;
        if (f.where.version !== undefined && f.where.version !== p.version) continue;
        const taken = Math.min(left, f.where.pods);
        if (taken <= 0) continue;
        left -= taken;
        setPods(w, ensureCell(w, { ...base, tag: `fault:${f.id}` }), taken, taken);
      }
      const cell = ensureCell(w, { ...base, tag: "" });
      setPods(w, cell, cell.info.pods + left, cell.info.ready + left);
    }
  });
}

/** Sets how many pods a cell has and how many of them serve. */
export function setPods(w: WorldState, cell: Cell, pods: number, ready: number): void {
  w.cellCols.pods[cell.id] = pods;
  w.cellCols.ready[cell.id] = Math.min(pods, ready);
  cell.info.pods = pods;
  cell.info.ready = Math.min(pods, ready);
  const idle = cell.tag === "pool" && pods > 0;
  cell.info.state = idle
    ? "drained"
    : cell.held && pods > 0
      ? "quarantined"
      : pods <= 0
        ? "gone"
        : ready > 0
          ? "serving"
          : "starting";
  w.stale = true;
}
