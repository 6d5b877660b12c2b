import type { CellInfo, WorldReading } from "../../contract";
import { type CellMeta, cellOf } from "../layout";
import { podName } from "../pods";
import type { Host } from "./shell";

/** One pod as the cluster knows it. */
export interface Pod {
  readonly name: string;
  readonly cell: CellInfo;
  readonly at: CellMeta;
  readonly isReady: boolean;
  readonly status: string;
  /** Times its container was killed since recording began. */
  readonly restarts: number;
  /** Second in which it was created; long before the recording for most. */
  readonly since: number;
}

/** Seconds back in which a kill still shows as a crash loop. */
const CRASHING = 300;

/** Only pods with a memory limit are killed for it. */
const NO_KILLS = { all: 0, lately: 0 };

/** Kills of a cell's pods since recording began, and in the last minutes. */
function killsOf(w: WorldReading, cell: number): { readonly all: number; readonly lately: number } {
  const { recorder } = w;
  let all = 0;
  let lately = 0;
  for (let t = recorder.from; t < recorder.until; t++) {
    const n = recorder.cell("kills", cell, t);
    all += n;
    if (t >= recorder.until - CRASHING) lately += n;
  }
  return { all: Math.round(all), lately };
}

/** Since when a cell's pods have been there: its release, its first second, or their last restart. */
function sinceOf(w: WorldReading, cell: CellInfo, at: CellMeta): number {
  const { recorder, system } = w;
  const version = system.versions.find((each) => each.id === cell.version && each.node === at.node.id);
  let since = Math.min(version?.at ?? recorder.from - 6 * 86_400, recorder.from - 60);
  if (recorder.cell("pods", cell.id, recorder.from) <= 0) {
    since = recorder.from;
    while (since < recorder.until && recorder.cell("pods", cell.id, since) <= 0) since++;
  }
  for (const { request, phase, endsAt } of w.operations) {
    const here = request.region === undefined || request.region === "all" || request.region === at.region;
    if (request.action === "restart" && phase === "done" && request.node === at.node.id && here) {
      since = Math.max(since, endsAt);
    }
  }
  return since;
}

function statusOf(cell: CellInfo, isReady: boolean, crashes: boolean): string {
  if (isReady) return "Running";
  // Where all of them were killed, nothing of the cell is ready either.
  if (crashes) return "CrashLoopBackOff";
  return cell.state === "starting" ? "ContainerCreating" : "Running";
}

/** Pods that are there, by node, region and name; of one node or region if asked. */
export function podsOf(host: Host, node: string | null, region: string | null): readonly Pod[] {
  const { w } = host;
  const pods: Pod[] = [];
  for (const cell of w.cells) {
    const at = cellOf(w, cell.id);
    if (cell.state === "gone" || at.node.kind === "thirdparty") continue;
    if ((node !== null && at.node.id !== node) || (region !== null && at.region !== region)) continue;
    const count = Math.max(0, Math.round(cell.pods));
    if (count === 0) continue;
    const kills = at.node.memory === undefined ? NO_KILLS : killsOf(w, cell.id);
    const since = sinceOf(w, cell, at);
    const ready = cell.state === "starting" ? 0 : Math.round(cell.ready);
    for (let i = 0; i < count; i++) {
      const isReady = i < ready;
      pods.push({
        name: podName(w, cell.id, i),
        cell,
        at,
        isReady,
        status: statusOf(cell, isReady, kills.lately > 0),
        // The same number of kills for each pod, the rest to the first ones.
        restarts: Math.floor((kills.all + count - 1 - i) / count),
        since,
      });
    }
  }
  return pods;
}

/** The pod of a name. */
export function podNamed(host: Host, name: string): Pod | undefined {
  return podsOf(host, null, null).find((pod) => pod.name === name);
}

/** Nodes that run in the cluster as deployments, and those with data of their own. */
export function isStateful(kind: CellMeta["node"]["kind"]): boolean {
  return kind === "database" || kind === "cache" || kind === "queue";
}
