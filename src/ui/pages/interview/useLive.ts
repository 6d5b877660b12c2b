import { useEffect, useState, useSyncExternalStore } from "react";
import type { InterviewHeader } from "#domain/interview";
import { messageOf } from "#lib/message";
import { type QuestionMatcher, questionMatcher } from "#questions/matcher";
import { type Services, useServices } from "../../services";
import { LiveInterview, type LiveView } from "./live";

/** An interview and everything that its questions need. */
export interface Opened {
  readonly live: LiveInterview;
  /** By question; a card that is no longer in the bank is left out. */
  readonly matchers: ReadonlyMap<string, QuestionMatcher>;
}

/** The questions of an interview, ready to read answers by. Rejects when one cannot be loaded, though the bank has it. */
export async function matchersOf(
  { rounds }: Pick<InterviewHeader, "rounds">,
  { bank }: Pick<Services, "bank">,
): Promise<ReadonlyMap<string, QuestionMatcher>> {
  const asked = [...new Set(rounds.flatMap((round) => (round.kind === "incident" ? [] : [round.question])))];
  const [groups, questions] = await Promise.all([
    bank.groups(),
    Promise.all(
      asked.map((id) =>
        bank.question(id).catch((error: unknown) => {
          if (error instanceof RangeError) return null;
          throw error;
        }),
      ),
    ),
  ]);
  return new Map(
    questions.flatMap((question) => (question === null ? [] : [[question.id, questionMatcher(question, groups)]])),
  );
}

/** Null while it is opened, `missing` when it is not stored, else why it cannot be opened. */
export function useOpened(id: string): Opened | { readonly failed: string } | "missing" | null {
  const services = useServices();
  const [state, setState] = useState<Opened | { readonly failed: string } | "missing" | null>(null);
  useEffect(() => {
    let gone = false;
    const open = async (): Promise<Opened | "missing"> => {
      const store = await services.interviews();
      const stored = await store.load(id);
      if (stored === null) return "missing";
      const matchers = await matchersOf(stored.header, services);
      return { live: new LiveInterview(stored, store, services.clock), matchers };
    };
    open().then(
      (opened) => !gone && setState(opened),
      (error: unknown) => !gone && setState({ failed: messageOf(error) }),
    );
    return () => {
      gone = true;
    };
  }, [services, id]);
  return state;
}

/** The interview as it stands. */
export function useLive(live: LiveInterview): LiveView {
  return useSyncExternalStore(live.subscribe, live.getState);
}

/** Seconds the interview has been open, each second anew. `onTick` is called with them. */
export function useNow(live: LiveInterview, onTick?: (now: number) => void): number {
  const { clock } = useServices();
  const [now, setNow] = useState(live.now);
  useEffect(
    () =>
      clock.every(1000, () => {
        // Whoever acts on time first has it without what the machine slept through.
        live.tick();
        setNow(live.now());
        onTick?.(live.now());
      }),
    [clock, live, onTick],
  );
  return now;
}
