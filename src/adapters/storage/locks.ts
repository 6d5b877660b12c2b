import type { RunLock } from "#session/contract";

type Mine = { readonly state: "mine"; release(): void };

/** One tab per run by the browser's own locks: freed at once when a tab dies, and stolen in one step. */
export class WebRunLock implements RunLock {
  private readonly lost = new Map<string, Set<() => void>>();
  /** Settles when the lock that this tab gave back last is really free. */
  private readonly ends = new Map<string, Promise<void>>();
  /** The last request of this tab for each run. */
  private readonly asked = new Map<string, Promise<unknown>>();

  constructor(private readonly locks: LockManager) {}

  async acquire(runId: string): Promise<Mine | { readonly state: "held" }> {
    const before = this.asked.get(runId);
    const answer = (async () => {
      // A page that closes a run and opens it again at once must not find its own lock held.
      await before;
      await this.ends.get(runId);
      return this.request(runId, { ifAvailable: true });
    })();
    this.asked.set(
      runId,
      answer.catch(() => undefined),
    );
    return answer;
  }

  async takeOver(runId: string): Promise<Mine> {
    const lease = await this.request(runId, { steal: true });
    if (lease.state === "held") throw new Error("a stolen lock cannot be held by others");
    return lease;
  }

  onLost(runId: string, callback: () => void): () => void {
    const callbacks = this.lost.get(runId) ?? new Set();
    this.lost.set(runId, callbacks.add(callback));
    return () => callbacks.delete(callback);
  }

  private request(runId: string, options: LockOptions): Promise<Mine | { readonly state: "held" }> {
    return new Promise((resolve, reject) => {
      let granted = false;
      let given = false;
      const hold = (lock: Lock | null): Promise<void> | undefined => {
        if (lock === null) {
          resolve({ state: "held" });
          return undefined;
        }
        granted = true;
        return new Promise((free) => {
          const release = () => {
            given = true;
            this.ends.set(runId, ended);
            free();
          };
          resolve({ state: "mine", release });
        });
      };
      const ended = Promise.resolve(this.locks.request(`meantime-run-${runId}`, options, hold)).then(
        () => undefined,
        (error: unknown) => {
          // The request of a holder fails when its lock is stolen.
          if (!granted) reject(error);
          else if (!given) for (const callback of [...(this.lost.get(runId) ?? [])]) callback();
        },
      );
    });
  }
}
