import type { Call } from "#domain/system";
import type { Span, Trace } from "#domain/telemetry";
import { gammaQuantile } from "#lib/math";
import type { WorldReading } from "../contract";
import { type CallMeta, type LaneMeta, type Layout, layoutOf } from "./layout";
import { FIRST_FAULT, failedFlow, flowOf, OK, REJECTED, statusOf, TIMEOUT, UPSTREAM } from "./outcome";
import { chance, completions, drawFailure, drawLane, drawOutcome, podFor, podOf, subKey } from "./requests";
import { addressOf, type Exemplar, entityOf, exemplarCount, exists, weightOf } from "./sampler";
import { REFUSAL } from "./slots";
import { failingCall, settingOf, timesOf } from "./tracecalls";
import { MAX_DEPTH, pathTo, type Step } from "./tracepath";

/** Limits that keep a trace readable and its building short. */
const MAX_SPANS = 300;
const MAX_CALLS = 12;
/** Seconds a hop takes on the wire, at least. */
const WIRE = 0.0004;
const TARGET = 777;

interface Part {
  readonly lane: LaneMeta;
  readonly outcome: number;
  readonly key: number;
  readonly parent: number | null;
  readonly depth: number;
  /** Steps still to follow below this one, so that the exemplar is in the trace. */
  readonly path: readonly Step[];
}

type MutableSpan = { -readonly [K in keyof Span]: Span[K] };

class Builder {
  readonly spans: MutableSpan[] = [];
  private readonly layout: Layout;

  constructor(
    readonly w: WorldReading,
    readonly at: Exemplar,
  ) {
    this.layout = layoutOf(w);
  }

  private add(span: Omit<MutableSpan, "id">): MutableSpan | null {
    if (this.spans.length >= MAX_SPANS) return null;
    const full = { id: this.spans.length, ...span };
    this.spans.push(full);
    return full;
  }

  /** Adds the server span of a part and everything below it, starting at `start`; returns its length in seconds. */
  serve(part: Part, start: number): number {
    const { w, at } = this;
    const { lane, outcome, path } = part;
    // The exemplar's own part is the same whether it is built alone (for a log line) or inside its trace.
    const target = path.length === 1;
    const key = target ? subKey(entityOf(at), TARGET) : part.key;
    const fault = w.system.faults[outcome - FIRST_FAULT];
    const code = statusOf(w, lane, outcome);
    const span = this.add({
      parent: part.parent,
      node: lane.node.id,
      name: lane.operation.route,
      kind: "server",
      region: lane.region,
      pod: target ? podOf(w, at, lane.cell) : podFor(w, at.second, key, lane.cell),
      peer: "",
      start,
      duration: 0,
      status: outcome === OK ? "ok" : outcome === TIMEOUT ? "timeout" : "error",
      statusCode: code,
      note: outcome === REJECTED ? "refused" : outcome === TIMEOUT ? "caller had given up" : "",
      fault: fault?.id ?? null,
    });
    if (!span) return 0;
    if (outcome === REJECTED) {
      span.duration = REFUSAL * (0.5 + chance(w, at.second, key, 3));
      return span.duration;
    }
    const first = this.spans.length;
    const calls = this.calls({ ...part, key }, span.id, start);
    const drawn = chance(w, at.second, key, 4);
    let own: number;
    if (outcome === OK || outcome === UPSTREAM) {
      const good = outcome === OK || flowOf(w.recorder, lane.id, OK, at.second) > 0;
      const mean = w.recorder.lane(good ? "okMean" : "badMean", lane.id, at.second);
      const variance = w.recorder.lane(good ? "okVariance" : "badVariance", lane.id, at.second);
      const ownMean = Math.max(mean - calls.mean, 0.03 * Math.min(mean, 1), lane.operation.work);
      own = gammaQuantile(
        0.001 + 0.998 * drawn,
        ownMean,
        Math.max(variance - calls.variance, 0.05 * ownMean * ownMean),
      );
    } else {
      own = Math.max(drawFailure(w, lane, outcome, at.second, drawn) - calls.length, lane.operation.work, 1e-4);
    }
    // Whoever is given up on waited: for a worker of its own, before anything else, or else for what it had called.
    const inLine = outcome === TIMEOUT && w.recorder.cell("queued", lane.cell, at.second) >= 1;
    const rest = outcome === TIMEOUT && !inLine ? this.waitedFor(first, span.id, own - 0.1 * Math.min(own, 0.1)) : 0;
    const before =
      fault?.effect.kind === "hang" ? Math.min(0.02 * own, 0.01) : inLine ? 0.95 * own : 0.4 * (own - rest);
    for (let i = first; i < this.spans.length; i++) (this.spans[i] as MutableSpan).start += before;
    if (fault?.effect.kind === "hang") {
      const call = lane.operation.calls.find((each) => each.id === fault.where.call);
      const to = call && w.system.operations.find((each) => each.id === call.to);
      this.add({
        ...clientOf(lane, span, to?.route ?? "connect", fault.effect.peer),
        start: start + before + calls.length,
        duration: own - 2 * before,
        status: "error",
        note: "no answer",
        statusCode: 0,
        fault: fault.id,
      });
    }
    span.duration = own + calls.length;
    return span.duration;
  }

  /**
   * Gives `seconds` of a part's time to what it waited for: along its longest calls to the last callee where requests
   * stand in line (else the nearest one), before that callee began. Returns how much was given, 0 when it calls nothing.
   */
  private waitedFor(first: number, parent: number, seconds: number): number {
    const below = this.spans.slice(first);
    const under = (id: number, kind: Span["kind"]) =>
      below
        .filter((span) => span.parent === id && span.kind === kind)
        .reduce<MutableSpan | undefined>((a, b) => (a && a.duration >= b.duration ? a : b), undefined);
    const way: MutableSpan[] = [];
    let length = 1;
    let line = false;
    for (let call = under(parent, "client"); call; ) {
      const callee = under(call.id, "server");
      way.push(call);
      if (callee && this.queuedAt(callee.node, callee.region)) {
        length = way.length;
        line = true;
      }
      if (callee) way.push(callee);
      call = callee && under(callee.id, "client");
    }
    const longer = way.slice(0, length);
    const call = longer.at(-1);
    if (call === undefined || seconds <= 0) return 0;
    const from = call.start;
    for (const span of below) if (!longer.includes(span) && span.start >= from) span.start += seconds;
    for (const span of longer) span.duration += seconds;
    if (call.note === "") call.note = line ? "waited for a free worker" : "waited for an answer";
    return seconds;
  }

  /** Whether requests stand in line at a node in a region. */
  private queuedAt(node: string, region: string): boolean {
    const cells = this.layout.cellsByNode.get(node) ?? [];
    return cells.some((cell) => cell.region === region && this.w.recorder.cell("queued", cell.id, this.at.second) >= 1);
  }

  /** The calls a part makes, one after another (a parallel group together). `length`, `mean` and `variance` in s, s². */
  private calls(part: Part, parent: number, start: number): { length: number; mean: number; variance: number } {
    const { w } = this;
    const { lane, outcome, key } = part;
    const sum = { length: 0, mean: 0, variance: 0 };
    const specs = lane.operation.calls;
    const metas = this.layout.callsFrom[lane.operationIndex] ?? [];
    const next = part.path[1];
    const forced = part.path[0]?.call ?? null;
    const failing =
      outcome === UPSTREAM ? (next && next.outcome !== OK ? forced : failingCall(w, this.at, part)) : null;
    const fault = w.system.faults[outcome - FIRST_FAULT];
    let group: { name: string; start: number; longest: number; mean: number } | null = null;
    for (let i = 0; i < specs.length && part.depth < MAX_DEPTH; i++) {
      const spec = specs[i] as Call;
      const meta = metas[i] as CallMeta;
      // A hanging call is shown by the part itself, without a child; what would follow is never reached.
      if (
        fault &&
        outcome >= FIRST_FAULT &&
        !forced &&
        (fault.where.call === undefined || fault.where.call === spec.id)
      ) {
        break;
      }
      const times =
        meta === forced ? Math.max(1, timesOf(w, this.at, part, meta, spec)) : timesOf(w, this.at, part, meta, spec);
      for (let n = 0; n < Math.min(times, MAX_CALLS); n++) {
        const callKey = subKey(key, 16 + i * MAX_CALLS + n);
        const mustFail = meta === failing && n === 0;
        const follow = meta === forced && n === 0 ? part.path.slice(1) : [];
        if (group && group.name !== spec.parallel) {
          sum.length += group.longest;
          sum.mean += group.mean;
          group = null;
        }
        const begins = start + sum.length;
        const made = this.call({ part, spec, meta, key: callKey, parent, mustFail, follow }, begins);
        if (spec.async) continue;
        if (spec.parallel !== null) {
          group ??= { name: spec.parallel, start: begins, longest: 0, mean: 0 };
          group.longest = Math.max(group.longest, made.length);
          group.mean = Math.max(group.mean, made.mean);
        } else {
          sum.length += made.length;
          sum.mean += made.mean;
          sum.variance += made.variance;
        }
      }
      if (meta === failing) break;
    }
    if (group) {
      sum.length += group.longest;
      sum.mean += group.mean;
    }
    return sum;
  }

  /** One call with its retries. */
  private call(
    the: {
      readonly part: Part;
      readonly spec: Call;
      readonly meta: CallMeta;
      readonly key: number;
      readonly parent: number;
      readonly mustFail: boolean;
      readonly follow: readonly Step[];
    },
    start: number,
  ): { length: number; mean: number; variance: number } {
    const { w, at, layout } = this;
    const { part, spec, meta } = the;
    const region = spec.region === "local" ? part.lane.region : spec.region;
    const callees = layout.lanesFor(meta.to, part.lane.classIndex, region);
    const sum = { length: 0, mean: 0, variance: 0 };
    const attempts = 1 + Math.max(0, Math.floor(settingOf(w, spec, "retries", spec.retries)));
    const timeout = settingOf(w, spec, "timeout", spec.timeout);
    let backoff = spec.backoff;
    for (let attempt = 0; attempt < attempts; attempt++) {
      const key = subKey(the.key, 7 + attempt);
      const step = attempt === 0 ? the.follow[0] : undefined;
      const last = attempt === attempts - 1;
      const lane =
        step?.lane ??
        (the.mustFail
          ? drawLane(callees, (each) => failedFlow(w.recorder, each.id, at.second), chance(w, at.second, key, 8))
          : null) ??
        drawLane(callees, (each) => completions(w, each, at.second), chance(w, at.second, key, 8));
      let outcome = step?.outcome ?? OK;
      if (!step && lane) {
        if (the.mustFail) outcome = drawOutcome(w, lane, at.second, chance(w, at.second, key, 9), "bad");
        else if (!last || spec.optional) outcome = drawOutcome(w, lane, at.second, chance(w, at.second, key, 9), "any");
      }
      const failed = outcome !== OK || (the.mustFail && (!lane || outcome === OK));
      const client = this.add({
        ...clientOf(
          part.lane,
          { id: the.parent, pod: this.spans[the.parent]?.pod ?? "" },
          w.system.operations[meta.to]?.route ?? "",
          w.system.operations[meta.to]?.node ?? "",
        ),
        start: start + sum.length,
        duration: 0,
        status: failed ? "error" : "ok",
        statusCode: lane ? statusOf(w, lane, outcome) : failed ? 503 : 200,
        note: attempts > 1 && attempt > 0 ? `attempt ${attempt + 1} of ${attempts}` : "",
        fault: null,
      });
      const wire = WIRE * (1 + chance(w, at.second, key, 10));
      let length = wire;
      if (lane && client) {
        const child: Part = {
          lane,
          outcome,
          key,
          parent: client.id,
          depth: part.depth + 1,
          path: step ? the.follow : [],
        };
        length = this.serve(child, start + sum.length + wire / 2) + wire;
        // What the caller usually waits here, so that its own part can be told from it, however this attempt ended.
        if (attempt === 0) {
          sum.mean += w.recorder.lane("okMean", lane.id, at.second) + wire;
          sum.variance += w.recorder.lane("okVariance", lane.id, at.second);
        }
      }
      if (client) {
        if (failed && (outcome === TIMEOUT || length > timeout)) {
          client.status = "timeout";
          client.statusCode = 0;
          length = timeout;
        }
        client.duration = length;
      }
      sum.length += length;
      if (!failed || last) break;
      sum.length += backoff;
      if (spec.exponential) backoff *= 2;
    }
    return sum;
  }
}

function clientOf(lane: LaneMeta, parent: { readonly id: number; readonly pod: string }, name: string, peer: string) {
  return {
    parent: parent.id,
    node: lane.node.id,
    name,
    kind: "client" as const,
    region: lane.region,
    pod: parent.pod,
    peer,
  };
}

/** The request an exemplar stands for, from where its user entered down to every call. */
export function traceOf(w: WorldReading, at: Exemplar, id: string): Trace | null {
  const lane = layoutOf(w).lanes[at.lane];
  if (!lane) return null;
  const builder = new Builder(w, at);
  const path = pathTo(w, at, lane, at.outcome);
  const top = path[0] as Step;
  const duration = builder.serve(
    { lane: top.lane, outcome: top.outcome, key: entityOf(at), parent: null, depth: 0, path },
    0,
  );
  const flow = flowOf(w.recorder, at.lane, at.outcome, at.second);
  return {
    id,
    second: at.second,
    route: top.lane.class.route,
    region: top.lane.region,
    cohort: top.lane.class.cohort,
    duration,
    statusCode: builder.spans[0]?.statusCode ?? 0,
    spans: builder.spans,
    weight: weightOf(flow, exemplarCount(flow), at.index),
  };
}

/** Seconds the exemplar's own server span takes, as in its trace. */
export function spanSeconds(w: WorldReading, at: Exemplar): number {
  const lane = layoutOf(w).lanes[at.lane];
  if (!lane) return NaN;
  const path: Step[] = [{ lane, outcome: at.outcome, call: null }];
  return new Builder(w, at).serve({ lane, outcome: at.outcome, key: 0, parent: null, depth: 0, path }, 0);
}

/** The trace with this id, as a log line names it; null when there is none. Every id in a log line has one. */
export function openTrace(w: WorldReading, id: string): Trace | null {
  const at = addressOf(w.seed, id);
  return at && exists(w, at) ? traceOf(w, at, id) : null;
}
