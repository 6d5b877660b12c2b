import { parentPort } from "node:worker_threads";
import { messageOf } from "#lib/message";
import { type Job, perform } from "./tasks";

/** Jobs come in with a number and go back with it; a job that throws goes back with its message. */
parentPort?.on("message", ({ number, job }: { readonly number: number; readonly job: Job }) => {
  try {
    parentPort?.postMessage({ number, result: perform(job) });
  } catch (error) {
    parentPort?.postMessage({ number, error: messageOf(error) });
  }
});
