import type { TableRow, ToolResult } from "#domain/telemetry";
import { podJitter } from "../pods";
import { podsOf } from "../terminal/pods";
import { type Base, column, count, section } from "./base";

const MIB = 1024 * 1024;
/** Shares of the limit, and of the CPU, from which on a pod stands out. */
const NEAR = 0.9;

/** The pods of a node as the cluster lists them, with what they use. */
export function pods(base: Base): ToolResult {
  const { w, node, at } = base;
  const host = { w, now: w.second };
  const list = podsOf(host, node.id, base.region);
  const numbers = new Map<number, number>();
  const rows = list.map((pod): TableRow => {
    const n = numbers.get(pod.cell.id) ?? 0;
    numbers.set(pod.cell.id, n + 1);
    const jitter = podJitter(w, pod.cell.id, n);
    const cpu = pod.isReady ? Math.min(1, w.recorder.cell("cpu", pod.cell.id, at) * jitter) : 0;
    const mean = w.recorder.cell("heap", pod.cell.id, at);
    const most = w.recorder.cell("heapMost", pod.cell.id, at);
    // The first pod of a cell is its fullest; the others lie around the mean.
    const heap = node.memory === undefined ? null : (n === 0 && most > mean ? most : mean * jitter) * MIB;
    const limit = node.memory === undefined ? null : node.memory.limit * MIB;
    const full = heap !== null && limit !== null && heap > NEAR * limit;
    const status = pod.cell.state === "quarantined" ? "Quarantined" : pod.status;
    const bad = !pod.isReady && pod.cell.state !== "quarantined";
    return {
      id: pod.name,
      values: [
        pod.name,
        pod.cell.version,
        pod.at.zone,
        status,
        pod.isReady ? "1/1" : "0/1",
        pod.restarts,
        w.second - pod.since,
        heap,
        limit,
        cpu * node.cores,
      ],
      ...(bad ? { tone: "bad" as const } : full || cpu > NEAR ? { tone: "warn" as const } : {}),
      acts: [{ action: "restart-pod", node: node.id, region: base.region, pod: pod.name }],
    };
  });
  const ready = list.filter((pod) => pod.isReady).length;
  const columns = [
    column("pod", "code"),
    column("version", "text"),
    column("zone", "text"),
    column("status", "text"),
    column("ready", "text"),
    column("restarts", "count"),
    column("age", "s"),
    column("memory", "bytes"),
    column("limit", "bytes"),
    column("cpu", "count", "CPU cores"),
  ];
  const note = `${count(list.length, "pod")} in ${base.region}, ${ready} ready.`;
  return { title: node.label, sections: [section("pods", "Pods", note, columns, rows)], shows: [] };
}
