/** What one asks of the platform: single pods, the autoscaler, sizes, canaries and pools. */
import type { NodeSpec, Version } from "#domain/system";
import type { WorldReading } from "../contract";
import { setPods } from "../layout";
import { scalerState } from "../mechanics/autoscaler";
import { identityOf, makeReady, retire, servingCells, startPods, takeDown } from "../pods";
import type { Cell, WorldState } from "../state";
import { podName } from "../telemetry/pods";
import { checkAmount, checkNode, type Kind, labelOf, place, refusal } from "./kind";
import { standby, swapPools } from "./pools";
import { runningVersion } from "./rollout";

function regionsOf(w: WorldState, region: number | null): number[] {
  return region === null ? w.system.regions.map((_, i) => i) : [region];
}

/** Name of a pod. The state of a world is the world, which is what names are read from. */
function nameOf(w: WorldState, cell: Cell, pod: number): string {
  return podName(w as unknown as WorldReading, cell.id, pod);
}

/** The cell of a pod by its name, among those that serve. */
function cellOfPod(w: WorldState, cells: readonly Cell[], pod: string): Cell | undefined {
  return cells.find((c) => Array.from({ length: c.info.pods }, (_, i) => nameOf(w, c, i)).includes(pod));
}

/** Restarts one pod: the named one, or one of the cell with most in flight per pod. What a fault had singled out runs elsewhere afterwards. */
export const restartPod: Kind = {
  interruptible: false,
  check(w, req) {
    const where = checkNode(w, req, w.system.regions.length > 1);
    if (where !== null || req.pod === undefined) return where;
    const { node, region } = place(w, req);
    const cells = servingCells(w, node, region);
    if (cellOfPod(w, cells, req.pod) !== undefined) return null;
    const known = cells.flatMap((c) => Array.from({ length: c.info.pods }, (_, i) => nameOf(w, c, i)));
    return refusal("unknown-pod", `${labelOf(w, req)} has no pod "${req.pod}".`, req.pod, known);
  },
  seconds: (w, req) => 2 + (w.system.nodes.find((n) => n.id === req.node)?.startup ?? 0),
  step(w, op) {
    if (op.memo.cell !== undefined) return;
    const { node, region } = place(w, op.request);
    const all = servingCells(w, node, region);
    const named = op.request.pod === undefined ? undefined : cellOfPod(w, all, op.request.pod);
    const cells = named === undefined ? all.filter((c) => c.info.ready > 0) : [named];
    const score = (c: Cell) => (w.cellCols.inUse[c.id] as number) / Math.max(1, c.info.ready);
    const cell = cells.reduce<Cell | undefined>(
      (best, c) => (best === undefined || score(c) > score(best) ? c : best),
      undefined,
    );
    op.memo.cell = cell?.id ?? -1;
    if (cell === undefined) return;
    takeDown(w, cell, 1);
    if (cell.tag === "") return;
    setPods(w, cell, cell.info.pods - 1, cell.info.ready);
    op.memo.cell = startPods(w, identityOf(cell, { tag: "" }), 1).id;
  },
  finish(w, op) {
    const id = op.memo.cell as number;
    if (id < 0) return "No pod is serving there";
    makeReady(w, w.cellTable[id] as Cell, 1);
    return null;
  },
  note: (w, req) => `${labelOf(w, req)}: one pod deleted, another takes its place`,
};

/** Turns the autoscaler: its least and most, on and off. */
export const autoscalerAction: Kind = {
  interruptible: false,
  check(w, req) {
    const where = checkNode(w, req, false);
    if (where !== null) return where;
    const { node } = place(w, req);
    if (w.system.nodes[node]?.autoscaler === undefined)
      return refusal(
        "no-autoscaler",
        `${labelOf(w, req)} has no autoscaler.`,
        req.node,
        w.system.nodes.filter((n) => n.autoscaler !== undefined).map((n) => n.id),
      );
    if (req.key === "on" || req.key === "off") return null;
    if (req.key === "min" || req.key === "max") return checkAmount(req, 1, 500, "The number of pods");
    return refusal("bad-value", "An autoscaler can be told min, max, on or off.", req.key, ["min", "max", "on", "off"]);
  },
  finish(w, op) {
    const { node, region } = place(w, op.request);
    for (const r of regionsOf(w, region)) {
      const state = scalerState(w, node, r);
      if (state === null) continue;
      const pods = Math.round(op.request.amount ?? 0);
      if (op.request.key === "on" || op.request.key === "off") state.enabled = op.request.key === "on";
      else if (op.request.key === "min") {
        state.min = pods;
        state.max = Math.max(state.max, pods);
      } else {
        state.max = pods;
        state.min = Math.min(state.min, pods);
      }
    }
    return null;
  },
  note: (w, req) =>
    `${labelOf(w, req)}: autoscaler ${req.key ?? ""}${req.key === "min" || req.key === "max" ? ` ${Math.round(req.amount ?? 0)} pods` : ""}`,
};

function versionOf(w: WorldState, node: number, id: string | undefined): Version | undefined {
  return w.system.versions.find((v) => v.id === id && w.compiled.nodeIndex.get(v.node) === node);
}

/** Some pods of another version beside the running one; `promote` gives it to all, a rollback takes it away. */
export const canary: Kind = {
  interruptible: true,
  check(w, req) {
    const where = checkNode(w, req, false);
    if (where !== null) return where;
    const { node, region } = place(w, req);
    const known = w.system.versions.filter((v) => v.node === req.node).map((v) => v.id);
    if (versionOf(w, node, req.version) === undefined)
      return refusal(
        "unknown-version",
        `There is no version "${req.version ?? ""}" of this service.`,
        req.version,
        known,
      );
    if (req.amount !== undefined && !(req.amount > 0 && req.amount <= 0.5))
      return checkAmount(req, 0.01, 0.5, "The share of pods");
    return servingCells(w, node, region).some((c) => c.info.version === req.version)
      ? refusal("already-running", `${req.version} runs there already.`)
      : null;
  },
  seconds: (w, req, usual) => Math.max(usual, 15 + (w.system.nodes.find((n) => n.id === req.node)?.startup ?? 0)),
  step(w, op) {
    if (op.memo.begun !== undefined) return;
    op.memo.begun = 1;
    const { node, region } = place(w, op.request);
    const spec = w.system.nodes[node] as NodeSpec;
    const share = op.request.amount ?? spec.rollout?.canary ?? 0;
    for (const cell of servingCells(w, node, region).filter((c) => c.tag === "" && c.info.ready > 0)) {
      const pods = Math.max(1, Math.round(cell.info.ready * share));
      const fresh = startPods(w, identityOf(cell, { version: op.request.version as string }), pods);
      op.memo[`n${fresh.id}`] = pods;
      op.memo[`o${cell.id}`] = pods;
    }
  },
  finish(w, op) {
    for (const [key, pods] of Object.entries(op.memo)) {
      const cell = w.cellTable[Number(key.slice(1))];
      if (cell === undefined || typeof pods !== "number") continue;
      if (key.startsWith("n")) makeReady(w, cell, pods);
      else if (key.startsWith("o")) retire(w, cell, Math.min(pods, cell.info.ready - 1));
    }
    return null;
  },
  note: (w, req) => `${labelOf(w, req)}: ${req.version ?? ""} on few pods, the others stay`,
};

/** The version that only few pods run: what a canary brought. */
function candidate(w: WorldState, node: number, region: number | null): string | undefined {
  const main = runningVersion(w, node, region);
  return servingCells(w, node, region).find((c) => c.info.version !== main && c.info.ready > 0)?.info.version;
}

/** Gives the canary's version to all pods, a batch at a time. */
export const promote: Kind = {
  interruptible: true,
  check(w, req) {
    const where = checkNode(w, req, false);
    if (where !== null) return where;
    const { node, region } = place(w, req);
    return candidate(w, node, region) === undefined
      ? refusal("no-canary", `${labelOf(w, req)} runs one version only; there is no canary to promote.`)
      : null;
  },
  seconds: (w, req, usual) => Math.max(usual, 4 * (w.system.nodes.find((n) => n.id === req.node)?.startup ?? 0)),
  step(w, op, done) {
    const { node, region } = place(w, op.request);
    if (op.memo.target === undefined) op.memo.target = candidate(w, node, region) ?? "";
    const target = op.memo.target as string;
    if (target === "") return;
    for (const cell of servingCells(w, node, region)) {
      if (cell.info.version === target || cell.tag !== "") continue;
      const whole = (op.memo[`w${cell.id}`] as number | undefined) ?? cell.info.ready;
      op.memo[`w${cell.id}`] = whole;
      const gone = (op.memo[`g${cell.id}`] as number | undefined) ?? 0;
      const want = done >= 1 ? whole : Math.floor(whole * Math.max(0, (done - 0.2) / 0.8));
      if (want <= gone) continue;
      const fresh = startPods(w, identityOf(cell, { version: target }), want - gone);
      makeReady(w, fresh, want - gone);
      retire(w, cell, want - gone);
      op.memo[`g${cell.id}`] = want;
    }
  },
  note: (w, req) => `${labelOf(w, req)}: the canary's version to all pods`,
};

/** Blue and green: the pool that is warm and without traffic takes it all, the other one is kept warm. */
export const switchPool: Kind = {
  interruptible: false,
  check(w, req) {
    const where = checkNode(w, req, false);
    if (where !== null) return where;
    const { node, region } = place(w, req);
    return standby(w, node, region).length > 0
      ? null
      : refusal("no-pool", `${labelOf(w, req)} has no second pool of pods that is kept warm.`);
  },
  finish(w, op) {
    const { node, region } = place(w, op.request);
    for (const r of regionsOf(w, region)) swapPools(w, node, r);
    return null;
  },
  note: (w, req) => `${labelOf(w, req)}: traffic to the other pool`,
};
