import type { RunLock, WallClock } from "#session/contract";
import type { Connection } from "./connection";
import { LossListeners } from "./loss";
import { readRecord } from "./record";
import { createLease, type LeaseRecord, leaseRecord } from "./records/lease";

type Mine = { readonly state: "mine"; release(): void };
type Message = { readonly kind: "ask" | "here" | "taken"; readonly run: string; readonly holder: string };

const BEAT_MS = 3_000;
const CHECK_MS = 1_000;
/** A lease without a sign of life for so long is free. */
const EXPIRES_MS = 10_000;
/** A living holder answers a question on the channel at once; a tab that was killed does not. */
const ANSWER_MS = 500;

/**
 * One tab per run where Web Locks are missing (a page over plain HTTP): a lease in the database with a sign of life every
 * three seconds. A holder that is gone is found out by asking on a channel, so that a reload need not wait for expiry. Two
 * tabs that both believe they hold a run are kept apart by the store's writer mark.
 */
export class LeaseRunLock implements RunLock {
  private readonly losses = new LossListeners();
  private readonly mine = new Map<string, { readonly holder: string; readonly stop: () => void }>();
  private readonly channel: BroadcastChannel | null;
  private readonly answers = new Set<(message: Message) => void>();

  constructor(
    private readonly connection: Connection,
    private readonly clock: WallClock,
  ) {
    this.channel = typeof BroadcastChannel === "function" ? new BroadcastChannel("meantime-leases") : null;
    this.channel?.addEventListener("message", (event: MessageEvent<Message>) => this.hear(event.data));
  }

  async acquire(runId: string): Promise<Mine | { readonly state: "held" }> {
    const own = this.mine.get(runId)?.holder;
    const first = await this.put(runId, (held, now) => held.holder === own || now - held.beat > EXPIRES_MS);
    if (first.mine) return this.hold(runId, first.holder);
    if (this.channel === null || (await this.isAlive(runId))) return { state: "held" };
    const second = await this.put(runId, (held) => held.holder === first.holder);
    return second.mine ? this.hold(runId, second.holder) : { state: "held" };
  }

  async takeOver(runId: string): Promise<Mine> {
    const { holder } = await this.put(runId, () => true);
    const lease = this.hold(runId, holder);
    this.say("taken", runId);
    return lease;
  }

  onLost(runId: string, callback: () => void): () => void {
    return this.losses.add(runId, callback);
  }

  /** Frees the channel; leases that are held run out. */
  close(): void {
    for (const { stop } of this.mine.values()) stop();
    this.mine.clear();
    this.channel?.close();
  }

  /** Puts a lease of this tab when `may` allows it, and says who holds it then. */
  private put(
    runId: string,
    may: (held: LeaseRecord, now: number) => boolean,
  ): Promise<{ readonly mine: boolean; readonly holder: string }> {
    const holder = this.clock.id();
    const now = this.clock.now();
    return this.connection.write(["leases"], async (tx) => {
      const store = tx.objectStore("leases");
      const read = readRecord(leaseRecord, await store.get(runId));
      // A lease says nothing that outlives a minute: one that cannot be read is no lease.
      const held = read.ok ? read.value : null;
      if (held !== null && !may(held, now)) return { mine: false, holder: held.holder };
      await store.put(createLease(runId, holder, now));
      return { mine: true, holder };
    });
  }

  private hold(runId: string, holder: string): Mine {
    // Within a tab the newest session has the run; the earlier one is told.
    const earlier = this.mine.get(runId);
    if (earlier !== undefined) this.lose(runId, earlier.holder);
    let ticks = 0;
    const stop = this.clock.every(CHECK_MS, () => {
      ticks += 1;
      void this.check(runId, holder, ticks % (BEAT_MS / CHECK_MS) === 0);
    });
    this.mine.set(runId, { holder, stop });
    return { state: "mine", release: () => void this.release(runId, holder) };
  }

  private async check(runId: string, holder: string, beat: boolean): Promise<void> {
    const now = this.clock.now();
    try {
      const theirs = await this.connection.write(["leases"], async (tx) => {
        const store = tx.objectStore("leases");
        const read = readRecord(leaseRecord, await store.get(runId));
        if (read.ok && read.value.holder !== holder) return true;
        if (beat) await store.put(createLease(runId, holder, now));
        return false;
      });
      if (theirs) this.lose(runId, holder);
    } catch {
      // Storage trouble is reported where something of the player's is at stake; the next beat tries again.
    }
  }

  private lose(runId: string, holder: string): void {
    const held = this.mine.get(runId);
    if (held?.holder !== holder) return;
    held.stop();
    this.mine.delete(runId);
    this.losses.tell(runId);
  }

  private async release(runId: string, holder: string): Promise<void> {
    const held = this.mine.get(runId);
    if (held?.holder !== holder) return;
    held.stop();
    this.mine.delete(runId);
    try {
      await this.connection.write(["leases"], async (tx) => {
        const store = tx.objectStore("leases");
        const read = readRecord(leaseRecord, await store.get(runId));
        if (read.ok && read.value.holder === holder) await store.delete(runId);
      });
    } catch {
      // It runs out by itself.
    }
  }

  private isAlive(runId: string): Promise<boolean> {
    return new Promise((resolve) => {
      const done = (alive: boolean) => {
        clearTimeout(timer);
        this.answers.delete(answer);
        resolve(alive);
      };
      const answer = (message: Message) => {
        if (message.kind === "here" && message.run === runId) done(true);
      };
      const timer = setTimeout(() => done(false), ANSWER_MS);
      this.answers.add(answer);
      this.say("ask", runId);
    });
  }

  private say(kind: Message["kind"], run: string): void {
    const message: Message = { kind, run, holder: this.mine.get(run)?.holder ?? "" };
    this.channel?.postMessage(message);
  }

  private hear(message: Message): void {
    for (const answer of [...this.answers]) answer(message);
    const held = this.mine.get(message.run);
    if (held === undefined) return;
    if (message.kind === "ask") this.say("here", message.run);
    if (message.kind === "taken" && message.holder !== held.holder) this.lose(message.run, held.holder);
  }
}
