import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Label, MetricId, MetricQuery } from "#domain/telemetry";
import { gammaCdf } from "#lib/math";
import { LatencyMix } from "#world/telemetry/latency";
import { queryMetric } from "#world/telemetry/query";
import { laneId, reading } from "./fixture";

const ask = (metric: MetricId, over: Partial<MetricQuery> = {}): MetricQuery => ({
  metric,
  node: "checkout",
  split: null,
  from: 0,
  to: 300,
  step: 10,
  ...over,
});
const values = (metric: MetricId, over: Partial<MetricQuery> = {}, now = 600) =>
  queryMetric(reading(), ask(metric, over), now)[0]?.values ?? new Float64Array();

describe("metrics as a scrape sees them", () => {
  it("T1 a value appears only when its scrape has been taken and has arrived", () => {
    const at = (now: number) => values("requests", { from: 280, to: 300 }, now);
    expect([...at(304)].map(Number.isNaN)).toEqual([false, false, true]);
    expect([...at(305)].map(Number.isNaN)).toEqual([false, false, false]);
    expect(queryMetric(reading({ until: 295 }), ask("requests", { from: 300, to: 300 }), 400)).toEqual([]);
  });

  it("T1 between scrapes the last one stands; rates cover the step", () => {
    const w = reading({ lane: (column, lane, s) => (column === "ok" && lane >> 1 === 3 ? s : undefined) });
    const q = ask("requests", { where: { region: "us", route: "POST /place" }, from: 100, to: 119, step: 1 });
    const seen = queryMetric(w, q, 600)[0]?.values ?? [];
    expect(new Set(seen.slice(0, 10)).size).toBe(1);
    expect(seen[10]).toBeGreaterThan((seen[9] ?? 0) + 10);
    // Seconds 90–99 of both lanes together, up to noise.
    expect(seen[0]).toBeGreaterThan(2 * 94.5 * 0.985);
    expect(seen[0]).toBeLessThan(2 * 94.5 * 1.015);
    const wide = queryMetric(w, { ...q, from: 120, to: 120, step: 60 }, 600)[0]?.values[0] ?? 0;
    expect(wide / (2 * 89.5)).toBeCloseTo(1, 1);
  });

  it("T2 the same question has the same answer, and noise is small", () => {
    expect(values("requests")).toEqual(values("requests"));
    const noisy = values("cpu", { where: { region: "us" } });
    expect(new Set(noisy).size).toBeGreaterThan(20);
    for (const value of noisy) expect(Math.abs(value / 0.3 - 1)).toBeLessThan(0.031);
  });

  it.each<[MetricId, Label]>([
    ["requests", "region"],
    ["requests", "version"],
    ["requests", "route"],
    ["requests", "status"],
    ["requests", "pod"],
    ["errors", "status"],
    ["workers", "region"],
    ["workers", "pod"],
    ["pods", "version"],
    ["completed", "region"],
  ])("T3 %s split by %s adds up to the whole", (metric, split) => {
    const node = metric === "completed" ? "all" : split === "route" ? "gateway" : "checkout";
    const whole = values(metric, { node });
    const parts = queryMetric(reading(), ask(metric, { node, split }), 600);
    expect(parts.length).toBeGreaterThan(1);
    whole.forEach((value, i) => {
      const sum = parts.reduce((total, part) => total + (part.values[i] ?? 0), 0);
      expect(sum / value).toBeCloseTo(1, 6);
    });
  });

  it("T3 a filter gives the series the split would have given", () => {
    const split = queryMetric(reading(), ask("latency_p95", { split: "region" }), 600);
    const eu = values("latency_p95", { where: { region: "eu" } });
    expect(split.map((series) => series.label)).toEqual(["eu", "us"]);
    eu.forEach((value, i) => {
      expect(value / (split[0]?.values[i] ?? 0)).toBeCloseTo(1, 1);
    });
    expect(queryMetric(reading(), ask("cpu", { where: { route: "POST /place" } }), 600)).toEqual([]);
    expect(queryMetric(reading(), ask("cpu", { split: "route" }), 600).map((series) => series.label)).toEqual(["all"]);
  });

  it("T3 status codes are those of the outcomes: the fault's own at the service, 502 at the proxy in front", () => {
    const labels = (node: string) =>
      queryMetric(reading(), ask("requests", { node, split: "status" }), 600).map((series) => series.label);
    expect(labels("checkout")).toEqual(["200", "402", "502"]);
    expect(labels("gateway")).toEqual(["200", "502"]);
    const only = values("errors", { where: { status: "5xx", region: "eu", version: "v2" } });
    for (const value of only) expect(Math.abs(value - 0.1)).toBeLessThan(0.003);
  });

  it("T4 nothing recorded is not zero: a version before its first pod, an error share without requests", () => {
    const w = reading({
      cell: (column, cell, s) => (cell === 4 && s < 150 && (column === "pods" || column === "ready") ? 0 : undefined),
      lane: (column, lane, s) => (lane >> 1 === 4 && s < 150 && column !== "okMean" ? 0 : undefined),
    });
    const v1 = queryMetric(w, ask("requests", { split: "version" }), 600).find((series) => series.label === "v1");
    expect(Number.isNaN(v1?.values[10])).toBe(true);
    expect(v1?.values[20]).toBeGreaterThan(0);
    const idle = reading({ lane: (_column, lane) => (lane >> 1 === 4 ? 0 : undefined) });
    const at = (metric: MetricId) => queryMetric(idle, ask(metric, { where: { version: "v1" } }), 600)[0]?.values[5];
    expect(at("requests")).toBe(0);
    expect(at("errors")).toBeUndefined();
  });

  it("T6 a cell that is different stands out among the pods", () => {
    const w = reading({ cell: (column, cell) => (column === "busy" && cell === 4 ? 60 : undefined) });
    const pods = queryMetric(w, ask("workers", { split: "pod", where: { region: "eu" } }), 600);
    expect(pods).toHaveLength(8);
    const means = pods.map((pod) => pod.values.reduce((a, b) => a + b, 0) / pod.values.length).sort((a, b) => b - a);
    expect(means[1]).toBeGreaterThan(2 * (means[2] ?? 0));
    expect(queryMetric(w, ask("workers", { where: { pod: pods[0]?.label ?? "" } }), 600)[0]?.values).toEqual(
      pods[0]?.values,
    );
  });
});

describe("percentiles", () => {
  it("T5 are those of the mixture of gammas", () => {
    const part = fc.record({
      n: fc.double({ min: 0.01, max: 100, noNaN: true }),
      mean: fc.double({ min: 0.002, max: 20, noNaN: true }),
      shape: fc.double({ min: 0.2, max: 60, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), fc.constantFrom(0.5, 0.95, 0.99), (parts, p) => {
        // Parts of one half octave are pooled by moments on purpose; keep them apart to compare with the exact mixture.
        const spaced = parts.map((each, i) => ({ ...each, mean: each.mean * 10 ** (3 * i) }));
        const mix = new LatencyMix();
        for (const { n, mean, shape } of spaced) mix.add(n, mean, mean * mean * (1 + 1 / shape));
        const x = mix.quantile(p);
        const total = spaced.reduce((sum, each) => sum + each.n, 0);
        const share = (at: number) =>
          spaced.reduce((sum, { n, mean, shape }) => sum + n * gammaCdf(at, mean, mean ** 2 / shape), 0) / total;
        expect(share(x * 0.99)).toBeLessThan(p + 1e-3);
        expect(share(x * 1.01)).toBeGreaterThan(p - 1e-3);
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it("T5 a tenth of requests hanging for 10 s makes p95 flat at 10 s and leaves p50 alone", () => {
    const where = { region: "eu", version: "v2" };
    const p95 = values("latency_p95", { where });
    for (const value of p95) expect(Math.abs(value - 10)).toBeLessThan(0.21);
    for (const value of values("latency_p50", { where })) expect(value).toBeLessThan(0.2);
  });

  it("T5 fast refusals lower the latency, while the hang keeps the top where it was", () => {
    const refused = (share: number) =>
      reading({
        fault: (f, lane) => (f === 0 && lane === laneId(2, 0) ? 1 : 0),
        lane: (column, lane) => {
          if (lane !== laneId(2, 0)) return lane === laneId(2, 1) ? 0 : undefined;
          const hang = 1;
          const refusals = 10 * share;
          const mean = (10 * hang + 0.002 * refusals) / (hang + refusals);
          const table: Partial<Record<typeof column, number>> = {
            ok: 9,
            upstream: 0,
            timeout: 0,
            fault: hang,
            rejected: refusals,
            okMean: 0.3,
            okVariance: 0.03,
            badMean: mean,
            badVariance: (100 * hang + 4e-6 * refusals) / (hang + refusals) - mean * mean,
          };
          return table[column] ?? 0;
        },
      });
    const at = (share: number, metric: MetricId) =>
      queryMetric(refused(share), ask(metric, { where: { region: "eu", version: "v2" } }), 600)[0]?.values[9] ?? NaN;
    expect(at(2, "latency_p50")).toBeLessThan(0.1 * at(0, "latency_p50"));
    expect(Math.abs(at(0.3, "latency_p99") - 10)).toBeLessThan(0.35);
  });
});
