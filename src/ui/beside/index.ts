import type { Answered, Asked, Given, JobName, Result } from "./jobs";

/** Does jobs for a page. */
export interface Helper {
  /** Whether the page stays alive meanwhile. */
  readonly isBeside: boolean;
  /** Rejects with what the job threw. */
  ask<J extends JobName>(job: J, ...given: Given<J>): Promise<Result<J>>;
  /** What is still being worked on is not answered any more. */
  close(): void;
}

/** A helper in a worker of its own, from its first job until it is closed. */
function inWorker(): Helper {
  const waiting = new Map<number, { resolve: (result: never) => void; reject: (error: Error) => void }>();
  let asked = 0;
  let worker: Worker | null = null;
  let broken: Error | null = null;
  const start = (): Worker => {
    const started = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    started.onmessage = ({ data }: MessageEvent<Answered>) => {
      const asker = waiting.get(data.id);
      waiting.delete(data.id);
      if ("result" in data) asker?.resolve(data.result as never);
      else asker?.reject(new Error(data.failure));
    };
    // A job that throws answers so: this is a worker that cannot be loaded, and will not answer anything.
    started.onerror = (event) => {
      broken = new Error(event.message || "It could not be worked out.");
      for (const { reject } of waiting.values()) reject(broken);
      waiting.clear();
    };
    return started;
  };
  return {
    isBeside: true,
    ask: (job, ...given) =>
      new Promise((resolve, reject) => {
        if (broken !== null) return reject(broken);
        worker ??= start();
        const id = ++asked;
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, job, given } satisfies Asked<typeof job>);
      }),
    close: () => {
      worker?.terminate();
      waiting.clear();
    },
  };
}

/** The same on the page itself, where there are no workers. */
function onPage(): Helper {
  const perform = import("./jobs").then(({ workbench }) => workbench());
  return {
    isBeside: false,
    ask: async <J extends JobName>(job: J, ...given: Given<J>): Promise<Result<J>> =>
      (await perform)<J>({ job, given }),
    close: () => undefined,
  };
}

export const helper = (): Helper => (typeof Worker === "undefined" ? onPage() : inWorker());

/** Does a single job beside the page. Rejects with what it threw. */
export async function beside<J extends JobName>(job: J, ...given: Given<J>): Promise<Result<J>> {
  const { ask, close } = helper();
  try {
    return await ask(job, ...given);
  } finally {
    close();
  }
}
