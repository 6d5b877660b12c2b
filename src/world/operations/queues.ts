/** What can be done to messages and those who take them. */
import type { ActRequest } from "#domain/actions";
import { discard, type QueueState, queuesOf, redeliver } from "../mechanics/queues";
import type { Operation, WorldState } from "../state";
import { checkAmount, checkNode, isRefusal, type Kind, labelOf, nodeOf, place, type Refusal, refusal } from "./kind";

/** Queues of a request: those of the node, or those that it consumes. */
function queuesAt(w: WorldState, req: ActRequest): QueueState[] | Refusal {
  const n = nodeOf(w, req);
  if (isRefusal(n)) return n;
  const bad = checkNode(w, req, false);
  if (bad !== null) return bad;
  const found = queuesOf(w, n, place(w, req).region);
  if (found.length > 0) return found;
  const names = w.compiled.calls
    .filter((c) => c.call.consume !== undefined)
    .flatMap((c) => [w.system.nodes[c.fromNode]?.id ?? "", w.system.nodes[c.toNode]?.id ?? ""]);
  return refusal("no-queue", `${labelOf(w, req)} neither holds nor takes messages.`, req.node, new Set(names));
}

/** Class of messages: −1 = all; a refusal when it is not one that these queues carry. */
function classIn(w: WorldState, queues: readonly QueueState[], req: ActRequest): number | Refusal {
  const wanted = req.class ?? req.key;
  if (wanted === undefined) return -1;
  const names = new Map<string, number>();
  for (const q of queues) for (const c of q.classes) names.set(w.system.classes[c]?.id ?? "", c);
  return (
    names.get(wanted) ?? refusal("unknown-message", `There are no "${wanted}" messages here.`, wanted, names.keys())
  );
}

const deadIn = (q: QueueState, cls: number): number =>
  q.dead.reduce((sum, some, n) => (cls < 0 || q.classes[n] === cls ? sum + some : sum), 0);

function setOpen(w: WorldState, op: Operation, open: number): string | null {
  const found = queuesAt(w, op.request);
  if (isRefusal(found)) return found.text;
  for (const q of found) q.open = open;
  w.stale = true;
  return null;
}

/** Share of the consumers a request asks for: all when it says nothing. */
function shareOf(req: ActRequest): number {
  return req.amount ?? 1;
}

function canTurn(w: WorldState, req: ActRequest, open: number): Refusal | null {
  const found = queuesAt(w, req);
  if (isRefusal(found)) return found;
  const bad = req.amount === undefined ? null : checkAmount(req, 0.01, 1, "The share of consumers");
  if (bad !== null) return bad;
  if (found.some((q) => q.open !== open)) return null;
  return refusal("already-so", `${Math.round(open * 100)} % of the consumers there take messages already.`);
}

export const pauseConsumers: Kind = {
  interruptible: true,
  check: (w, req) => canTurn(w, req, 1 - shareOf(req)),
  finish: (w, op) => setOpen(w, op, 1 - shareOf(op.request)),
  note: (w, req) => `${labelOf(w, req)}: ${Math.round(shareOf(req) * 100)} % of the consumers stop taking messages`,
};

export const resumeConsumers: Kind = {
  interruptible: true,
  check: (w, req) => canTurn(w, req, shareOf(req)),
  finish: (w, op) => setOpen(w, op, shareOf(op.request)),
  note: (w, req) => `${labelOf(w, req)}: ${Math.round(shareOf(req) * 100)} % of the consumers take messages`,
};

export const redrive: Kind = {
  interruptible: true,
  check(w, req) {
    const found = queuesAt(w, req);
    if (isRefusal(found)) return found;
    const cls = classIn(w, found, req);
    if (isRefusal(cls)) return cls;
    const bad = req.amount === undefined ? null : checkAmount(req, 0.01, 1, "The share of dead letters");
    if (bad !== null) return bad;
    return found.some((q) => deadIn(q, cls) >= 0.5) ? null : refusal("no-dead-letters", "There are no dead letters.");
  },
  step(w, op, done) {
    const found = queuesAt(w, op.request);
    if (isRefusal(found)) return;
    const cls = classIn(w, found, op.request);
    if (isRefusal(cls)) return;
    const share = shareOf(op.request);
    const before = Number(op.memo.done ?? 0);
    // Of those that are there: what is still to move of the share asked for, evenly over the time it takes.
    const rest = 1 - share * before;
    const part = rest > 0 ? (share * (done - before)) / rest : 1;
    op.memo.done = done;
    let back = Number(op.memo.back ?? 0);
    for (const q of found) back += redeliver(w, q, cls, Math.min(1, part));
    op.memo.back = back;
    op.note = `${labelOf(w, op.request)}: ${Math.round(back)} dead letters put back`;
  },
  note: (w, req) => `${labelOf(w, req)}: dead letters back into the queue`,
};

export const discardMessage: Kind = {
  interruptible: true,
  check(w, req) {
    const found = queuesAt(w, req);
    if (isRefusal(found)) return found;
    if (req.class === undefined && req.key === undefined)
      return refusal("no-message", "Say which kind of message: all of them cannot be thrown away at once.");
    const cls = classIn(w, found, req);
    return isRefusal(cls) ? cls : null;
  },
  step(w, op) {
    const found = queuesAt(w, op.request);
    if (isRefusal(found)) return;
    const cls = classIn(w, found, op.request);
    if (isRefusal(cls)) return;
    let gone = Number(op.memo.gone ?? 0);
    for (const q of found) gone += discard(w, q, cls);
    op.memo.gone = gone;
    op.note = `${labelOf(w, op.request)}: ${Math.round(gone)} messages thrown away`;
  },
  finish: (_w, op) => (Number(op.memo.gone ?? 0) < 0.5 ? "No such message was waiting" : null),
  note: (w, req) => `${labelOf(w, req)}: ${req.class ?? req.key ?? ""} messages thrown away`,
};
