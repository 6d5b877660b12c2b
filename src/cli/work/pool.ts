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

/** Which job a worker does next: of the batch it is at, else of one nobody has begun, else whatever is left. */
class Queue {
  private readonly batches = new Map<string, number[]>();
  private readonly begun = new Set<string>();

  constructor(jobs: readonly Job[]) {
    jobs.forEach(({ batch }, number) => {
      const list = this.batches.get(batch);
      if (list === undefined) this.batches.set(batch, [number]);
      else list.push(number);
    });
  }

  next(current: string): { readonly number: number; readonly batch: string } | null {
    const names = [...this.batches.keys()];
    const batch = names.find((b) => b === current) ?? names.find((b) => !this.begun.has(b)) ?? names[0];
    const list = batch === undefined ? undefined : this.batches.get(batch);
    const number = list?.shift();
    if (batch === undefined || list === undefined || number === undefined) return null;
    this.begun.add(batch);
    if (list.length === 0) this.batches.delete(batch);
    return { number, batch };
  }
}

/**
 * Does jobs in worker threads and gives their results in the order of the jobs; jobs of one batch go to one worker as far as
 * possible, which remembers what they have in common. `workers` 0 does them here, one after the other. The first job that
 * throws ends everything with a Failure.
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
  const queue = new Queue(jobs);
  const script = await workerScript();
  const crew = Array.from({ length: Math.min(workers, jobs.length) }, () => new Worker(script, { eval: true }));
  const serve = (worker: Worker): Promise<void> =>
    new Promise((resolve, reject) => {
      let current = "";
      const give = (): void => {
        const next = queue.next(current);
        if (next === null) {
          resolve();
          return;
        }
        current = next.batch;
        worker.postMessage({ number: next.number, job: jobs[next.number] });
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
