import type { TrafficClass } from "#domain/system";
import type { TableRow, ToolResult } from "#domain/telemetry";
import { drawInt, streamId } from "#lib/random";
import { oldestIn, putOffIn, type QueueState, queueStates, readyIn } from "../../mechanics/queues";
import { layoutOf } from "../layout";
import { type Base, column, count, nothing, type Section, section } from "./base";

const PAYLOAD = streamId("message payload");
/** Seconds over which rates are taken. */
const WINDOW = 30;

interface Waiting {
  readonly state: QueueState;
  /** The consuming call and who is called. */
  readonly call: string;
  readonly consumer: string;
  readonly operation: number;
}

/** Queues the node holds, or takes messages from, in the region. */
function queuesOf(base: Base): Waiting[] {
  const { system, slow } = base.w;
  const calls = system.operations.flatMap((o) => o.calls);
  return queueStates(slow).flatMap((state): Waiting[] => {
    const call = calls[state.call];
    const consumer = call?.to.split(".")[0] ?? "";
    const own = system.nodes[state.node]?.id === base.node.id || consumer === base.node.id;
    if (call === undefined || !own || system.regions[state.region]?.id !== base.region) return [];
    return [{ state, call: call.id, consumer, operation: system.operations.findIndex((o) => o.id === call.to) }];
  });
}

const classOf = (base: Base, state: QueueState, n: number): TrafficClass | undefined =>
  base.w.system.classes[state.classes[n] ?? -1];

interface Rates {
  come: number;
  done: number;
  failed: number;
  /** Index of the fault that most deliveries fail by, −1 when none does. */
  fault: number;
}

/** Messages published, processed and failed per second, of one class. */
function ratesOf(base: Base, q: Waiting, n: number): Rates {
  const { w, at } = base;
  const { recorder } = w;
  const cls = q.state.classes[n];
  const out: Rates = { come: 0, done: 0, failed: 0, fault: -1 };
  const from = Math.max(recorder.from, at + 1 - WINDOW);
  const seconds = Math.max(1, at + 1 - from);
  const publisher = layoutOf(w).lanes.filter(
    (l) => l.classIndex === cls && l.region === base.region && l.operation.calls.some((c) => c.id === q.call),
  );
  const workers = layoutOf(w).lanesFor(q.operation, cls ?? -1, null);
  const faults = w.system.faults.map(() => 0);
  for (let s = from; s <= at; s++) {
    for (const l of publisher) out.come += recorder.lane("ok", l.id, s) / seconds;
    for (const l of workers) {
      if (l.region !== base.region) continue;
      out.done += recorder.lane("ok", l.id, s) / seconds;
      for (const c of ["upstream", "timeout", "fault", "rejected"] as const)
        out.failed += recorder.lane(c, l.id, s) / seconds;
      if (recorder.lane("fault", l.id, s) > 0)
        faults.forEach((sum, f) => {
          faults[f] = sum + recorder.fault(f, l.id, s);
        });
    }
  }
  faults.forEach((sum, f) => {
    if (sum > 0 && (out.fault < 0 || sum > (faults[out.fault] as number))) out.fault = f;
  });
  return out;
}

/** The messages of a queue by class: ready, with a consumer, put off, dead; how old, and how fast they come and go. */
export function queue(base: Base): ToolResult {
  const queues = queuesOf(base);
  if (queues.length === 0) return nothing(base, `${base.node.label} holds and takes no messages in ${base.region}.`);
  const shows: string[] = [];
  const sections = queues.map((q): Section => {
    const { state } = q;
    const rows = state.classes.map((_, n): TableRow => {
      const cls = classOf(base, state, n);
      const rates = ratesOf(base, q, n);
      const ready = readyIn(state, n);
      const later = putOffIn(state, n);
      if (ready + later + (state.flight[n] ?? 0) >= 1) shows.push(`queue:${base.node.id}:${cls?.id ?? ""}`);
      const failing = rates.failed > 0.5 * (rates.done + rates.failed) && rates.failed > 0.01;
      return {
        id: cls?.id ?? String(n),
        values: [
          cls?.id ?? "",
          Math.round(ready),
          Math.round(state.flight[n] ?? 0),
          Math.round(later),
          oldestIn(state, base.w.second, n),
          rates.come,
          rates.done,
          rates.failed,
        ],
        ...(failing
          ? { tone: "bad" as const }
          : ready > 60 * Math.max(0.01, rates.done)
            ? { tone: "warn" as const }
            : {}),
      };
    });
    const open = state.open < 1 ? ` ${Math.round(state.open * 100)} % of the consumers take messages.` : "";
    const all = Math.round(readyIn(state));
    return section(
      q.call,
      `${q.call} → ${q.consumer}`,
      `${count(all, "message")} ready, the oldest for ${Math.round(oldestIn(state, base.w.second))} s.${open}`,
      [
        column("message", "text"),
        column("ready", "count"),
        column("flight", "count", "in flight"),
        column("later", "count", "put off"),
        column("oldest", "s"),
        column("in", "per s"),
        column("done", "per s"),
        column("failed", "per s"),
      ],
      rows,
    );
  });
  return { title: base.node.label, sections, shows };
}

/** Dead letters by class: how many, why, and what one looks like. */
export function deadLetters(base: Base): ToolResult {
  const queues = queuesOf(base);
  if (queues.length === 0) return nothing(base, `${base.node.label} holds and takes no messages in ${base.region}.`);
  const { w } = base;
  const shows: string[] = [];
  const sections = queues.map((q): Section => {
    const spec = w.system.nodes[q.state.node]?.queue;
    const rows = q.state.dead.flatMap((some, n): TableRow[] => {
      const dead = Math.round(some);
      const cls = classOf(base, q.state, n);
      if (dead < 1 || cls === undefined) return [];
      shows.push(`dead:${base.node.id}:${cls.id}`);
      const entry = { node: w.system.nodes[q.state.node]?.id ?? "", region: base.region, class: cls.id };
      return [
        {
          id: cls.id,
          values: [cls.id, dead, reasonOf(base, q, n), sampleOf(base, q, n, cls)],
          tone: "warn",
          acts: [
            { action: "redrive", ...entry },
            { action: "discard-message", ...entry },
          ],
        },
      ];
    });
    const kept = spec?.deadLetters !== false && spec?.maxAttempts != null;
    const why =
      spec?.deadLetters === false
        ? "What fails too often is thrown away: there are no dead letters."
        : "Messages are delivered for ever: there are no dead letters.";
    const columns = [
      column("message", "text"),
      column("count", "count"),
      column("reason", "text"),
      column("sample", "code"),
    ];
    const note = kept ? `After ${count(spec?.maxAttempts ?? 0, "attempt")}.` : why;
    return section(
      q.call,
      `${q.call} → ${q.consumer}`,
      rows.length === 0 && kept ? "No dead letters." : note,
      columns,
      rows,
    );
  });
  return { title: base.node.label, sections, shows };
}

/** What the last attempt ended with, as the worker reported it. */
function reasonOf(base: Base, q: Waiting, n: number): string {
  const { fault } = ratesOf(base, q, n);
  const effect = base.w.system.faults[fault]?.effect;
  const name = base.w.system.operations[q.operation]?.id ?? q.consumer;
  if (effect?.kind === "error") return `${name}: status ${effect.status}`;
  if (effect?.kind === "hang") return `${name}: no answer${effect.peer === "" ? "" : ` from ${effect.peer}`}`;
  return `${name}: delivery failed too often`;
}

/** One message as the browser of the queue prints it. */
function sampleOf(base: Base, q: Waiting, n: number, cls: TrafficClass): string {
  const id = 100_000 + drawInt(899_999, base.w.seed, PAYLOAD, q.state.call, n);
  const attempts = base.w.system.nodes[q.state.node]?.queue?.maxAttempts ?? 1;
  return `{"type":"${cls.id}","${cls.outcome.noun}":${id},"cohort":"${cls.cohort}","attempt":${attempts}}`;
}
