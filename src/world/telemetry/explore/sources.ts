import type { MetricId } from "#domain/telemetry";
import type { CellColumn, WorldReading } from "../../contract";
import { deliveries, measures } from "../gauges";
import { LaneSums } from "../lanesums";
import { LatencyMix } from "../latency";
import { type CellMeta, type LaneMeta, layoutOf } from "../layout";
import { FAILURES, OK, statusOf } from "../outcome";
import { podCount, podJitter, podName } from "../pods";
import { faultRange, laneRange } from "../ranges";
import { noise } from "../scrape";
import { podValue } from "../slots";
import type { Matcher, Selector } from "./ast";
import { BUCKETS, type MetricName, metricNamed } from "./names";
import { Problem } from "./problem";
import type { Scrapes } from "./scrapes";
import { keyOf, type Labels } from "./series";

/** The samples of one series, one per scrape; NaN where its target was not there. */
export interface Samples {
  readonly labels: Labels;
  readonly values: Float64Array;
}

/** Samples a selector may read at most; a busy store refuses more as well. */
const MAX_SAMPLES = 6_000_000;

type Admits = (label: string, value: string) => boolean;

/** Reads what a selector asks for. `pods`: whether each pod has its own series, or those of a cell are added up. */
export function readSamples(w: WorldReading, selector: Selector, scrapes: Scrapes, pods: boolean): Samples[] {
  const metric = metricNamed(selector.metric) as MetricName;
  const read = new Reading(w, selector, metric, scrapes, pods);
  if (scrapes.count === 0) return [];
  switch (metric.id) {
    case "requests":
    case "errors":
    case "completed":
    case "latency_p95":
      return read.lanes();
    case "backlog":
    case "oldest":
      return read.messages(metric.id === "backlog" ? "waiting" : "oldest");
    default:
      return read.cells();
  }
}

const sums = new LaneSums();
const mix = new LatencyMix();
const MIB = 1_048_576;

const COLUMNS: Readonly<Partial<Record<MetricId, CellColumn>>> = {
  cpu: "cpu",
  workers: "busy",
  queue: "queued",
  connections: "connections",
  pods: "ready",
  restarts: "restarts",
  heap: "heap",
  gc: "gc",
  kills: "kills",
  disk: "disk",
  lag: "lag",
  hit: "hit",
  locked: "locked",
  deadlocks: "deadlocks",
  throttled: "throttled",
  wanted: "wanted",
  dead: "dead",
};

class Reading {
  private readonly admits: Admits;
  private readonly found = new Map<string, Samples>();
  private reserved = 0;
  private readonly shares = new Map<number, readonly { readonly name: string; readonly share: Float64Array }[]>();

  constructor(
    private readonly w: WorldReading,
    private readonly selector: Selector,
    private readonly metric: MetricName,
    private readonly scrapes: Scrapes,
    private readonly pods: boolean,
  ) {
    const byLabel = new Map<string, Matcher[]>();
    for (const matcher of selector.matchers)
      byLabel.set(matcher.label, [...(byLabel.get(matcher.label) ?? []), matcher]);
    this.admits = (label, value) => byLabel.get(label)?.every((matcher) => matcher.test(value)) ?? true;
  }

  private place(cell: CellMeta): Labels | null {
    const labels = { node: cell.node.id, region: cell.region, zone: cell.zone || cell.region, version: cell.version };
    return Object.entries(labels).every(([label, value]) => this.admits(label, value)) ? labels : null;
  }

  private second(i: number): number {
    return this.scrapes.first + i * this.scrapes.interval;
  }

  /** The series with these labels; samples of several lanes with the same labels are added up. */
  private series(labels: Labels): Float64Array {
    const key = keyOf(labels);
    let samples = this.found.get(key);
    if (samples === undefined) {
      this.reserved += this.scrapes.count;
      if (this.reserved > MAX_SAMPLES) {
        throw new Problem(
          `This reads more than ${MAX_SAMPLES / 1e6} million samples. Name a node or region, or look at a shorter window.`,
          this.selector.from,
          this.selector.to,
        );
      }
      const values = new Float64Array(this.scrapes.count).fill(NaN);
      samples = { labels: { __name__: this.metric.name, ...labels }, values };
      this.found.set(key, samples);
    }
    return samples.values;
  }

  /** Adds a cell's samples to its series, or to those of its pods by their parts. Counters: `values` are increases. */
  private add(
    cell: CellMeta,
    labels: Labels,
    values: Float64Array,
    divide: (value: number, part: number, count: number) => number,
    cumulate: boolean,
  ): void {
    if (!this.pods || !this.metric.labels.includes("pod")) {
      if (!this.admits("pod", "")) return;
      this.put(this.series(labels), values, cumulate, null);
      return;
    }
    for (const { name, share } of this.podsOf(cell)) {
      if (!this.admits("pod", name)) continue;
      this.put(this.series({ ...labels, pod: name }), values, cumulate, (value, i) => {
        const part = share[i] as number;
        return Number.isNaN(part) ? NaN : divide(value, part, podCount(this.w, cell.id, this.second(i) - 1));
      });
    }
  }

  private put(
    into: Float64Array,
    values: Float64Array,
    cumulate: boolean,
    scale: ((value: number, i: number) => number) | null,
  ): void {
    let sum = 0;
    for (let i = 0; i < values.length; i++) {
      let value = values[i] as number;
      if (scale) value = scale(value, i);
      if (Number.isNaN(value)) continue;
      sum = cumulate ? sum + value : value;
      into[i] = Number.isNaN(into[i] as number) ? sum : (into[i] as number) + sum;
    }
  }

  /** Names of the pods a cell had in the window, with the part of the cell each has at each scrape (NaN: not there). */
  private podsOf(cell: CellMeta): readonly { readonly name: string; readonly share: Float64Array }[] {
    const known = this.shares.get(cell.id);
    if (known) return known;
    const { w } = this;
    const { count } = this.scrapes;
    const pods: { name: string; share: Float64Array }[] = [];
    for (let i = 0; i < count; i++) {
      const present = podCount(w, cell.id, this.second(i) - 1);
      while (pods.length < present) {
        pods.push({ name: podName(w, cell.id, pods.length), share: new Float64Array(count).fill(NaN) });
      }
      let jitters = 0;
      for (let pod = 0; pod < present; pod++) jitters += podJitter(w, cell.id, pod);
      for (let pod = 0; pod < present; pod++) {
        (pods[pod] as { share: Float64Array }).share[i] = podJitter(w, cell.id, pod) / jitters;
      }
    }
    this.shares.set(cell.id, pods);
    return pods;
  }

  /** Whether a cell runs at each scrape. */
  private presence(cell: number): Uint8Array {
    const { recorder } = this.w;
    return Uint8Array.from({ length: this.scrapes.count }, (_, i) => {
      const row = this.second(i) - 1;
      return recorder.cell("pods", cell, row) > 0 || recorder.cell("busy", cell, row) > 0 ? 1 : 0;
    });
  }

  cells(): Samples[] {
    const { w, metric, scrapes } = this;
    const { id } = metric;
    const counter = metric.kind === "counter";
    for (const cell of layoutOf(w).cells) {
      if (!measures(id, cell.node)) continue;
      const labels = this.place(cell);
      if (labels === null) continue;
      const present = this.presence(cell.id);
      const values = new Float64Array(scrapes.count).fill(NaN);
      let some = false;
      for (let i = 0; i < scrapes.count; i++) {
        if (present[i] === 0) continue;
        values[i] = this.cellValue(cell, i, counter);
        some = true;
      }
      if (!some) continue;
      this.add(
        cell,
        labels,
        values,
        (value, part, n) => (counter ? value * part : podValue(id, value, part, n)),
        counter,
      );
    }
    return [...this.found.values()];
  }

  private cellValue(cell: CellMeta, i: number, counter: boolean): number {
    const { w, metric, scrapes } = this;
    const { recorder, seed } = w;
    const { id } = metric;
    const at = this.second(i);
    const row = at - 1;
    const factor = noise(seed, id, cell.id, at);
    if (id === "saturation") {
      const capacity = recorder.cell("ready", cell.id, row) * cell.node.workers;
      const busy = recorder.cell("busy", cell.id, row) * noise(seed, "workers", cell.id, at);
      return capacity > 0 ? Math.min(1, busy / capacity) : NaN;
    }
    const column = COLUMNS[id] as CellColumn;
    if (counter) {
      let sum = 0;
      for (let s = Math.max(recorder.from, at - scrapes.interval); s < at; s++)
        sum += recorder.cell(column, cell.id, s);
      return sum * factor;
    }
    const value = recorder.cell(column, cell.id, row);
    if (id === "heap") return value * MIB * factor;
    return id === "cpu" || id === "gc" || id === "hit" ? Math.min(1, value * factor) : value * factor;
  }

  /** Messages waiting for a node, by the region of those who sent them. */
  messages(column: "waiting" | "oldest"): Samples[] {
    const { w, scrapes, metric } = this;
    const { system, recorder, seed } = w;
    for (const { call, node } of deliveries(system)) {
      if (!this.admits("node", node)) continue;
      system.regions.forEach((region, r) => {
        if (!this.admits("region", region.id)) return;
        const edge = call * system.regions.length + r;
        const values = this.series({ node, region: region.id });
        for (let i = 0; i < scrapes.count; i++) {
          const at = this.second(i);
          const value = recorder.edge(column, edge, at - 1) * noise(seed, metric.id, edge, at);
          const before = Number.isNaN(values[i] as number) ? 0 : (values[i] as number);
          values[i] = column === "oldest" ? Math.max(before, value) : before + value;
        }
      });
    }
    return [...this.found.values()];
  }

  lanes(): Samples[] {
    const { w, metric } = this;
    const presences = new Map<number, Uint8Array>();
    for (const lane of layoutOf(w).lanes) {
      if (metric.id === "completed" && !(lane.root && lane.class.outcome.counted)) continue;
      const place = this.place(lane.at);
      if (place === null || !this.admits("route", lane.route)) continue;
      let present = presences.get(lane.cell);
      if (present === undefined) {
        present = this.presence(lane.cell);
        presences.set(lane.cell, present);
      }
      if (!present.includes(1)) continue;
      const labels = { ...place, route: lane.route };
      if (metric.kind === "bucket" || metric.kind === "sum" || metric.kind === "count")
        this.latencies(lane, labels, present);
      else this.requests(lane, labels, present);
    }
    return [...this.found.values()];
  }

  /** Increases of a lane's flow per scrape, one row per outcome that occurs; null where it never does. */
  private outcomes(lane: LaneMeta): (Float64Array | null)[] {
    const { w, scrapes } = this;
    const { recorder, system } = w;
    const first = this.second(0) - scrapes.interval;
    const from = Math.max(recorder.from, first);
    const until = this.second(scrapes.count - 1);
    const seconds = new Float64Array(until - from);
    const gathered = (any: boolean): Float64Array | null => {
      if (!any) return null;
      const rows = new Float64Array(scrapes.count);
      for (let s = 0; s < seconds.length; s++) {
        const row = Math.floor((from + s - first) / scrapes.interval);
        rows[row] = (rows[row] as number) + (seconds[s] as number);
      }
      return rows;
    };
    const found: (Float64Array | null)[] = [];
    const [upstream, timeout, rejected] = FAILURES;
    for (const column of ["ok", upstream, timeout, rejected] as const) {
      found.push(gathered(laneRange(recorder, column, lane.id, from, until, seconds)));
    }
    const faulty = laneRange(recorder, "fault", lane.id, from, until, seconds);
    for (let f = 0; f < system.faults.length; f++) {
      found.push(faulty ? gathered(faultRange(recorder, f, lane.id, from, until, seconds)) : null);
    }
    return found;
  }

  private requests(lane: LaneMeta, labels: Labels, present: Uint8Array): void {
    const { w, metric, scrapes } = this;
    const { seed } = w;
    this.outcomes(lane).forEach((rows, outcome) => {
      if (rows === null && outcome !== OK) return;
      if (metric.id === "errors" ? outcome === OK : metric.id === "completed" && outcome !== OK) return;
      const status = String(statusOf(w, lane, outcome));
      const withStatus = metric.id !== "completed";
      if (withStatus && !this.admits("status", status)) return;
      const values = new Float64Array(scrapes.count);
      for (let i = 0; i < scrapes.count; i++) {
        const n = rows?.[i] ?? 0;
        values[i] = present[i] === 0 ? NaN : n * noise(seed, metric.id, lane.cell, this.second(i));
      }
      this.add(lane.at, withStatus ? { ...labels, status } : labels, values, (value, part) => value * part, true);
    });
  }

  private latencies(lane: LaneMeta, labels: Labels, present: Uint8Array): void {
    const { w, metric, scrapes } = this;
    const { recorder, seed, system } = w;
    const errors = system.faults.flatMap(({ effect }, index) =>
      effect.kind === "error" ? [{ index, after: effect.after }] : [],
    );
    const bounds = metric.kind === "bucket" ? [...BUCKETS, Infinity] : [Infinity];
    const wanted = bounds.filter((bound) => metric.kind !== "bucket" || this.admits("le", leOf(bound)));
    if (wanted.length === 0) return;
    const rows = wanted.map(() => new Float64Array(scrapes.count).fill(NaN));
    for (let i = 0; i < scrapes.count; i++) {
      if (present[i] === 0) continue;
      const at = this.second(i);
      sums.read(recorder, lane.id, Math.max(recorder.from, at - scrapes.interval), at, metric.kind !== "count", errors);
      const factor = noise(seed, "requests", lane.cell, at);
      const all = sums.ok + sums.bad;
      mix.clear();
      if (metric.kind !== "count") {
        sums.addOk(mix);
        sums.addFailures(mix);
      }
      wanted.forEach((bound, b) => {
        const n = metric.kind === "sum" ? mix.sum : bound === Infinity ? all : Math.min(all, mix.below(bound));
        (rows[b] as Float64Array)[i] = n * factor;
      });
    }
    wanted.forEach((bound, b) => {
      const own = metric.kind === "bucket" ? { ...labels, le: leOf(bound) } : labels;
      this.add(lane.at, own, rows[b] as Float64Array, (value, part) => value * part, true);
    });
  }
}

/** A bucket's bound as its label says it. */
export function leOf(bound: number): string {
  return bound === Infinity ? "+Inf" : String(bound);
}
