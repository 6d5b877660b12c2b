import { useDeferredValue, useMemo } from "react";
import type { Audience } from "#domain/commands";
import type { View } from "#domain/view";
import { type Assessment, assess, type Feature, type MessageContext } from "#language/features";
import type { Mark, MarkTone } from "../../kit/highlight";
import { useView } from "../../live";
import { FEATURE_WORDS, READERS } from "../../words";

export const MARK_WORDS: Record<MarkTone, string> = { good: "counts", bad: "costs trust", neutral: "noticed" };

/** The names that messages are judged by, from what a view tells. */
export function contextOf(view: Pick<View, "system" | "people">): MessageContext {
  return { terms: view.system.terms, people: view.people.flatMap((person) => person.name.split(" ")) };
}

/** The deciding words of a message, good and bad, in text order. */
export function marksOf({ good, bad }: Assessment): readonly Mark[] {
  const of = (features: readonly Feature[], tone: MarkTone): Mark[] =>
    features.flatMap(({ id, spans, note }) =>
      spans.map(({ start, end }) => ({ from: start, to: end, tone, reason: `${FEATURE_WORDS[id]}: ${note}` })),
    );
  return [...of(good, "good"), ...of(bad, "bad")].sort((a, b) => a.from - b.from || a.to - b.to);
}

/** A message as its readers will judge it; follows the typing as soon as there is time. */
export function useAssessment(
  text: string,
  audience: Audience,
): { readonly text: string; readonly result: Assessment } {
  const system = useView((view) => view.system);
  const people = useView((view) => view.people);
  const settled = useDeferredValue(text);
  return useMemo(
    () => ({ text: settled, result: assess(settled, READERS[audience], contextOf({ system, people })) }),
    [settled, audience, system, people],
  );
}
