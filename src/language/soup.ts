import type { Doc } from "./rules";
import type { Token } from "./tokens";

const GLUE = new Set(
  (
    "the a an we i you they it he she there this that these those is are was were be been am will would can could should shall may " +
    "might must have has had do does did to of in on for with at by from into about our your their its not as who which"
  ).split(" "),
);

/** Share of the words that stand in clauses built like language, 0 to 1. */
function structured(tokens: readonly Token[]): number {
  const clauses = new Map<number, Token[]>();
  for (const t of tokens) clauses.set(t.clause, [...(clauses.get(t.clause) ?? []), t]);
  let count = 0;
  for (const clause of clauses.values()) {
    const glue = clause.filter((t) => GLUE.has(t.text)).length;
    const participle = /(?:ing|ed)$/.test(clause[0]?.text ?? "");
    // Terse reports are made of facts: "checkout 5xx at 10 %", "next update 12:20".
    const fact = clause.some((t) => t.kind !== "word");
    const terse = (participle || fact) && clause.length <= 8;
    if (clause.length >= 3 && (terse || glue * 8 >= clause.length)) count += clause.length;
  }
  return count / tokens.length;
}

/** Is the text a bare list of keywords? Such a list has next to no clauses built like language. Short texts are not judged. */
export function isSoup(doc: Doc): boolean {
  return doc.tokens.filter((t) => t.kind === "word").length >= 6 && structured(doc.tokens) < 0.4;
}

/** Small words of terse sentences, which say how things belong together where a list does not. */
const LINKS = new Set("per versus vs than then when after before until if only no every each so because".split(" "));

/** Sentences (by number) that are bare lists of keywords, in a text that as a whole is none: short pieces, and nothing that links words. */
export function listSentences(doc: Doc): ReadonlySet<number> {
  const out = new Set<number>();
  doc.sentences.forEach((sentence, i) => {
    const tokens = doc.tokens.slice(sentence.first, sentence.last);
    const clauses = new Set(tokens.map(({ clause }) => clause)).size;
    const isLinked = tokens.some((t) => GLUE.has(t.text) || LINKS.has(t.text));
    if (tokens.length >= 4 && !isLinked && tokens.length <= 3 * clauses) out.add(i);
  });
  return out;
}
