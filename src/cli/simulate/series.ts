import type { Second } from "#domain/ids";
import { metricMean, type World } from "#world/index";

/** Columns of the series, in order; flows per second, times in seconds, utilisation 0–1. */
export const COLUMNS = [
  "throughput",
  "goodput",
  "errors",
  "retries",
  "queue",
  "mean",
  "p50",
  "p95",
  "p99",
  "utilisation",
  "busy",
  "pods",
] as const;
export type Column = (typeof COLUMNS)[number];

/** One node in one region, or one class of users (`node` is then `class:<id>`, `region` `all`), over some seconds. */
export interface Row {
  readonly second: Second;
  readonly node: string;
  readonly region: string;
  readonly values: Readonly<Record<Column, number>>;
}

const FAILURES = ["upstream", "timeout", "rejected", "fault"] as const;

/** A node in a region, or a class of users, and how to read it. */
interface Source {
  readonly node: string;
  readonly region: string;
  /** Cells, and lanes whose answers count. */
  cells(): readonly number[];
  lanes(): readonly number[];
  readonly trunks: readonly number[];
  /** Class index for users, else −1. */
  readonly users: number;
}

/** What is to be read of a world: every node in every region where it has pods, then every class of users. */
function sourcesOf(world: World): Source[] {
  const { system } = world;
  const placed = system.nodes.flatMap((node, n) =>
    system.regions.flatMap((region, r): Source[] => {
      if (!node.placements.some((p) => p.region === region.id)) return [];
      return [
        {
          node: node.id,
          region: region.id,
          // Cells come and go: they and their lanes are looked up anew.
          cells: () => world.cells.filter((cell) => cell.node === n && cell.region === r).map((cell) => cell.id),
          lanes: () =>
            world.lanes
              .filter((lane) => world.cells[lane.cell]?.node === n && world.cells[lane.cell]?.region === r)
              .map((lane) => lane.id),
          trunks: world.trunks
            .filter((t) => t.target === r && world.compiled.nodeOf[t.operation] === n)
            .map((t) => t.id),
          users: -1,
        },
      ];
    }),
  );
  const users = system.classes.map(
    (cls, k): Source => ({
      node: `class:${cls.id}`,
      region: "all",
      cells: () => [],
      lanes: () =>
        world.lanes
          .filter((lane) => lane.class === k && system.operations[lane.operation]?.id === cls.entry)
          .map((lane) => lane.id),
      trunks: world.userTrunks.filter((t) => t.class === k).map((t) => t.id),
      users: k,
    }),
  );
  return [...placed, ...users];
}

/** Retries that fall due in the second that is about to be simulated, by trunk. */
function retriesDue(world: World, trunk: number): number {
  const { attempts, slots, retry } = world;
  const slot = ((world.second % slots) + slots) % slots;
  let due = 0;
  for (let a = 1; a < attempts; a++) due += retry[(trunk * attempts + a) * slots + slot] ?? 0;
  return due;
}

/** Requests that have a worker and wait for a processor: what is in the station less what is being served. */
function waitingForCpu(world: World, cell: number): number {
  const last = world.second - 1;
  const { recorder } = world;
  const info = world.cells[cell];
  const cores = world.system.nodes[info?.node ?? -1]?.cores ?? 0;
  let inside = world.cellCols.backlog[cell] ?? 0;
  for (const lane of world.lanes) if (lane.cell === cell) inside += world.laneCols.station[lane.id] ?? 0;
  const served = recorder.cell("cpu", cell, last) * cores * recorder.cell("ready", cell, last);
  return Math.max(0, inside - served);
}

/** Reads series of a world as it is ticked: `before` and `after` each second, `rows` at the end of a step. */
export class SeriesReader {
  private readonly sources: readonly Source[];
  private readonly retries: Float64Array;
  private readonly waiting: Float64Array;

  constructor(private readonly world: World) {
    this.sources = sourcesOf(world);
    this.retries = new Float64Array(this.sources.length);
    this.waiting = new Float64Array(this.sources.length);
  }

  before(): void {
    this.sources.forEach((source, i) => {
      for (const trunk of source.trunks) this.retries[i] = (this.retries[i] ?? 0) + retriesDue(this.world, trunk);
    });
  }

  after(): void {
    this.sources.forEach((source, i) => {
      for (const cell of source.cells()) this.waiting[i] = (this.waiting[i] ?? 0) + waitingForCpu(this.world, cell);
    });
  }

  /** Means over the last `seconds` recorded seconds, stamped with the first of them. Retries are counted from here anew. */
  rows(seconds: number): Row[] {
    const rows = this.sources.map((source, i): Row => {
      const retries = (this.retries[i] ?? 0) / seconds;
      const values =
        source.users < 0 ? this.node(source, seconds, (this.waiting[i] ?? 0) / seconds) : this.users(source, seconds);
      return {
        second: this.world.second - seconds,
        node: source.node,
        region: source.region,
        values: { ...values, retries },
      };
    });
    this.retries.fill(0);
    this.waiting.fill(0);
    return rows;
  }

  /** Answers of some lanes, good and bad, and the mean time until either. */
  private answers(lanes: readonly number[], seconds: number) {
    const { recorder, second } = this.world;
    let [good, bad, time] = [0, 0, 0];
    for (const lane of lanes) {
      for (let t = second - seconds; t < second; t++) {
        const okay = recorder.lane("ok", lane, t);
        let failed = 0;
        for (const kind of FAILURES) failed += recorder.lane(kind, lane, t);
        good += okay;
        bad += failed;
        time += okay * recorder.lane("okMean", lane, t) + failed * recorder.lane("badMean", lane, t);
      }
    }
    return { good, bad, meanTime: good + bad > 0 ? time / (good + bad) : 0 };
  }

  private node({ node, region, lanes }: Source, seconds: number, waiting: number): Row["values"] {
    const { world } = this;
    const where = { region };
    const { good, bad, meanTime } = this.answers(lanes(), seconds);
    const mean = (metric: Parameters<typeof metricMean>[1]) => metricMean(world, metric, node, where, seconds);
    return {
      throughput: (good + bad) / seconds,
      goodput: good / seconds,
      errors: bad / seconds,
      retries: 0,
      queue: mean("queue") + waiting,
      mean: meanTime,
      p50: mean("latency_p50"),
      p95: mean("latency_p95"),
      p99: mean("latency_p99"),
      utilisation: mean("cpu"),
      busy: mean("workers"),
      pods: mean("pods"),
    };
  }

  /** Users see what the first node answers; requests waiting and pods are nothing to them. */
  private users({ users, lanes }: Source, seconds: number): Row["values"] {
    const { world } = this;
    const route = world.system.classes[users]?.route ?? "";
    let done = 0;
    let failed = 0;
    for (let t = world.second - seconds; t < world.second; t++) {
      done += world.tape.ofClass("completed", users, t);
      failed += world.tape.ofClass("failed", users, t);
    }
    const mean = (metric: Parameters<typeof metricMean>[1]) => metricMean(world, metric, "all", { route }, seconds);
    return {
      throughput: (done + failed) / seconds,
      goodput: done / seconds,
      errors: failed / seconds,
      retries: 0,
      queue: 0,
      mean: this.answers(lanes(), seconds).meanTime,
      p50: mean("latency_p50"),
      p95: mean("latency_p95"),
      p99: mean("latency_p99"),
      utilisation: 0,
      busy: 0,
      pods: 0,
    };
  }
}
