import type { Timeline } from "#debrief/index";
import type { Program } from "#domain/drill";
import type { Run } from "#domain/run";
import type { Scorecard } from "#domain/score";

/** What the worker is asked: a finished run, and the card it was given, if it has one already. */
export interface Telling {
  readonly program: Program;
  readonly run: Run;
  readonly card?: Scorecard;
}

/** What the worker answers. */
export type Retold = { readonly timeline: Timeline } | { readonly failure: string };

/**
 * A run retold, beside the page where workers exist: a replay takes a second on a slow machine. Rejects when the run
 * cannot be replayed.
 */
export async function retell(telling: Telling): Promise<Timeline> {
  if (typeof Worker === "undefined") {
    const { timeline } = await import("#debrief/index");
    return timeline(telling.program, telling.run, telling.card);
  }
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  try {
    return await new Promise<Timeline>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Retold>) => {
        if ("timeline" in data) resolve(data.timeline);
        else reject(new Error(data.failure));
      };
      worker.onerror = (event) => reject(new Error(event.message || "The run could not be retold."));
      worker.postMessage(telling);
    });
  } finally {
    worker.terminate();
  }
}
