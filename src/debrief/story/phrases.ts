import { countWords } from "./length";

const NUMBERS = [
  ..."zero one two three four five six seven eight nine ten eleven twelve".split(" "),
] as readonly string[];

/** A number as one says it: words up to twelve. */
export const spell = (n: number): string => NUMBERS[n] ?? String(n);

const some = (n: number, unit: string): string => `${spell(n)} ${unit}${n === 1 ? "" : "s"}`;

/** A length of time as one says it, to the second below a hundred, else to the minute: "40 seconds", "three minutes". */
export function lasted(seconds: number): string {
  const s = Math.max(0, Math.round(seconds));
  if (s === 0) return "no time at all";
  if (s < 100) return some(s, "second");
  const minutes = Math.round(s / 60);
  if (minutes < 60) return some(minutes, "minute");
  const rest = minutes % 60;
  return `${some(Math.floor(minutes / 60), "hour")}${rest === 0 ? "" : ` and ${some(rest, "minute")}`}`;
}

/** "a, b and c". */
export function listed(items: readonly string[], last = "and"): string {
  return items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} ${last} ${items.at(-1)}`;
}

/** "one update", "three updates", "two entries". */
export function several(n: number, noun: string): string {
  return `${spell(n)} ${n === 1 ? noun : plural(noun)}`;
}

export function plural(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(?:[sx]|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}

const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ");

/** A number up to 99 in words: "sixty-nine". Larger ones stay figures. */
function spelled(n: number): string {
  if (n < 13 || n > 99) return spell(n);
  if (n < 20) return TEENS[n - 13] ?? "";
  const ten = TENS[Math.floor(n / 10) - 2] ?? "";
  return n % 10 === 0 ? ten : `${ten}-${spell(n % 10)}`;
}

/** To begin a sentence: with a capital letter, and not with a figure where a word can stand. */
export function capital(text: string): string {
  const words = text.replace(/^\d{1,2}(?= )/, (figure) => spelled(Number(figure)));
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Names that stand in no scene. */
const ALWAYS = "I I'm I've Monday Tuesday Wednesday Thursday Friday Saturday Sunday Git GitOps".split(" ");

/** Words that keep their capital letter in the middle of a sentence. */
export type Names = ReadonlySet<string>;

/** All words of some names. */
export const namesOf = (names: readonly string[]): Names =>
  new Set([...ALWAYS, ...names.flatMap((name) => name.split(/[ (),/&-]+/))]);

/** A sentence to go on with, after a colon or "that": no full stop, and a small letter where the first word is no name. */
export function tail(sentence: string, names: Names): string {
  const text = sentence.trim().replace(/[.;]$/, "");
  const first = /^[A-Za-z'’]+(?![\w.(])/.exec(text)?.[0] ?? "";
  const isPlain = first !== "" && /^[A-Z]?[a-z'’]*$/.test(first) && !names.has(first.replace(/['’]s$/, ""));
  return isPlain ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** The sentences of a text, in order. */
export function sentences(text: string): readonly string[] {
  return text
    .split(/(?<=[.!?]["”)]?)\s+(?=["“(]?[A-Z0-9])/)
    .map((each) => each.trim())
    .filter((each) => each !== "");
}

/** Without the marks that somebody else put round it. */
const bare = (text: string): string => text.trim().replace(/["“”]/g, "");

/**
 * As much of what somebody said as fits so many words: whole sentences from the beginning, else its first clauses. In
 * quotation marks, with a full stop where it had none.
 */
export function quoted(text: string, most: number): string {
  const kept: string[] = [];
  for (const sentence of sentences(bare(text))) {
    if (countWords([...kept, sentence].join(" ")) > most) break;
    kept.push(sentence);
  }
  if (kept.length === 0) kept.push(clauses(sentences(bare(text))[0] ?? "", most));
  const said = kept.join(" ").trim();
  return `“${said}${/[.!?…]$/.test(said) ? "" : "."}”`;
}

/** The clauses of a sentence that fit; at least the first words. */
function clauses(sentence: string, most: number): string {
  const parts = sentence.split(/(?<=[,;:])\s+/);
  let kept = "";
  for (const part of parts) {
    const next = kept === "" ? part : `${kept} ${part}`;
    if (countWords(next) > most) break;
    kept = next;
  }
  if (kept === "") kept = sentence.split(/\s+/).slice(0, most).join(" ");
  return `${kept.replace(/[,;:]$/, "")} …`;
}

/** What somebody wants, out of what they wrote: the last question, with what leads to it when it is short. */
export function question(text: string): string {
  const all = sentences(bare(text));
  const at = all.findLastIndex((each) => each.endsWith("?"));
  if (at < 0) return all.slice(-2).join(" ");
  const asked = all[at] ?? "";
  const before = all[at - 1];
  return countWords(asked) < 6 && before !== undefined ? `${before} ${asked}` : asked;
}

const OBJECT =
  /(?:^|\s)(?:to|for|from|of|with|told|tell|gave|give|asked|ask|show|showed|let|against|by|about|wait for)$/i;

/** What was said to "you", told by "me". */
export function mine(text: string): string {
  return text
    .replace(/\byou were\b/gi, "I was")
    .replace(/\byou are\b/gi, "I am")
    .replace(/\byourself\b/gi, "myself")
    .replace(/\byours\b/gi, "mine")
    .replace(/\bYour\b/g, "My")
    .replace(/\byour\b/g, "my")
    .replace(/\byou\b/gi, (_, at: number, whole: string) => {
      const before = whole.slice(0, at).trimEnd();
      const isLast = /^[.,;:!?)]|^$/.test(whole.slice(at + 3));
      return OBJECT.test(before) || isLast ? "me" : "I";
    });
}
