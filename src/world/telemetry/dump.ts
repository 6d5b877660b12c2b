import type { ActRequest } from "#domain/actions";
import type { Call, Fault, NodeSpec } from "#domain/system";
import { drawInt, streamId } from "#lib/random";
import type { Capture, WorldReading } from "../contract";
import { type CellMeta, cellOf, type LaneMeta, layoutOf } from "./layout";
import { podCount, podName } from "./pods";
import { evaluateOver } from "./probe";
import { heapText } from "./runtime/heap";

export interface ThreadDump {
  readonly title: string;
  readonly output: string;
  /** Faults whose effect at least one thread shows. */
  readonly shows: readonly string[];
}

/** Seconds before the capture whose flows tell what the busy threads were doing. */
const LOOK_BACK = 30;
/** … and at most, where calls have long timeouts. */
const LONGEST = 120;
const THREAD = streamId("thread number");

interface Group {
  readonly state: string;
  /** Innermost first. */
  readonly frames: readonly string[];
  readonly fault: string | null;
  /** What it does, for facts: the fault that holds it, the call it waits in, or its operation. */
  readonly doing: string;
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

/** A request being worked on. */
function workingStack(lane: LaneMeta): Stack {
  return { state: "RUNNABLE", frames: [`${lane.operation.id.replace(".", ".handle_")}()`] };
}

/** A request waiting for a call. */
function callingStack(lane: LaneMeta, call: Call): Stack {
  return { state: "WAITING", frames: [`${call.id.replace(".", ".call_")}()`, ...workingStack(lane).frames] };
}

/**
 * What unspoiled requests of a lane were doing, `seconds` of them at a time: waiting in a call as long as its callee takes, the rest
 * working. Where nothing is known of the callees, waiting for the first call.
 */
function handlingGroups(w: WorldReading, lane: LaneMeta, seconds: number, weight: number, at: number): Group[] {
  const calls = lane.operation.calls.filter((c) => !c.async);
  const [first] = calls;
  if (first === undefined)
    return [{ ...workingStack(lane), fault: null, doing: lane.operation.id, weight, threads: 0 }];
  const layout = layoutOf(w);
  const times = calls.map((call) => {
    let rate = 0;
    let inside = 0;
    for (const callee of layout.lanesFor(layout.operationIndex.get(call.to) ?? -1, lane.classIndex, null)) {
      const stay = stayIn(w, callee, at, lookBack(lane), true);
      rate += stay.rate;
      inside += stay.inside;
    }
    return rate > 0 ? (call.count * inside) / rate : 0;
  });
  const total = times.reduce((sum, t) => sum + t, 0);
  if (!(total > 0) || !(seconds > 0))
    return [{ ...callingStack(lane, first), fault: null, doing: first.id, weight, threads: 0 }];
  const most = Math.max(seconds, total);
  const groups = calls.map(
    (call, i): Group => ({
      ...callingStack(lane, call),
      fault: null,
      doing: call.id,
      weight: (weight * (times[i] as number)) / most,
      threads: 0,
    }),
  );
  const own = weight * (1 - total / most);
  return [...groups, { ...workingStack(lane), fault: null, doing: lane.operation.id, weight: own, threads: 0 }];
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
function recent(at: number, from: number, read: (second: number) => number, back = LOOK_BACK): number {
  const first = Math.max(from, at - back);
  let sum = 0;
  for (let s = first; s < at; s++) sum += read(s);
  return at > first ? sum / (at - first) : 0;
}

/** Seconds to look back for a lane: what waits for an answer as long as its timeout ends no earlier. */
function lookBack(lane: LaneMeta): number {
  let seconds = LOOK_BACK;
  for (const call of lane.operation.calls)
    if (!call.async) seconds = Math.max(seconds, Math.min(LONGEST, call.timeout));
  return Math.ceil(seconds);
}

interface Stay {
  readonly rate: number;
  readonly inside: number;
}

/**
 * Requests a second that came into a lane, and how many were inside on average: by the time of those that ended (Little's law), and
 * those of the last `back` seconds that have not ended. What faults hold counts only if `spoiled`.
 */
function stayIn(w: WorldReading, lane: LaneMeta, at: number, back: number, spoiled: boolean): Stay {
  const { recorder } = w;
  const first = Math.max(recorder.from, at - back);
  if (at <= first) return { rate: 0, inside: 0 };
  let came = 0;
  let ended = 0;
  let time = 0;
  for (let s = first; s < at; s++) {
    const ok = recorder.lane("ok", lane.id, s);
    const rejected = recorder.lane("rejected", lane.id, s);
    const fault = recorder.lane("fault", lane.id, s);
    const failed = recorder.lane("upstream", lane.id, s) + recorder.lane("timeout", lane.id, s);
    came += recorder.lane("arrivals", lane.id, s) - rejected;
    ended += ok + failed + fault;
    time += ok * recorder.lane("okMean", lane.id, s);
    // The mean of failures is that of all of them, refusals included.
    const bad = failed + (spoiled ? fault : 0);
    if (bad > 0) time += (bad + rejected) * recorder.lane("badMean", lane.id, s);
  }
  const seconds = at - first;
  return { rate: Math.max(came, ended) / seconds, inside: time / seconds + Math.max(0, came - ended) };
}

/** What requests of one cell were doing shortly before `at`, by Little's law: flow × time spent there. */
function activity(w: WorldReading, cell: CellMeta, at: number): Group[] {
  const { recorder, system } = w;
  const groups: Group[] = [];
  const own = layoutOf(w).lanes.filter((lane) => lane.cell === cell.id);
  const back = own.reduce((longest, lane) => Math.max(longest, lookBack(lane)), 0);
  const stays = own.map((lane) => stayIn(w, lane, at, back, false));
  // Who stands in line for a worker is inside, and holds none: first come first served, as many of each kind as come.
  const line = recent(at, recorder.from, (s) => recorder.cell("queued", cell.id, s), back);
  const all = stays.reduce((sum, stay) => sum + stay.rate, 0);
  for (const [n, lane] of own.entries()) {
    const { rate, inside } = stays[n] as Stay;
    const working = inside - (all > 0 ? (line * rate) / all : 0);
    if (working > 0) groups.push(...handlingGroups(w, lane, working / rate, working, at));
    system.faults.forEach((fault, f) => {
      if (fault.effect.kind !== "hang" && fault.effect.kind !== "error") return;
      const flow = recent(at, recorder.from, (s) => recorder.fault(f, lane.id, s));
      if (!(flow > 0)) return;
      const { effect } = fault;
      const seconds =
        effect.kind === "hang"
          ? Number(evaluateOver(w, effect.seconds, cell, podCount(w, cell.id, at), at))
          : effect.after;
      groups.push({ ...stackOf(fault, lane), fault: fault.id, doing: fault.id, weight: flow * seconds, threads: 0 });
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
function captured(w: WorldReading, capture: Capture, at: number): Group[] {
  const { lanes } = layoutOf(w);
  const groups = capture.hanging.flatMap(({ fault, lane, requests }): Group[] => {
    const meta = lanes[lane];
    const spec = w.system.faults[fault];
    const threads = Math.round(requests);
    if (!meta || !spec || threads < 1) return [];
    return [{ ...stackOf(spec, meta), fault: spec.id, doing: spec.id, weight: requests, threads }];
  });
  const hanging = groups.reduce((sum, group) => sum + group.threads, 0);
  const rest = Math.round(capture.busy) - hanging;
  if (rest > 0) {
    let others = activity(w, cellOf(w, capture.cell), at).filter((group) => group.fault === null);
    const own = lanes.find((lane) => lane.cell === capture.cell);
    if (others.length === 0 && own) others = handlingGroups(w, own, 0, rest, at);
    divide(others, rest);
    groups.push(...others);
  }
  return groups;
}

/** Threads of one pod at one moment, most first. */
export interface Snapshot {
  readonly pod: string;
  readonly node: NodeSpec;
  readonly version: string;
  readonly workers: number;
  readonly groups: readonly Pick<Group, "state" | "frames" | "doing" | "threads">[];
  readonly idle: number;
  /** Faults whose effect at least one thread shows. */
  readonly shows: readonly string[];
}

function snapshot(w: WorldReading, cell: CellMeta, all: readonly Group[], workers: number, at: number): Snapshot {
  const groups = all.filter((group) => group.threads > 0).sort((a, b) => b.threads - a.threads);
  return {
    pod: podName(w, cell.id, drawInt(Math.max(1, podCount(w, cell.id, at)), w.seed, THREAD, at, cell.id)),
    node: cell.node,
    version: cell.version,
    workers,
    groups,
    idle: Math.max(0, workers - groups.reduce((sum, group) => sum + group.threads, 0)),
    shows: [...new Set(groups.flatMap((group) => group.fault ?? []))],
  };
}

/**
 * What a finished thread dump or profile found. Busy threads are those the pod held at that second. A pod taken out of balancing
 * finishes what it can, so that what is still busy is what hangs; such a pod without flows of its own is read by the habits of its version.
 */
export function snapshotOf(w: WorldReading, operationId: number): Snapshot | null {
  const operation = w.operations.find((each) => each.id === operationId);
  const node = w.system.nodes.find((each) => each.id === operation?.request.node);
  if (operation === undefined || node === undefined) return null;
  const at = Math.min(operation.endsAt, w.recorder.until) - 1;
  const capture = w.capture?.(operationId) ?? null;
  const found = capture ? { cell: cellOf(w, capture.cell), aside: false } : cellFor(w, operation.request, at);
  if (!found) return null;
  const groups = capture ? captured(w, capture, at) : counted(w, node, found.cell, found.aside, at);
  return snapshot(w, found.cell, groups, Math.round(capture?.workers ?? node.workers), at);
}

/** The threads of a node's busiest pod in a region now, from the flows alone: no pod is stopped for it. */
export function sampleThreads(w: WorldReading, nodeId: string, region: string): Snapshot | null {
  const node = w.system.nodes.find((each) => each.id === nodeId);
  const at = w.recorder.until - 1;
  const found = node && cellFor(w, { action: "thread-dump", node: nodeId, region }, at);
  if (!node || !found) return null;
  return snapshot(w, found.cell, counted(w, node, found.cell, found.aside, at), node.workers, at);
}

/** Text of a finished thread dump: how many threads of the pod stood in which state and stack when it was taken. */
export function threadDump(w: WorldReading, operationId: number): ThreadDump {
  const operation = w.operations.find((each) => each.id === operationId);
  const kind = operation?.request.action ?? "";
  const what = CAPTURES[kind];
  if (operation === undefined || what === undefined) {
    return { title: "Thread dump", output: "There is no such thread dump.", shows: [] };
  }
  const { request, phase } = operation;
  const title = `${what} of ${request.node ?? "?"}${request.region ? ` in ${request.region}` : ""}`;
  if (phase !== "done") return { title, output: `Not taken: ${operation.note}`, shows: [] };
  if (kind === "heap-dump") return { title, ...heapText(w, operationId) };
  const taken = snapshotOf(w, operationId);
  if (taken === null) return { title, output: "No pod was there to take it from.", shows: [] };
  const head = `pod ${taken.pod} · ${taken.node.id} ${taken.version} · ${taken.workers} worker threads`;
  return {
    title,
    output: [head, "", ...(kind === "profile" ? profiled(taken) : dumped(taken))].join("\n"),
    shows: taken.shows,
  };
}

const CAPTURES: Readonly<Partial<Record<string, string>>> = {
  "thread-dump": "Thread dump",
  "heap-dump": "Heap dump",
  profile: "Profile",
};

function dumped(taken: Snapshot): string[] {
  return [
    ...taken.groups.flatMap((group) => [
      `${group.threads} threads: ${group.state}`,
      ...group.frames.map((frame) => `    at ${frame}`),
      "",
    ]),
    `${taken.idle} threads: WAITING for work`,
  ];
}

/** Samples of busy threads by what they are in, running ones first: what waits costs no CPU. */
function profiled(taken: Snapshot): string[] {
  const busy = taken.groups.reduce((sum, group) => sum + group.threads, 0);
  const part = (some: number, of: number): string => `${Math.round((100 * some) / Math.max(1, of))} %`.padStart(5);
  const running = taken.groups.filter((group) => group.state === "RUNNABLE");
  const cpu = running.reduce((sum, group) => sum + group.threads, 0);
  return [
    "on CPU",
    ...running.map((group) => `${part(group.threads, cpu)}  ${[...group.frames].reverse().join(" ; ")}`),
    "",
    "wall clock",
    ...taken.groups.map((group) => `${part(group.threads, busy)}  ${[...group.frames].reverse().join(" ; ")}`),
  ];
}
