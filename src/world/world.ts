/** The world as others hold it: state, and the reading side that telemetry and views are derived from. */
import type { OperationStatus } from "#domain/actions";
import type { Second } from "#domain/ids";
import type { Call, System } from "#domain/system";
import type { Capture, CellInfo, LaneInfo, Recorder, WorldEvent, WorldReading } from "./contract";
import { flagShare, gitConfig, liveConfig, settingValue } from "./environment";
import { indexTrunks, makeTrunks, placePods, type TrunkIndex, trunksTo } from "./layout";
import { mechanicsOf } from "./mechanics/index";
import type { Mechanic } from "./mechanics/mechanic";
import { attemptsOfQueue } from "./mechanics/queues";
import { Tape } from "./recorder";
import type { AlertState, Cell, HandEdit, Lane, Line, LoadPlan, Operation, Trunk, WorldState } from "./state";
import { type Compiled, compileSystem } from "./static";
import { CellCols, GroupCols, grow, LaneCols, PortCols, SiteCols, TrunkCols, UserCols } from "./tables";
import { relayout, type Step } from "./tick";

/** Longest retry delay kept apart, in seconds. */
const MOST_SLOTS = 128;
/** Attempts that settings may raise a call to. */
const LEAST_ATTEMPTS = 6;

const compiledSystems = new WeakMap<System, Compiled>();

function compiledOf(system: System): Compiled {
  let c = compiledSystems.get(system);
  if (c === undefined) {
    c = compileSystem(system);
    compiledSystems.set(system, c);
  }
  return c;
}

/** A simulated production system at one second. Change it only through the functions of `#world/index`. */
export class World implements WorldState, WorldReading {
  readonly compiled: Compiled;
  readonly system: System;
  readonly seed: number;
  second: Second;
  readonly pace: number;
  now: number;
  cellCols: CellCols = new CellCols();
  laneCols: LaneCols = new LaneCols();
  portCols: PortCols = new PortCols();
  siteCols: SiteCols = new SiteCols();
  trunkCols: TrunkCols;
  groupCols: GroupCols;
  userCols: UserCols;
  readonly siteTrunk: number[] = [];
  readonly siteLane: number[] = [];
  readonly portLane: number[] = [];
  readonly portTrunk: number[] = [];
  readonly portIsUsers: number[] = [];
  readonly cellTable: Cell[] = [];
  readonly laneTable: Lane[] = [];
  readonly lines: Line[] = [];
  readonly trunks: Trunk[];
  readonly trunkIndex: TrunkIndex;
  readonly attempts: number;
  readonly slots: number;
  out: Float64Array;
  pending: Float64Array;
  retry: Float64Array;
  readonly baseRate: Float64Array;
  readonly userTrunk: Int32Array;
  mapping: Float64Array;
  shed: Float64Array;
  rateLimit: Float64Array;
  limiting = false;
  readonly lifo: Uint8Array;
  readonly margins: Float64Array;
  readonly trunkPooled: Uint8Array;
  readonly backTrunk: Uint8Array;
  readonly sharedTarget: Uint8Array;
  readonly callOfTrunk: readonly (Call | null)[];
  readonly errorParts = new Map<number, { readonly fault: number; readonly share: number }[]>();
  results: Float64Array;
  tape: Tape;
  readonly log: WorldEvent[] = [];
  readonly ops: Operation[] = [];
  readonly flagHistories = new Map<string, { second: Second; share: number; by: string }[]>();
  readonly settings = new Map<string, number>();
  readonly live = new Map<string, string>();
  readonly git = new Map<string, string>();
  readonly handEdits: HandEdit[] = [];
  readonly plans = new Map<string, "due" | "done" | "cancelled">();
  readonly loads: LoadPlan[] = [];
  readonly drains: { readonly cell: number; readonly pods: number; readonly at: Second }[] = [];
  readonly dropped: Record<number, number> = {};
  dropping = false;
  readonly alerts: AlertState[];
  steps: Step[] = [];
  readonly userTrunks: readonly Trunk[];
  cacheCells: readonly Cell[] = [];
  slow: Record<string, unknown> = {};
  readonly mechanics: readonly Mechanic[];
  stale = true;
  nextWindow = Infinity;
  laidOut = 0;
  private readonly infos: CellInfo[] = [];

  constructor(system: System, seed: number) {
    const compiled = compiledOf(system);
    this.compiled = compiled;
    this.system = system;
    this.seed = seed;
    this.second = -system.history;
    this.pace = Math.round(1 / (system.resolution ?? 1));
    this.now = this.second * this.pace;
    const regions = system.regions.length;
    const { trunks, groups } = makeTrunks(compiled);
    this.trunks = trunks;
    this.trunkIndex = indexTrunks(compiled, trunks);
    this.userTrunks = trunks.filter((t) => t.call < 0);
    this.callOfTrunk = trunks.map((t) => (t.call < 0 ? null : (compiled.calls[t.call]?.call ?? null)));
    this.trunkPooled = Uint8Array.from(trunks, (t) =>
      system.nodes[compiled.nodeOf[t.operation] as number]?.kind === "database" ? 1 : 0,
    );
    this.backTrunk = Uint8Array.from(trunks, (t) => (compiled.calls[t.call]?.back === true ? 1 : 0));
    this.sharedTarget = Uint8Array.from(trunks, (t) =>
      trunksTo(this, t.operation, t.class, t.target).length > 1 ? 1 : 0,
    );
    this.lifo = Uint8Array.from(system.nodes, (n) => (n.discipline === "lifo" ? 1 : 0));
    this.margins = Float64Array.from(system.nodes, (n) => n.deadline?.margin ?? -1);
    this.attempts = attemptsOf(system);
    this.slots = slotsOf(system);
    this.trunkCols = grow(new TrunkCols(), trunks.length);
    this.groupCols = grow(new GroupCols(), groups);
    this.userCols = grow(new UserCols(), system.classes.length * regions);
    this.out = new Float64Array(trunks.length * this.attempts);
    this.pending = new Float64Array(trunks.length * this.attempts);
    this.retry = new Float64Array(trunks.length * this.attempts * this.slots);
    this.results = new Float64Array(system.classes.length * 5);
    this.baseRate = new Float64Array(system.classes.length * regions);
    this.userTrunk = new Int32Array(system.classes.length * regions);
    system.classes.forEach((c, k) => {
      const own = this.userTrunks.filter((t) => t.class === k);
      system.regions.forEach((r, i) => {
        this.baseRate[k * regions + i] = c.rate[r.id] ?? 0;
        this.userTrunk[k * regions + i] = (own.find((t) => t.region === i) ?? own[0])?.id ?? 0;
      });
    });
    this.mapping = new Float64Array(regions * regions);
    for (let r = 0; r < regions; r++) this.mapping[r * regions + r] = 1;
    this.shed = new Float64Array(system.classes.length * regions);
    this.rateLimit = new Float64Array(system.classes.length * regions).fill(Infinity);
    this.tape = Tape.create(this.second, {
      faults: system.faults.length,
      classes: system.classes.length,
      edges: groups,
    });
    for (const f of system.flags)
      this.flagHistories.set(f.id, [{ second: this.second, share: f.initial, by: f.owner }]);
    for (const p of system.plans) this.plans.set(p.id, "due");
    this.alerts = system.alerts.map(() => ({ since: null, firing: false }));
    this.mechanics = mechanicsOf(this);
    placePods(this);
    relayout(this);
  }

  get cells(): readonly CellInfo[] {
    for (let i = this.infos.length; i < this.cellTable.length; i++) this.infos.push((this.cellTable[i] as Cell).info);
    return this.infos;
  }

  get lanes(): readonly LaneInfo[] {
    return this.laneTable;
  }

  get recorder(): Recorder {
    return this.tape;
  }

  get events(): readonly WorldEvent[] {
    return this.log;
  }

  get operations(): readonly OperationStatus[] {
    return this.ops.map((o) => o.status);
  }

  flag(flag: string): number {
    return flagShare(this, flag);
  }

  flagHistory(flag: string): readonly { readonly second: Second; readonly share: number; readonly by: string }[] {
    return this.flagHistories.get(flag) ?? [];
  }

  setting(id: string): number {
    return settingValue(this, id);
  }

  config(
    node: string,
    key: string,
    region: string,
  ): { readonly git: string; readonly live: string; readonly handEdited: boolean } {
    const n = this.compiled.nodeIndex.get(node) ?? -1;
    const r = this.compiled.regionIndex.get(region) ?? -1;
    const git = gitConfig(this, n, key, r);
    // Without any edit what is live is what Git says: conditions ask every second.
    const live = this.live.size > 0 ? liveConfig(this, n, key, r) : git;
    return { git, live, handEdited: git !== live };
  }

  capture(operation: number): Capture | null {
    const memo = this.ops[operation]?.memo;
    if (memo === undefined || typeof memo.cell !== "number" || typeof memo.workers !== "number") return null;
    const hanging: { fault: number; lane: number; requests: number }[] = [];
    for (const [key, value] of Object.entries(memo)) {
      const address = /^h(\d+)\|(\d+)$/.exec(key);
      if (address === null || typeof value !== "number" || value <= 0) continue;
      hanging.push({ fault: Number(address[1]), lane: Number(address[2]), requests: value });
    }
    const heap = typeof memo.heap === "number" && memo.heap > 0 ? { heap: memo.heap } : {};
    return { cell: memo.cell, workers: memo.workers, busy: Number(memo.busy), hanging, ...heap };
  }

  plan(id: string): "due" | "done" | "cancelled" {
    return this.plans.get(id) ?? "cancelled";
  }

  edgeFlow(call: number, region: number, second: Second): { readonly calls: number; readonly failed: number } {
    const e = call * this.system.regions.length + region;
    let calls = this.tape.edge("calls", e, second);
    // Where nobody else calls a lane, its arrivals are the calls, and recording them again would be waste.
    for (const t of this.trunks) {
      if (t.group !== e || this.sharedTarget[t.id] === 1) continue;
      for (const port of t.ports) calls += this.tape.lane("arrivals", this.portLane[port] as number, second);
    }
    return { calls, failed: this.tape.edge("failed", e, second) };
  }
}

function attemptsOf(system: System): number {
  let most = LEAST_ATTEMPTS;
  for (const o of system.operations) for (const c of o.calls) most = Math.max(most, c.retries + 1);
  for (const c of system.classes) most = Math.max(most, c.client.retries + 1);
  for (const n of system.nodes) most = Math.max(most, attemptsOfQueue(n.queue));
  return most;
}

function slotsOf(system: System): number {
  let most = 1;
  for (const o of system.operations) {
    for (const c of o.calls) {
      let delay = c.backoff;
      if (c.exponential) for (let a = 1; a < c.retries; a++) delay *= 2;
      most = Math.max(most, delay);
    }
  }
  for (const c of system.classes) most = Math.max(most, c.client.retryDelay);
  return Math.min(MOST_SLOTS, Math.ceil(most * Math.round(1 / (system.resolution ?? 1))) + 2);
}
