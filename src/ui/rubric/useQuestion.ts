import { useEffect, useState } from "react";
import type { Question } from "#domain/questions";
import { messageOf } from "#lib/message";
import { type QuestionMatcher, questionMatcher } from "#questions/matcher";
import { useServices } from "../services";

/** A question ready to read answers by. */
export interface Ready {
  readonly question: Question;
  readonly matcher: QuestionMatcher;
}

/** Null while it is loaded, a sentence when it cannot be. */
export function useQuestion(id: string): Ready | string | null {
  const { bank } = useServices();
  const [state, setState] = useState<{ readonly id: string; readonly result: Ready | string } | null>(null);
  useEffect(() => {
    let gone = false;
    const set = (result: Ready | string) => {
      if (!gone) setState({ id, result });
    };
    Promise.all([bank.question(id), bank.groups()]).then(
      ([question, groups]) => set({ question, matcher: questionMatcher(question, groups) }),
      (error: unknown) => set(messageOf(error)),
    );
    return () => {
      gone = true;
    };
  }, [bank, id]);
  return state?.id === id ? state.result : null;
}
