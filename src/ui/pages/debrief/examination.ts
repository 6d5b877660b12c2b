import { createContext, useContext, useEffect, useState } from "react";
import type { Coverage, Sight, Study, Timeline } from "#debrief/index";
import { messageOf } from "#lib/message";
import { type Helper, helper } from "../../beside/index";
import type { Debrief } from "./load";

/** What is known beyond the score, as far as it is there. */
export interface Examined {
  /** The run, for links to its seconds. */
  readonly run: string;
  /** Null until the run has been retold, and where `cannot` says why. */
  readonly examiner: Helper | null;
  readonly study: Study | null;
  readonly coverage: Coverage | null;
  /** How many seconds have been gone back to in this round, of how many; null before and after. */
  readonly progress: { readonly done: number; readonly of: number } | null;
  /** Why nothing more can be known: the end of a sentence. Null while it can. */
  readonly cannot: string | null;
}

export const ExaminedContext = createContext<Examined | null>(null);

/** The examination of the run on this page. Throws outside of one. */
export function useExamined(): Examined {
  const examined = useContext(ExaminedContext);
  if (examined === null) throw new Error("useExamined: no examination above");
  return examined;
}

/** Lets the page answer between two questions where there is no worker. */
const breath = () => new Promise((resolve) => setTimeout(resolve, 0));

/**
 * Examines a run once it has been retold: the study first, then second by second what was knowable. `timeline` and
 * `failure` are what came of the retelling.
 */
export function useExamination(
  { program, run, readOnly }: Debrief,
  timeline: Timeline | null | undefined,
  failure: string | null,
): Examined {
  const { id } = run.header;
  const isTold = timeline !== undefined && timeline !== null;
  const [examined, setExamined] = useState<Examined>({
    run: id,
    examiner: null,
    study: null,
    coverage: null,
    progress: null,
    cannot: null,
  });
  useEffect(() => {
    if (!isTold || readOnly !== null) return;
    const examiner = helper();
    let gone = false;
    const tell = (change: Partial<Examined>) => {
      if (!gone) setExamined((before) => ({ ...before, ...change }));
    };
    const examine = async () => {
      await examiner.ask("examine", { program, run });
      tell({ examiner });
      const study = await examiner.ask("study");
      tell({ study });
      // After the first round something can be told; what makes it more exact is not worth a page that stands still.
      for (const round of examiner.isBeside ? study.samples : study.samples.slice(0, 1)) {
        for (const [done, second] of round.entries()) {
          tell({ progress: { done, of: round.length } });
          await breath();
          if (gone) return;
          await examiner.ask("sight", second);
        }
        tell({ coverage: await examiner.ask("coverage") });
      }
      tell({ progress: null });
    };
    examine().catch((error: unknown) => tell({ cannot: `not known. ${messageOf(error)}`, progress: null }));
    return () => {
      gone = true;
      examiner.close();
    };
  }, [program, run, readOnly, isTold]);
  if (readOnly !== null) return { ...examined, cannot: "that takes a replay, and this run can only be read." };
  return failure === null
    ? examined
    : { ...examined, cannot: "that takes a replay, and this run could not be replayed." };
}

/** What had been seen at a second and what could have been; null while it is asked about, or when it cannot be. */
export function useSight(second: number): { readonly sight: Sight | null; readonly failure: string | null } {
  const { examiner } = useExamined();
  const [told, setTold] = useState<{
    readonly second: number;
    readonly sight: Sight | null;
    readonly failure: string | null;
  }>();
  useEffect(() => {
    if (examiner === null) return;
    let gone = false;
    examiner.ask("sight", second).then(
      (sight) => {
        if (!gone) setTold({ second, sight, failure: null });
      },
      (error: unknown) => {
        if (!gone) setTold({ second, sight: null, failure: messageOf(error) });
      },
    );
    return () => {
      gone = true;
    };
  }, [examiner, second]);
  return told?.second === second ? told : { sight: null, failure: null };
}
