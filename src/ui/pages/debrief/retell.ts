import type { Coverage, Sight, Study, Timeline } from "#debrief/index";
import type { Program } from "#domain/drill";
import type { Second } from "#domain/ids";
import type { Run } from "#domain/run";
import type { Scorecard } from "#domain/score";

/** What the worker is asked to retell: a finished run, and the card it was given, if it has one already. */
export interface Telling {
  readonly program: Program;
  readonly run: Run;
  readonly card?: Scorecard;
}

/** What may be asked about the run that was told last. */
export type Question =
  | { readonly about: "study" }
  | { readonly about: "sight"; readonly second: Second }
  | { readonly about: "coverage" };

/** Answers by what they are about. */
export interface Answers {
  readonly study: Study;
  readonly sight: Sight;
  readonly coverage: Coverage;
}

/** What the worker is given. `examine` says which run the questions after it are about. */
export type Asked =
  | { readonly kind: "tell"; readonly telling: Telling }
  | { readonly kind: "examine"; readonly telling: Telling }
  | { readonly kind: "question"; readonly id: number; readonly question: Question };

/** What the worker answers. */
export type Retold = { readonly timeline: Timeline } | { readonly failure: string };
export type Answered =
  | { readonly id: number; readonly answer: Answers[keyof Answers] }
  | { readonly id: number; readonly failure: string };

export function debriefWorker(): Worker {
  return new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
}

/**
 * A run retold, beside the page where workers exist: a replay takes a second on a slow machine. Rejects when the run
 * cannot be replayed.
 */
export async function retell(telling: Telling): Promise<Timeline> {
  if (typeof Worker === "undefined") {
    const { timeline } = await import("#debrief/index");
    return timeline(telling.program, telling.run, telling.card);
  }
  const worker = debriefWorker();
  try {
    return await new Promise<Timeline>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Retold>) => {
        if ("timeline" in data) resolve(data.timeline);
        else reject(new Error(data.failure));
      };
      worker.onerror = (event) => reject(new Error(event.message || "The run could not be retold."));
      worker.postMessage({ kind: "tell", telling } satisfies Asked);
    });
  } finally {
    worker.terminate();
  }
}
