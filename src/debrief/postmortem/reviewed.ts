import type { Audience } from "#domain/commands";
import type { Mark } from "#domain/score";
import { count, duration } from "#lib/format";
import { READERS } from "../deeds";
import { firstAction } from "../moments";
import { type Account, timeAt } from "./account";
import { operationText } from "./moments";

/** So many marks are quoted at most. */
const MOST = 6;
/** An acknowledgement within this time is remarked on as quick, and one beyond the other as slow. Seconds. */
const QUICK = 120;
const SLOW = 300;

const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join("\n");

/** Marks that say what was done while it lasted, and not what was found out about the cause. */
const isDeed = ({ dimension, id }: Mark): boolean =>
  dimension !== "diagnose" && dimension !== "prevent" && !id.startsWith("cadence-");

/** What went well: marks that were earned, and what the log measures. A list in Markdown. */
export function wellText(account: Account): string {
  const { card, cast, pagedAt, ackedAt, calm, back, hypothesis, lead } = account;
  const earned = card.marks
    .filter((mark) => mark.state === "earned" && mark.second !== null && isDeed(mark))
    .sort((a, b) => b.points - a.points)
    .slice(0, MOST)
    .sort((a, b) => (a.second ?? 0) - (b.second ?? 0));
  const acked = pagedAt !== null && ackedAt !== null ? ackedAt - pagedAt : null;
  return list([
    ...(acked !== null && acked <= QUICK ? [`The page was acknowledged within ${duration(acked)}.`] : []),
    ...earned.map(({ label, second }) => `${cast.withoutNames(label)} (${timeAt(account, second ?? 0)}).`),
    ...(calm !== null && back === null ? [`Once contained, at ${timeAt(account, calm)}, it did not come back.`] : []),
    ...(hypothesis === null
      ? []
      : [`${lead.charAt(0).toUpperCase()}${lead.slice(1)} wrote down a cause while it was worked on.`]),
  ]);
}

/** What was done at the second of a cost, in words. */
function costAt(account: Account, second: number): string {
  const entry = account.course.journal.find(
    ({ kind, at, by, data }) =>
      kind === "operation" && at.second === second && data.phase === "requested" && account.course.authors.has(by),
  );
  return entry === undefined
    ? "a step of which the debrief says what it cost"
    : `“${operationText(account, entry)}”, of which the debrief says what it cost`;
}

function late({ course }: Account): readonly string[] {
  const audiences = course.journal.flatMap(({ kind, data }) => (kind === "update-late" ? [String(data.audience)] : []));
  return [...new Set(audiences)].map((audience) => {
    const n = audiences.filter((each) => each === audience).length;
    return `${count(n)} ${n === 1 ? "update" : "updates"} to ${READERS[audience as Audience]} came late or not at all.`;
  });
}

/** What went poorly: steps that cost something, and what the log measures. A list in Markdown. */
export function poorlyText(account: Account): string {
  const { card, course, onset, pagedAt, ackedAt, calm, back, hypothesis } = account;
  const costs = card.marks
    .filter((mark) => mark.state === "cost" && mark.second !== null && isDeed(mark))
    .slice(0, MOST);
  const lag = onset !== null && pagedAt !== null ? pagedAt - onset : 0;
  const acked = pagedAt !== null && ackedAt !== null ? ackedAt - pagedAt : 0;
  const broken = course.journal.filter(({ kind, data }) => kind === "promise" && data.state === "broken").length;
  const silent = course.journal.filter(({ kind, data }) => kind === "answer" && data.option === "silence").length;
  return list([
    ...(lag > SLOW ? [`Customers were hit for ${duration(lag)} before the page went off.`] : []),
    ...(acked > SLOW ? [`The page waited ${duration(acked)} for an acknowledgement.`] : []),
    ...costs.map(({ second }) => `${timeAt(account, second ?? 0)}: ${costAt(account, second ?? 0)}.`),
    ...late(account),
    ...(broken > 0 ? [`${count(broken)} promised recovery ${broken === 1 ? "time" : "times"} passed unkept.`] : []),
    ...(silent > 0
      ? [`${count(silent)} ${silent === 1 ? "question" : "questions"} of colleagues got no answer in time.`]
      : []),
    ...(onset !== null && calm === null ? [`Harm had not ended at ${timeAt(account, account.state.now)}.`] : []),
    ...(back === null ? [] : [`Harm came back at ${timeAt(account, back)}.`]),
    ...(hypothesis === null ? ["The work ended without a named cause."] : []),
  ]);
}

/** Where luck was had, as far as the log can tell: what ended or was found without anybody's doing. A list in Markdown. */
export function luckyText(account: Account): string {
  const { course, onset, calm, back, pagedAt } = account;
  const action = firstAction(course);
  const ahead = onset !== null && pagedAt !== null ? onset - pagedAt : 0;
  const byItself = calm !== null && (action === null || action.second > calm);
  return list([
    ...(byItself && back === null ? [`Harm fell at ${timeAt(account, calm)}, before anything was done.`] : []),
    ...(ahead > 0 ? [`The page went off ${duration(ahead)} before customers were hit.`] : []),
  ]);
}
