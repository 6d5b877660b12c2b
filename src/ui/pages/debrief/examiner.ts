import { answerOf } from "./answer";
import { type Answered, type Answers, type Asked, debriefWorker, type Question, type Telling } from "./retell";

/** Asks about a finished run. Answers come in the order of the questions; they reject when the run cannot be replayed. */
export interface Examiner {
  ask<A extends Question["about"]>(question: Extract<Question, { readonly about: A }>): Promise<Answers[A]>;
  close(): void;
}

/** An examiner beside the page. It works from its first question on, and until it is closed. */
function beside(telling: Telling): Examiner {
  const waiting = new Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>();
  let asked = 0;
  let worker: Worker | null = null;
  const start = (): Worker => {
    const started = debriefWorker();
    started.onmessage = ({ data }: MessageEvent<Answered>) => {
      const asker = waiting.get(data.id);
      waiting.delete(data.id);
      if ("answer" in data) asker?.resolve(data.answer as never);
      else asker?.reject(new Error(data.failure));
    };
    started.onerror = (event) => {
      for (const { reject } of waiting.values()) reject(new Error(event.message || "The run could not be examined."));
      waiting.clear();
    };
    started.postMessage({ kind: "examine", telling } satisfies Asked);
    return started;
  };
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        worker ??= start();
        const id = ++asked;
        waiting.set(id, { resolve, reject });
        worker.postMessage({ kind: "question", id, question } satisfies Asked);
      }),
    close: () => {
      worker?.terminate();
      waiting.clear();
    },
  };
}

/** The same where there are no workers. */
function here({ program, run }: Telling): Examiner {
  const examination = import("#debrief/index").then((room) => new room.Examination(program, run));
  return {
    ask: async (question) => answerOf(await examination, question) as never,
    close: () => undefined,
  };
}

export function examinerOf(telling: Telling): Examiner {
  return typeof Worker === "undefined" ? here(telling) : beside(telling);
}
