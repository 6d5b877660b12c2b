import type { Operation, System } from "#domain/system";
import type { WorldReading } from "#world/index";

/**
 * A discrete-event simulation of a system's healthy load, for comparison: every request, call, wait for a worker and
 * CPU service is an event of its own. It is kept lean on purpose (typed arrays, one heap, no timeouts to cancel), so that
 * the comparison errs to its side.
 */

/** Operation i in a region: where it is served, how long it takes, and which calls follow with which mean number. */
interface Site {
  readonly station: number;
  readonly work: number;
  readonly cs2: number;
  readonly idle: number;
  readonly calls: readonly { readonly site: number; readonly mean: number; readonly async: boolean }[];
}

/** A station's waiting lines, first in first out. */
class Line {
  private items: number[] = [];
  private head = 0;

  push(item: number): void {
    this.items.push(item);
  }

  take(): number {
    if (this.head >= this.items.length) return -1;
    const item = this.items[this.head++] as number;
    if (this.head > 1024 && this.head * 2 > this.items.length) {
      this.items = this.items.slice(this.head);
      this.head = 0;
    }
    return item;
  }
}

/** A binary heap of (time, payload) in typed arrays. */
class Heap {
  private time = new Float64Array(1 << 16);
  private load = new Int32Array(1 << 16);
  size = 0;
  now = 0;

  push(at: number, payload: number): void {
    if (this.size === this.time.length) this.grow();
    const { time, load } = this;
    let i = this.size++;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if ((time[parent] as number) <= at) break;
      time[i] = time[parent] as number;
      load[i] = load[parent] as number;
      i = parent;
    }
    time[i] = at;
    load[i] = payload;
  }

  /** Takes the earliest event; its time is `now` afterwards. */
  pop(): number {
    const { time, load } = this;
    this.now = time[0] as number;
    const first = load[0] as number;
    const at = time[--this.size] as number;
    const payload = load[this.size] as number;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= this.size) break;
      if (child + 1 < this.size && (time[child + 1] as number) < (time[child] as number)) child++;
      if ((time[child] as number) >= at) break;
      time[i] = time[child] as number;
      load[i] = load[child] as number;
      i = child;
    }
    time[i] = at;
    load[i] = payload;
    return first;
  }

  private grow(): void {
    const time = new Float64Array(this.time.length * 2);
    const load = new Int32Array(time.length);
    time.set(this.time);
    load.set(this.load);
    this.time = time;
    this.load = load;
  }
}

/** xorshift128+, as fast as chance gets. */
class Chance {
  private a = 0x9e3779b9;
  private b = 0x243f6a88;

  value(): number {
    let t = this.a;
    const s = this.b;
    this.a = s;
    t ^= t << 23;
    t ^= t >>> 17;
    t ^= s ^ (s >>> 26);
    this.b = t;
    return ((t + s) >>> 0) / 4294967296;
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.value());
  }

  /** A service time with a mean and squared coefficient of variation: constant, exponential, or a mixture of two exponentials. */
  service(mean: number, cs2: number): number {
    if (mean <= 0) return 0;
    if (cs2 < 0.5) return mean;
    if (cs2 <= 1.05) return this.exponential(mean);
    const p = 0.5 * (1 + Math.sqrt((cs2 - 1) / (cs2 + 1)));
    return this.value() < p ? this.exponential(mean / (2 * p)) : this.exponential(mean / (2 * (1 - p)));
  }
}

const CPU_DONE = 0;
const IDLE_DONE = 1;
const ARRIVAL = 2;

export interface DesResult {
  readonly events: number;
  /** Requests of users that were answered, and their mean response time. */
  readonly answered: number;
  readonly meanResponse: number;
}

export class Des {
  private readonly sites: readonly Site[];
  private readonly sources: { readonly site: number; readonly rate: number }[] = [];
  private readonly heap = new Heap();
  private readonly chance = new Chance();
  private readonly freeWorkers: Float64Array;
  private readonly freeCores: Float64Array;
  private readonly waiting: Line[];
  private readonly runnable: Line[];
  // Requests under way, by slot.
  private site = new Int32Array(1 << 16);
  private parent = new Int32Array(1 << 16);
  private nextCall = new Int32Array(1 << 16);
  private callsLeft = new Int32Array(1 << 16);
  private began = new Float64Array(1 << 16);
  private readonly unused: number[] = [];
  private used = 0;
  private events = 0;
  private answered = 0;
  private time = 0;

  /** The load and the call frequencies are those `world` has had over its last minute. */
  constructor(system: System, world: WorldReading) {
    const regions = system.regions.length;
    const nodeIndex = new Map(system.nodes.map((node, i) => [node.id, i]));
    const operationIndex = new Map(system.operations.map((operation, i) => [operation.id, i]));
    const placed = (node: number, region: number) =>
      system.nodes[node]?.placements.some((p) => p.region === system.regions[region]?.id && p.role === "primary") ===
      true;
    const pods = (node: number, region: number) =>
      system.nodes[node]?.placements
        .filter((p) => p.region === system.regions[region]?.id)
        .reduce((sum, p) => sum + p.pods, 0) ?? 0;
    const stations = system.nodes.length * regions;
    this.freeWorkers = new Float64Array(stations);
    this.freeCores = new Float64Array(stations);
    this.waiting = Array.from({ length: stations }, () => new Line());
    this.runnable = Array.from({ length: stations }, () => new Line());
    system.nodes.forEach((node, n) => {
      for (let r = 0; r < regions; r++) {
        this.freeWorkers[n * regions + r] = Math.min(1e9, node.workers * pods(n, r));
        this.freeCores[n * regions + r] = node.cores * pods(n, r);
      }
    });
    const flows = new Flows(system, world);
    let call = 0;
    const firstCall = system.operations.map((operation) => {
      const first = call;
      call += operation.calls.length;
      return first;
    });
    this.sites = system.operations.flatMap((operation: Operation, o) =>
      Array.from({ length: regions }, (_, r): Site => {
        const node = nodeIndex.get(operation.node) ?? 0;
        return {
          station: node * regions + r,
          work: operation.work,
          cs2: operation.cs2,
          idle: operation.idle,
          calls: operation.calls.flatMap((c, k) => {
            const target = operationIndex.get(c.to) ?? 0;
            const fixed = system.regions.findIndex((region) => region.id === c.region);
            const local = placed(nodeIndex.get(system.operations[target]?.node ?? "") ?? 0, r) ? r : 0;
            const mean = flows.meanCalls(o, (firstCall[o] ?? 0) + k, r);
            return mean > 0 ? [{ site: target * regions + (fixed < 0 ? local : fixed), mean, async: c.async }] : [];
          }),
        };
      }),
    );
    for (const cls of system.classes) {
      system.regions.forEach((region, r) => {
        const rate = cls.rate[region.id] ?? 0;
        if (rate > 0) this.sources.push({ site: (operationIndex.get(cls.entry) ?? 0) * regions + r, rate });
      });
    }
    this.sources.forEach((source, i) => {
      this.heap.push(this.chance.exponential(1 / source.rate), i * 4 + ARRIVAL);
    });
  }

  /** Simulates until a second. */
  runUntil(second: number): DesResult {
    const { heap } = this;
    while (heap.size > 0 && heap.now < second) {
      const payload = heap.pop();
      this.events++;
      const index = payload >> 2;
      switch (payload & 3) {
        case ARRIVAL: {
          const source = this.sources[index] as { site: number; rate: number };
          heap.push(heap.now + this.chance.exponential(1 / source.rate), payload);
          this.enter(source.site, -1);
          break;
        }
        case CPU_DONE:
          this.cpuDone(index);
          break;
        case IDLE_DONE:
          this.callNext(index);
          break;
      }
    }
    return { events: this.events, answered: this.answered, meanResponse: this.time / Math.max(1, this.answered) };
  }

  private enter(site: number, parent: number): void {
    const request = this.unused.pop() ?? this.used++;
    if (request >= this.site.length) this.grow();
    this.site[request] = site;
    this.parent[request] = parent;
    this.nextCall[request] = -1;
    this.callsLeft[request] = 0;
    this.began[request] = this.heap.now;
    const { station } = this.sites[site] as Site;
    if ((this.freeWorkers[station] as number) >= 1) this.work(request, station);
    else (this.waiting[station] as Line).push(request);
  }

  private work(request: number, station: number): void {
    this.freeWorkers[station] = (this.freeWorkers[station] as number) - 1;
    if ((this.freeCores[station] as number) >= 1) this.serve(request, station);
    else (this.runnable[station] as Line).push(request);
  }

  private serve(request: number, station: number): void {
    this.freeCores[station] = (this.freeCores[station] as number) - 1;
    const { work, cs2 } = this.sites[this.site[request] as number] as Site;
    this.heap.push(this.heap.now + this.chance.service(work, cs2), request * 4 + CPU_DONE);
  }

  private cpuDone(request: number): void {
    const { station, idle } = this.sites[this.site[request] as number] as Site;
    this.freeCores[station] = (this.freeCores[station] as number) + 1;
    const next = (this.runnable[station] as Line).take();
    if (next >= 0) this.serve(next, station);
    if (idle > 0) this.heap.push(this.heap.now + this.chance.exponential(idle), request * 4 + IDLE_DONE);
    else this.callNext(request);
  }

  /** Makes the next call, or answers when none is left. */
  private callNext(request: number): void {
    const { calls } = this.sites[this.site[request] as number] as Site;
    for (;;) {
      if ((this.callsLeft[request] as number) === 0) {
        const at = (this.nextCall[request] as number) + 1;
        this.nextCall[request] = at;
        const call = calls[at];
        if (call === undefined) break;
        const whole = Math.floor(call.mean);
        this.callsLeft[request] = whole + (this.chance.value() < call.mean - whole ? 1 : 0);
        continue;
      }
      this.callsLeft[request] = (this.callsLeft[request] as number) - 1;
      const call = calls[this.nextCall[request] as number];
      if (call === undefined) break;
      if (call.async) this.enter(call.site, -2);
      else {
        this.enter(call.site, request);
        return;
      }
    }
    this.answer(request);
  }

  private answer(request: number): void {
    const { station } = this.sites[this.site[request] as number] as Site;
    const parent = this.parent[request] as number;
    this.freeWorkers[station] = (this.freeWorkers[station] as number) + 1;
    this.unused.push(request);
    if (parent === -1) {
      this.answered++;
      this.time += this.heap.now - (this.began[request] as number);
    }
    const next = (this.waiting[station] as Line).take();
    if (next >= 0) this.work(next, station);
    if (parent >= 0) this.callNext(parent);
  }

  private grow(): void {
    const longer = (array: Int32Array) => {
      const next = new Int32Array(array.length * 2);
      next.set(array);
      return next;
    };
    this.site = longer(this.site);
    this.parent = longer(this.parent);
    this.nextCall = longer(this.nextCall);
    this.callsLeft = longer(this.callsLeft);
    const began = new Float64Array(this.began.length * 2);
    began.set(this.began);
    this.began = began;
  }
}

/** Mean calls per request over the last minute of a world. */
class Flows {
  private readonly requests: Float64Array;
  private readonly regions: number;

  constructor(
    system: System,
    private readonly world: WorldReading,
  ) {
    this.regions = system.regions.length;
    this.requests = new Float64Array(system.operations.length * this.regions);
    for (const lane of world.lanes) {
      const cell = world.cells[lane.cell];
      if (cell === undefined) continue;
      const at = lane.operation * this.regions + cell.region;
      for (let t = world.second - 60; t < world.second; t++)
        this.requests[at] = (this.requests[at] ?? 0) + world.recorder.lane("ok", lane.id, t);
    }
  }

  meanCalls(operation: number, call: number, region: number): number {
    const requests = this.requests[operation * this.regions + region] ?? 0;
    let calls = 0;
    for (let t = this.world.second - 60; t < this.world.second; t++)
      calls += this.world.edgeFlow(call, region, t).calls;
    return requests > 0 ? calls / requests : 0;
  }
}
