import type { Label, MetricId } from "#domain/telemetry";
import type { WorldReading } from "../contract";
import { deliveries, GAUGES, type Gauge, MESSAGES, measures } from "./gauges";
import { type ErrorFault, LaneSums } from "./lanesums";
import { cellOf, type LaneMeta, layoutOf } from "./layout";
import { FIRST_FAULT, OK, statusOf } from "./outcome";
import { podCount, podJitter, podKey, podName } from "./pods";
import { faultRange } from "./ranges";
import { bornAs, noise } from "./scrape";
import { isFlow, isLatency, podValue, Slot } from "./slots";

type Where = Readonly<Partial<Record<Label, string>>>;

interface ReadLane {
  readonly meta: LaneMeta;
  /** Where its sums go; −1 when each status has its own. */
  readonly slot: number;
  /** Status per outcome, null where the filter leaves it out; null altogether when status plays no part. */
  readonly statuses: readonly (string | null)[] | null;
}

interface ReadCell {
  readonly id: number;
  readonly slot: number;
  readonly cores: number;
  readonly workers: number;
  /** What it has and others have not. */
  readonly gauges: readonly Gauge[];
}

/** Messages of one delivering call in one region. */
interface ReadEdge {
  readonly edge: number;
  readonly slot: number;
}

/** Shared by all readers: it is filled and used up lane by lane. */
const sums = new LaneSums();

/**
 * Reads metrics of one node (or `all`), filtered and split by one label, scrape by scrape. The labels found so far
 * grow as cells appear; the values of a scrape lie label by label (`values[label × metrics + metric]`), so that what
 * was read before stays valid. Every metric must carry the split label (see `carries`).
 */
export class Reader {
  readonly labels: string[] = [];
  private readonly slots: Slot[] = [];
  private readonly slotOf = new Map<string, number>();
  private readonly lanes: ReadLane[] = [];
  private readonly cells: ReadCell[] = [];
  private edges: ReadEdge[] | null = null;
  private knownLanes = 0;
  private knownCells = 0;
  private wholeOfSplit = 0;
  private readonly podLabels = new Map<string, number>();
  private scratch = new Float64Array(64);
  private readonly errors: readonly ErrorFault[];
  private readonly wantsFlows: boolean;
  private readonly wantsLatency: boolean;
  private readonly wantsGauges: boolean;
  private readonly messages: readonly MetricId[];
  private readonly gauges: readonly Gauge[];

  constructor(
    private readonly w: WorldReading,
    private readonly node: string,
    private readonly where: Where,
    private readonly split: Label | null,
    private readonly metrics: readonly MetricId[],
  ) {
    this.errors = w.system.faults.flatMap(({ effect }, index) =>
      effect.kind === "error" ? [{ index, after: effect.after }] : [],
    );
    this.wantsFlows = metrics.some(isFlow);
    this.wantsLatency = metrics.some(isLatency);
    this.messages = metrics.filter((metric) => metric in MESSAGES);
    this.gauges = GAUGES.filter(({ metric }) => metrics.includes(metric));
    this.wantsGauges = metrics.some((metric) => !isFlow(metric) && !(metric in MESSAGES));
  }

  /** Cells are told apart inside when pods are asked for; their labels are made from the pods at each scrape. */
  private get perPod(): boolean {
    return this.split === "pod" || this.where.pod !== undefined;
  }

  private slot(label: string): number {
    let at = this.slotOf.get(label);
    if (at === undefined) {
      at = this.slots.length;
      this.slots.push(new Slot());
      this.slotOf.set(label, at);
      if (!this.perPod) this.labels.push(label);
    }
    return at;
  }

  private admits(region: string, zone: string, version: string, node: string): boolean {
    const { where } = this;
    return (
      (where.region === undefined || where.region === region) &&
      (where.zone === undefined || where.zone === zone) &&
      (where.version === undefined || where.version === version) &&
      (where.node === undefined || where.node === node)
    );
  }

  private addLane(meta: LaneMeta): void {
    const everyNode = this.node === "all";
    if (everyNode ? !meta.root && this.split !== "node" : meta.node.id !== this.node) return;
    if (!this.admits(meta.region, meta.zone, meta.version, meta.node.id)) return;
    if (this.where.route !== undefined && this.where.route !== meta.route) return;
    const wanted = this.where.status;
    let statuses: ReadLane["statuses"] = null;
    if (this.split === "status" || wanted !== undefined) {
      statuses = Array.from({ length: FIRST_FAULT + this.w.system.faults.length }, (_, outcome) => {
        const status = String(statusOf(this.w, meta, outcome));
        return wanted === undefined || wanted === status || wanted === `${status[0]}xx` ? status : null;
      });
    }
    const slot = this.perPod
      ? this.slot(String(meta.cell))
      : this.split === "status"
        ? -1
        : this.slot(this.labelOf(meta));
    this.lanes.push({ meta, slot, statuses });
  }

  private labelOf(meta: LaneMeta): string {
    switch (this.split) {
      case "region":
        return meta.region;
      case "zone":
        return meta.zone || meta.region;
      case "version":
        return meta.version;
      case "route":
        return meta.route;
      case "node":
        return meta.node.id;
      default:
        return "all";
    }
  }

  private addCell(id: number): void {
    const { node, region, zone, version } = cellOf(this.w, id);
    if (this.node !== "all" && node.id !== this.node) return;
    if (!this.admits(region, zone, version, node.id)) return;
    const labels: Readonly<Record<string, string>> = {
      region,
      zone: zone || region,
      version,
      node: node.id,
    };
    const label = this.perPod ? String(id) : ((this.split && labels[this.split]) ?? "all");
    const gauges = this.gauges.filter(({ metric }) => measures(metric, node));
    this.cells.push({ id, slot: this.slot(label), cores: node.cores, workers: node.workers, gauges });
  }

  private addEdges(): ReadEdge[] {
    const { system } = this.w;
    return deliveries(system).flatMap(({ call, node }) =>
      this.node !== "all" && node !== this.node
        ? []
        : system.regions.flatMap(({ id: region }, r) => {
            if (!this.admits(region, "", "", node)) return [];
            const label = this.split === "region" ? region : this.split === "node" ? node : "all";
            return [{ edge: call * system.regions.length + r, slot: this.slot(label) }];
          }),
    );
  }

  private readEdges(scrape: number): void {
    if (this.messages.length === 0) return;
    this.edges ??= this.addEdges();
    const { recorder, seed } = this.w;
    for (const { edge, slot } of this.edges) {
      for (const metric of this.messages) {
        const column = MESSAGES[metric];
        if (column === undefined) continue;
        const value = recorder.edge(column, edge, scrape - 1) * noise(seed, metric, edge, scrape);
        this.slots[slot]?.add(metric, value, 1);
      }
    }
  }

  /** Takes in cells and lanes that appeared since the last scrape. */
  private grow(): void {
    if (this.wantsFlows && this.knownLanes < this.w.lanes.length) {
      const { lanes } = layoutOf(this.w);
      while (this.knownLanes < lanes.length) this.addLane(lanes[this.knownLanes++] as LaneMeta);
    }
    if (this.wantsGauges || this.perPod) {
      const { cells } = layoutOf(this.w);
      while (this.knownCells < cells.length) this.addCell(this.knownCells++);
    }
  }

  /** Whether a cell had neither pods nor requests at both ends of a window: nothing can have completed there. */
  private isEmpty(cell: number, from: number, until: number): boolean {
    const { recorder } = this.w;
    for (const second of [from, until - 1]) {
      if (recorder.cell("pods", cell, second) > 0 || recorder.cell("busy", cell, second) > 0) return false;
    }
    return true;
  }

  private readLane(lane: ReadLane, from: number, until: number): void {
    const { recorder, seed } = this.w;
    const { meta, statuses } = lane;
    if (this.isEmpty(meta.cell, from, until)) return;
    sums.read(recorder, meta.id, from, until, this.wantsLatency, this.errors);
    const { bad } = sums;
    const alive = sums.ok + bad > 0 || recorder.cell("pods", meta.cell, until - 1) > 0;
    if (!alive) return;
    const counted = noise(seed, "requests", meta.cell, until);
    const failing = bad > 0 ? noise(seed, "errors", meta.cell, until) : 1;
    if (statuses) {
      this.addByStatus(lane, statuses, bad, from, until, counted, failing);
      return;
    }
    const slot = this.slots[lane.slot] as Slot;
    slot.present = true;
    slot.whole += sums.ok + bad;
    slot.failed += bad * failing;
    slot.requests += (sums.ok + bad) * counted;
    this.addCompleted(slot, meta, until);
    this.addLatency(slot, true, true);
  }

  private addCompleted(slot: Slot, meta: LaneMeta, until: number): void {
    if (!meta.root || !meta.class.outcome.counted) return;
    slot.completed += sums.ok * noise(this.w.seed, "completed", meta.cell, until);
  }

  private addLatency(slot: Slot, withOk: boolean, withBad: boolean): void {
    if (!this.wantsLatency) return;
    if (withOk) sums.addOk(slot.mix);
    if (withBad) sums.addFailures(slot.mix);
  }

  /** Room for the values of a window. */
  private faultFlow(seconds: number): Float64Array {
    if (this.scratch.length < seconds) this.scratch = new Float64Array(seconds);
    return this.scratch;
  }

  private addByStatus(
    lane: ReadLane,
    statuses: readonly (string | null)[],
    bad: number,
    from: number,
    until: number,
    counted: number,
    failing: number,
  ): void {
    const { recorder, system } = this.w;
    const flows = [sums.ok, sums.upstream, sums.timeout, sums.rejected];
    for (let f = 0; f < system.faults.length; f++) {
      let n = 0;
      const ended = this.faultFlow(until - from);
      if (sums.fault > 0 && faultRange(recorder, f, lane.meta.id, from, until, ended)) {
        for (let i = 0; i < until - from; i++) n += ended[i] as number;
      }
      flows.push(n);
    }
    this.wholeOfSplit += sums.ok + bad;
    flows.forEach((n, outcome) => {
      const status = statuses[outcome];
      if (!status || (n === 0 && outcome !== OK)) return;
      const slot = this.slots[lane.slot < 0 ? this.slot(status) : lane.slot] as Slot;
      slot.present = true;
      slot.requests += n * counted;
      if (outcome !== OK) slot.failed += n * failing;
    });
    if (lane.slot < 0) return;
    const slot = this.slots[lane.slot] as Slot;
    slot.whole += sums.ok + bad;
    if (statuses[OK]) this.addCompleted(slot, lane.meta, until);
    this.addLatency(
      slot,
      statuses[OK] !== null,
      statuses.some((status, i) => i !== OK && status !== null),
    );
  }

  private readCell(cell: ReadCell, from: number, until: number): void {
    const slot = this.slots[cell.slot] as Slot;
    const { recorder, seed } = this.w;
    const row = until - 1;
    const pods = recorder.cell("pods", cell.id, row);
    const busy = recorder.cell("busy", cell.id, row);
    if (!(pods > 0) && !(busy > 0)) return;
    slot.present = true;
    const ready = recorder.cell("ready", cell.id, row);
    slot.ready += ready;
    slot.busy += busy * noise(seed, "workers", cell.id, until);
    slot.capacity += ready * cell.workers;
    slot.queue += recorder.cell("queued", cell.id, row) * noise(seed, "queue", cell.id, until);
    slot.connections += recorder.cell("connections", cell.id, row) * noise(seed, "connections", cell.id, until);
    const weight = pods * cell.cores;
    slot.cpu += weight * recorder.cell("cpu", cell.id, row) * noise(seed, "cpu", cell.id, until);
    slot.cpuWeight += weight;
    for (let s = from; s < until; s++) slot.restarts += recorder.cell("restarts", cell.id, s);
    for (const { metric, column, together, scale } of cell.gauges) {
      let value = 0;
      if (together === "rate") for (let s = from; s < until; s++) value += recorder.cell(column, cell.id, s);
      else value = recorder.cell(column, cell.id, row);
      slot.add(metric, value * scale * noise(seed, metric, cell.id, until), Math.max(pods, 1e-9));
    }
  }

  /**
   * Values at one scrape: rates over the `window` seconds before it, gauges of its last second.
   * NaN where nothing ran or, for shares and latencies, nothing completed.
   */
  at(scrape: number, window: number): Float64Array {
    this.grow();
    for (const slot of this.slots) slot.clear();
    this.wholeOfSplit = 0;
    const from = Math.max(scrape - window, this.w.recorder.from);
    if (this.wantsFlows) for (const lane of this.lanes) this.readLane(lane, from, scrape);
    if (this.wantsGauges) for (const cell of this.cells) this.readCell(cell, from, scrape);
    this.readEdges(scrape);
    if (this.split === "status") for (const slot of this.slots) slot.whole = this.wholeOfSplit;
    if (this.perPod) return this.overPods(scrape, scrape - from);
    const values = new Float64Array(this.labels.length * this.metrics.length);
    let at = 0;
    for (const [i, label] of this.labels.entries()) {
      const slot = this.slots[i] as Slot;
      for (const metric of this.metrics) values[at++] = this.reported(slot, metric, label, scrape, scrape - from);
    }
    return values;
  }

  /** Latencies are not sums of targets, so their noise belongs to the series. */
  private reported(slot: Slot, metric: MetricId, label: string, scrape: number, window: number): number {
    const value = slot.value(metric, window);
    if (!isLatency(metric)) return value;
    const { seed, system } = this.w;
    return value * noise(seed, metric, `${bornAs(system, this.node)} ${bornAs(system, label)}`, scrape);
  }

  private overPods(scrape: number, window: number): Float64Array {
    const { w, metrics } = this;
    const found: { readonly at: number; readonly values: readonly number[] }[] = [];
    for (const [key, place] of this.slotOf) {
      const cell = Number(key);
      const count = podCount(w, cell, scrape - 1);
      if (count === 0) continue;
      const slot = this.slots[place] as Slot;
      const whole = metrics.map((metric) => slot.value(metric, window));
      let jitters = 0;
      for (let pod = 0; pod < count; pod++) jitters += podJitter(w, cell, pod);
      for (let pod = 0; pod < count; pod++) {
        const name = podName(w, cell, pod);
        if (this.where.pod !== undefined && this.where.pod !== name) continue;
        const part = podJitter(w, cell, pod) / jitters;
        const values = metrics.map((metric, m) => {
          const value = podValue(metric, whole[m] as number, part, count);
          return isLatency(metric) ? value * noise(w.seed, metric, podKey(cell, pod), scrape) : value;
        });
        found.push({ at: this.labelAt(this.split === "pod" ? name : "all"), values });
      }
    }
    const values = new Float64Array(this.labels.length * metrics.length).fill(NaN);
    for (const row of found) values.set(row.values, row.at * metrics.length);
    return values;
  }

  private labelAt(label: string): number {
    let at = this.podLabels.get(label);
    if (at === undefined) {
      at = this.labels.length;
      this.labels.push(label);
      this.podLabels.set(label, at);
    }
    return at;
  }
}
