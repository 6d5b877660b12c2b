import type { MapResult } from "#domain/telemetry";
import type { WorldReading } from "../contract";
import { layoutOf } from "./layout";
import { Reader } from "./reader";
import { isVisible, newestScrape } from "./scrape";

type Health = MapResult["nodes"][number]["health"];

/** Share of failed requests from which a node counts as degraded, and as down. */
const DEGRADED = 0.01;
const DOWN = 0.5;
/** Share of busy workers from which a node counts as degraded although it still answers. */
const FULL = 0.95;
/** Seconds the map looks back: rates over the last minute of what has been scraped. */
const WINDOW = 60;

const METRICS = ["requests", "errors", "latency_p95", "saturation", "pods"] as const;

function healthOf(requests: number, errors: number, saturation: number, pods: number): Health {
  if (Number.isNaN(requests) || Number.isNaN(pods)) return "unknown";
  if (pods <= 0) return "down";
  if (errors >= DOWN) return "down";
  return errors >= DEGRADED || saturation >= FULL ? "degraded" : "ok";
}

/**
 * The service map by the newest scrapes: a node is `down` with half of its requests failing or no pod ready,
 * `degraded` from 1 % failing or 95 % of its workers busy, `unknown` when nothing has been scraped.
 */
export function mapView(w: WorldReading, now: number): MapResult {
  const { system } = w;
  const scrape = newestScrape(w, now);
  const visible = isVisible(w, scrape, now);
  const zero = (value: number) => (Number.isNaN(value) ? 0 : value);
  const nodes = system.nodes.map((node) => {
    const read = (split: "region" | null) => {
      const reader = new Reader(w, node.id, {}, split, METRICS);
      const values = visible ? reader.at(scrape, WINDOW) : new Float64Array();
      const row = (label: string) => {
        const at = reader.labels.indexOf(label) * METRICS.length;
        const get = (i: number) => (at < 0 ? NaN : (values[at + i] ?? NaN));
        const [requests, errors, p95, saturation, pods] = [get(0), get(1), get(2), get(3), get(4)];
        return { requests, errors, p95, health: healthOf(requests, errors, saturation, pods) };
      };
      return { labels: reader.labels, row };
    };
    const whole = read(null).row("all");
    const regions = read("region");
    const byRegion = system.regions.flatMap(({ id }) => {
      if (!regions.labels.includes(id)) return [];
      const { health, errors } = regions.row(id);
      return [{ region: id, health, errors: zero(errors) }];
    });
    // One region in trouble colours the node, even when the others dilute its errors.
    const worst = whole.health === "ok" && byRegion.some((each) => each.health !== "ok" && each.health !== "unknown");
    return {
      id: node.id,
      label: node.label,
      kind: node.kind,
      health: worst ? ("degraded" as const) : whole.health,
      requests: zero(whole.requests),
      errors: zero(whole.errors),
      p95: whole.p95,
      byRegion,
    };
  });
  return { nodes, edges: visible ? edgesOf(w, scrape) : [] };
}

function edgesOf(w: WorldReading, scrape: number): MapResult["edges"] {
  const { system } = w;
  const sums = new Map<string, { from: string; to: string; calls: number; failed: number }>();
  const from = Math.max(w.recorder.from, scrape - WINDOW);
  for (const call of layoutOf(w).callsFrom.flat()) {
    const caller = system.operations[call.from];
    const callee = system.operations[call.to];
    if (!caller || !callee) continue;
    const key = `${caller.node} ${callee.node}`;
    const sum = sums.get(key) ?? { from: caller.node, to: callee.node, calls: 0, failed: 0 };
    sums.set(key, sum);
    for (let region = 0; region < system.regions.length; region++) {
      for (let s = from; s < scrape; s++) {
        const flow = w.edgeFlow(call.index, region, s);
        sum.calls += flow.calls;
        sum.failed += flow.failed;
      }
    }
  }
  const seconds = Math.max(1, scrape - from);
  return [...sums.values()].map((sum) => ({
    from: sum.from,
    to: sum.to,
    rate: sum.calls / seconds,
    errors: sum.calls > 0 ? Math.min(1, sum.failed / sum.calls) : 0,
  }));
}
