/** Replacing pods a batch at a time: another version, or the same one restarted or reloaded. */
import type { ActRequest } from "#domain/actions";
import type { NodeSpec, Version } from "#domain/system";
import { cellKey, setPods } from "../layout";
import { endSessions } from "../mechanics/sessions";
import { identityOf, makeReady, retire, servingCells, startPods, takeDown } from "../pods";
import type { Cell, Operation, WorldState } from "../state";
import { checkNode, isRefusal, type Kind, labelOf, nodeOf, place, type Refusal, refusal } from "./kind";
import { fillPool, standby, swapPools } from "./pools";
import { landAll, roll, rollingSeconds } from "./rolling";

/** Version most of the serving pods run. */
export function runningVersion(w: WorldState, node: number, region: number | null): string {
  const count = new Map<string, number>();
  for (const c of servingCells(w, node, region))
    count.set(c.info.version, (count.get(c.info.version) ?? 0) + c.info.pods);
  let best = "";
  let most = 0;
  for (const [v, n] of count) {
    if (n > most) {
      best = v;
      most = n;
    }
  }
  return best;
}

/** Newest version among the serving pods: the one a rollback goes back from. */
function newestVersion(w: WorldState, node: number, region: number | null): Version | undefined {
  let newest: Version | undefined;
  for (const c of servingCells(w, node, region)) {
    const v = w.system.versions.find((x) => x.id === c.info.version && w.compiled.nodeIndex.get(x.node) === node);
    if (v !== undefined && (newest === undefined || v.at > newest.at)) newest = v;
  }
  return newest;
}

function targetOf(w: WorldState, req: ActRequest): string | Refusal {
  const n = nodeOf(w, req);
  if (isRefusal(n)) return n;
  const { region } = place(w, req);
  if (req.action === "rollback") {
    const previous = newestVersion(w, n, region)?.previous ?? null;
    return previous ?? refusal("no-earlier-version", "No earlier version has been kept to roll back to.");
  }
  const wanted = req.version ?? req.key;
  const known = w.system.versions.filter((v) => v.node === req.node).map((v) => v.id);
  if (wanted !== undefined && known.includes(wanted)) return wanted;
  return refusal("unknown-version", `There is no version "${wanted ?? ""}" of this service.`, wanted, known);
}

/** Where the pods of a rollout stand: per group of cells, how many have been replaced. */
function replace(w: WorldState, op: Operation, target: string, done: number): void {
  const { node, region } = place(w, op.request);
  const spec = w.system.nodes[node] as NodeSpec;
  // New pods need their start-up time before the first old one goes.
  const total = Math.max(1, op.endsAt - op.startsAt);
  const startup = Math.min(0.8, spec.startup / total);
  const ready = Math.max(0, Math.min(1, (done - startup) / (1 - startup)));
  for (const cell of servingCells(w, node, region)) {
    if (cell.info.version === target && cell.tag === "") continue;
    const id = identityOf(cell, { version: target, tag: "" });
    const memo = `c${cell.id}`;
    if (op.memo[memo] === undefined) op.memo[memo] = cell.info.ready;
    const whole = op.memo[memo] as number;
    const startedKey = `s${cell.id}`;
    const started = (op.memo[startedKey] as number | undefined) ?? 0;
    const batch = Math.max(1, Math.ceil(whole / 4));
    const goneKey = `g${cell.id}`;
    const gone = (op.memo[goneKey] as number | undefined) ?? 0;
    const wantStarted = done <= 0 ? 0 : Math.min(whole, Math.ceil((done * whole) / batch) * batch);
    if (wantStarted > started) {
      startPods(w, id, wantStarted - started);
      op.memo[startedKey] = wantStarted;
    }
    const wantGone = Math.min(whole, Math.floor(ready * whole + 1e-9));
    if (wantGone > gone) {
      const fresh = w.cellTable.find((c) => c.key === cellKey(id)) as Cell;
      makeReady(w, fresh, wantGone - gone);
      retire(w, cell, wantGone - gone);
      op.memo[goneKey] = wantGone;
    }
  }
}

/** Stops a rollout where it is: pods that never became ready go away again. */
export function abandonRollout(w: WorldState, op: Operation): void {
  for (const cell of servingCells(w, place(w, op.request).node, place(w, op.request).region)) {
    if (cell.info.ready < cell.info.pods) {
      w.cellCols.pods[cell.id] = cell.info.ready;
      cell.info.pods = cell.info.ready;
      cell.info.state = cell.info.ready > 0 ? "serving" : "gone";
      w.stale = true;
    }
  }
}

function migrationBetween(w: WorldState, req: ActRequest): Version | undefined {
  const { node, region } = place(w, req);
  const newest = newestVersion(w, node, region);
  return newest?.migration === true ? newest : undefined;
}

/** Seconds in which traffic moves to a pool that is warm. */
const SWITCH = 10;

/** Seconds a hotfix waits for the pipeline: one change is built at a time, others' included. */
function waitOf(w: WorldState, req: ActRequest): number {
  if (req.action !== "hotfix") return 0;
  let free = w.second;
  for (const op of w.ops)
    if (op.request.action === "hotfix" && (op.phase === "requested" || op.phase === "running"))
      free = Math.max(free, op.endsAt);
  return free - w.second;
}

/** How far a change is that had to wait for the pipeline first: 0 while it waits. */
function progress(w: WorldState, op: Operation, done: number): number {
  if (op.request.action !== "hotfix") return done;
  let free = op.startsAt;
  for (const other of w.ops)
    if (other.id < op.id && other.request.action === "hotfix") free = Math.max(free, Math.min(other.endsAt, op.endsAt));
  return Math.max(0, (w.second - free) / Math.max(1, op.endsAt - free));
}

/** Fills the pool that stands by with the version, unless it is there already; the end of the operation moves the traffic. */
function blueGreen(w: WorldState, op: Operation, target: string): void {
  if (op.memo.filled !== undefined) return;
  op.memo.filled = 1;
  const { node, region } = place(w, op.request);
  if (!standby(w, node, region).some((c) => c.info.version === target)) fillPool(w, node, region, target);
}

function rollAll(w: WorldState, op: Operation, target: string): boolean {
  const { node, region } = place(w, op.request);
  let over = true;
  for (let r = 0; r < w.system.regions.length; r++)
    if ((region === null || region === r) && !roll(w, op, node, r, target)) over = false;
  return over;
}

/** Pods of other versions that were down all the while are replaced in the end. */
function settle(w: WorldState, op: Operation, target: string): void {
  const { node, region } = place(w, op.request);
  for (const cell of servingCells(w, node, region)) {
    const { pods, ready } = cell.info;
    if (cell.info.version === target || pods <= 0) continue;
    makeReady(w, startPods(w, identityOf(cell, { version: target, tag: "" }), pods), pods);
    retire(w, cell, ready);
    setPods(w, cell, 0, 0);
  }
}

export const versionChange: Kind = {
  interruptible: true,
  check(w, req) {
    const where = checkNode(w, req, false);
    if (where !== null) return where;
    const target = targetOf(w, req);
    if (isRefusal(target)) return target;
    const { node, region } = place(w, req);
    const same = servingCells(w, node, region).every((c) => c.info.version === target);
    return same ? refusal("already-running", `${target} is what runs there already.`) : null;
  },
  step(w, op, done) {
    if (op.memo.target === undefined) {
      const target = targetOf(w, op.request);
      op.memo.target = isRefusal(target) ? "" : target;
    }
    const target = op.memo.target as string;
    const blocked = op.request.action === "rollback" ? migrationBetween(w, op.request) : undefined;
    const spec = w.system.nodes[place(w, op.request).node] as NodeSpec;
    if (blocked !== undefined && w.second - op.startsAt >= spec.startup) {
      abandonRollout(w, op);
      op.phase = "failed";
      op.note = `The first pods of ${target} do not start: they cannot read the schema that ${blocked.id} migrated to. ${blocked.id} keeps running.`;
      return;
    }
    const { strategy } = spec.rollout ?? {};
    if (strategy === "bluegreen") blueGreen(w, op, target);
    else if (strategy === undefined) replace(w, op, target, progress(w, op, done));
    else if (progress(w, op, done) > 0 && rollAll(w, op, target)) op.endsAt = w.second;
  },
  finish(w, op) {
    const target = op.memo.target as string;
    const { node, region } = place(w, op.request);
    if (w.system.nodes[node]?.rollout?.strategy === "bluegreen") {
      w.system.regions.forEach((_, r) => {
        if (region === null || region === r) swapPools(w, node, r);
      });
      return null;
    }
    landAll(w, op);
    replace(w, op, target, 1);
    settle(w, op, target);
    return null;
  },
  seconds(w, req, usual) {
    const { node, region } = place(w, req);
    const spec = w.system.nodes[node];
    let needed = usual;
    if (spec?.rollout !== undefined && spec.rollout.strategy !== "bluegreen") {
      for (let r = 0; r < w.system.regions.length; r++) {
        if (region !== null && region !== r) continue;
        const pods = servingCells(w, node, r).reduce((n, c) => n + c.info.pods, 0);
        needed = Math.max(needed, rollingSeconds(pods, spec.rollout, spec.startup));
      }
    } else if (spec?.rollout !== undefined) {
      const target = targetOf(w, req);
      const warm = standby(w, node, region).some((c) => c.info.version === target);
      needed = warm ? Math.min(usual, SWITCH) : Math.max(usual, spec.startup + 1);
    }
    return needed + waitOf(w, req);
  },
  note(w, req) {
    const target = targetOf(w, req);
    return `${labelOf(w, req)}: to ${isRefusal(target) ? "another version" : target}, a batch at a time`;
  },
};

/** Takes pods down and up again a batch at a time; work in flight on them is lost. `stretch` is the operation's length over that of this part. */
export function restartBatches(w: WorldState, op: Operation, done: number, stretch = 1): void {
  const { node, region } = place(w, op.request);
  const spec = w.system.nodes[node] as NodeSpec;
  for (const cell of servingCells(w, node, region)) {
    const memo = `c${cell.id}`;
    if (op.memo[memo] === undefined) op.memo[memo] = cell.info.ready;
    const whole = op.memo[memo] as number;
    if (whole <= 0) continue;
    const batch = Math.max(1, Math.ceil(whole / 4));
    const downKey = `d${cell.id}`;
    const down = (op.memo[downKey] as number | undefined) ?? 0;
    const wantDown = Math.min(whole, Math.ceil((done * whole) / batch) * batch);
    const upKey = `u${cell.id}`;
    const up = (op.memo[upKey] as number | undefined) ?? 0;
    // A batch serves again its start-up time after it went down.
    const lag = (spec.startup * stretch) / Math.max(1, op.endsAt - op.startsAt);
    const risen = Math.ceil(((done - lag) * whole) / batch) * batch;
    const wantUp = Math.max(0, Math.min(down, done >= 1 ? whole : risen));
    if (wantUp > up) {
      makeReady(w, cell, wantUp - up);
      op.memo[upKey] = wantUp;
    }
    if (wantDown > down) {
      takeDown(w, cell, wantDown - down);
      op.memo[downKey] = wantDown;
      // Over within one step of the operation: what goes down serves again at once.
      if (done >= 1) {
        makeReady(w, cell, wantDown - down);
        op.memo[upKey] = wantDown;
      }
    }
  }
}

/** Brings back what an interrupted restart had taken down. */
export function endRestart(w: WorldState, op: Operation): void {
  for (const cell of servingCells(w, place(w, op.request).node, place(w, op.request).region)) {
    const down = (op.memo[`d${cell.id}`] as number | undefined) ?? 0;
    const up = (op.memo[`u${cell.id}`] as number | undefined) ?? 0;
    if (down > up) makeReady(w, cell, down - up);
    op.memo[`u${cell.id}`] = down;
  }
}

export const restart: Kind = {
  interruptible: true,
  check: (w, req) => checkNode(w, req, false),
  // A quarter at a time, and the next quarter only when the last one serves again.
  seconds: (w, req, usual) => Math.max(usual, 4 * (w.system.nodes.find((n) => n.id === req.node)?.startup ?? 0)),
  step(w, op, done) {
    const { node, region } = place(w, op.request);
    // A primary that goes down takes everybody's transactions with it.
    if (op.memo.ended !== 1 && servingCells(w, node, region).some((c) => c.info.role === "primary")) {
      op.memo.ended = 1;
      endSessions(w, node, "restarted");
    }
    restartBatches(w, op, done);
  },
  finish(w, op) {
    endRestart(w, op);
    emitLost(w, op);
    return null;
  },
  note: (w, req) => `${labelOf(w, req)}: restarting a batch at a time`,
};

function emitLost(w: WorldState, op: Operation): void {
  w.log.push({
    second: w.second,
    kind: "pods",
    id: String(op.id),
    phase: "restarted",
    by: op.by,
    text: labelOf(w, op.request),
    operation: null,
  });
}
