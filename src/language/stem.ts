/**
 * A small English stemmer after Porter's second algorithm ("Porter2", snowballstem.org), shortened to the suffixes that
 * matter for matching, plus irregular verbs of incident talk. Equal stems mean "the same word"; stems are not words.
 */

const IRREGULAR: Readonly<Record<string, string>> = {
  am: "be",
  is: "be",
  are: "be",
  was: "be",
  were: "be",
  been: "be",
  being: "be",
  has: "have",
  had: "have",
  having: "have",
  did: "do",
  does: "do",
  done: "do",
  doing: "do",
  went: "go",
  goes: "go",
  going: "go",
  made: "make",
  making: "make",
  took: "take",
  taken: "take",
  taking: "take",
  sent: "send",
  wrote: "write",
  written: "write",
  writing: "write",
  paid: "pay",
  broke: "break",
  broken: "break",
  lost: "lose",
  losing: "lose",
  found: "find",
  held: "hold",
  kept: "keep",
  told: "tell",
  thought: "think",
  knew: "know",
  known: "know",
  gave: "give",
  given: "give",
  giving: "give",
  came: "come",
  coming: "come",
  began: "begin",
  begun: "begin",
  said: "say",
  saw: "see",
  seen: "see",
  ran: "run",
  running: "run",
  got: "get",
  gotten: "get",
  getting: "get",
  felt: "feel",
  fell: "fall",
  fallen: "fall",
  meant: "mean",
  left: "leave",
  rolled: "roll",
  rolling: "roll",
  us: "we",
  our: "we",
  me: "i",
  my: "i",
  your: "you",
  their: "they",
  them: "they",
  an: "a",
  mins: "minute",
  min: "minute",
  minutes: "minute",
  secs: "second",
  sec: "second",
  hrs: "hour",
  hr: "hour",
  apologise: "apolog",
  apologize: "apolog",
  apologies: "apolog",
  apology: "apolog",
  apologising: "apolog",
  apologizing: "apolog",
  news: "news",
  this: "this",
  its: "it",
  yes: "yes",
  always: "always",
  status: "status",
  falling: "fall",
  rose: "rise",
  risen: "rise",
  rising: "rise",
  grew: "grow",
  grown: "grow",
  built: "build",
  chose: "choose",
  chosen: "choose",
  choosing: "choose",
  became: "become",
  drove: "drive",
  driven: "drive",
  spoke: "speak",
  spoken: "speak",
  threw: "throw",
  thrown: "throw",
  shrank: "shrink",
  shrunk: "shrink",
  spent: "spend",
  stood: "stand",
  understood: "understand",
  brought: "bring",
  bought: "buy",
  caught: "catch",
  taught: "teach",
  sought: "seek",
  dealt: "deal",
  led: "lead",
  fed: "feed",
  froze: "freeze",
  frozen: "freeze",
  woke: "wake",
  woken: "wake",
  hid: "hide",
  hidden: "hide",
  drew: "draw",
  drawn: "draw",
  slept: "sleep",
  sold: "sell",
  split: "split",
  stuck: "stick",
  struck: "strike",
  shook: "shake",
  slid: "slide",
  won: "win",
  wore: "wear",
  worn: "wear",
  proven: "prove",
  shown: "show",
  forgot: "forget",
  forgotten: "forget",
  rang: "ring",
  rung: "ring",
  swept: "sweep",
  fought: "fight",
  eaten: "eat",
  ate: "eat",
  shed: "shed",
};

/** Words that the rules below would take for forms of another word: each, and its plural, keeps a stem of its own. */
const APART = new Set(
  "several other signal tenant production business staging owner counter timing worker gone".split(" "),
);

function isVowel(w: string, i: number): boolean {
  const c = w.charAt(i);
  return "aeiou".includes(c) ? c !== "" : c === "y" && i > 0 && !isVowel(w, i - 1);
}

function hasVowel(w: string): boolean {
  for (let i = 0; i < w.length; i++) if (isVowel(w, i)) return true;
  return false;
}

/** Start of Porter's region R1: after the first consonant that follows a vowel. */
function regionOne(w: string): number {
  for (let i = 1; i < w.length; i++) if (isVowel(w, i - 1) && !isVowel(w, i)) return i + 1;
  return w.length;
}

function endsShort(w: string): boolean {
  const n = w.length;
  if (n === 2) return isVowel(w, 0) && !isVowel(w, 1);
  return n > 2 && !isVowel(w, n - 3) && isVowel(w, n - 2) && !isVowel(w, n - 1) && !"wxy".includes(w.charAt(n - 1));
}

function withoutPlural(w: string): string {
  if (w.endsWith("sses")) return w.slice(0, -2);
  if (w.endsWith("ies") || w.endsWith("ied")) return w.length > 4 ? w.slice(0, -2) : w.slice(0, -1);
  if (w.endsWith("ss") || w.endsWith("us")) return w;
  return w.endsWith("s") && hasVowel(w.slice(0, -2)) ? w.slice(0, -1) : w;
}

function withoutInflection(w: string): string {
  const suffix = ["eedly", "ingly", "edly", "eed", "ing", "ed"].find((s) => w.endsWith(s));
  if (!suffix) return w;
  const base = w.slice(0, -suffix.length);
  if (suffix.startsWith("eed")) return base.length >= regionOne(w) ? `${base}ee` : w;
  if (!hasVowel(base)) return w;
  if (/(at|bl|iz)$/.test(base)) return `${base}e`;
  if (/(bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(base)) return base.slice(0, -1);
  return endsShort(base) && regionOne(base) >= base.length ? `${base}e` : base;
}

/** Derivational endings and what they become, longest first; they must lie in R1. */
const ENDINGS: readonly (readonly [string, string])[] = [
  ["ization", "ize"],
  ["ational", "ate"],
  ["fulness", "ful"],
  ["ousness", "ous"],
  ["iveness", "ive"],
  ["tional", "tion"],
  ["ability", "able"],
  ["ation", "ate"],
  ["alism", "al"],
  ["aliti", "al"],
  ["entli", "ent"],
  ["ousli", "ous"],
  ["ement", ""],
  ["ance", ""],
  ["ence", ""],
  ["able", ""],
  ["ible", ""],
  ["ment", ""],
  ["alli", "al"],
  ["izer", "ize"],
  ["ness", ""],
  ["ator", "ate"],
  ["ate", ""],
  ["ive", ""],
  ["ize", ""],
  ["ise", ""],
  ["ful", ""],
  ["ant", ""],
  ["ion", ""],
  ["er", ""],
  ["al", ""],
  ["li", ""],
];

function withoutEnding(w: string): string {
  const r1 = regionOne(w);
  for (const [suffix, into] of ENDINGS) {
    if (!w.endsWith(suffix)) continue;
    const base = w.slice(0, -suffix.length);
    if (base.length < r1 || base.length < 3) return w;
    if (suffix === "ion" && !/[st]$/.test(base)) return w;
    return base + into;
  }
  return w;
}

/** Texts repeat their words, and rules ask for the same ones again and again. */
const known = new Map<string, string>();
const MOST_KNOWN = 20_000;

/** Stem of a lower-case ASCII word. Words of one or two letters, and words with digits, are their own stem. */
export function stem(word: string): string {
  const before = known.get(word);
  if (before !== undefined) return before;
  const found = stemOf(word);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(word, found);
  return found;
}

function stemOf(word: string): string {
  const irregular = Object.hasOwn(IRREGULAR, word) ? IRREGULAR[word] : undefined;
  if (irregular !== undefined && irregular !== word) return stem(irregular);
  if (irregular !== undefined || word.length < 3 || /[^a-z]/.test(word)) return word;
  if (APART.has(word)) return word;
  if (word.endsWith("s") && APART.has(word.slice(0, -1))) return word.slice(0, -1);
  let w = withoutInflection(withoutPlural(word));
  if (w.length > 2 && w.endsWith("y") && !isVowel(w, w.length - 2)) w = `${w.slice(0, -1)}i`;
  const once = withoutEnding(w);
  w = once === w ? w : withoutEnding(once);
  // Short words keep their e: "note" is not "not".
  return w.length > 4 && w.endsWith("e") ? w.slice(0, -1) : w;
}
