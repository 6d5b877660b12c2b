/** Milliseconds of work after which the page may do something else. */
const SLICE_MS = 8;

/** A task later. Timers are slowed down in hidden tabs; messages are not. */
const nextTask = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

/** Long work in slices. Never inside a transaction, which would end. */
export class Breath {
  private since = performance.now();

  constructor(private readonly signal: AbortSignal | undefined) {}

  /** Lets the page answer if it has waited for long enough. Rejects with the reason of the signal. */
  async take(): Promise<void> {
    this.signal?.throwIfAborted();
    if (performance.now() - this.since < SLICE_MS) return;
    await nextTask();
    this.signal?.throwIfAborted();
    this.since = performance.now();
  }
}
