import type { Fault, NodeSpec } from "#domain/system";
import { drawInt, streamId } from "#lib/random";
import type { WorldReading } from "../contract";
import { type CellMeta, type LaneMeta, layoutOf } from "./layout";
import { podCount, podName } from "./pods";
import { evaluateOver } from "./probe";

export interface ThreadDump {
  readonly title: string;
  readonly output: string;
  /** Faults whose effect at least one thread shows. */
  readonly shows: readonly string[];
}

/** Seconds before the capture whose flows tell what the busy threads were doing. */
const LOOK_BACK = 30;
const THREAD = streamId("thread number");

interface Group {
  readonly state: string;
  readonly frames: readonly string[];
  readonly fault: string | null;
  weight: number;
  threads: number;
}

/** Frames as each runtime prints them, innermost first. */
function connectFrames(runtime: NodeSpec["runtime"], peer: string, label: string): { state: string; frames: string[] } {
  const target = peer === "" ? '""' : `"${peer}"`;
  switch (runtime) {
    case "cpython":
      return {
        state: "waiting in connect()",
        frames: [`socket.create_connection((${target}, 443))`, `http.client.HTTPConnection.connect()`, `${label}()`],
      };
    case "node":
    case "go":
      return { state: "IO wait", frames: [`net.(*Dialer).DialContext(${target})`, `net/http.(*Client).Do`, label] };
    default:
      return {
        state: "RUNNABLE (in native)",
        frames: [
          "java.net.Socket.connect(Native Method)",
          `java.net.http.HttpClient.send(host=${target})`,
          `${label}(…)`,
        ],
      };
  }
}

function handlerFrames(lane: LaneMeta, doing: string): string[] {
  return [doing, `${lane.operation.id.replace(".", ".handle_")}`];
}

function hangLabel(fault: Fault, lane: LaneMeta): string {
  return (fault.where.call ?? lane.operation.id).replace(".", ".call_");
}

/** Mean of a column over the seconds before the capture. */
function recent(at: number, from: number, read: (second: number) => number): number {
  const first = Math.max(from, at - LOOK_BACK);
  let sum = 0;
  for (let s = first; s < at; s++) sum += read(s);
  return at > first ? sum / (at - first) : 0;
}

/** What requests of one cell were doing shortly before `at`, by Little's law: flow × time spent there. */
function activity(w: WorldReading, cell: CellMeta, at: number): Group[] {
  const { recorder, system } = w;
  const groups: Group[] = [];
  for (const lane of layoutOf(w).lanes) {
    if (lane.cell !== cell.id) continue;
    const mean = (column: "ok" | "okMean") => recent(at, recorder.from, (s) => recorder.lane(column, lane.id, s));
    const work = mean("ok") * mean("okMean");
    if (work > 0) {
      const waits = lane.operation.calls.length > 0;
      groups.push({
        state: waits ? "WAITING" : "RUNNABLE",
        frames: handlerFrames(lane, waits ? `await ${lane.operation.calls[0]?.to ?? ""}` : "compute"),
        fault: null,
        weight: work,
        threads: 0,
      });
    }
    system.faults.forEach((fault, f) => {
      if (fault.effect.kind !== "hang" && fault.effect.kind !== "error") return;
      const flow = recent(at, recorder.from, (s) => recorder.fault(f, lane.id, s));
      if (!(flow > 0)) return;
      const { effect } = fault;
      const seconds =
        effect.kind === "hang" ? Number(evaluateOver(w, effect.seconds, cell, podCount(w, cell.id, at))) : effect.after;
      const label = hangLabel(fault, lane);
      const shown =
        effect.kind === "hang"
          ? connectFrames(lane.node.runtime, effect.peer, label)
          : { state: "RUNNABLE", frames: handlerFrames(lane, label) };
      groups.push({
        ...shown,
        frames: [...shown.frames, lane.operation.id],
        fault: fault.id,
        weight: flow * seconds,
        threads: 0,
      });
    });
  }
  return groups;
}

/** Whole threads for the groups: in proportion to their weights, largest remainders first, together exactly `threads`. */
function divide(groups: readonly Group[], threads: number): void {
  const sum = groups.reduce((total, group) => total + group.weight, 0);
  if (!(sum > 0)) return;
  let left = threads;
  for (const group of groups) {
    group.threads = Math.floor((group.weight / sum) * threads);
    left -= group.threads;
  }
  const byRemainder = [...groups].sort(
    (a, b) => (((b.weight / sum) * threads) % 1) - (((a.weight / sum) * threads) % 1),
  );
  for (const group of byRemainder.slice(0, left)) group.threads++;
}

/**
 * Text of a finished thread dump: how many threads of the pod stood in which state and stack when it was taken. Busy
 * threads are those the pod held at that second. A pod taken out of balancing finishes what it can, so that what is
 * still busy is what hangs; such a pod without flows of its own is read by the habits of its version.
 */
export function threadDump(w: WorldReading, operationId: number): ThreadDump {
  const operation = w.operations.find((each) => each.id === operationId);
  if (operation?.request.action !== "thread-dump") {
    return { title: "Thread dump", output: "There is no such thread dump.", shows: [] };
  }
  const { request, phase } = operation;
  const node = w.system.nodes.find((each) => each.id === request.node);
  const title = `Thread dump of ${request.node ?? "?"}${request.region ? ` in ${request.region}` : ""}`;
  if (phase !== "done" || !node) return { title, output: `Not taken: ${operation.note}`, shows: [] };
  const at = Math.min(operation.startsAt, w.recorder.until - 1);
  const own = layoutOf(w).cellsByNode.get(node.id) ?? [];
  const cells = own.filter(
    ({ id, region, version }) =>
      (request.region === undefined || request.region === "all" || request.region === region) &&
      (request.version === undefined || request.version === version) &&
      w.recorder.cell("pods", id, at) > 0,
  );
  const states = w.cells;
  const quarantined = cells.find(({ id }) => states[id]?.state === "quarantined");
  const busiest = (most: CellMeta | null, each: CellMeta) =>
    most && w.recorder.cell("busy", most.id, at) >= w.recorder.cell("busy", each.id, at) ? most : each;
  const cell = quarantined ?? cells.reduce<CellMeta | null>(busiest, null);
  if (!cell) return { title, output: "No pod was there to take it from.", shows: [] };
  const pods = Math.max(1, podCount(w, cell.id, at));
  const busy = Math.min(node.workers, Math.round(w.recorder.cell("busy", cell.id, at) / pods));
  let groups = activity(w, cell, at);
  if (!groups.some((group) => group.weight > 0)) {
    const sibling = own.filter(
      (each) => each.region === cell.region && each.version === cell.version && each.id !== cell.id,
    );
    groups = sibling.flatMap((each) => activity(w, each, at));
  }
  if (cell === quarantined && groups.some((group) => group.fault !== null)) {
    groups = groups.filter((group) => group.fault !== null);
  }
  divide(groups, busy);
  const shown = groups.filter((group) => group.threads > 0).sort((a, b) => b.threads - a.threads);
  const idle = node.workers - shown.reduce((sum, group) => sum + group.threads, 0);
  const pod = podName(w, cell.id, drawInt(pods, w.seed, THREAD, at, cell.id));
  const lines = [
    `pod ${pod} · ${node.id} ${cell.version} · ${node.workers} worker threads`,
    "",
    ...shown.flatMap((group) => [
      `${group.threads} threads: ${group.state}`,
      ...group.frames.map((frame) => `    at ${frame}`),
      "",
    ]),
    `${idle} threads: WAITING for work`,
  ];
  return { title, output: lines.join("\n"), shows: [...new Set(shown.flatMap((group) => group.fault ?? []))] };
}
