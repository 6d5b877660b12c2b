import { bytes } from "#lib/format";
import type { PackReading } from "#session/contract";
import type { Answered, Asked, Job } from "./jobs";
import { DEADLINE_MS, LIMITS } from "./limits";

/** The part of a worker that is used. */
export interface Workman {
  postMessage(asked: Asked): void;
  terminate(): void;
  onmessage: ((event: { readonly data: Answered }) => void) | null;
  onerror: ((event: { readonly message?: string }) => void) | null;
}

/** It did not end in time, or came to grief on the way. */
export class Unfinished extends Error {}

const startWorker = (): Workman | null =>
  typeof Worker === "undefined"
    ? null
    : (new Worker(new URL("./worker.ts", import.meta.url), { type: "module" }) as Workman);

/** Bytes of a file, characters of a pack in hand. */
const sizeOf = (job: Job): number =>
  job.kind === "read" ? job.bytes.byteLength : job.pack.files.reduce((sum, { text }) => sum + text.length, 0);

/** A worker that has had nothing to do for so long is let go. */
const IDLE_MS = 30_000;

interface Waiting {
  readonly job: Job;
  readonly resolve: (reading: PackReading) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Does jobs one after the other in a worker of its own, each with a deadline: what is not done by then is stopped with the worker, and
 * the next job gets a new one. Where there are no workers the page does it; nothing could stop it there, so that a large job is refused.
 */
export class Compiler {
  private readonly queue: Waiting[] = [];
  private current: Waiting | null = null;
  private worker: Workman | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;

  constructor(
    private readonly start: () => Workman | null = startWorker,
    private readonly deadline = DEADLINE_MS,
  ) {}

  /** Rejects with `Unfinished` when the deadline has passed, and with what was thrown when the job cannot be done. */
  ask(job: Job): Promise<PackReading> {
    return new Promise((resolve, reject) => {
      this.queue.push({ job, resolve, reject });
      this.next();
    });
  }

  private next(): void {
    if (this.current !== null) return;
    clearTimeout(this.timer);
    const waiting = this.queue.shift();
    if (waiting === undefined) {
      this.timer = setTimeout(() => this.dismiss(), IDLE_MS);
      return;
    }
    this.current = waiting;
    this.worker ??= this.engage();
    if (this.worker === null) {
      void this.onPage(waiting);
      return;
    }
    const id = ++this.asked;
    const seconds = this.deadline / 1000;
    this.timer = setTimeout(() => this.giveUp(`It was not done after ${seconds} s and was stopped.`), this.deadline);
    this.worker.onmessage = ({ data }) => {
      if (data.id !== id) return;
      if ("reading" in data) this.settle((each) => each.resolve(data.reading));
      else this.settle((each) => each.reject(new Unfinished(data.failure)));
    };
    this.worker.postMessage({ id, job: waiting.job });
  }

  private engage(): Workman | null {
    const worker = this.start();
    if (worker !== null) {
      // A job that throws answers so: this worker cannot be loaded, or has run out of memory.
      worker.onerror = (event) => this.giveUp(event.message || "It could not be worked out.");
    }
    return worker;
  }

  /** The same on the page itself. */
  private async onPage({ job }: Waiting): Promise<void> {
    try {
      if (sizeOf(job) > LIMITS.onPage) {
        const most = bytes(LIMITS.onPage);
        throw new Unfinished(
          `It has more than ${most}, and this browser lets nothing of that size be checked beside the page.`,
        );
      }
      const { perform } = await import("./jobs");
      const reading = perform(job);
      this.settle((each) => each.resolve(reading));
    } catch (error) {
      this.settle((each) => each.reject(error instanceof Error ? error : new Unfinished(String(error))));
    }
  }

  private settle(how: (waiting: Waiting) => void): void {
    const { current } = this;
    this.current = null;
    clearTimeout(this.timer);
    if (current !== null) how(current);
    this.next();
  }

  private giveUp(why: string): void {
    this.dismiss();
    this.settle((each) => each.reject(new Unfinished(why)));
  }

  private dismiss(): void {
    this.worker?.terminate();
    this.worker = null;
  }
}
