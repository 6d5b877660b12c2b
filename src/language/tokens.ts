/**
 * Text → tokens with their place in the original text. Only ASCII rules and one table of our own, so the result does
 * not depend on an engine's Unicode version. Contractions become two tokens with one span ("won't" → will, not).
 */
import { stem } from "./stem";

/** Half-open range of UTF-16 positions in the original text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** "time" is a clock time (or a minutes:seconds length, which looks the same); "host" a machine or address. */
export type TokenKind = "word" | "number" | "percent" | "time" | "host";

export interface Token extends Span {
  readonly kind: TokenKind;
  /** Lower-case ASCII form. */
  readonly text: string;
  readonly stem: string;
  /** Number, share in percent, or seconds of day; for words of number ("ten") too. */
  readonly value?: number;
  /** Written with a capital first letter. */
  readonly capital: boolean;
  readonly clause: number;
  readonly sentence: number;
  /** Punctuation right after the token, if any. */
  readonly after: string;
}

export interface Sentence extends Span {
  readonly first: number;
  /** One past the last token. */
  readonly last: number;
  readonly question: boolean;
}

export interface Tokens {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly sentences: readonly Sentence[];
}

const FOLDED = "aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo/ouuuuyty";

/** ASCII form of a character from Latin-1 and the usual typographic marks; others are returned as they are. */
function fold(c: string): string {
  const code = c.charCodeAt(0);
  if (code < 128) return c.toLowerCase();
  if (code >= 0xc0 && code <= 0xff) return FOLDED.charAt(code - 0xc0);
  if (code === 0x2019 || code === 0x2018 || code === 0x02bc || code === 0xb4) return "'";
  if (code === 0x201c || code === 0x201d) return '"';
  if (code === 0x2010 || code === 0x2011) return "-";
  if (code === 0x2013 || code === 0x2014 || code === 0x2026) return code === 0x2026 ? "." : ",";
  if (code === 0xa0 || code === 0x202f || code === 0x2009) return " ";
  const extra = "ąaćcęełlńnśsźzżzčcďděeňnřršsťtůužzāaēeīiōoūuőoűuğgışş".indexOf(c);
  return extra >= 0 && extra % 2 === 0
    ? "ąaćcęełlńnśsźzżzčcďděeňnřršsťtůužzāaēeīiōoūuőoűuğg".charAt(extra + 1) || c
    : c;
}

const CONTRACTIONS: Readonly<Record<string, readonly [string, string]>> = {
  "won't": ["will", "not"],
  wont: ["will", "not"],
  "can't": ["can", "not"],
  cant: ["can", "not"],
  cannot: ["can", "not"],
  "shan't": ["shall", "not"],
  dont: ["do", "not"],
  isnt: ["is", "not"],
  arent: ["are", "not"],
  doesnt: ["does", "not"],
  didnt: ["did", "not"],
  havent: ["have", "not"],
  hasnt: ["has", "not"],
  wasnt: ["was", "not"],
  couldnt: ["could", "not"],
  shouldnt: ["should", "not"],
  wouldnt: ["would", "not"],
  youll: ["you", "will"],
  "let's": ["let", "us"],
  "it's": ["it", "is"],
  "that's": ["that", "is"],
  "there's": ["there", "is"],
  "what's": ["what", "is"],
  "i'm": ["i", "am"],
  im: ["i", "am"],
  dunno: ["not", "know"],
  eod: ["end", "day"],
  gonna: ["going", "to"],
};
const ENDINGS: readonly (readonly [string, string])[] = [
  ["n't", "not"],
  ["'ll", "will"],
  ["'re", "are"],
  ["'ve", "have"],
  ["'d", "would"],
];

const TEENS =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen " +
  "eighteen nineteen";
const TENS = { twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, ninety: 90 };
const NUMBER_WORDS: ReadonlyMap<string, number> = new Map([
  ...TEENS.split(" ").map((word, value) => [word, value] as const),
  ...Object.entries(TENS),
]);

/** Words that begin a new clause wherever they stand. */
const CLAUSE_WORDS = new Set([
  "before",
  "until",
  "till",
  "but",
  "however",
  "although",
  "though",
  "while",
  "whereas",
  "because",
  "so",
]);
/** Words after "and" or "or" that make it a new clause rather than a list. */
const SUBJECTS = new Set([
  "we",
  "i",
  "you",
  "they",
  "he",
  "she",
  "it",
  "will",
  "is",
  "are",
  "am",
  "have",
  "has",
  "then",
  "now",
  "instead",
]);

const CLOCK = /([01]?\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?(?:\s?([ap])\.?m\b\.?)?/y;
const AMPM = /(1[0-2]|[1-9])\s?([ap])\.?m\b\.?/y;
const ADDRESS = /(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?/y;
const NUMBER = /\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?/y;
/** "5xx" is one word, and "502s" several 502, not 502 seconds. */
const STATUS_CODE = /[1-5]xxs?\b|([45]\d\d)'?s\b/y;
const PERCENT = /\s?(?:%|percent\b|per cent\b)/y;
const DOTTED = /[a-z][a-z0-9-]*(?:\.[a-z0-9][a-z0-9-]*)*\.(?:internal|local|svc|lan|corp|prod|cluster|intra|net|io)\b/y;
const WORD = /[a-z][a-z0-9_]*(?:'[a-z]+)*/y;
const HYPHENATED = /[a-z][a-z0-9]*(?:-[a-z0-9]+)+/y;
/** Hyphenated words with digits that are no machines. */
const NOT_HOST =
  /^(?:sev|inc|p|v|utf|http|https|t|q|h|ticket|case|covid|iso|rfc|phase|step|level|tier|top|mid|pre|post|non|day|week|part|round|wave|option|late|early)-/;

function at(pattern: RegExp, text: string, i: number): RegExpExecArray | null {
  pattern.lastIndex = i;
  return pattern.exec(text);
}

function isHost(word: string): boolean {
  if (NOT_HOST.test(word) || !/\d/.test(word)) return false;
  // "half-2" style words have a short second part; machine names end in an index or carry a hash.
  return (
    word
      .split("-")
      .slice(1)
      .some((part) => /\d/.test(part)) || /^[a-z]+\d+-/.test(word)
  );
}

interface Draft {
  kind: TokenKind;
  text: string;
  start: number;
  end: number;
  value?: number;
}

function words(drafts: Draft[], word: string, start: number, end: number): void {
  const add = (text: string): void => {
    const value = NUMBER_WORDS.get(text);
    drafts.push(value === undefined ? { kind: "word", text, start, end } : { kind: "number", text, start, end, value });
  };
  const pair = Object.hasOwn(CONTRACTIONS, word) ? CONTRACTIONS[word] : undefined;
  if (pair) {
    add(pair[0]);
    add(pair[1]);
    return;
  }
  if (!word.includes("'")) {
    add(word);
    return;
  }
  for (const [ending, full] of ENDINGS) {
    if (word.length > ending.length && word.endsWith(ending)) {
      add(word.slice(0, -ending.length));
      add(full);
      return;
    }
  }
  add(word.replace(/'s?$/, "").replace(/'/g, "") || word);
}

function hostAt(folded: string, i: number): string | undefined {
  const dotted = at(DOTTED, folded, i);
  if (dotted) return dotted[0];
  const hyphenated = at(HYPHENATED, folded, i);
  return hyphenated && isHost(hyphenated[0]) ? hyphenated[0] : undefined;
}

/** Reads one token at i into drafts; returns the position after it, or i when nothing starts there. */
function readToken(folded: string, i: number, drafts: Draft[]): number {
  const c = folded.charCodeAt(i);
  if (c >= 48 && c <= 57) {
    const address = at(ADDRESS, folded, i);
    if (address) {
      drafts.push({ kind: "host", text: address[0], start: i, end: i + address[0].length });
      return i + address[0].length;
    }
    const clock = at(CLOCK, folded, i) ?? at(AMPM, folded, i);
    if (clock) {
      const short = clock.length === 3;
      const half = short ? clock[2] : clock[4];
      const hour = Number(clock[1]);
      const hours = half === "p" && hour < 12 ? hour + 12 : half === "a" && hour === 12 ? 0 : hour;
      const value = hours * 3600 + (short ? 0 : Number(clock[2]) * 60 + Number(clock[3] ?? 0));
      drafts.push({ kind: "time", text: clock[0].trim(), start: i, end: i + clock[0].length, value });
      return i + clock[0].length;
    }
    const code = at(STATUS_CODE, folded, i);
    if (code) {
      const text = code[1] ?? code[0];
      const value = code[1] === undefined ? {} : { value: Number(text) };
      drafts.push({
        kind: code[1] === undefined ? "word" : "number",
        text,
        start: i,
        end: i + code[0].length,
        ...value,
      });
      return i + code[0].length;
    }
    const number = at(NUMBER, folded, i);
    const text = number ? number[0] : folded.charAt(i);
    const end = i + text.length;
    const percent = at(PERCENT, folded, end);
    const value = Number(text.replace(/,/g, ""));
    drafts.push({ kind: percent ? "percent" : "number", text, start: i, end: end + (percent?.[0].length ?? 0), value });
    return end + (percent?.[0].length ?? 0);
  }
  if (c < 97 || c > 122) return i;
  const word = at(WORD, folded, i)?.[0] ?? folded.charAt(i);
  const next = folded.charAt(i + word.length);
  // Most words are followed by a space: no machine's name.
  const host = next === "." || next === "-" ? hostAt(folded, i) : undefined;
  if (host !== undefined) {
    drafts.push({ kind: "host", text: host, start: i, end: i + host.length });
    return i + host.length;
  }
  words(drafts, word, i, i + word.length);
  return i + word.length;
}

const NOT_ASCII = /[^\0-\x7f]/;

/** One folded character per original character keeps the positions equal. */
function foldAll(text: string): string {
  if (!NOT_ASCII.test(text)) return text.toLowerCase();
  let folded = "";
  for (let i = 0; i < text.length; i++) folded += fold(text.charAt(i)).charAt(0) || " ";
  return folded;
}

/** Tokens, clauses and sentences of any text. Never throws; spans lie inside the text. */
export function tokenize(text: string): Tokens {
  const folded = foldAll(text);
  const tokens: Token[] = [];
  const sentences: Sentence[] = [];
  let clause = 0;
  let first = 0;
  let sentenceStart = 0;
  const endSentence = (end: number, question: boolean): void => {
    if (tokens.length > first) {
      sentences.push({ start: sentenceStart, end, first, last: tokens.length, question });
      first = tokens.length;
      clause++;
    }
    sentenceStart = end;
  };
  let i = 0;
  const drafts: Draft[] = [];
  while (i < folded.length) {
    if (folded.charCodeAt(i) === 32) {
      i++;
      continue;
    }
    drafts.length = 0;
    const next = readToken(folded, i, drafts);
    if (next > i) {
      const original = text.charCodeAt(i);
      for (const d of drafts) {
        const previous = tokens[tokens.length - 1];
        if (CLAUSE_WORDS.has(d.text)) clause++;
        else if (previous && (previous.text === "and" || previous.text === "or") && SUBJECTS.has(d.text)) clause++;
        // Written out: spreading the draft took most of the time of reading.
        const { kind, text, start, end, value } = d;
        const capital = original >= 65 && original <= 90;
        const sentence = sentences.length;
        const after = folded.charAt(next);
        const common = { kind, text, start, end, stem: stem(text), capital, clause, sentence, after };
        tokens.push(value === undefined ? common : Object.assign(common, { value }));
      }
      i = next;
      continue;
    }
    const c = folded.charAt(i);
    if (c === "." || c === "!" || c === "?" || c === "\n") endSentence(i + 1, c === "?");
    else if (',;:()"[]'.includes(c)) clause++;
    i++;
  }
  endSentence(text.length, false);
  return { text, tokens, sentences };
}
