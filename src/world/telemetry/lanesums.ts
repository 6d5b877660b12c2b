import type { Recorder } from "../contract";
import type { LatencyMix } from "./latency";
import { FAILURES } from "./outcome";
import { faultRange, laneRange } from "./ranges";
import { REFUSAL } from "./slots";

/** A fault that answers with an error, and the seconds that takes on top of what a request takes anyway. */
export interface ErrorFault {
  readonly index: number;
  readonly after: number;
}

/** What one lane did in a window: requests by outcome, and moments of their latencies. Reused; reading allocates nothing. */
export class LaneSums {
  ok = 0;
  upstream = 0;
  timeout = 0;
  rejected = 0;
  fault = 0;
  /** Sums of n × mean and n × second moment over the seconds, for successes and failures. */
  private ok1 = 0;
  private ok2 = 0;
  private bad1 = 0;
  private bad2 = 0;
  /** Requests ended by error faults, whose length is known, with the same sums. */
  private quick = 0;
  private quick1 = 0;
  private quick2 = 0;
  private flow = new Float64Array(64);
  private badFlow = new Float64Array(64);
  private mean = new Float64Array(64);
  private variance = new Float64Array(64);

  /** All failures. */
  get bad(): number {
    return this.upstream + this.timeout + this.rejected + this.fault;
  }

  private grow(size: number): void {
    if (this.flow.length >= size) return;
    this.flow = new Float64Array(size);
    this.badFlow = new Float64Array(size);
    this.mean = new Float64Array(size);
    this.variance = new Float64Array(size);
  }

  /** Reads the seconds from `from` to `until` (exclusive); latencies only when they are wanted. */
  read(
    recorder: Recorder,
    lane: number,
    from: number,
    until: number,
    latency: boolean,
    errors: readonly ErrorFault[],
  ): void {
    this.ok = this.upstream = this.timeout = this.rejected = this.fault = 0;
    this.ok1 = this.ok2 = this.bad1 = this.bad2 = this.quick = this.quick1 = this.quick2 = 0;
    const n = until - from;
    this.grow(n);
    const { flow, badFlow, mean, variance } = this;
    let read = false;
    if (laneRange(recorder, "ok", lane, from, until, flow)) {
      for (let i = 0; i < n; i++) this.ok += flow[i] as number;
      if (latency) {
        this.moments(recorder, "ok", lane, from, until);
        read = true;
        for (let i = 0; i < n; i++) {
          const m = mean[i] as number;
          this.ok1 += (flow[i] as number) * m;
          this.ok2 += (flow[i] as number) * ((variance[i] as number) + m * m);
        }
      }
    }
    let failing = false;
    for (const column of FAILURES) {
      if (!laneRange(recorder, column, lane, from, until, flow)) continue;
      if (!failing) badFlow.fill(0, 0, n);
      failing = true;
      let sum = 0;
      for (let i = 0; i < n; i++) {
        sum += flow[i] as number;
        (badFlow[i] as number) += flow[i] as number;
      }
      this[column] = sum;
    }
    if (!failing || !latency) return;
    // Error faults take their time after what a success takes: the moments just read are still those.
    if (this.fault > 0) this.readErrors(recorder, lane, from, until, errors, read);
    this.moments(recorder, "bad", lane, from, until);
    for (let i = 0; i < n; i++) {
      const m = mean[i] as number;
      this.bad1 += (badFlow[i] as number) * m;
      this.bad2 += (badFlow[i] as number) * ((variance[i] as number) + m * m);
    }
  }

  private moments(recorder: Recorder, of: "ok" | "bad", lane: number, from: number, until: number): void {
    const { mean, variance } = this;
    if (!laneRange(recorder, of === "ok" ? "okMean" : "badMean", lane, from, until, mean))
      mean.fill(0, 0, until - from);
    if (!laneRange(recorder, of === "ok" ? "okVariance" : "badVariance", lane, from, until, variance)) {
      variance.fill(0, 0, until - from);
    }
  }

  private readErrors(
    recorder: Recorder,
    lane: number,
    from: number,
    until: number,
    errors: readonly ErrorFault[],
    withMoments: boolean,
  ): void {
    const { flow, mean, variance } = this;
    for (const { index, after } of errors) {
      if (!faultRange(recorder, index, lane, from, until, flow)) continue;
      for (let i = 0; i < until - from; i++) {
        const n = flow[i] as number;
        const time = after + (withMoments ? (mean[i] as number) : 0);
        this.quick += n;
        this.quick1 += n * time;
        this.quick2 += n * ((withMoments ? (variance[i] as number) : 0) + time * time);
      }
    }
  }

  /** Adds the successes to a mixture. */
  addOk(mix: LatencyMix): void {
    if (this.ok > 0) mix.add(this.ok, this.ok1 / this.ok, this.ok2 / this.ok);
  }

  /**
   * Adds the failures. Refusals take no time, errors a known one, the others (hangs, timeouts, what happened further
   * down) theirs. The recorded moments cover them all, so the former are taken out before the rest is one gamma.
   */
  addFailures(mix: LatencyMix): void {
    const { bad, rejected, quick } = this;
    if (!(bad > 0)) return;
    const slow = bad - rejected - quick;
    const rest = this.bad1 - rejected * REFUSAL - this.quick1;
    if (!(slow > 1e-6 * bad) || !(rest > 0)) {
      mix.add(bad, Math.max(this.bad1 / bad, 1e-4), this.bad2 / bad);
      return;
    }
    mix.add(rejected, REFUSAL, REFUSAL * REFUSAL);
    if (quick > 0) mix.add(quick, this.quick1 / quick, this.quick2 / quick);
    const mean = rest / slow;
    const squares = this.bad2 - rejected * REFUSAL * REFUSAL - this.quick2;
    mix.add(slow, mean, Math.max(mean * mean, squares / slow));
  }
}
