import type { Mark } from "#domain/score";
import { count } from "#lib/format";
import { keyDeed } from "./acting";
import { type Beat, Part } from "./beats";
import type { HarmKind } from "./harm";
import { lasted, listed, mine, plural, quoted, sentences, several, spell, tail } from "./phrases";
import type { Told } from "./told";
import { DIMENSIONS_SAID, MEASURES, NEXT_LIST, NEXT_TIME } from "./words";

const HARM_SAID: readonly (readonly [HarmKind, (n: string) => string])[] = [
  ["failed", (n) => `${n} requests failed`],
  ["delayed", (n) => `${n} were answered late`],
  ["lost", (n) => `${n} were lost`],
  ["doubled", (n) => `${n} were done twice`],
];
const MEASURES_BY_ID: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(MEASURES).map(([id, said]) => [`followup-${id}`, said]),
);
/** Less than this share of all that went wrong is not worth a word. */
const SOME = 0.01;

/** The figures of what customers bore. */
function damage({ harm }: Told): string {
  const all = Object.values(harm.totals).reduce((sum, each) => sum + each, 0);
  const told = HARM_SAID.filter(([kind]) => harm.totals[kind] > 0 && harm.totals[kind] >= SOME * all);
  if (told.length === 0) return "Nothing was lost in the time that was counted.";
  const parts = told.map(([kind, say], i) => {
    const words = say(count(harm.totals[kind]));
    return i > 0 || kind === "failed" ? words : words.replace(/^(\S+)/, "$1 requests");
  });
  const mostly = harm.share > 0.6 ? `, most of them ${plural(harm.noun)}` : "";
  return `In the end ${listed(parts)}${told.length === 1 ? mostly : ""}.`;
}

/** What was over so soon after the page was over by itself. */
const SOON = 15;

/** The clock of the run, from the page on. */
function clock({ pagedAt, ackedAt, resolvedAt, harm }: Told): string {
  const from = pagedAt ?? 0;
  const steps = [
    ackedAt === null ? "" : `${lasted(ackedAt - from)} until I had acknowledged`,
    harm.calmAt === null || harm.calmAt - from < SOON
      ? ""
      : `${lasted(harm.calmAt - from)} until the damage was contained`,
    resolvedAt === null ? "" : `${lasted(resolvedAt - from)} until I declared it resolved`,
  ].filter((step) => step !== "");
  return steps.length < 2 ? "" : `From the page it took ${listed(steps)}.`;
}

/** How the harm compares: "one and a half times", "eleven times". */
function times(ratio: number): string {
  const n = Math.round(ratio);
  return n <= 12 ? `${n === 2 ? "twice" : `${spell(n)} times`}` : `${count(n)} times`;
}

function comparison({ card }: Told): { readonly brief: string; readonly full: string } {
  const { player, idle, expert } = card.impact.totals;
  const span = lasted(card.impact.horizon);
  const ratio = player > 0 ? idle / player : 0;
  if (Math.abs(ratio - 1) < 0.02) {
    const same = `That is what it costs when nobody acts; in the expert's run the damage is ${expert > 0 ? `${times(idle / expert)} smaller` : "nothing"}.`;
    return { brief: same, full: same };
  }
  const brief =
    ratio >= 1.5
      ? `With nobody acting, the same run would have cost ${times(ratio)} as much.`
      : ratio > 1
        ? "With nobody acting, the same run would have cost only a little more."
        : "With nobody acting, it would have cost less.";
  const full = `In the drill's own weighting, over ${span}, my run cost ${count(player)} points of damage; nobody acting costs ${count(idle)}, the expert ${count(expert)}.`;
  return { brief, full: player > 0 ? `${brief} ${full}` : full };
}

/** What came out, with figures. */
export function result(told: Told): readonly Beat[] {
  const { pagedAt, harm, card, resolvedAt, leftAt } = told;
  const part = new Part("result");
  part.add(60, 0, 0, damage(told));
  if (pagedAt === null) return part.beats;
  const closed = resolvedAt === null ? "" : `I declared it resolved ${lasted(resolvedAt - pagedAt)} after the page.`;
  part.add(60, 1, 1, closed, { 120: clock(told) || closed });
  if (harm.backAt !== null && harm.calmAt !== null)
    part.add(60, 1, 2, `It was not over for good: ${lasted(harm.backAt - pagedAt)} after the page a second wave came.`);
  const { brief, full } = comparison(told);
  part.add(120, 2, 4, brief, { 240: full });
  const key = keyDeed(told);
  const since = harm.calmAt ?? key?.endedAt ?? pagedAt;
  const looked = told.looks.findLast(({ second }) => second >= since && second <= (resolvedAt ?? 0));
  if (looked !== undefined && key !== null)
    part.add(120, 4, 3, `I went back to look before I called it over, at ${looked.place}.`);
  else if (resolvedAt !== null) part.add(60, 2, 3, "I called it over without having looked again.");
  if (resolvedAt === null)
    part.add(
      60,
      1,
      5,
      leftAt === null
        ? "Time ran out before I had declared it resolved."
        : "I left without having declared it resolved.",
    );
  if (card.ending !== null) {
    const [first = ""] = sentences(card.ending.text);
    const called = `The drill calls that ending ${quoted(card.ending.title, 12)}`;
    part.add(
      120,
      4,
      6,
      called,
      first === "" ? {} : { 240: `${called} Its verdict: ${tail(mine(first), told.names)}.` },
    );
  }
  if (card.cap !== null)
    part.add(120, 2, 7, `My score was capped for one reason: ${tail(mine(card.cap.reason), told.names)}.`);
  const last = told.said.findLast(({ audience }) => audience === "customers");
  if (last !== undefined && told.said.filter(({ audience }) => audience === "customers").length > 1)
    part.add(240, 5, 8, `My last word to customers was ${quoted(last.text, 30)}`);
  return part.beats;
}

/** What a mark lost, against what there was to get. */
const lossOf = ({ state, points, of }: Mark): number => (state === "cost" ? -points : of - points);

/** The marks that lost most, one of each dimension before a second of any. */
function losses(marks: readonly Mark[]): readonly Mark[] {
  const lost = marks.filter((mark) => lossOf(mark) > 0).sort((a, b) => lossOf(b) - lossOf(a));
  const seen = new Set<string>();
  const first = lost.filter(({ dimension }) => !seen.has(dimension) && seen.add(dimension));
  return [...first, ...lost.filter((mark) => !first.includes(mark))];
}

/** Beginnings, so that several lessons do not sound alike. */
const MISSED = [
  "The debrief showed me what I had missed:",
  "It named another gap:",
  "It also said:",
  "One more line of it stays with me:",
  "And this was missing, too:",
] as const;
const CHARGED = ["What counts against me:", "This was held against me as well:", "And this:"] as const;
const HALVES = ["One thing I did only by halves, or late:", "Another was done by halves:"] as const;
const LACKED = ["I wrote down no follow-up for", "There was none either for", "Nor was there one for"] as const;

const nth = (list: readonly string[], n: number): string => list[n % list.length] ?? "";

/** A loss as a lesson. `n` counts those of its kind. */
function lesson({ names }: Told, { id, state, label, reason }: Mark, n: number): string {
  const measure = MEASURES_BY_ID[id];
  if (measure !== undefined && state === "missed") return `${nth(LACKED, n)} ${measure}: ${tail(mine(reason), names)}.`;
  if (measure !== undefined) return `My follow-up on ${measure} was not worth much: ${tail(mine(reason), names)}.`;
  if (state === "cost") return `${nth(CHARGED, n)} ${quoted(label, 14)} ${mine(reason)}`;
  if (state === "partly") return `${nth(HALVES, n)} ${quoted(label, 14)} ${mine(reason)}`;
  return `${nth(MISSED, n)} ${quoted(reason, 44)}`;
}

/** A lesson in its first words. */
function briefLesson(told: Told, mark: Mark): string {
  const measure = MEASURES_BY_ID[mark.id];
  if (measure !== undefined && mark.state === "missed") return `I wrote down no follow-up for ${measure}.`;
  if (mark.state === "missed") return `The debrief showed me what I had missed: ${quoted(mark.reason, 22)}`;
  if (measure !== undefined) return lesson(told, mark, 0);
  return `${nth(mark.state === "cost" ? CHARGED : HALVES, 0)} ${quoted(mark.label, 14)} ${mine(sentences(mark.reason)[0] ?? "")}`;
}

const kindOf = ({ id, state }: Mark): string => (id.startsWith("followup-") ? `followup ${state}` : state);

/** Said of the whole run, before what was learned. */
function overall({ card }: Told): string {
  if (card.total >= 80) return "It went well, and it still left me something to learn.";
  return card.total >= 45
    ? "It was a mixed run, and I say so."
    : "It was not a good run, which is why I learned from it.";
}

function lessons(told: Told, part: Part): void {
  const lost = losses(told.card.marks);
  const unacknowledged = told.ackedAt === null ? lost.find(({ label }) => label === "Acknowledged") : undefined;
  const ordered =
    unacknowledged === undefined ? lost : [unacknowledged, ...lost.filter((mark) => mark !== unacknowledged)];
  const counts: Record<string, number> = {};
  const [most] = ordered;
  const lines = ordered.slice(0, 7).map((mark) => {
    const kind = kindOf(mark);
    const n = counts[kind] ?? 0;
    counts[kind] = n + 1;
    return lesson(told, mark, n);
  });
  part.add(120, 3, -1, overall(told));
  lines.forEach((line, i) => {
    if (i === 0 && most !== undefined) part.add(60, 0, i, briefLesson(told, most), { 120: line });
    else part.add(i < 3 ? 120 : 240, i < 3 ? 2 + i : 3 + i, i, line);
  });
  const weakest = [...told.card.dimensions].sort((a, b) => a.score - b.score)[0];
  if (weakest === undefined || weakest.score >= 85) return;
  const hasList = weakest.dimension === "prevent" && told.followups.length > 0;
  part.add(60, 2, 20, hasList ? NEXT_LIST : NEXT_TIME[weakest.dimension]);
}

function followups({ followups: list, scene }: Told, part: Part): void {
  if (list.length === 0) {
    part.add(60, 2, 12, "I left without a single follow-up in writing.");
    return;
  }
  const named = list.map(({ measure, text, owner, days }) => {
    const what = text.trim() === "" ? MEASURES[measure] : quoted(text, 14).replace(/\.”$/, "”");
    return { what, who: scene.people.some(({ id }) => id === owner) ? `@[${owner}]` : "me", days };
  });
  const full = named.map(
    ({ what, who, days }) => `${what} for ${who} within ${spell(days)} ${days === 1 ? "day" : "days"}`,
  );
  const left = `I left ${several(list.length, "follow-up")}`;
  const each = list.length === 1 ? "with a name and a date" : "each with a name and a date";
  const say = (most: number) =>
    `So that it lasts, ${left}, ${each}: ${listed(full.slice(0, most))}${full.length > most ? ", among others" : ""}.`;
  part.add(60, 1, 12, `${left}, ${each}.`, { 120: say(1), 240: say(3) });
}

/** What was learned: losses first, told plainly, then what is going to be done. */
export function learning(told: Told): readonly Beat[] {
  const part = new Part("learning");
  if (told.pagedAt === null) {
    part.add(60, 0, 0, "There is nothing to learn from it but to stay until something happens.");
    return part.beats;
  }
  lessons(told, part);
  followups(told, part);
  const good = told.card.marks.filter(
    ({ state, dimension, of }) => state === "earned" && dimension !== "prevent" && of >= 5,
  );
  const best = [...good].sort((a, b) => b.of - a.of);
  best.slice(0, 2).forEach(({ label, reason }, i) => {
    const lead = i === 0 ? "What I would do the same way again:" : "I would also keep this:";
    part.add(i === 0 ? 120 : 240, 4 + 2 * i, 10 + i, `${lead} ${quoted(label, 14)} ${mine(reason)}`);
  });
  const [weak] = [...told.card.dimensions].sort((a, b) => a.score - b.score);
  if (weak !== undefined && weak.score < 85)
    part.add(
      240,
      5,
      19,
      `The scorecard gave me ${Math.round(told.card.total)} of 100 points; the weakest part was ${DIMENSIONS_SAID[weak.dimension]}.`,
    );
  else part.add(240, 5, 19, `The scorecard gave me ${Math.round(told.card.total)} of 100 points.`);
  return part.beats;
}
