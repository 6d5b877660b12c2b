import type { NodeId } from "#domain/ids";
import type { Look, LookResult, MetricId, Series, ToolResult } from "#domain/telemetry";
import type { CelEnv, CelHost, CelValue } from "#lib/cel";
import { queryMetric } from "#world/telemetry/index";
import { shownBy } from "./look-shows";
import { lookResult } from "./looks";
import type { DrillState } from "./state";

/**
 * What fact expressions are evaluated over: one look at one state. Everything is fetched when asked for and once, so
 * that `node == "checkout" && last(…) > 0.05` costs nothing at another node.
 */
export class LookEnv implements CelEnv {
  private fetched: LookResult | null = null;

  constructor(
    readonly state: DrillState,
    readonly asked: Look,
    /** Whose logs are searched; null: everybody's. */
    private readonly nodes: readonly NodeId[] | null = null,
  ) {}

  /** The look's own fields; what it does not have is empty. */
  lookup(name: string): CelValue | undefined {
    if (name === "t") return this.state.now;
    if (!FIELDS.has(name)) return undefined;
    const value = (this.asked as unknown as Record<string, CelValue | undefined>)[name];
    if (value !== undefined && value !== null) return value;
    if (name === "node" && this.asked.panel === "dump") return this.dumpNode(this.asked.operation);
    if (name === "compare" || name === "quarantined") return false;
    return name === "window" ? 0 : "";
  }

  private dumpNode(operation: number): string {
    return this.state.world.operations.find((op) => op.id === operation)?.request.node ?? "";
  }

  /** What came back; of logs the patterns, which count every line. */
  result(): LookResult {
    this.fetched ??= lookResult(this.state, this.asked, 0, this.nodes);
    return this.fetched;
  }

  /**
   * Series of a metric as the look's board shows them, up to the newest scrape and so many seconds before it; none on
   * other panels. They only change when a scrape arrives, so a look that stays on screen shares them with itself.
   */
  metric(metric: string, seconds: number): readonly Series[] {
    const look = this.asked;
    if (look.panel !== "board") return [];
    const { state } = this;
    const { scrape, metricDelay } = state.scene.system.telemetry;
    const to = Math.floor((state.now - metricDelay) / scrape) * scrape;
    const from = to - Math.min(look.window, seconds) - 2 * scrape;
    if (state.scraped.at !== to) {
      state.scraped.at = to;
      state.scraped.series.clear();
    }
    const key = `${metric} ${from} ${look.node} ${look.split} ${look.region}`;
    let series = state.scraped.series.get(key);
    if (series === undefined) {
      const where = look.region === null ? {} : { where: { region: look.region } };
      const query = {
        metric: metric as MetricId,
        node: look.node,
        split: look.split,
        from,
        to,
        step: scrape,
        ...where,
      };
      series = queryMetric(state.world, query, state.now);
      state.scraped.series.set(key, series);
    }
    return series;
  }

  /** Everything the look returned as text, for looks that return text. */
  output(): string {
    return outputOf(this.result());
  }
}

const FIELDS = new Set([
  "node",
  "split",
  "region",
  "compare",
  "window",
  "version",
  "probe",
  "quarantined",
  "query",
  "page",
]);

function outputOf(result: LookResult): string {
  switch (result.panel) {
    case "probe":
    case "dump":
      return `${result.title}\n${result.output}`;
    case "runbook":
      return `${result.title}\n${result.markdown}`;
    case "deploy":
      return [result.title, result.notes, result.diff, ...result.pipeline.map((line) => line.text)].join("\n");
    case "deploys":
      return result.entries.map((e) => [e.title, ...e.pipeline.map((line) => line.text)].join("\n")).join("\n");
    case "config":
      return result.config.keys
        .flatMap((key) => [
          `${key.key} base=${key.base}`,
          ...Object.entries(key.live).map(([region, value]) => `${key.key} ${region}=${value}`),
        ])
        .join("\n");
    case "logs":
      return result.logs.patterns.map((pattern) => pattern.text).join("\n");
    case "terminal":
      return result.terminal.output;
    case "database":
      return textOf(result.database);
    case "runtime":
      return textOf(result.runtime);
    default:
      return "";
  }
}

/** What a tool printed, and its tables line by line. */
function textOf({ title, sections }: ToolResult): string {
  const lines = sections.flatMap((section) => [
    section.title,
    section.note,
    ...section.rows.map(({ values }) => values.map((value) => value ?? "").join(" ")),
    section.text ?? "",
  ]);
  return [title, ...lines].join("\n");
}

/** The newest value that has been scraped; −1 when there is none. */
function newest(series: Series | undefined): number {
  if (series === undefined) return -1;
  for (let i = series.values.length - 1; i >= 0; i--) {
    const value = series.values[i] as number;
    if (!Number.isNaN(value)) return value;
  }
  return -1;
}

function meanOf(series: Series | undefined, count: number): number {
  let sum = 0;
  let n = 0;
  for (let i = (series?.values.length ?? 0) - 1; i >= 0 && n < count; i--) {
    const value = series?.values[i] as number;
    if (Number.isNaN(value)) continue;
    sum += value;
    n++;
  }
  return n > 0 ? sum / n : -1;
}

const text = (args: readonly CelValue[], i: number): string => (typeof args[i] === "string" ? args[i] : "");

/** Log patterns a person takes in: of a longer list the most frequent ones; the rest has to be searched for. */
const NOTICED = 12;

/** What came back of a template, as far as a person would notice it; `""` is everything, noticed or not. */
function patterns(env: LookEnv, template: string) {
  const result = env.asked.panel === "logs" ? env.result() : null;
  if (result?.panel !== "logs") return [];
  const all = result.logs.patterns;
  if (template === "") return all;
  const noticed = all.length <= NOTICED ? all : [...all].sort((a, b) => b.count - a.count).slice(0, NOTICED);
  return noticed.filter((p) => p.template === template);
}

/** Everything a fact's condition may call besides arithmetic. */
export const LOOK_HOST: CelHost<LookEnv> = {
  last: (env, args) => newest(env.metric(text(args, 0), 0).find((s) => s.label === args[1])),
  mean: (env, args) => {
    const seconds = typeof args[2] === "number" ? args[2] : 0;
    const count = Math.max(1, Math.floor(seconds / env.state.scene.system.telemetry.scrape));
    return meanOf(
      env.metric(text(args, 0), seconds).find((s) => s.label === args[1]),
      count,
    );
  },
  highest: (env, args) => env.metric(text(args, 0), 0).reduce((top, series) => Math.max(top, newest(series)), -1),
  rows: (env, args) => patterns(env, text(args, 0)).reduce((sum, p) => sum + p.count, 0),
  onlyRegion: (env, args) => {
    const regions = new Set(
      patterns(env, text(args, 0)).flatMap((p) =>
        Object.entries(p.byRegion).flatMap(([region, n]) => (n > 0 ? [region] : [])),
      ),
    );
    return regions.size === 1 ? ([...regions][0] ?? "") : "";
  },
  spanFault: (env, args) => {
    const wanted = text(args, 0);
    if (env.asked.panel !== "trace" && env.asked.panel !== "dump") return false;
    const result = env.result();
    const faults =
      result.panel === "trace"
        ? (result.trace?.spans.flatMap((span) => (span.fault === null ? [] : [span.fault])) ?? [])
        : result.panel === "dump"
          ? result.shows
          : [];
    return wanted === "" ? faults.length > 0 : faults.includes(wanted);
  },
  shows: (env, args) => shownBy(env.result()).includes(text(args, 0)),
  outputHas: (env, args) => env.output().includes(text(args, 0)),
};
