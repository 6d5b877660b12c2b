import type { MetricId } from "#domain/telemetry";
import { queryMetric } from "../query";
import { appOf, kindOf, regionOf, unknownKind } from "./kubectl-target";
import { podsOf } from "./pods";
import { type Answer, columns, type Host, type Options, print } from "./shell";

const MIB = 1_048_576;

/** Newest scraped value of a metric for each pod of a node. */
export function byPod(host: Host, metric: MetricId, node: string, region: string | null): ReadonlyMap<string, number> {
  const { scrape, metricDelay } = host.w.system.telemetry;
  const to = Math.floor((host.now - metricDelay) / scrape) * scrape;
  const where = region === null ? {} : { where: { region } };
  const series = queryMetric(
    host.w,
    { metric, node, split: "pod", from: to - 3 * scrape, to, step: scrape, ...where },
    host.now,
  );
  const values = new Map<string, number>();
  for (const { label, values: line } of series) {
    for (let i = line.length - 1; i >= 0; i--) {
      const value = line[i] as number;
      if (Number.isNaN(value)) continue;
      values.set(label, value);
      break;
    }
  }
  return values;
}

/** `kubectl top`: CPU and memory as last scraped. */
export function top(host: Host, options: Options): Answer {
  const [, word = "pods"] = options.rest;
  const kind = kindOf(word);
  if (kind !== "pods" && kind !== "nodes") return unknownKind(word);
  const region = regionOf(options);
  const app = appOf(options);
  const rows: { readonly cpu: number; readonly cells: string[] }[] = [];
  const nodes = host.w.system.nodes.filter(({ id, kind: k }) => k !== "thirdparty" && (app === null || id === app));
  const machines = new Map<string, { used: number; cores: number }>();
  for (const node of nodes) {
    const cpu = byPod(host, "cpu", node.id, region);
    const heap = node.memory === undefined ? new Map<string, number>() : byPod(host, "heap", node.id, region);
    for (const pod of podsOf(host, node.id, region)) {
      const share = cpu.get(pod.name);
      const memory = heap.get(pod.name);
      const place = pod.at.zone === "" ? pod.at.region : pod.at.zone;
      const machine = machines.get(place) ?? { used: 0, cores: 0 };
      machines.set(place, machine);
      machine.used += (share ?? 0) * node.cores;
      machine.cores += node.cores;
      const milli = share === undefined ? "<unknown>" : `${Math.round(share * node.cores * 1000)}m`;
      const mib = memory === undefined ? "-" : `${Math.round(memory / MIB)}Mi`;
      rows.push({ cpu: (share ?? -1) * node.cores, cells: [pod.at.region, pod.name, milli, mib] });
    }
  }
  if (rows.length === 0) return print("No resources found.");
  if (kind === "nodes") {
    const lines = [...machines].map(([zone, { used, cores }]) => [
      zone,
      `${Math.round(used * 1000)}m`,
      `${Math.round((100 * used) / Math.max(1, cores))}%`,
    ]);
    return print(columns([["ZONE", "CPU(cores)", "CPU%"], ...lines]));
  }
  if (options.value("--sort-by") === "cpu") rows.sort((a, b) => b.cpu - a.cpu);
  return print(columns([["NAMESPACE", "NAME", "CPU(cores)", "MEMORY(bytes)"], ...rows.map(({ cells }) => cells)]));
}
