import type { QuestionMatcher } from "./matcher";

/**
 * What a candidate probably asks back: the place of the clarification that hears most of their words, null when none does. Words never
 * decide alone: it is shown, and counts when the candidate says that it was meant.
 */
export function matchClarification(matcher: QuestionMatcher, text: string): number | null {
  const reading = matcher.read(text);
  const heard = matcher.question.clarifications.flatMap((_, index) => {
    const { status, spans } = reading.clarification(index);
    if (status === "missed" && spans.length === 0) return [];
    const letters = spans.reduce((sum, span) => sum + span.end - span.start, 0);
    return [{ index, isHit: status === "hit", letters }];
  });
  const [best] = heard.sort((a, b) => Number(b.isHit) - Number(a.isHit) || b.letters - a.letters || a.index - b.index);
  return best?.index ?? null;
}
