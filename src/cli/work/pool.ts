import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { Failure } from "../io";
import { workerScript } from "./bundle";
import { type Job, perform, type TaskResult } from "./tasks";

interface Answer {
  readonly number: number;
  readonly result?: TaskResult;
  readonly error?: string;
}

/** As many workers as there are processors. */
export const allProcessors = (): number => Math.max(1, availableParallelism());

/**
 * Does jobs in worker threads and gives their results in the order of the jobs. `workers` 0 does them here, one after the
 * other. The first job that throws ends everything with a Failure.
 */
export async function performAll(
  jobs: readonly Job[],
  workers: number,
  onDone: (index: number, result: TaskResult) => void = () => {},
): Promise<readonly TaskResult[]> {
  if (workers <= 0 || jobs.length <= 1) {
    return jobs.map((job, index) => {
      const result = perform(job);
      onDone(index, result);
      return result;
    });
  }
  const results: TaskResult[] = new Array(jobs.length);
  let next = 0;
  const script = await workerScript();
  const crew = Array.from({ length: Math.min(workers, jobs.length) }, () => new Worker(script, { eval: true }));
  const serve = (worker: Worker): Promise<void> =>
    new Promise((resolve, reject) => {
      const give = (): void => {
        const number = next++;
        const job = jobs[number];
        if (job === undefined) resolve();
        else worker.postMessage({ number, job });
      };
      worker.on("error", reject);
      worker.on("message", ({ number, result, error }: Answer) => {
        if (result === undefined) {
          reject(new Failure(error ?? "a worker gave no answer"));
          return;
        }
        results[number] = result;
        onDone(number, result);
        give();
      });
      give();
    });
  try {
    await Promise.all(crew.map(serve));
  } finally {
    await Promise.all(crew.map((worker) => worker.terminate()));
  }
  return results;
}
