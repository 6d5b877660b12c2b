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

interface Row {
  readonly requests: number;
  readonly errors: number;
  readonly p95: number;
  readonly health: Health;
}

/** Every node's values at a scrape, in one region or everywhere; undefined for a node that has nothing there. */
function rowsOf(w: WorldReading, scrape: number, region: string | null): (node: string) => Row | undefined {
  const reader = new Reader(w, "all", region === null ? {} : { region }, "node", METRICS);
  const values = reader.at(scrape, WINDOW);
  const places = new Map(reader.labels.map((label, i) => [label, i * METRICS.length]));
  return (node) => {
    const at = places.get(node);
    if (at === undefined) return undefined;
    const get = (metric: (typeof METRICS)[number]) => values[at + METRICS.indexOf(metric)] ?? NaN;
    const [requests, errors] = [get("requests"), get("errors")];
    return {
      requests,
      errors,
      p95: get("latency_p95"),
      health: healthOf(requests, errors, get("saturation"), get("pods")),
    };
  };
}

const UNKNOWN: Row = { requests: NaN, errors: NaN, p95: NaN, health: "unknown" };

/**
 * The service map by the newest scrapes: a node is `down` with half of its requests failing or no pod ready,
 * `degraded` from 1 % failing or 95 % of its workers busy, or when one of its regions is not well; `unknown` when
 * nothing has been scraped.
 */
export function mapView(w: WorldReading, now: number): MapResult {
  const { system } = w;
  const scrape = newestScrape(w, now);
  const visible = isVisible(w, scrape, now);
  const zero = (value: number) => (Number.isNaN(value) ? 0 : value);
  const whole = visible ? rowsOf(w, scrape, null) : () => undefined;
  const byRegion = system.regions.map(({ id }) => ({ id, row: visible ? rowsOf(w, scrape, id) : () => undefined }));
  const nodes = system.nodes.map((node) => {
    const all = whole(node.id) ?? UNKNOWN;
    const regions = byRegion.flatMap(({ id, row }) => {
      const here = row(node.id);
      return here ? [{ region: id, health: here.health, errors: zero(here.errors) }] : [];
    });
    // One region in trouble colours the node, even when the others dilute its errors.
    const worst = all.health === "ok" && regions.some(({ health }) => health === "degraded" || health === "down");
    return {
      id: node.id,
      label: node.label,
      kind: node.kind,
      health: worst ? ("degraded" as const) : all.health,
      requests: zero(all.requests),
      errors: zero(all.errors),
      p95: all.p95,
      byRegion: regions,
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
