import type { Audience } from "#domain/commands";
import { type Beat, Part } from "./beats";
import { capital, lasted, listed, question, quoted, several, spell } from "./phrases";
import type { Decision, Told } from "./told";
import { READERS } from "./words";

/** Told at its second, told at most so many times. */
const MOST_DECISIONS = 5;

/** Beginnings, so that five decisions do not sound alike. */
const ASKED = ["wanted to know", "asked", "wrote to me", "put it to me", "had a question"] as const;
/** Where it was no question. */
const TOLD = ["said", "told me", "wrote to me", "put it to me", "let me know"] as const;
const SAID = ["My answer was:", "I said:", "I wrote back:", "What I said was:", "I answered:"] as const;
const CAME_BACK = [
  "What came back was:",
  "The reply was:",
  "I got this back:",
  "To that I heard:",
  "In return I read:",
] as const;
const SILENT = [
  "I gave no answer in time.",
  "I did not answer that one either.",
  "That, too, I left unanswered.",
  "Again I said nothing until it was too late.",
  "Nor did I answer this.",
] as const;
const OTHERWISE = [
  "I could as well have said:",
  "The other answer at hand was:",
  "It could also have been:",
  "What I did not say was:",
  "Left unsaid:",
] as const;

const nth = (list: readonly string[], n: number): string => list[n % list.length] ?? "";

/** A question, the answer, what else could have been said, and what came back. `n` counts decisions of that kind. */
function decided({ from, asked, chosen, others, reply }: Decision, n: number): Beat["say"] {
  const wish = quoted(question(asked), 26);
  const asks = `@[${from}] ${nth(wish.endsWith("?”") ? ASKED : TOLD, n)}: ${wish}`;
  const back = reply === "" ? "" : ` ${nth(CAME_BACK, n)} ${quoted(reply, 18)}`;
  if (chosen === null) return { 60: `${asks} ${nth(SILENT, n)}`, 120: `${asks} ${nth(SILENT, n)}${back}` };
  const said = `${asks} ${nth(SAID, n)} ${quoted(chosen, 24)}`;
  const other = others[0] === undefined ? "" : ` ${nth(OTHERWISE, n)} ${quoted(others[0], 14)}`;
  return { 120: said, 240: `${said}${other}${back}` };
}

/** Decisions among people: those a mark hangs on first, told in order. Silence is one, and told as one. */
function decisions(told: Told, part: Part): void {
  const ranked = [...told.decisions].sort((a, b) => b.weight - a.weight || a.at - b.at).slice(0, MOST_DECISIONS);
  const inOrder = [...ranked].sort((a, b) => a.at - b.at);
  const answered = inOrder.filter(({ chosen }) => chosen !== null);
  const silent = inOrder.filter(({ chosen }) => chosen === null);
  ranked.forEach((decision, i) => {
    const own = decision.chosen === null ? silent : answered;
    const say = decided(decision, own.indexOf(decision));
    const isTold = i === 0 || (i === 1 && told.deeds.length === 0);
    const beat = isTold ? say : { 240: say[240] ?? say[120] ?? "" };
    part.beats.push({ part: "action", order: decision.at + 0.3, rank: i === 0 ? 2 : 3 + i, say: beat });
  });
}

const BY_AUDIENCE: readonly Audience[] = ["customers", "executives", "support", "incident"];

const often = (n: number): string => (n === 1 ? "once" : n === 2 ? "twice" : `${spell(n)} times`);

/** Who was told, how often, and when first. */
function updates(told: Told, part: Part): void {
  const { said, pagedAt } = told;
  const from = pagedAt ?? 0;
  const end = 98_000;
  if (said.length === 0) {
    part.add(60, 1, end, "I told nobody anything: not customers, not leadership, not even the incident channel.");
    return;
  }
  const first = said.find(({ audience }) => audience === "customers");
  const others = BY_AUDIENCE.filter(
    (audience) => audience !== "customers" && said.some((each) => each.audience === audience),
  );
  const times = (audience: Audience) => said.filter((each) => each.audience === audience).length;
  const counts = others.map((audience) => `${often(times(audience))} to ${READERS[audience]}`);
  if (first === undefined) {
    part.add(60, 1, end, `Customers heard nothing from me; I wrote ${listed(counts)}.`);
  } else {
    const n = times("customers");
    const brief = `Customers first heard from me after ${lasted(first.second - from)}.`;
    const begin = `Customers first heard from me ${lasted(first.second - from)} after the page`;
    const more = n === 1 ? ", and only that once" : `, and had ${several(n, "update")} in all`;
    part.add(60, 1, end, brief, {
      120: counts.length === 0 ? `${begin}${more}.` : `${begin}${more}; I wrote ${listed(counts)}.`,
    });
    part.add(120, 4, first.second + 0.4, `On the status page I wrote: ${quoted(first.text, 24)}`, {
      240: `On the status page I wrote: ${quoted(first.text, 40)}`,
    });
  }
  const lead = said.find(({ audience }) => audience === "executives");
  if (lead !== undefined) part.add(240, 5, lead.second + 0.4, `Leadership got this: ${quoted(lead.text, 32)}`);
  const channel = said.find(({ audience }) => audience === "incident");
  if (channel !== undefined)
    part.add(240, 7, channel.second + 0.4, `To the incident channel I wrote: ${quoted(channel.text, 32)}`);
}

function commitments(told: Told, part: Part): void {
  const broken = told.promises.find(({ state }) => state === "broken");
  if (broken !== undefined)
    part.add(
      60,
      2,
      98_001,
      `I promised ${READERS[broken.audience as Audience]} a time for the end and did not keep it.`,
    );
  const late = told.lateUpdates;
  if (late > 0 && told.said.length > 0)
    part.add(120, 4, 98_002, `${capital(several(late, "update"))} that I owed came late or not at all.`);
}

function tasks(told: Told, part: Part): void {
  told.tasks.slice(0, 2).forEach(({ second, person, text, doneAt }, i) => {
    const back = doneAt === null ? "" : ` It was done ${lasted(doneAt - second)} later.`;
    part.add(240, 4 + i, second, `I gave @[${person}] a task: ${quoted(text, 22)}${back}`);
  });
}

/** What was said and decided among people. */
export function talk(told: Told): readonly Beat[] {
  if (told.pagedAt === null) return [];
  const part = new Part("action");
  decisions(told, part);
  updates(told, part);
  commitments(told, part);
  tasks(told, part);
  return part.beats;
}
