import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";

/** What a worker says: how long its work took by itself, in milliseconds. */
interface Said {
  readonly took: number;
}

/**
 * Does `work` when this file was started as a worker, with what it was given: code that has never run before, as in the first
 * seconds of a page. To be called by the file itself while it is loaded.
 */
export function onlyInWorker<T>(work: (given: T) => unknown): void {
  if (isMainThread) return;
  const started = performance.now();
  work(workerData as T);
  parentPort?.postMessage({ took: performance.now() - started } satisfies Said);
}

/** Milliseconds of work in a worker that is started for it, and from asking for the worker to its answer. `url` is that of the file with `onlyInWorker`. */
export async function inNewWorker(
  url: string,
  given: unknown,
): Promise<{ readonly took: number; readonly all: number }> {
  const started = performance.now();
  const worker = new Worker(new URL(url), { workerData: given });
  const { took } = await new Promise<Said>((resolve, reject) => worker.once("message", resolve).once("error", reject));
  const all = performance.now() - started;
  await worker.terminate();
  return { took, all };
}
