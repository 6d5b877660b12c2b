import type { RunLock } from "#session/contract";
import { LossListeners } from "./loss";

type Mine = { readonly state: "mine"; release(): void };

/** One tab per run by the browser's own locks: freed at once when a tab dies, and stolen in one step. */
export class WebRunLock implements RunLock {
  private readonly losses = new LossListeners();
  /** Locks of this tab: how to free them, and whose they are (only the latest lease may). */
  private readonly held = new Map<string, { readonly free: () => void; lease: symbol }>();
  /** Settles when the lock that this tab gave back last is really free. */
  private readonly ends = new Map<string, Promise<void>>();
  /** The last request of this tab for each run. */
  private readonly asked = new Map<string, Promise<unknown>>();

  constructor(private readonly locks: LockManager) {}

  acquire(runId: string): Promise<Mine | { readonly state: "held" }> {
    return this.inTurn(runId, async () => {
      // Within a tab the newest session has the run; the earlier one is told.
      if (this.held.has(runId)) {
        this.losses.tell(runId);
        return this.lease(runId);
      }
      // A page that closes a run and opens it again at once must not find its own lock held.
      await this.ends.get(runId);
      const granted = await this.request(runId, { ifAvailable: true });
      return granted ? this.lease(runId) : { state: "held" };
    });
  }

  takeOver(runId: string): Promise<Mine> {
    return this.inTurn(runId, async () => {
      if (this.held.has(runId)) this.losses.tell(runId);
      else await this.request(runId, { steal: true });
      return this.lease(runId);
    });
  }

  onLost(runId: string, callback: () => void): () => void {
    return this.losses.add(runId, callback);
  }

  private inTurn<T>(runId: string, work: () => Promise<T>): Promise<T> {
    const before = this.asked.get(runId) ?? Promise.resolve();
    const answer = before.then(work);
    this.asked.set(
      runId,
      answer.catch(() => undefined),
    );
    return answer;
  }

  private lease(runId: string): Mine {
    const lease = Symbol(runId);
    const held = this.held.get(runId);
    if (held !== undefined) held.lease = lease;
    const release = () => {
      const now = this.held.get(runId);
      if (now?.lease !== lease) return;
      this.held.delete(runId);
      now.free();
    };
    return { state: "mine", release };
  }

  /** Whether the lock was granted; it is held until freed. */
  private request(runId: string, options: LockOptions): Promise<boolean> {
    return new Promise((resolve, reject) => {
      let mine: { readonly free: () => void; lease: symbol } | null = null;
      const hold = (lock: Lock | null): Promise<void> | undefined => {
        if (lock === null) {
          resolve(false);
          return undefined;
        }
        return new Promise((free) => {
          mine = { free, lease: Symbol(runId) };
          this.held.set(runId, mine);
          resolve(true);
        });
      };
      const ended = Promise.resolve(this.locks.request(`meantime-run-${runId}`, options, hold)).then(
        () => undefined,
        (error: unknown) => {
          // The request of a holder fails when its lock is stolen.
          if (mine === null) reject(error);
          else if (this.held.get(runId) === mine) {
            this.held.delete(runId);
            this.losses.tell(runId);
          }
        },
      );
      this.ends.set(runId, ended);
    });
  }
}
