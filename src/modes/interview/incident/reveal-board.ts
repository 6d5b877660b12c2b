import {
  type BoardChart,
  type BoardResult,
  type ExploreResult,
  type Label,
  type MapResult,
  METRICS,
  type MetricId,
  type Series,
} from "#domain/telemetry";
import type { View } from "#domain/view";
import { duration } from "#lib/format";
import { at, figure, listed, many, nodeName, regionName, sentences } from "./figures";

/** What a board is read for when no metric was asked for. */
const USUAL: readonly MetricId[] = ["errors", "latency_p95", "requests"];
/** As many metrics, values of a split, and changes are told at once. */
const METRICS_TOLD = 2;
const VALUES_TOLD = 4;
const CHANGES_TOLD = 2;

/** The newest value there is; NaN when there is none. */
function newest({ values }: Pick<Series, "values">): number {
  for (let i = values.length - 1; i >= 0; i--) {
    const value = values[i];
    if (value !== undefined && Number.isFinite(value)) return value;
  }
  return Number.NaN;
}

/** Mean of the first fifth: how it was when the window began. */
function oldest({ values }: Pick<Series, "values">): number {
  const early = [...values.slice(0, Math.max(1, Math.floor(values.length / 5)))].filter(Number.isFinite);
  return early.length === 0 ? Number.NaN : early.reduce((sum, value) => sum + value, 0) / early.length;
}

const wordFor = (view: View, split: Label | null, label: string): string =>
  split === "region" ? regionName(view, label) : split === "node" ? nodeName(view, label) : label;

function chartText(view: View, chart: BoardChart, split: Label | null, window: number): string {
  const { title } = METRICS[chart.metric];
  const said = (series: Pick<Series, "values">): string => figure(newest(series), chart.unit);
  const week =
    chart.lastWeek === null ? "" : `, at this time last week ${figure(newest({ values: chart.lastWeek }), chart.unit)}`;
  const [only] = chart.series;
  if (chart.series.length === 1 && only !== undefined) {
    const name = only.label === "all" ? "" : ` (${wordFor(view, split, only.label)})`;
    return `${title}${name}: ${said(only)} now, ${figure(oldest(only), chart.unit)} ${duration(window)} ago${week}.`;
  }
  const sorted = [...chart.series].sort((a, b) => (newest(b) || 0) - (newest(a) || 0));
  const parts = sorted.map((series) => `${wordFor(view, split, series.label)} ${said(series)}`);
  return `${title} now: ${listed(parts, VALUES_TOLD)}${week}.`;
}

/** A board in words: the metrics that were asked for, else what boards are read for; and what was changed in its window. */
export function boardText(view: View, board: BoardResult, about: readonly MetricId[], split: Label | null): string {
  const wanted = about.length > 0 ? about : USUAL;
  const there = wanted.flatMap(
    (metric) => board.charts.find((chart) => chart.metric === metric && chart.series.length > 0) ?? [],
  );
  if (there.length === 0) {
    const others = board.charts.filter(({ series }) => series.length > 0).map(({ title }) => title.toLowerCase());
    return others.length === 0
      ? "Nothing has been recorded there in this window."
      : `That is not measured there. There is: ${listed(others, 6)}.`;
  }
  const window = board.to - board.from;
  const changes = board.annotations.slice(-CHANGES_TOLD).map(({ second, label }) => `${at(view, second)} ${label}`);
  const more = board.annotations.length - changes.length;
  return sentences(
    ...there.slice(0, METRICS_TOLD).map((chart) => chartText(view, chart, split, window)),
    changes.length === 0
      ? ""
      : `Marked in this window: ${changes.join("; ")}${more > 0 ? `; and ${more} before` : ""}.`,
  );
}

/** A query's answer: how many series, and the highest values. */
export function exploreText({ problem, series, unit, more }: ExploreResult): string {
  if (problem !== null) return `The query cannot be read: ${problem.text}`;
  if (series.length === 0) return "The query has no result.";
  const sorted = [...series].sort((a, b) => (newest(b) || 0) - (newest(a) || 0));
  const parts = sorted.map((each) => {
    const labels = Object.entries(each.labels).map(([name, value]) => `${name} ${value}`);
    return `${labels.length === 0 ? "all of it" : labels.join(" ")} ${figure(newest(each), unit)}`;
  });
  return `${many(series.length + more, "series", "series")}, now: ${listed(parts, VALUES_TOLD)}.`;
}

/** The map: what is not healthy there, the highest share of failures first. */
export function mapText(view: View, { nodes }: MapResult): string {
  const sick = nodes
    .filter(({ health }) => health === "degraded" || health === "down")
    .sort((a, b) => b.errors - a.errors);
  if (sick.length === 0) return `All ${nodes.length} parts of the system are shown as healthy.`;
  const parts = sick.map(({ label, health, errors, p95, byRegion }) => {
    const where = byRegion.filter((each) => each.health === "degraded" || each.health === "down");
    const isPart = where.length > 0 && where.length < byRegion.length;
    const regions = isPart ? `, in ${where.map(({ region }) => regionName(view, region)).join(" and ")}` : "";
    return `${label} ${health}${regions} (${figure(errors, "share")} errors, p95 ${figure(p95, "s")})`;
  });
  return `${sick.length} of ${nodes.length} are not shown as healthy: ${listed(parts, VALUES_TOLD)}.`;
}
