import { useEffect, useState } from "react";
import type { Scorecard } from "#domain/score";
import { isOwn } from "#modes/drill/own";
import { practisedBy } from "#score/practised";
import type { PlayedRun } from "#score/skills";
import type { RunSummary } from "#session/contract";
import { type Services, useServices } from "../../services";

/** Runs whose end is read at once. */
const AT_ONCE = 100;

export interface Cards {
  readonly cards: ReadonlyMap<string, Scorecard>;
  /** Runs that are still to be read. */
  readonly left: number;
  /** Runs whose end could not be read. */
  readonly failed: number;
}

const NONE: Cards = { cards: new Map(), left: 0, failed: 0 };

async function cardOf(id: string, { runs }: Services): Promise<Scorecard | null> {
  try {
    return (await runs.frozen(id))?.scorecard ?? null;
  } catch {
    return null;
  }
}

/**
 * The score cards of finished runs, newest first, a part at a time: the page does not wait for them. They are handed out each time
 * there are twice as many, as everything that is made of them is made anew. Null: not yet.
 */
export function useCards(finished: readonly RunSummary[] | null): Cards {
  const services = useServices();
  const [state, setState] = useState<Cards>(NONE);
  useEffect(() => {
    let gone = false;
    const read = async (runs: readonly RunSummary[]) => {
      const cards = new Map<string, Scorecard>();
      let failed = 0;
      let handedOut = 0;
      for (let at = 0; at < runs.length; at += AT_ONCE) {
        const part = runs.slice(at, at + AT_ONCE);
        const found = await Promise.all(part.map(({ id }) => cardOf(id, services)));
        if (gone) return;
        part.forEach(({ id }, i) => {
          const card = found[i] ?? null;
          if (card === null) failed += 1;
          else cards.set(id, card);
        });
        const done = Math.min(runs.length, at + AT_ONCE);
        if (done < runs.length && done < 2 * handedOut) continue;
        handedOut = done;
        setState({ cards: new Map(cards), left: runs.length - done, failed });
      }
    };
    if (finished !== null) void read(finished);
    return () => {
      gone = true;
    };
  }, [finished, services]);
  return state;
}

/** Finished runs as evidence, as far as their cards have been read. */
export function playedRuns(
  finished: readonly RunSummary[],
  cards: ReadonlyMap<string, Scorecard>,
  skillsOf: (drill: string) => readonly string[],
): readonly PlayedRun[] {
  return finished.flatMap((run): PlayedRun[] => {
    const card = cards.get(run.id);
    if (card === undefined) return [];
    const { id, drill, variant, updatedAt: at } = run;
    const origin = !isOwn(run) ? "none" : run.forkOf === null ? "start" : "fork";
    const hasHints = run.labels.some((label) => label.startsWith("hints"));
    return [{ id, drill, variant, at, origin, hasHints, card, practised: practisedBy(skillsOf(drill)) }];
  });
}
