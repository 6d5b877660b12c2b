import fc from "fast-check";
import { getQuickJS } from "quickjs-emscripten";
import { describe, expect, it } from "vitest";
import type { ExploreResult } from "#domain/telemetry";
import { explore, FUNCTIONS, METRIC_NAMES } from "#world/telemetry/explore/index";
import { compilePattern } from "#world/telemetry/explore/pattern";
import { queryMetric } from "#world/telemetry/query";
import { bundled } from "../../bundled";
import { reading } from "./fixture";

const NOW = 600;
const w = reading();
const ask = (query: string, over: { window?: number; step?: number; now?: number } = {}, world = w): ExploreResult =>
  explore(world, { panel: "explore", query, window: over.window ?? 300, step: over.step ?? 10 }, over.now ?? NOW);
const found = (query: string, over = {}, world = w): ExploreResult => {
  const result = ask(query, over, world);
  expect(result.problem).toBeNull();
  return result;
};
const last = (query: string, over = {}, world = w): number => {
  const { series } = found(query, over, world);
  expect(series).toHaveLength(1);
  return series[0]?.values.at(-1) ?? NaN;
};
const labelled = (query: string, label: string): Record<string, number> =>
  Object.fromEntries(found(query).series.map(({ labels, values }) => [labels[label] ?? "", values.at(-1) ?? NaN]));
const board = (metric: Parameters<typeof queryMetric>[1]["metric"], node: string, region: string, step = 300) =>
  queryMetric(w, { metric, node, where: { region }, split: null, from: 580, to: 580, step }, NOW)[0]?.values[0] ?? NaN;

describe("PromQL over what was scraped", () => {
  it("T25 counters only rise, and rate gives the board's rate", () => {
    const { series } = found('http_requests_total{node="checkout",region="us"}', { window: 500 });
    expect(series.length).toBeGreaterThan(3);
    for (const { values } of series) {
      for (let i = 1; i < values.length; i++) expect(values[i]).toBeGreaterThanOrEqual(values[i - 1] ?? 0);
      expect(values.at(-1)).toBeGreaterThan(values[0] ?? 0);
    }
    const rate = last('sum(rate(http_requests_total{node="checkout",region="us"}[5m]))', { now: 585 });
    expect(rate / board("requests", "checkout", "us")).toBeCloseTo(1, 1);
    const increase = last('sum(increase(http_requests_total{node="checkout",region="us"}[5m]))', { now: 585 });
    expect(increase / rate).toBeCloseTo(300, 6);
  });

  it("T25 one scrape's increase is what the board shows for that scrape, noise included", () => {
    const seen = found('sum(irate(http_requests_total{node="checkout",region="us"}[1m]))').series[0]?.values ?? [];
    const onBoard = queryMetric(
      w,
      { metric: "requests", node: "checkout", where: { region: "us" }, split: null, from: 300, to: 590, step: 10 },
      NOW,
    )[0]?.values;
    expect(seen.length).toBe(31);
    onBoard?.forEach((value, i) => {
      expect(seen[i] ?? 0).toBeCloseTo(value, 6);
    });
  });

  it("T25 a value is seen when its scrape has arrived; until then the one before stands", () => {
    const at = (now: number) => last('sum(http_requests_total{node="quote"})', { now, step: 1 });
    expect(at(594)).toBe(at(590));
    expect(at(595)).toBeGreaterThan(at(594));
    expect(found("pods_ready", { now: 1200 }).series.every(({ values }) => Number.isNaN(values.at(-1)))).toBe(true);
  });

  it("T25 failures, gauges, pods and statuses are those of the board", () => {
    const failing = 'sum(rate(http_requests_failed_total{node="checkout",region="eu"}[5m]))';
    const share = last(`${failing} / sum(rate(http_requests_total{node="checkout",region="eu"}[5m]))`);
    expect(share / board("errors", "checkout", "eu")).toBeCloseTo(1, 1);
    expect(Object.keys(labelled('sum by (status) (rate(http_requests_total{node="checkout"}[5m]))', "status"))).toEqual(
      ["200", "402", "502"],
    );
    expect(last('sum(workers_busy{node="checkout",region="us"})', { now: 585 })).toBeCloseTo(
      board("workers", "checkout", "us", 10),
      6,
    );
    expect(last('count(cpu_utilisation_ratio{node="checkout"})')).toBe(14);
    expect(labelled('count by (version) (workers_busy{node="checkout",region="eu"})', "version")).toEqual({
      v1: 2,
      v2: 6,
    });
    expect(last('sum(sum by (pod) (workers_busy{node="checkout"}))')).toBeCloseTo(
      last('sum(workers_busy{node="checkout"})'),
      6,
    );
    expect(found('db_connections{node="checkout"}').series).toEqual([]);
  });

  it("T26 the quantile of the buckets is near the board's percentile", () => {
    for (const [p, metric] of [
      [0.5, "latency_p50"],
      [0.95, "latency_p95"],
      [0.99, "latency_p99"],
    ] as const) {
      const query = `histogram_quantile(${p}, sum by (le, region) (rate(http_request_duration_seconds_bucket{node="checkout"}[5m])))`;
      const byRegion = labelled(query, "region");
      for (const region of ["eu", "us"]) {
        const ratio = (byRegion[region] ?? 0) / board(metric, "checkout", region);
        expect(ratio).toBeGreaterThan(0.85);
        expect(ratio).toBeLessThan(1.18);
      }
    }
  });

  it("T26 buckets grow with le up to the count, and the sum divided by the count is the mean", () => {
    const { series } = found('sum by (le) (http_request_duration_seconds_bucket{node="checkout"})');
    const sorted = [...series].sort(
      (a, b) =>
        Number((a.labels.le ?? "").replace("+Inf", "Infinity")) -
        Number((b.labels.le ?? "").replace("+Inf", "Infinity")),
    );
    for (let i = 1; i < sorted.length; i++) {
      expect(sorted[i]?.values.at(-1)).toBeGreaterThanOrEqual((sorted[i - 1]?.values.at(-1) ?? 0) * (1 - 1e-12));
    }
    expect(sorted.at(-1)?.values.at(-1)).toBeCloseTo(
      last('sum(http_request_duration_seconds_count{node="checkout"})'),
      6,
    );
    const of = (part: string) => `sum(rate(http_request_duration_seconds_${part}{node="checkout",region="us"}[5m]))`;
    expect(last(`${of("sum")} / ${of("count")}`)).toBeCloseTo(0.15, 3);
  });

  it("T27 operators, matching and sets work as in Prometheus", () => {
    expect(last("vector(2) * 3 + 4 ^ 2 % 5")).toBe(7);
    expect(last("1 > bool 2")).toBe(0);
    const pods = labelled('sum by (region) (pods_ready{node="checkout"})', "region");
    expect(pods).toEqual({ eu: 8, us: 6 });
    expect(labelled('sum by (region) (pods_ready{node="checkout"}) > 7', "region")).toEqual({ eu: 8 });
    expect(labelled('sum by (region) (pods_ready{node="checkout"}) > bool 7', "region")).toEqual({ eu: 1, us: 0 });
    const ratio = "sum by (region, node) (pods_ready) / on (region) group_left () sum by (region) (pods_ready)";
    const parts = found(ratio).series;
    expect(parts).toHaveLength(8);
    expect(parts.reduce((sum, { values }) => sum + (values.at(-1) ?? 0), 0)).toBeCloseTo(2, 9);
    expect(ask("pods_ready / on (region) sum by (region) (pods_ready)").problem?.text).toContain("group_left");
    expect(last('absent(pods_ready{node="nowhere"})')).toBe(1);
    expect(found('absent(pods_ready{node="quote"})').series).toEqual([]);
    expect(
      labelled('sum by (node) (pods_ready) unless on (node) sum by (node) (pods_ready{node=~"q.*|c.*"})', "node"),
    ).toEqual({
      gateway: 8,
      orders: 2,
    });
    expect(
      labelled('sum by (node) (pods_ready{node="quote"}) or sum by (node) (pods_ready{node=~"orders|quote"})', "node"),
    ).toEqual({
      orders: 2,
      quote: 4,
    });
    expect(Object.keys(labelled("topk(1, sum by (node) (pods_ready))", "node"))).toEqual(["checkout"]);
    expect(last("quantile(0.5, sum by (node) (pods_ready))")).toBe(6);
    expect(last("scalar(sum(pods_ready)) + time()")).toBe(28 + 600);
  });

  it("T27 functions of a range: means, extremes, trends, offset", () => {
    const rising = reading({ cell: (column, cell, s) => (column === "ready" && cell === 5 ? 100 + s : undefined) });
    const q = 'pods_ready{node="quote",region="eu"}';
    const of = (query: string) => last(`sum(${query})`, { now: 605 }, rising);
    expect(of(`deriv(${q}[5m])`)).toBeCloseTo(1, 9);
    expect(of(`${q}`)).toBe(699);
    expect(of(`${q} offset 1m`)).toBe(639);
    expect(of(`delta(${q}[5m])`)).toBeCloseTo(300, 9);
    expect(of(`predict_linear(${q}[5m], 100)`)).toBeCloseTo(799, 6);
    expect(last(`max(max_over_time(${q}[1m])) - min(min_over_time(${q}[1m]))`, { now: 605 }, rising)).toBeCloseTo(
      25,
      9,
    );
    expect(last(`max(count_over_time(${q}[1m]))`, { now: 605 }, rising)).toBe(6);
    expect(last(`round(vector(2.6)) + clamp_max(vector(9), 4) + abs(vector(-1))`)).toBe(8);
  });

  it.each(Object.entries(FUNCTIONS))("T27 the example of %s in the help works", (_, { example }) => {
    expect(ask(example).problem).toBeNull();
  });

  it.each(METRIC_NAMES.map(({ name }) => name))("T27 %s can be asked for", (name) => {
    expect(ask(`sum by (region) (${name})`).problem).toBeNull();
  });

  it.each([
    ["http_request_total", "http_requests_total", "http_request_total"],
    ['pods_ready{regoin="eu"}', "region", 'regoin="eu"'],
    ["sum by (regin) (pods_ready)", "region", "regin"],
    ["rate(http_requests_total)", "http_requests_total[5m]", "http_requests_total"],
    ["rate(pods_ready[5m])", "gauge", "pods_ready[5m]"],
    ["http_requests_total[5m]", "rate", "http_requests_total[5m]"],
    ["max_over_time(pods_ready[10m:1m])", "Subqueries", "pods_ready[10m:1m]"],
    ["pods_ready @ 5", "offset", "pods_ready @ 5"],
    ["stddev(pods_ready)", "quantile", "stddev"],
    ['label_replace(pods_ready, "a", "b", "c", "d")', "sum by", "label_replace"],
    ["sum(rate(http_requests_total[5m])", "not closed", "("],
    ['pods_ready{region="eu}', "quotation", '"eu}'],
    ["pods_ready +", "operand", "+"],
    ['pods_ready{node=~"(a"}', "not closed", '"(a"'],
    ["rate(http_requests_total[10s])", "two samples", "http_requests_total[10s]"],
    ["", "Type a query", ""],
  ])("T28 %s: says what is wrong, where, and what to use", (query, says, place) => {
    const { problem, type, series } = ask(query);
    expect(problem?.text).toContain(says);
    expect(query.slice(problem?.from, problem?.to).trim()).toBe(place);
    expect([type, series]).toEqual(["none", []]);
  });

  it("T28 whatever is typed, the answer is a result or a problem inside the text", () => {
    const piece = fc.constantFrom(
      ...'sum|by|(|)|{|}|[5m]|rate|pods_ready|http_requests_total|=~|"eu"|region|,|+|-|/|and|on|offset|1m|0.5|topk|#|"|bool|>|@|:|\''.split(
        "|",
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const query = pieces.join(" ");
        const { problem } = ask(query);
        if (problem === null) return;
        expect(problem.text.length).toBeGreaterThan(5);
        expect(problem.from).toBeGreaterThanOrEqual(0);
        expect(problem.to).toBeLessThanOrEqual(Math.max(1, query.length));
        expect(problem.from).toBeLessThanOrEqual(problem.to);
      }),
      { seed: 3, numRuns: 400 },
    );
  });

  it("T28 at most 50 series, the rest counted; at most 11,000 points", () => {
    const { series, more } = found("http_request_duration_seconds_bucket");
    expect(series).toHaveLength(50);
    expect(more).toBeGreaterThan(100);
    expect(ask("pods_ready", { window: 20_000, step: 1 }).problem?.text).toContain("11000");
  });

  it("T28 shows names metric and node, and the labels that are left", () => {
    const shows = (query: string) => found(query).shows;
    expect(shows('sum by (region) (rate(http_requests_total{node="checkout"}[5m]))')).toEqual([
      "metric:requests:checkout",
      "metric:requests:checkout:by-region",
    ]);
    expect(shows("sum(rate(http_requests_failed_total[5m]))")).toEqual(["metric:errors:all"]);
    const p99 =
      'histogram_quantile(0.99, sum by (le, pod) (rate(http_request_duration_seconds_bucket{node="quote"}[5m])))';
    expect(shows(p99)).toEqual(["metric:latency_p99:quote", "metric:latency_p99:quote:by-pod"]);
    expect(shows('sum by (node) (pods_ready{node=~"quote|orders"})')).toEqual([
      "metric:pods:orders",
      "metric:pods:orders:by-node",
      "metric:pods:quote",
      "metric:pods:quote:by-node",
    ]);
    expect(shows('pods_ready{node="quote"} > 100')).toEqual([]);
  });

  it("T27 units follow the calculation", () => {
    const unit = (query: string) => found(query).unit;
    expect(unit("sum(rate(http_requests_total[5m]))")).toBe("per s");
    expect(unit("sum(rate(http_requests_failed_total[5m])) / sum(rate(http_requests_total[5m]))")).toBe("share");
    expect(unit("histogram_quantile(0.5, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))")).toBe("s");
    expect(unit("count(pods_ready)")).toBe("count");
  });
});

describe("regular expressions of matchers", () => {
  it("T27 agree with anchored JavaScript ones on what both know", () => {
    const atom = fc.constantFrom("a", "b", ".", "[ab]", "[^a]", "(a|b)", "(?:ab)", "\\d", "\\.", "[a-c]");
    const quantifier = fc.constantFrom("", "*", "+", "?", "{2}", "{1,2}", "{1,}");
    const pattern = fc
      .array(fc.tuple(atom, quantifier), { maxLength: 5 })
      .map((parts) => parts.map((part) => part.join("")).join(""));
    const either = fc.array(pattern, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("|"));
    const text = fc.array(fc.constantFrom("a", "b", "c", ".", "1"), { maxLength: 6 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(either, text, (source, sample) => {
        expect(compilePattern(source)(sample)).toBe(new RegExp(`^(?:${source})$`).test(sample));
      }),
      { seed: 5, numRuns: 2000 },
    );
  });

  it("T27 patterns that make others run for ever end, and too long ones are refused", () => {
    expect(compilePattern("(a*)*(a|a)*(a+)+b")("a".repeat(200))).toBe(false);
    expect(() => compilePattern("(a{1000}){1000}")).toThrow(SyntaxError);
    expect(() => compilePattern("a(?=b)")).toThrow(SyntaxError);
  });
});

describe("engines", () => {
  it("T28 the same answer in QuickJS, which has no browser and no Intl", async () => {
    const vm = (await getQuickJS()).newContext();
    try {
      vm.unwrapResult(vm.evalCode(await bundled("test/world/telemetry/explore-there.ts", "There"))).dispose();
      const query = `histogram_quantile(0.95, sum by (le, region) (rate(http_request_duration_seconds_bucket{node=~"c.*"}[2m])))`;
      const handle = vm.unwrapResult(vm.evalCode(`There.answer(${JSON.stringify(query)})`));
      const there = vm.getString(handle);
      handle.dispose();
      const { answer } = await import("./explore-there");
      expect(there).toBe(answer(query));
      expect(there).toContain("eu");
    } finally {
      vm.dispose();
    }
  });
});
