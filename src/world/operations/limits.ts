/** Limits and guards turned by hand: declared limits, single clients, breakers, and pages served without the system behind them. */
import type { ActRequest } from "#domain/actions";
import type { LimitSpec } from "#domain/mechanics";
import { breakerMemory } from "../breaker";
import { limitingNow, limitState } from "../mechanics/limits";
import type { WorldState } from "../state";
import { checkAmount, isRefusal, type Kind, place, type Refusal, refusal, regionOf } from "./kind";

function limitsOf(w: WorldState): readonly LimitSpec[] {
  return w.system.nodes.flatMap((n) => n.limits ?? []);
}

const WORDS = ["on", "off", "shared", "pod"] as const;

export const limit: Kind = {
  interruptible: true,
  check(w, req) {
    const known = limitsOf(w).map((l) => l.id);
    if (req.key === undefined || !known.includes(req.key))
      return refusal("unknown-limit", `There is no limit "${req.key ?? ""}".`, req.key, known);
    const rate = rateOf(req);
    if (rate !== null) return rate > 0 && rate <= 1e6 ? null : badValue();
    return (WORDS as readonly unknown[]).includes(req.value) ? null : badValue(String(req.value ?? ""));
  },
  finish(w, op) {
    const spec = limitsOf(w).find((l) => l.id === op.request.key);
    if (spec === undefined) return "There is no such limit any more";
    const state = limitState(w, spec);
    const rate = rateOf(op.request);
    const { value } = op.request;
    if (rate !== null) {
      // A bucket keeps its proportions: as many seconds' worth as it was written with.
      state.burst = (spec.burst * rate) / spec.rate;
      state.rate = rate;
    } else if (value === "on" || value === "off") state.enabled = value === "on";
    else if (value === "shared" || value === "pod") state.scope = value;
    return null;
  },
  note: (_w, req) => {
    const rate = rateOf(req);
    return `Limit ${req.key ?? ""}: ${rate === null ? (req.value ?? "") : `${rate} requests/s`}`;
  },
};

function badValue(wanted?: string): Refusal {
  return refusal("bad-value", `A limit can be on, off, shared, pod, or a rate above 0.`, wanted, WORDS);
}

/** Requests per second the request asks for; null when it asks for something else. */
function rateOf(req: ActRequest): number | null {
  if (req.amount !== undefined) return req.amount;
  if (typeof req.value === "number") return req.value;
  const written = Number(req.value ?? Number.NaN);
  return Number.isNaN(written) ? null : written;
}

function checkClass(w: WorldState, req: ActRequest): Refusal | null {
  const r = regionOf(w, req, false);
  if (isRefusal(r)) return r;
  const known = w.compiled.classIndex;
  return req.class !== undefined && known.has(req.class)
    ? null
    : refusal("unknown-class", `There is no kind of traffic "${req.class ?? ""}".`, req.class, known.keys());
}

/** Calls `visit` with the rows of the users' table that a request is about. */
function rowsOf(w: WorldState, req: ActRequest, visit: (row: number) => void): void {
  const { region } = place(w, req);
  const k = w.compiled.classIndex.get(req.class ?? "");
  const regions = w.system.regions.length;
  if (k === undefined) return;
  for (let r = 0; r < regions; r++) if (region === null || region === r) visit(k * regions + r);
}

/** Whether every row a request is about has this value in a column. */
function everywhere(w: WorldState, req: ActRequest, column: Float64Array, value: number): boolean {
  let all = true;
  rowsOf(w, req, (row) => {
    if (column[row] !== value) all = false;
  });
  return all;
}

/** Blocking and unblocking differ in the value they set. */
const block = (on: boolean): Kind => ({
  interruptible: true,
  check(w, req) {
    const bad = checkClass(w, req);
    if (bad !== null) return bad;
    if (!everywhere(w, req, w.userCols.blocked, on ? 1 : 0)) return null;
    return refusal("already-so", on ? `${req.class} is blocked already.` : `${req.class} is not blocked.`);
  },
  finish(w, op) {
    rowsOf(w, op.request, (row) => {
      w.userCols.blocked[row] = on ? 1 : 0;
    });
    w.limiting = limitingNow(w);
    return null;
  },
  note: (w, req) => {
    const clients = w.system.classes.find((c) => c.id === req.class)?.clients ?? 1;
    const who = clients > 1 ? `${req.class ?? ""} (${clients} clients)` : (req.class ?? "");
    return on ? `Refusing ${who} at the edge` : `Letting ${who} in again`;
  },
});

export const blockClient = block(true);
export const unblockClient = block(false);

export const serveStatic: Kind = {
  interruptible: true,
  check: (w, req) => checkClass(w, req) ?? checkAmount(req, 0, 1, "The share"),
  finish(w, op) {
    rowsOf(w, op.request, (row) => {
      w.userCols.aside[row] = op.request.amount as number;
    });
    return null;
  },
  note: (_w, req) =>
    (req.amount ?? 0) > 0
      ? `A static page for ${Math.round((req.amount ?? 0) * 100)} % of ${req.class ?? ""}`
      : `${req.class ?? ""} is served by the system again`,
};

export const breaker: Kind = {
  interruptible: true,
  check(w, req) {
    const known = w.compiled.calls.filter((c) => c.call.consume === undefined).map((c) => c.call.id);
    if (req.key === undefined || !known.includes(req.key))
      return refusal("unknown-call", `There is no call "${req.key ?? ""}".`, req.key, known);
    return req.amount === 0 || req.amount === 1
      ? null
      : { code: "action.bad-amount", text: "1 holds the breaker open, 0 leaves it to itself.", expected: "0, 1" };
  },
  finish(w, op) {
    const call = w.compiled.calls.find((c) => c.call.id === op.request.key)?.call;
    if (call === undefined) return "There is no such call any more";
    const memory = breakerMemory(w);
    if (op.request.amount === 1) memory[call.id] = "open";
    else if (call.breaker === null) memory[call.id] = "added";
    else delete memory[call.id];
    w.stale = true;
    return null;
  },
  note: (_w, req) => `Breaker of ${req.key ?? ""}: ${req.amount === 1 ? "held open" : "automatic"}`,
};
