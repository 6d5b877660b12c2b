/** Operations: requested → running → done, failed or cancelled. */
import type { ActionKind, ActRequest, OperationStatus } from "#domain/actions";
import { err, ok, type Result } from "#lib/result";
import { entryOf } from "../catalogue";
import type { Operation, WorldState } from "../state";
import { purgeCache, warmCache } from "./caches";
import { scale } from "./capacity";
import { configCommit, configEdit, flag, setting } from "./configuration";
import {
  abandonExplain,
  abandonIndex,
  addIndex,
  cancelQuery,
  explainAnalyze,
  killSession,
  promoteReplica,
  restoreBackup,
} from "./data";
import { heapDump, profile, quarantine, releaseQuarantine, threadDump } from "./evidence";
import { emit, type Kind, type Refusal, refusal } from "./kind";
import { blockClient, breaker, limit, serveStatic, unblockClient } from "./limits";
import { cancelPlan } from "./plans";
import { autoscalerAction, canary, promote, restartPod, switchPool } from "./platform";
import { discardMessage, pauseConsumers, redrive, resumeConsumers } from "./queues";
import { abandonRollout, endRestart, restart, versionChange } from "./rollout";
import { drain, failover, rateLimit, shed, trafficShift, undrain } from "./traffic";
import { cleanDisk, freezeDeploys, growDisk, resize, rotateCredential } from "./upkeep";

const pausePlan: Kind = {
  interruptible: false,
  check(w, req) {
    const state = req.key === undefined ? undefined : w.plans.get(req.key);
    if (state === undefined)
      return refusal("unknown-plan", `Nothing called "${req.key ?? ""}" is planned.`, req.key, w.plans.keys());
    return state === "due" ? null : refusal("plan-over", "It is too late: this has happened or was stopped already.");
  },
  finish: (w, op) => (cancelPlan(w, op.request.key as string, op.by) ? null : "It had happened already"),
  note: (w, req) => `Stopping: ${w.system.plans.find((p) => p.id === req.key)?.label ?? ""}`,
};

const KINDS: Readonly<Partial<Record<ActionKind, Kind>>> = {
  rollback: versionChange,
  deploy: versionChange,
  hotfix: versionChange,
  restart,
  quarantine,
  "release-quarantine": releaseQuarantine,
  "thread-dump": threadDump,
  "heap-dump": heapDump,
  profile,
  scale,
  flag,
  "config-edit": configEdit,
  "config-commit": configCommit,
  setting,
  failover,
  "traffic-shift": trafficShift,
  shed,
  "rate-limit": rateLimit,
  drain,
  undrain,
  "restart-pod": restartPod,
  autoscaler: autoscalerAction,
  canary,
  promote,
  "switch-pool": switchPool,
  resize,
  "grow-disk": growDisk,
  "clean-disk": cleanDisk,
  "rotate-credential": rotateCredential,
  "freeze-deploys": freezeDeploys,
  "pause-plan": pausePlan,
  "pause-consumers": pauseConsumers,
  "resume-consumers": resumeConsumers,
  redrive,
  "discard-message": discardMessage,
  limit,
  "block-client": blockClient,
  "unblock-client": unblockClient,
  "serve-static": serveStatic,
  breaker,
  "purge-cache": purgeCache,
  "warm-cache": warmCache,
  "cancel-query": cancelQuery,
  "kill-session": killSession,
  "add-index": addIndex,
  "explain-analyze": explainAnalyze,
  "promote-replica": promoteReplica,
  "restore-backup": restoreBackup,
};

/** Kinds that change pods of a node, and kinds that move a region's users: one at a time in a place. */
const ON_PODS: ReadonlySet<ActionKind> = new Set([
  "rollback",
  "deploy",
  "hotfix",
  "restart",
  "scale",
  "config-edit",
  "config-commit",
  "canary",
  "promote",
  "switch-pool",
  "resize",
]);
const ON_TRAFFIC: ReadonlySet<ActionKind> = new Set(["failover", "traffic-shift", "drain", "undrain"]);

function overlaps(a: ActRequest, b: ActRequest): boolean {
  const all = (r: ActRequest): boolean => r.region === undefined || r.region === "all";
  return all(a) || all(b) || a.region === b.region;
}

function busy(w: WorldState, req: ActRequest): Refusal | null {
  for (const op of w.ops) {
    if (op.phase !== "requested" && op.phase !== "running") continue;
    const other = op.request;
    const pods =
      ON_PODS.has(req.action) && ON_PODS.has(other.action) && req.node === other.node && overlaps(req, other);
    const traffic = ON_TRAFFIC.has(req.action) && ON_TRAFFIC.has(other.action) && overlaps(req, other);
    const same =
      req.action === other.action &&
      (req.action === "flag" ? req.flag === other.flag : req.action === "setting" && req.key === other.key);
    if (pods || traffic || same) {
      return {
        code: "action.busy",
        text: `${entryOf(other.action).label} is still under way there: ${op.note}. Interrupt it or wait.`,
      };
    }
  }
  return null;
}

/** Seconds an action would take, what would happen, and why it would be refused. Changes nothing. */
export function estimate(
  w: WorldState,
  req: ActRequest,
): { readonly seconds: number; readonly note: string; readonly refusal?: Refusal } {
  const kind = KINDS[req.action];
  if (kind === undefined)
    return {
      seconds: 0,
      note: "",
      refusal: refusal("unknown-action", "There is no such action.", req.action, Object.keys(KINDS)),
    };
  const usual = w.system.durations[req.action] ?? entryOf(req.action).seconds;
  const problem = kind.check(w, req) ?? busy(w, req);
  if (problem !== null) return { seconds: usual, note: entryOf(req.action).does, refusal: problem };
  return { seconds: kind.seconds?.(w, req, usual) ?? usual, note: kind.note(w, req) };
}

/** Asks for an action. It runs from the coming second on. */
export function request(w: WorldState, req: ActRequest, by: string): Result<number, Refusal> {
  const e = estimate(w, req);
  if (e.refusal !== undefined) return err(e.refusal);
  const id = w.ops.length;
  const op: Operation = {
    id,
    request: req,
    by,
    phase: "requested",
    requestedAt: w.second,
    startsAt: w.second,
    endsAt: w.second + Math.max(1, Math.round(e.seconds)),
    note: e.note,
    interruptible: KINDS[req.action]?.interruptible ?? false,
    step: 0,
    memo: {},
    status: undefined as unknown as OperationStatus,
  };
  op.status = statusOf(w, op);
  w.ops.push(op);
  announce(w, op);
  return ok(id);
}

/** Stops an operation where it is. What it has changed stays changed. */
export function interrupt(w: WorldState, id: number, by: string): Result<number, Refusal> {
  const op = w.ops[id];
  if (op === undefined) return err(refusal("unknown-operation", "There is no such operation."));
  if (op.phase !== "requested" && op.phase !== "running") return err(refusal("already-over", "It is over already."));
  if (!op.interruptible) return err(refusal("not-interruptible", "It cannot be stopped any more."));
  if (ON_PODS.has(op.request.action)) {
    endRestart(w, op);
    if (op.request.action !== "restart") abandonRollout(w, op);
  }
  if (op.request.action === "heap-dump") heapDump.finish?.(w, op);
  if (op.request.action === "add-index") abandonIndex(w, op.request);
  if (op.request.action === "explain-analyze") abandonExplain(w, op.request);
  op.phase = "cancelled";
  op.note = `Stopped by ${by}: ${op.note}`;
  op.endsAt = w.second;
  announce(w, op);
  return ok(id);
}

/** A second of all operations under way. */
export function runOperations(w: WorldState): void {
  for (const op of w.ops) {
    if (op.phase !== "requested" && op.phase !== "running") continue;
    const kind = KINDS[op.request.action];
    if (kind === undefined) continue;
    const begins = op.phase === "requested";
    if (begins) op.phase = "running";
    const done = Math.max(0, Math.min(1, (w.second - op.startsAt) / Math.max(1, op.endsAt - op.startsAt)));
    if (w.second < op.endsAt) kind.step?.(w, op, done);
    else {
      if (op.endsAt > op.startsAt) kind.step?.(w, op, 1);
      if (op.phase === "running") {
        const reason = kind.finish?.(w, op) ?? null;
        op.phase = reason === null ? "done" : "failed";
        if (reason !== null) op.note = reason;
      }
    }
    if (begins || op.phase !== "running") announce(w, op);
    else op.status = statusOf(w, op);
  }
}

function statusOf(w: WorldState, op: Operation): OperationStatus {
  const over = op.phase !== "requested" && op.phase !== "running";
  if (over && op.endsAt > w.second) op.endsAt = w.second;
  return {
    id: op.id,
    request: op.request,
    by: op.by,
    phase: op.phase,
    requestedAt: op.requestedAt,
    startsAt: op.startsAt,
    endsAt: op.endsAt,
    progress: over ? 1 : Math.max(0, Math.min(1, (w.second - op.startsAt) / Math.max(1, op.endsAt - op.startsAt))),
    note: op.note,
    interruptible: op.interruptible && !over,
  };
}

function announce(w: WorldState, op: Operation): void {
  op.status = statusOf(w, op);
  emit(
    w,
    {
      kind: "operation",
      id: String(op.id),
      phase: op.phase,
      by: op.by,
      text: `${entryOf(op.request.action).label}: ${op.note}`,
    },
    op.status,
  );
}
