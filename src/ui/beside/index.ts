import type { Answered, Asked, Given, JobName, Result } from "./jobs";

/**
 * Does a job in a worker, so that the page stays alive; on the page itself where there are no workers. Rejects with what the
 * job threw.
 */
export async function beside<J extends JobName>(job: J, given: Given<J>): Promise<Result<J>> {
  if (typeof Worker === "undefined") {
    const { perform } = await import("./jobs");
    return perform({ job, given });
  }
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  try {
    return await new Promise<Result<J>>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Answered<J>>) => {
        if ("result" in data) resolve(data.result);
        else reject(new Error(data.failure));
      };
      worker.onerror = (event) => reject(new Error(event.message || "It could not be worked out."));
      worker.postMessage({ job, given } satisfies Asked<J>);
    });
  } finally {
    worker.terminate();
  }
}
