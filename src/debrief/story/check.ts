import { STORY_LENGTHS, STORY_PARTS, type Story, type StoryLength, type StoryPart } from "#domain/documents";
import { judgeMessage } from "#language/features";
import { createMatcher } from "#language/rules";
import type { Span } from "#language/tokens";
import { tokenize } from "#language/tokens";
import { countWords, wordsFor } from "./length";
import { STORY_PHRASES, STORY_RULES, type StoryRule, type StoryRuleId } from "./rules";

/** Something a rule found, and where. */
export interface Finding {
  readonly rule: StoryRule;
  /** The part, or the version by its seconds. */
  readonly place: StoryPart | StoryLength;
  /** What it is about, in a sentence. */
  readonly says: string;
  /** The words that decided; null where something is missing. */
  readonly span: Span | null;
}

/** Longer texts are read up to here: far more than anybody tells in four minutes. */
const MAX_TEXT = 8_000;

const matcher = createMatcher<keyof typeof STORY_PHRASES>(STORY_PHRASES);
const ruleOf = (id: StoryRuleId): StoryRule => STORY_RULES.find((rule) => rule.id === id) as StoryRule;

const found = (text: string, phrase: keyof typeof STORY_PHRASES): readonly Span[] =>
  matcher.judge(matcher.read(text), phrase).spans;

/** What is said in quotation marks is somebody else's. */
const unquoted = (text: string): string => text.replace(/[“"][^“”"]*[”"]/g, (quote) => " ".repeat(quote.length));

const MAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/;
/** "for Contoso", "our customer Contoso": a capital word after a word that introduces a customer. */
const CUSTOMER = /\b(?:customer|client|company|bank|partner)s?(?: called| named|,)? ([A-Z][\w&-]+)/;

type Judge = (text: string) => Pick<Finding, "says" | "span"> | null;

const missing = (says: string): Pick<Finding, "says" | "span"> => ({ says, span: null });

function hasFigure(text: string): boolean {
  return tokenize(text).tokens.some(
    ({ kind, value }) => kind === "number" || kind === "percent" || value !== undefined,
  );
}

function confidential(text: string): Pick<Finding, "says" | "span"> | null {
  const mail = MAIL.exec(text);
  if (mail !== null)
    return { says: `“${mail[0]}” is an address.`, span: { start: mail.index, end: mail.index + mail[0].length } };
  const host = tokenize(text).tokens.find(({ kind }) => kind === "host");
  if (host !== undefined)
    return { says: `“${text.slice(host.start, host.end)}” looks like a machine's name.`, span: host };
  const customer = CUSTOMER.exec(text);
  if (customer === null) return null;
  return {
    says: `“${customer[1]}” looks like somebody's name.`,
    span: { start: customer.index, end: customer.index + customer[0].length },
  };
}

function blamed(text: string): Pick<Finding, "says" | "span"> | null {
  const [span] = judgeMessage(unquoted(text), "internal").find(({ id }) => id === "blame")?.spans ?? [];
  return span === undefined ? null : { says: `“${text.slice(span.start, span.end)}” blames somebody.`, span };
}

/** Rules about a part, by its text; each says what it found, or nothing. */
const PARTS: Readonly<Record<StoryPart, Readonly<Partial<Record<StoryRuleId, Judge>>>>> = {
  situation: {},
  task: {},
  action: {
    "i-did": (text) => {
      const own = unquoted(text);
      if (/\bI\b/.test(own)) return null;
      const [span] = found(own, "we-did");
      return span === undefined
        ? missing("Nobody says “I” in it.")
        : { says: "“We” did it all; nobody says “I”.", span };
    },
    alternative: (text) =>
      found(unquoted(text), "alternative").length > 0 ? null : missing("Nothing else could have been done in it."),
    reason: (text) => (found(unquoted(text), "reason").length > 0 ? null : missing("It does not say why.")),
  },
  result: { figure: (text) => (hasFigure(text) ? null : missing("There is no figure in it.")) },
  learning: {
    learned: (text) => (found(text, "learned").length > 0 ? null : missing("It does not say what is different since.")),
  },
};

function checkPart(story: Pick<Story, "drill">, part: StoryPart, text: string): readonly Finding[] {
  if (text.trim() === "") return [{ rule: ruleOf("empty"), place: part, ...missing("Nothing is written here yet.") }];
  const judges: Partial<Record<StoryRuleId, Judge>> = {
    ...PARTS[part],
    blame: blamed,
    // What a drill is made of may be told.
    ...(story.drill === null ? { names: confidential } : {}),
  };
  return Object.entries(judges).flatMap(([id, judge]) => {
    const finding = judge(text);
    return finding === null ? [] : [{ rule: ruleOf(id as StoryRuleId), place: part, ...finding }];
  });
}

/** How far a version may be from its length, as a share. */
export const LENGTH_SLACK = 0.15;

function checkVersion(length: StoryLength, text: string): readonly Finding[] {
  if (text.trim() === "") return [];
  const words = countWords(text);
  const target = wordsFor(length);
  const off = words - target;
  const findings: Finding[] = [];
  if (Math.abs(off) > LENGTH_SLACK * target) {
    const says = `${words} words; ${length} seconds hold about ${target}, so ${off > 0 ? `${off} are too many` : `${-off} are missing`}.`;
    findings.push({ rule: ruleOf("length"), place: length, says, span: null });
  }
  const read = text.slice(0, MAX_TEXT);
  const [ended] = found(read, "ended");
  const [began] = found(read, "began");
  if (ended !== undefined && began !== undefined && ended.start < began.start)
    findings.push({
      rule: ruleOf("order"),
      place: length,
      says: `“${text.slice(ended.start, ended.end)}” comes before how it began.`,
      span: ended,
    });
  return findings;
}

/** What the rules find in a story, parts first, gaps before hints within each. Pure, never throws. */
export function checkStory(story: Pick<Story, "drill" | "parts" | "versions">): readonly Finding[] {
  const parts = STORY_PARTS.flatMap((part) => checkPart(story, part, story.parts[part].slice(0, MAX_TEXT)));
  const versions = STORY_LENGTHS.flatMap((length) => checkVersion(length, story.versions[length]));
  return [...parts, ...versions];
}
