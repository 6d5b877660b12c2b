import type { Doc } from "./rules";
import type { Token } from "./tokens";

const GLUE = new Set(
  (
    "the a an we i you they it he she there this that these those is are was were be been am will would can could should shall may " +
    "might must have has had do does did to of in on for with at by from into about our your their its not as who which"
  ).split(" "),
);

/** Is the clause from `first` up to `last` built like language? */
function isBuilt(tokens: readonly Token[], first: number, last: number): boolean {
  const size = last - first;
  if (size < 3) return false;
  let glue = 0;
  // Terse reports are made of facts: "checkout 5xx at 10 %", "next update 12:20".
  let fact = false;
  for (let i = first; i < last; i++) {
    const token = tokens[i] as Token;
    if (GLUE.has(token.text)) glue += 1;
    if (token.kind !== "word") fact = true;
  }
  if (glue * 8 >= size) return true;
  const begin = tokens[first]?.text ?? "";
  return size <= 8 && (fact || begin.endsWith("ing") || begin.endsWith("ed"));
}

/** Share of the words that stand in clauses built like language, 0 to 1. */
function structured(tokens: readonly Token[]): number {
  let count = 0;
  for (let i = 0, begin = 0; i < tokens.length; i++) {
    if (i + 1 < tokens.length && tokens[i + 1]?.clause === tokens[i]?.clause) continue;
    if (isBuilt(tokens, begin, i + 1)) count += i + 1 - begin;
    begin = i + 1;
  }
  return count / tokens.length;
}

/** Is the text a bare list of keywords? Such a list has next to no clauses built like language. Short texts are not judged. */
export function isSoup(doc: Doc): boolean {
  let words = 0;
  for (const token of doc.tokens) if (token.kind === "word") words += 1;
  return words >= 6 && structured(doc.tokens) < 0.4;
}

/** Small words of terse sentences, which say how things belong together where a list does not. */
const LINKS = new Set("per versus vs than then when after before until if only no every each so because".split(" "));

/** Verbs in the bare form: a clause that begins with one says what to do. Words that are as often a noun ("test", "alert") are none. */
const BIDDING = new Set(
  (
    "add allow ask avoid bring check choose close compare confirm count decide define delete disable drain enable explain find fix follow " +
    "get give go grab inform keep learn let look make measure move name open pick pin prove publish put raise read reduce remove repair replace " +
    "restore roll save say see send set show shut solve split start stop switch take tell throw try turn use verify wait warn wrap write"
  ).split(" "),
);
/** Verbs in the form of the third person that are no plural of a noun. */
const TELLING = new Set(
  (
    "asks becomes begins breaks brings buys catches comes contains decides depends expires explains fails falls finds follows gets gives " +
    "goes grows happens hears helps hides holds keeps knows learns leaves lets lives looks loses makes means meets needs opens pays proves " +
    "puts reads receives refuses remains removes replaces replays requires says sees sends serves shows sits solves stands stays survives " +
    "takes tells throws tries uses waits wins writes went came got fell told sent kept held lost found left made took gave wrote saw said ran stood paid broke"
  ).split(" "),
);

/** Does the clause from `first` up to `last` have a verb of its own: "breaker opens", "tell support", "cache purged"? */
function isSaid(tokens: readonly Token[], first: number, last: number): boolean {
  if (last - first < 2) return false;
  if (BIDDING.has(tokens[first]?.text ?? "")) return true;
  for (let i = first + 1; i < last; i++) {
    const text = tokens[i]?.text ?? "";
    if (TELLING.has(text) || (text.length > 4 && text.endsWith("ed"))) return true;
  }
  return false;
}

/**
 * Sentences (by number) that are bare lists of keywords, in a text that as a whole is none: short pieces, nothing that links words, and fewer than
 * half of them with a verb of their own.
 */
export function listSentences(doc: Doc): ReadonlySet<number> {
  const out = new Set<number>();
  doc.sentences.forEach(({ first, last }, number) => {
    if (last - first < 4) return;
    let clauses = 0;
    let said = 0;
    for (let i = first, begin = first; i < last; i++) {
      const text = doc.tokens[i]?.text ?? "";
      if (GLUE.has(text) || LINKS.has(text)) return;
      if (i + 1 < last && doc.tokens[i + 1]?.clause === doc.tokens[i]?.clause) continue;
      clauses += 1;
      if (isSaid(doc.tokens, begin, i + 1)) said += 1;
      begin = i + 1;
    }
    if (last - first <= 3 * clauses && said * 2 < clauses) out.add(number);
  });
  return out;
}
