import type { LogTemplate } from "#domain/system";
import type { LogLine, LogResult } from "#domain/telemetry";
import { draw, streamId } from "#lib/random";
import type { LaneColumn, WorldReading } from "../contract";
import { type InfraLine, infraLines } from "./infralog";
import { type LaneMeta, layoutOf } from "./layout";
import { judge, type LogSource, matchesInfra, matchesLine, withTraceIds } from "./logmatch";
import { type LogQuery, parseLogQuery } from "./logquery";
import { lineText } from "./logtext";
import { columnOf, DUPLICATE, FIRST_FAULT, flowOf, OK, REJECTED, TIMEOUT, UPSTREAM } from "./outcome";
import { faultRange, laneRange } from "./ranges";
import { podOf } from "./requests";
import { addressOf, type Exemplar, entityOf, exemplarCount, traceId, weightOf } from "./sampler";
import { bornAs } from "./scrape";

const WHEN = streamId("log moment");
const DUE = streamId("log due");
const LEVELS = ["DEBUG", "INFO", "WARN", "ERROR"] as const;
/**
 * Work spent at most on reading single lines, when a query depends on what placeholders became; older ones are left
 * out. A line costs 1; one that tells how long the request took costs what following its calls costs.
 */
const MAX_READ = 8_000;
const COST_OF_DURATION = 15;
const BARS = 60;
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600];

/** Outcomes that make a lane write a template. */
function outcomesOf(w: WorldReading, template: LogTemplate): number[] {
  const { outcome, fault } = template.on;
  if (fault !== null) {
    const at = layoutOf(w).faultIndex.get(fault);
    return at === undefined ? [] : [FIRST_FAULT + at];
  }
  const faults = w.system.faults.map((_, i) => FIRST_FAULT + i);
  // What a limit refuses is refused, though it has a cause and a status of its own.
  const throttled = layoutOf(w).faultIndex.get("cause:throttled");
  switch (outcome) {
    case "ok":
      return [OK];
    case "upstream":
      return [UPSTREAM];
    case "timeout":
      return [TIMEOUT];
    case "rejected":
      return throttled === undefined ? [REJECTED] : [REJECTED, FIRST_FAULT + throttled];
    case "fault":
      return faults.filter((at) => at - FIRST_FAULT !== throttled);
    case "duplicate":
      return [DUPLICATE];
    default:
      return [OK, UPSTREAM, TIMEOUT, REJECTED, ...faults];
  }
}

function lanesOf(w: WorldReading, template: LogTemplate): readonly LaneMeta[] {
  const lanes = layoutOf(w).byNode.get(template.node) ?? [];
  const { operation } = template.on;
  return operation === null ? lanes : lanes.filter((lane) => lane.operation.id === operation);
}

/** Flows of lanes by second, read once per search. */
class Flows {
  private readonly held = new Map<number, Float64Array | null>();

  constructor(
    private readonly w: WorldReading,
    readonly from: number,
    readonly until: number,
  ) {}

  /** One value per second of the window; null when all are zero. */
  of(lane: number, outcome: number): Float64Array | null {
    const key = lane * 512 + outcome;
    const found = this.held.get(key);
    if (found !== undefined) return found;
    let flows: Float64Array | null = null;
    // The recorder keeps one column for all faults together: where that is empty, none of them needs reading.
    if (outcome === DUPLICATE) flows = this.read(lane, "doubled");
    else if (outcome < FIRST_FAULT) flows = this.read(lane, columnOf(outcome));
    else if (this.anyFault(lane)) {
      const out = new Float64Array(this.until - this.from);
      if (faultRange(this.w.recorder, outcome - FIRST_FAULT, lane, this.from, this.until, out)) flows = out;
    }
    this.held.set(key, flows);
    return flows;
  }

  private anyFault(lane: number): boolean {
    const key = lane * 512 + 511;
    let found = this.held.get(key);
    if (found === undefined) {
      found = this.read(lane, "fault");
      this.held.set(key, found);
    }
    return found !== null;
  }

  private read(lane: number, column: LaneColumn): Float64Array | null {
    const out = new Float64Array(this.until - this.from);
    return laneRange(this.w.recorder, column, lane, this.from, this.until, out) ? out : null;
  }
}

/** Exemplars that write a line: no more than there are lines. */
function lineCount(flow: number, lines: number): number {
  return Math.min(exemplarCount(flow), exemplarCount(lines));
}

function salt(w: WorldReading, source: LogSource): number {
  return streamId(bornAs(w.system, source.template.id));
}

/** Less than one line in a second is shown in the seconds in which one falls due, so that rare lines look rare. */
function isDue(w: WorldReading, source: LogSource, at: Exemplar, lines: number): boolean {
  return lines >= 1 || draw(w.seed, DUE, at.second, entityOf(at) ^ salt(w, source)) < lines;
}

function lineOf(w: WorldReading, source: LogSource, at: Exemplar, weight: number): LogLine {
  const { template, lane } = source;
  return {
    second: at.second,
    ms: Math.floor(draw(w.seed, WHEN, at.second, entityOf(at) ^ salt(w, source)) * 1000),
    template: template.id,
    level: template.level,
    node: lane.node.id,
    region: lane.region,
    pod: podOf(w, at, lane.cell),
    version: lane.version,
    logger: template.logger,
    text: lineText(w, source.pieces, at),
    weight,
    trace: traceId(w.seed, at),
  };
}

function infraLine(line: InfraLine): LogLine {
  return { ...line, ms: 0, pod: "", weight: 1, trace: "" };
}

const newestFirst = (a: LogLine, b: LogLine) =>
  b.second - a.second || b.ms - a.ms || (a.template < b.template ? -1 : a.template > b.template ? 1 : 0);

/**
 * Every line a template has in one second, weighted: for each lane and outcome that writes it the weights add up to
 * the flow times `per`, to the last bit.
 */
export function linesOf(w: WorldReading, templateId: string, second: number): LogLine[] {
  const template = w.system.logs.find((each) => each.id === templateId);
  if (!template) return [];
  return lanesOf(w, template).flatMap((lane) =>
    outcomesOf(w, template).flatMap((outcome) => {
      const flow = flowOf(w.recorder, lane.id, outcome, second);
      const lines = flow * template.per;
      const count = lineCount(flow, lines);
      const ended = outcome === DUPLICATE ? OK : outcome;
      const source = judge(w, [], template, lane, ended);
      return Array.from({ length: count }, (_, index) =>
        lineOf(w, source, { second, lane: lane.id, outcome: ended, index }, weightOf(lines, count, index)),
      );
    }),
  );
}

interface PatternCount {
  readonly template: string;
  readonly level: string;
  readonly text: string;
  readonly node: string;
  count: number;
  readonly byRegion: Record<string, number>;
}

/** Counts of a search while it goes. */
class Tally {
  total = 0;
  readonly counts: Float64Array;
  readonly errors: Float64Array;
  readonly patterns = new Map<string, PatternCount>();

  constructor(
    readonly from: number,
    readonly step: number,
    bars: number,
  ) {
    this.counts = new Float64Array(bars);
    this.errors = new Float64Array(bars);
  }

  bar(second: number): number {
    return Math.floor((second - this.from) / this.step);
  }

  add(second: number, lines: number, level: string): void {
    this.total += lines;
    const bar = this.bar(second);
    (this.counts[bar] as number) += lines;
    if (level === "ERROR") (this.errors[bar] as number) += lines;
  }

  pattern(template: string, level: string, text: string, node: string, region: string, lines: number): void {
    let found = this.patterns.get(template);
    if (!found) {
      found = { template, level, text, node, count: 0, byRegion: {} };
      this.patterns.set(template, found);
    }
    found.count += lines;
    found.byRegion[region] = (found.byRegion[region] ?? 0) + lines;
  }
}

function count(tally: Tally, source: LogSource, flows: Float64Array, from: number): void {
  const { per, level } = source.template;
  let sum = 0;
  for (let i = 0; i < flows.length; i++) {
    const flow = flows[i] as number;
    if (flow === 0) continue;
    const lines = flow * per;
    sum += lines;
    tally.add(from + i, lines, level);
  }
  addPattern(tally, source, sum);
}

function addPattern(tally: Tally, source: LogSource, lines: number): void {
  const { template, lane } = source;
  const text = template.text.replace(/\{([^{}]+)\}/g, (_, name: string) => `<${name.split(":")[0]}>`);
  if (lines > 0) tally.pattern(template.id, template.level, text, template.node, lane.region, lines);
}

interface Active {
  readonly source: LogSource;
  readonly flows: Float64Array;
}

/**
 * Walks back through the seconds and collects lines, newest first, until there are enough. Lines of `maybe` sources
 * are read one by one and counted on the way.
 */
function collect(
  w: WorldReading,
  query: LogQuery,
  active: readonly Active[],
  tally: Tally,
  range: Flows,
  limit: number,
): LogLine[] {
  const lines: LogLine[] = [];
  const open = active.filter(({ source }) => source.verdict === "maybe");
  const sums = new Map<LogSource, number>();
  let read = 0;
  for (let second = range.until - 1; second >= range.from; second--) {
    const wanted = lines.length < limit;
    if (!wanted && (open.length === 0 || read >= MAX_READ)) break;
    for (const { source, flows } of wanted ? active : open) {
      const flow = flows[second - range.from] as number;
      if (flow === 0) continue;
      const amount = flow * source.template.per;
      const exemplars = lineCount(flow, amount);
      for (let index = 0; index < exemplars; index++) {
        const at = { second, lane: source.lane.id, outcome: source.outcome, index };
        const weight = weightOf(amount, exemplars, index);
        if (source.verdict === "maybe") {
          if (read >= MAX_READ) break;
          read += source.template.text.includes("{ms}") ? COST_OF_DURATION : 1;
          if (!matchesLine(w, query, source, at)) continue;
          tally.add(second, weight, source.template.level);
          sums.set(source, (sums.get(source) ?? 0) + weight);
        }
        if (wanted && isDue(w, source, at, amount)) lines.push(lineOf(w, source, at, Math.max(1, weight)));
      }
    }
  }
  for (const [source, sum] of sums) addPattern(tally, source, sum);
  return lines;
}

/**
 * Searches the logs of the `window` seconds before `now` that have been ingested. `lines` are the newest `limit`,
 * newest first; `total`, histogram and patterns count every line. A query line that cannot be read finds nothing and
 * says why in `problem`. `nodes`: whose lines are searched, beside the platform's; null: everybody's.
 */
export function searchLogs(
  w: WorldReading,
  text: string,
  window: number,
  now: number,
  limit: number,
  nodes: readonly string[] | null = null,
): LogResult {
  const { system, recorder } = w;
  const from = Math.max(recorder.from, now - window);
  const until = Math.max(from, Math.min(recorder.until, now - system.telemetry.logDelay));
  const step = STEPS.find((each) => window / each <= BARS) ?? 3600;
  const start = Math.floor(from / step) * step;
  const tally = new Tally(start, step, Math.max(1, Math.ceil((now - start) / step)));
  const parsed = parseLogQuery(text, {
    level: LEVELS,
    service: [...system.nodes.map((node) => node.id), "platform"],
    region: [...system.regions.map((region) => region.id), "global"],
  });
  let lines: LogLine[] = [];
  if (parsed.query) {
    const query = withTraceIds(w, parsed.query);
    const flows = new Flows(w, ...reach(w, query, from, until));
    const active: Active[] = [];
    for (const template of system.logs) {
      if (nodes !== null && !nodes.includes(template.node)) continue;
      for (const lane of lanesOf(w, template)) {
        for (const outcome of outcomesOf(w, template)) {
          const source = judge(w, query, template, lane, outcome === DUPLICATE ? OK : outcome);
          const found = source.verdict === "no" ? null : flows.of(lane.id, outcome);
          if (!found) continue;
          active.push({ source, flows: found });
          if (source.verdict === "yes") count(tally, source, found, flows.from);
        }
      }
    }
    const infra = infraLines(w, from, until).filter(
      (line) => (nodes === null || line.node === "platform" || nodes.includes(line.node)) && matchesInfra(query, line),
    );
    for (const line of infra) {
      tally.add(line.second, 1, line.level);
      tally.pattern(line.template, line.level, line.text, line.node, line.region, 1);
    }
    lines = [...collect(w, query, active, tally, flows, limit), ...infra.map(infraLine)]
      .sort(newestFirst)
      .slice(0, limit);
  }
  return {
    lines,
    total: tally.total,
    histogram: { from: start, step, counts: tally.counts, errors: tally.errors },
    patterns: [...tally.patterns.values()]
      .filter((pattern) => pattern.count >= 0.5)
      .sort((a, b) => b.count - a.count || (a.template < b.template ? -1 : 1)),
    problem: parsed.problem,
  };
}

/** A query that demands one trace needs only that trace's second. */
function reach(w: WorldReading, query: LogQuery, from: number, until: number): [number, number] {
  for (const group of query) {
    const [term] = group;
    if (group.length !== 1 || term?.field !== "trace" || term.negated || term.prefix) continue;
    const second = addressOf(w.seed, term.value)?.second;
    if (second !== undefined && second >= from && second < until) return [second, second + 1];
  }
  return [from, until];
}
