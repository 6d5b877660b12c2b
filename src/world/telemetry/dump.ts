import type { ActRequest } from "#domain/actions";
import type { Fault, NodeSpec } from "#domain/system";
import { drawInt, streamId } from "#lib/random";
import type { Capture, WorldReading } from "../contract";
import { type CellMeta, cellOf, type LaneMeta, layoutOf } from "./layout";
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
  /** Innermost first. */
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

type Stack = Pick<Group, "state" | "frames">;

/** A request being worked on, or waiting for its first call. */
function handlingStack(lane: LaneMeta): Stack {
  const [call] = lane.operation.calls;
  const frame = `${lane.operation.id.replace(".", ".handle_")}()`;
  return call
    ? { state: "WAITING", frames: [`${call.id.replace(".", ".call_")}()`, frame] }
    : { state: "RUNNABLE", frames: [frame] };
}

/** A request held by a fault's effect. */
function stackOf(fault: Fault, lane: LaneMeta): Stack {
  const label = (fault.where.call ?? lane.operation.id).replace(".", ".call_");
  const handler = `${lane.operation.id.replace(".", ".handle_")}()`;
  if (fault.effect.kind !== "hang") return { state: "RUNNABLE", frames: [`${label}()`, handler] };
  const stack = connectFrames(lane.node.runtime, fault.effect.peer, label);
  return { state: stack.state, frames: [...stack.frames, handler] };
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
    if (work > 0) groups.push({ ...handlingStack(lane), fault: null, weight: work, threads: 0 });
    system.faults.forEach((fault, f) => {
      if (fault.effect.kind !== "hang" && fault.effect.kind !== "error") return;
      const flow = recent(at, recorder.from, (s) => recorder.fault(f, lane.id, s));
      if (!(flow > 0)) return;
      const { effect } = fault;
      const seconds =
        effect.kind === "hang" ? Number(evaluateOver(w, effect.seconds, cell, podCount(w, cell.id, at))) : effect.after;
      groups.push({ ...stackOf(fault, lane), fault: fault.id, weight: flow * seconds, threads: 0 });
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

/** Whether a cell got no requests in the last seconds: its pod has been taken out of balancing. */
function isSetAside(w: WorldReading, cell: CellMeta, at: number): boolean {
  for (const lane of layoutOf(w).lanes) {
    if (lane.cell !== cell.id) continue;
    for (let s = at - 3; s <= at; s++) if (w.recorder.lane("arrivals", lane.id, s) > 0) return false;
  }
  return true;
}

/** The pod's cell at the capture: one set aside if there is one, else the busiest. */
function cellFor(w: WorldReading, request: ActRequest, at: number): { cell: CellMeta; aside: boolean } | null {
  const cells = (layoutOf(w).cellsByNode.get(request.node ?? "") ?? []).filter(
    ({ id, region, version }) =>
      (request.region === undefined || request.region === "all" || request.region === region) &&
      (request.version === undefined || request.version === version) &&
      w.recorder.cell("pods", id, at) > 0,
  );
  const aside = cells.filter((cell) => isSetAside(w, cell, at));
  const busyPerPod = ({ id }: CellMeta) => w.recorder.cell("busy", id, at) / w.recorder.cell("pods", id, at);
  const most = (list: readonly CellMeta[]) =>
    list.reduce<CellMeta | null>((best, each) => (best && busyPerPod(best) >= busyPerPod(each) ? best : each), null);
  const cell = most(aside) ?? most(cells);
  return cell && { cell, aside: aside.includes(cell) };
}

/** Groups with whole threads from what the recording says: busy threads, divided by the flows. */
function counted(w: WorldReading, node: NodeSpec, cell: CellMeta, aside: boolean, at: number): Group[] {
  const pods = Math.max(1, podCount(w, cell.id, at));
  const busy = Math.min(node.workers, Math.round(w.recorder.cell("busy", cell.id, at) / pods));
  let groups = activity(w, cell, at);
  if (groups.length === 0) {
    // Nothing has passed through lately: judge by the pods it was taken from.
    groups = (layoutOf(w).cellsByNode.get(node.id) ?? [])
      .filter((each) => each.region === cell.region && each.version === cell.version && each.id !== cell.id)
      .flatMap((each) => activity(w, each, at));
  }
  if (aside && groups.some((group) => group.fault !== null)) groups = groups.filter((group) => group.fault !== null);
  divide(groups, busy);
  return groups;
}

/** Groups with whole threads from what the examination itself found. */
function captured(w: WorldReading, capture: Capture): Group[] {
  const { lanes } = layoutOf(w);
  const groups = capture.hanging.flatMap(({ fault, lane, requests }): Group[] => {
    const meta = lanes[lane];
    const spec = w.system.faults[fault];
    const threads = Math.round(requests);
    if (!meta || !spec || threads < 1) return [];
    return [{ ...stackOf(spec, meta), fault: spec.id, weight: requests, threads }];
  });
  const hanging = groups.reduce((sum, group) => sum + group.threads, 0);
  const own = lanes.find((lane) => lane.cell === capture.cell);
  const rest = Math.round(capture.busy) - hanging;
  if (own && rest > 0) groups.push({ ...handlingStack(own), fault: null, weight: rest, threads: rest });
  return groups;
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
  const at = Math.min(operation.endsAt, w.recorder.until) - 1;
  const capture = w.capture?.(operationId) ?? null;
  const found = capture ? { cell: cellOf(w, capture.cell), aside: false } : cellFor(w, request, at);
  if (!found) return { title, output: "No pod was there to take it from.", shows: [] };
  const { cell } = found;
  const groups = capture ? captured(w, capture) : counted(w, node, cell, found.aside, at);
  const workers = Math.round(capture?.workers ?? node.workers);
  const shown = groups.filter((group) => group.threads > 0).sort((a, b) => b.threads - a.threads);
  const idle = Math.max(0, workers - shown.reduce((sum, group) => sum + group.threads, 0));
  const pod = podName(w, cell.id, drawInt(Math.max(1, podCount(w, cell.id, at)), w.seed, THREAD, at, cell.id));
  const lines = [
    `pod ${pod} · ${node.id} ${cell.version} · ${workers} worker threads`,
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
