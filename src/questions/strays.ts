import type { LabelledPhrase } from "#domain/questions";
import type { Span } from "#language/tokens";
import { assess } from "./assess";
import type { QuestionMatcher } from "./matcher";

/** A concept heard in a sentence that was written to say something else. */
export interface Stray {
  readonly concept: string;
  readonly phrase: LabelledPhrase;
  /** The words that decided. */
  readonly spans: readonly Span[];
}

/**
 * Where the rules of a card hear a concept in sentences said for other concepts, of this card or of others. Some sentences do say two
 * things; most strays are rules that hear words which mean nothing. In a long answer there are many such sentences.
 */
export function straysOf(matcher: QuestionMatcher, phrases: readonly LabelledPhrase[]): readonly Stray[] {
  const { id } = matcher.question;
  return phrases.flatMap((phrase) => {
    if (!phrase.said) return [];
    const { concepts } = assess(matcher, phrase.text);
    return concepts.flatMap(({ id: concept, status, spans }) =>
      status === "hit" && !(phrase.question === id && phrase.concept === concept) ? [{ concept, phrase, spans }] : [],
    );
  });
}
