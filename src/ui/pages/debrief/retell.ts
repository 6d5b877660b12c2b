import type { Timeline } from "#debrief/index";
import type { Program } from "#domain/drill";
import type { Run } from "#domain/run";

/** What the worker answers. */
export type Retold = { readonly timeline: Timeline } | { readonly failure: string };

/**
 * A run retold, beside the page where workers exist: a replay and the two runs it is compared with take seconds on a
 * slow machine. Rejects when the run cannot be replayed.
 */
export async function retell(program: Program, run: Run): Promise<Timeline> {
  if (typeof Worker === "undefined") return (await import("#debrief/index")).timeline(program, run);
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  try {
    return await new Promise<Timeline>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Retold>) => {
        if ("timeline" in data) resolve(data.timeline);
        else reject(new Error(data.failure));
      };
      worker.onerror = (event) => reject(new Error(event.message || "The run could not be retold."));
      worker.postMessage({ program, run });
    });
  } finally {
    worker.terminate();
  }
}
