import type { Postmortem, PostmortemAction } from "#domain/documents";
import { createMatcher } from "#language/rules";
import { tokenize } from "#language/tokens";
import { blamedIn, wordsOf } from "./blamed";
import type { Field, TextFinding, TextRule } from "./contract";
import { isDay } from "./dates";
import { GROUPS, ONLY_ACTIONS, type PhraseId, TEXT_PHRASES, TEXT_RULES, type TextRuleId } from "./rules";

const matcher = createMatcher<PhraseId>(TEXT_PHRASES, GROUPS);
const PHRASES = Object.keys(TEXT_PHRASES) as PhraseId[];
const RULES: ReadonlyMap<string, TextRule> = new Map(TEXT_RULES.map((rule) => [rule.id, rule]));

/** Longer texts are read up to here. */
const MAX_TEXT = 20_000;

function finding(id: TextRuleId, field: Field, from: number, to: number, text: string): TextFinding {
  const rule = RULES.get(id);
  if (rule === undefined) throw new RangeError(`there is no rule ${id}`);
  return { rule, field, from, to, text };
}

/** What stands in quotation marks was said by somebody, and code is no prose; both are blanked, so that places stay. */
const prose = (text: string): string =>
  text.slice(0, MAX_TEXT).replace(/`[^`]*`|[“"][^“”"\n]*[”"]/g, (quote) => " ".repeat(quote.length));

interface Hit {
  readonly id: PhraseId;
  readonly from: number;
  readonly to: number;
}

/** Texts that were read lately: while one field is written, the others stay as they are. */
const lately = new Map<string, readonly Hit[]>();
const MOST_KEPT = 500;

/** Where the rules by words find something in a text; of two places of a rule that overlap the first counts. */
function hitsIn(text: string): readonly Hit[] {
  const known = lately.get(text);
  if (known !== undefined) return known;
  const doc = matcher.read(prose(text));
  const hits = PHRASES.flatMap((id) => {
    let end = -1;
    return matcher.find(doc, id).flatMap((match): readonly Hit[] => {
      const { start, end: to } = matcher.span(doc, match);
      if (match.negated || start < end) return [];
      end = to;
      return [{ id, from: start, to }];
    });
  });
  if (lately.size >= MOST_KEPT) lately.clear();
  lately.set(text, hits);
  return hits;
}

function byWords(field: Field, text: string): readonly TextFinding[] {
  const isWide = field.startsWith("actions.") || field === "wentPoorly";
  return hitsIn(text)
    .filter(({ id }) => isWide || !ONLY_ACTIONS.has(id))
    .map(({ id, from, to }) => finding(id, field, from, to, `“${text.slice(from, to)}”: ${says(id)}`));
}

const says = (id: TextRuleId): string => {
  const title = RULES.get(id)?.title ?? "";
  return `${title.charAt(0).toLowerCase()}${title.slice(1)}.`;
};

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

function byNames(field: Field, text: string, names: readonly string[]): readonly TextFinding[] {
  if (names.length === 0) return [];
  const longest = [...names].sort((a, b) => b.length - a.length).map(escaped);
  const pattern = new RegExp(`(?<![\\w-])(?:${longest.join("|")})(?![\\w-])`, "g");
  return [...prose(text).matchAll(pattern)].map(({ index, 0: name }) =>
    finding("names", field, index, index + name.length, `“${name}”: ${says("names")}`),
  );
}

/** Somebody who is not in the cast, with what they are said to have failed in. */
function byBlame(field: Field, text: string, systems: ReadonlySet<string>): readonly TextFinding[] {
  return blamedIn(prose(text), systems).map(({ rule, from, to }) =>
    finding(rule, field, from, to, `“${text.slice(from, to)}”: ${says(rule)}`),
  );
}

/** Whether a text says a number, a share or a length of time. */
const hasFigure = (text: string): boolean =>
  tokenize(text.slice(0, MAX_TEXT)).tokens.some(({ kind }) => kind === "number" || kind === "percent");

const WORDS: Readonly<Record<"title" | "summary" | "impact" | "detection", string>> = {
  title: "The title",
  summary: "The summary",
  impact: "The impact",
  detection: "The detection",
};

function missing({ impact, detection, ...rest }: Postmortem): readonly TextFinding[] {
  const texts = { title: rest.title, summary: rest.summary, impact, detection };
  const empty = (Object.keys(WORDS) as (keyof typeof WORDS)[])
    .filter((field) => texts[field].trim() === "")
    .map((field) => finding("empty", field, 0, 0, `${WORDS[field]} is empty.`));
  const figures = [
    ...(impact.trim() !== "" && !hasFigure(impact)
      ? [finding("impact-figure", "impact", 0, 0, "There is no figure in the impact.")]
      : []),
    ...(detection.trim() !== "" && !hasFigure(detection)
      ? [finding("detection-time", "detection", 0, 0, "The detection does not say how long it took.")]
      : []),
  ];
  return [...empty, ...figures];
}

function unfinished({ owner, due, check }: PostmortemAction, index: number): readonly TextFinding[] {
  const field: Field = `actions.${index}`;
  return [
    ...(owner.trim() === "" ? [finding("action-owner", field, 0, 0, "This action has no owner.")] : []),
    ...(isDay(due) ? [] : [finding("action-due", field, 0, 0, "This action has no day.")]),
    ...(check.trim() === ""
      ? [finding("action-check", field, 0, 0, "This action does not say how one sees that it works.")]
      : []),
  ];
}

/** The texts of a postmortem with where they stand, in the order they are read. */
export function textsOf(postmortem: Postmortem): readonly { readonly field: Field; readonly text: string }[] {
  const { title, summary, impact, detection, timeline, factors, wentWell, wentPoorly, lucky, actions } = postmortem;
  const numbered = (name: "timeline" | "factors" | "actions", items: readonly { readonly text: string }[]) =>
    items.map(({ text }, index) => ({ field: `${name}.${index}` as Field, text }));
  return [
    { field: "title", text: title },
    { field: "summary", text: summary },
    { field: "impact", text: impact },
    { field: "detection", text: detection },
    ...numbered("timeline", timeline),
    ...numbered("factors", factors),
    { field: "wentWell", text: wentWell },
    { field: "wentPoorly", text: wentPoorly },
    { field: "lucky", text: lucky },
    ...numbered("actions", actions),
  ];
}

/**
 * What the visible rules find in a postmortem, in the order of its fields. `names` are those of people, `systems` what the
 * parts of the system are called: a capital letter makes nobody of them. Pure, never throws; every span lies in the text of
 * its field.
 */
export function checkText(
  postmortem: Postmortem,
  names: readonly string[] = [],
  systems: readonly string[] = [],
): readonly TextFinding[] {
  const gaps = [...missing(postmortem), ...postmortem.actions.flatMap(unfinished)];
  const parts = wordsOf(systems);
  return textsOf(postmortem).flatMap(({ field, text }) => {
    const words = byWords(field, text);
    // What the words of a rule have found is not said again.
    const blame = byBlame(field, text, parts).filter(
      ({ rule, from, to }) => !words.some((each) => each.rule === rule && each.from < to && from < each.to),
    );
    const found = [...byNames(field, text, names), ...words, ...blame].sort((a, b) => a.from - b.from);
    return [...gaps.filter((gap) => gap.field === field), ...found];
  });
}
