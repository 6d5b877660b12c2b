import { useEffect, useState } from "react";
import { messageOf } from "#lib/message";
import type { NewestRuns } from "#session/contract";
import { type Services, useServices } from "../../services";

/** So many open and finished runs are shown; the data page has them all. */
export const OPEN = 12;
export const FINISHED = 6;

/** Milliseconds until all runs are read, to find out whether some cannot be: after everything that is seen first. */
const ALL_AFTER = 1500;

/** What home shows of what is stored. */
export interface Stored extends NewestRuns {
  /** Why the runs could not be listed. */
  readonly failure: string | null;
  readonly now: number;
}

type Shelves = Pick<Services, "runs" | "clock">;

async function read({ runs, clock }: Shelves): Promise<Stored> {
  try {
    // One more than is shown tells whether there are more.
    return { ...(await runs.newest(OPEN + 1)), failure: null, now: clock.now() };
  } catch (error) {
    return { open: [], finished: [], failure: messageOf(error), now: clock.now() };
  }
}

/** Read before there was a page to show it on; taken by the first home there is, as it is old for any other. */
let ahead: Stored | null = null;

/** Reads what home shows, so that it is there with its first render. */
export async function readAhead(shelves: Shelves): Promise<void> {
  ahead = await read(shelves);
}

/** What home shows; null while it is being read. */
export function useStored(): Stored | null {
  const { runs, clock } = useServices();
  const [stored, setStored] = useState(() => ahead);
  useEffect(() => {
    let gone = false;
    const first = ahead;
    ahead = null;
    if (first === null) {
      void read({ runs, clock }).then((found) => {
        if (!gone) setStored(found);
      });
    }
    const timer = setTimeout(() => runs.list().catch(() => undefined), ALL_AFTER);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [runs, clock]);
  return stored;
}
