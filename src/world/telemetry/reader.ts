import type { Label, MetricId } from "#domain/telemetry";
import type { WorldReading } from "../contract";
import type { LatencyMix } from "./latency";
import { cellOf, type LaneMeta, layoutOf } from "./layout";
import { FIRST_FAULT, OK, statusOf } from "./outcome";
import { podCount, podJitter, podName } from "./pods";
import { noise } from "./scrape";
import { isFlow, isLatency, podValue, REFUSAL, Slot } from "./slots";

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
}

/** What one lane did in a window. Reused, so that reading allocates nothing. */
const sums = {
  ok: 0,
  upstream: 0,
  timeout: 0,
  rejected: 0,
  fault: 0,
  ok1: 0,
  ok2: 0,
  bad1: 0,
  bad2: 0,
  quick: 0,
  quick1: 0,
  quick2: 0,
};

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
  private knownLanes = 0;
  private knownCells = 0;
  private wholeOfSplit = 0;
  private readonly errors: readonly { readonly index: number; readonly after: number }[];
  private readonly wantsFlows: boolean;
  private readonly wantsLatency: boolean;
  private readonly wantsGauges: boolean;

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
    this.wantsGauges = metrics.some((metric) => !isFlow(metric));
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
    this.cells.push({ id, slot: this.slot(label), cores: node.cores, workers: node.workers });
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

  private sum(lane: number, from: number, until: number): void {
    const { recorder } = this.w;
    const t = sums;
    t.ok = t.upstream = t.timeout = t.rejected = t.fault = t.ok1 = t.ok2 = t.bad1 = t.bad2 = 0;
    t.quick = t.quick1 = t.quick2 = 0;
    for (let s = from; s < until; s++) {
      const ok = recorder.lane("ok", lane, s);
      const upstream = recorder.lane("upstream", lane, s);
      const timeout = recorder.lane("timeout", lane, s);
      const rejected = recorder.lane("rejected", lane, s);
      const fault = recorder.lane("fault", lane, s);
      t.ok += ok;
      t.upstream += upstream;
      t.timeout += timeout;
      t.rejected += rejected;
      t.fault += fault;
      if (!this.wantsLatency) continue;
      if (ok > 0) {
        const mean = recorder.lane("okMean", lane, s);
        t.ok1 += ok * mean;
        t.ok2 += ok * (recorder.lane("okVariance", lane, s) + mean * mean);
      }
      const bad = upstream + timeout + rejected + fault;
      if (bad > 0) {
        const mean = recorder.lane("badMean", lane, s);
        t.bad1 += bad * mean;
        t.bad2 += bad * (recorder.lane("badVariance", lane, s) + mean * mean);
        if (fault > 0) this.sumErrors(lane, s);
      }
    }
  }

  /** Faults that answer with an error do so after a known time, on top of what a request takes here anyway. */
  private sumErrors(lane: number, second: number): void {
    const { recorder } = this.w;
    for (const { index, after } of this.errors) {
      const flow = recorder.fault(index, lane, second);
      if (!(flow > 0)) continue;
      const time = after + recorder.lane("okMean", lane, second);
      sums.quick += flow;
      sums.quick1 += flow * time;
      sums.quick2 += flow * (recorder.lane("okVariance", lane, second) + time * time);
    }
  }

  private readLane(lane: ReadLane, from: number, until: number): void {
    const { recorder, seed } = this.w;
    const { meta, statuses } = lane;
    this.sum(meta.id, from, until);
    const bad = sums.upstream + sums.timeout + sums.rejected + sums.fault;
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
    this.addLatency(slot, bad, true, true);
  }

  private addCompleted(slot: Slot, meta: LaneMeta, until: number): void {
    if (!meta.root || !meta.class.outcome.counted) return;
    slot.completed += sums.ok * noise(this.w.seed, "completed", meta.cell, until);
  }

  private addLatency(slot: Slot, bad: number, withOk: boolean, withBad: boolean): void {
    if (!this.wantsLatency) return;
    if (withOk && sums.ok > 0) slot.mix.add(sums.ok, sums.ok1 / sums.ok, sums.ok2 / sums.ok);
    if (withBad && bad > 0) addFailures(slot.mix, bad);
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
      if (sums.fault > 0) for (let s = from; s < until; s++) n += recorder.fault(f, lane.meta.id, s);
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
      bad,
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
    return isLatency(metric) ? value * noise(this.w.seed, metric, `${this.node} ${label}`, scrape) : value;
  }

  private overPods(scrape: number, window: number): Float64Array {
    const { w } = this;
    const rows = new Map<string, readonly number[]>();
    for (const [key, at] of this.slotOf) {
      const cell = Number(key);
      const slot = this.slots[at] as Slot;
      const count = podCount(w, cell, scrape - 1);
      let jitters = 0;
      for (let pod = 0; pod < count; pod++) jitters += podJitter(w, cell, pod);
      for (let pod = 0; pod < count; pod++) {
        const name = podName(w, cell, pod);
        if (this.where.pod !== undefined && this.where.pod !== name) continue;
        const part = podJitter(w, cell, pod) / jitters;
        const label = this.split === "pod" ? name : "all";
        rows.set(
          label,
          this.metrics.map((metric) =>
            podValue(metric, this.reported(slot, metric, name, scrape, window), part, count),
          ),
        );
        if (!this.labels.includes(label)) this.labels.push(label);
      }
    }
    const values = new Float64Array(this.labels.length * this.metrics.length).fill(NaN);
    this.labels.forEach((label, i) => {
      const row = rows.get(label);
      if (row) values.set(row, i * this.metrics.length);
    });
    return values;
  }
}

/**
 * Refusals take no time, errors a known one, the other failures (hangs, timeouts, what happened further down) theirs.
 * The recorded moments cover them all, so the former are taken out before the rest is treated as one gamma.
 */
function addFailures(mix: LatencyMix, bad: number): void {
  const { rejected, quick } = sums;
  const slow = bad - rejected - quick;
  const rest = sums.bad1 - rejected * REFUSAL - sums.quick1;
  if (!(slow > 1e-6 * bad) || !(rest > 0)) {
    mix.add(bad, Math.max(sums.bad1 / bad, 1e-4), sums.bad2 / bad);
    return;
  }
  mix.add(rejected, REFUSAL, REFUSAL * REFUSAL);
  if (quick > 0) mix.add(quick, sums.quick1 / quick, sums.quick2 / quick);
  const mean = rest / slow;
  const squares = sums.bad2 - rejected * REFUSAL * REFUSAL - sums.quick2;
  mix.add(slow, mean, Math.max(mean * mean, squares / slow));
}
