import type { Audience } from "#domain/commands";
import type { Mark } from "#domain/score";
import { count, duration } from "#lib/format";
import { ended, READERS } from "../deeds";
import { firstAction } from "../moments";
import { type Account, timeAt } from "./account";
import { answerWords, operationText } from "./moments";

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
  const { card, pagedAt, ackedAt, calm, back, hypothesis, lead } = account;
  const acked = pagedAt !== null && ackedAt !== null ? ackedAt - pagedAt : null;
  const isQuick = acked !== null && acked <= QUICK;
  const earned = card.marks
    .filter(
      (mark) =>
        mark.state === "earned" && mark.second !== null && isDeed(mark) && (!isQuick || mark.second !== ackedAt),
    )
    .sort((a, b) => b.points - a.points)
    .slice(0, MOST)
    .sort((a, b) => (a.second ?? 0) - (b.second ?? 0));
  return list([
    ...(isQuick ? [`The page was acknowledged after ${duration(acked)}.`] : []),
    ...earned.map((mark) => earnedLine(account, mark)),
    ...(calm !== null && back === null ? [`Once contained, at ${timeAt(account, calm)}, it did not come back.`] : []),
    ...(hypothesis === null
      ? []
      : [`${lead.charAt(0).toUpperCase()}${lead.slice(1)} wrote down a cause while it was worked on.`]),
  ]);
}

/** What was done at the second of a mark, in quotation marks; null where the log has no words for it. */
function doneAt(account: Account, second: number | null): string | null {
  const { course } = account;
  for (const entry of course.journal) {
    const { kind, at, by, data } = entry;
    if (at.second !== second || !course.authors.has(by)) continue;
    if (kind === "operation" && data.phase === "requested") return `“${operationText(account, entry)}”`;
    if (kind === "answer") return answerWords(account, entry);
    if (kind === "resolve") return "the declaration that it was resolved";
  }
  return null;
}

/** Something that was earned: what it is called, when, and what was done. */
function earnedLine(account: Account, { label, second }: Mark): string {
  const done = doneAt(account, second);
  const words = `${account.cast.withoutNames(label)} (${timeAt(account, second ?? 0)})`;
  return ended(done === null ? words : `${words}: ${done}`);
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
    .filter((mark) => mark.state === "cost" && isDeed(mark))
    .flatMap(({ second }) => {
      const done = doneAt(account, second);
      return done === null
        ? []
        : [`At ${timeAt(account, second ?? 0)}: ${done}; what it cost is still to be written here.`];
    });
  const lag = onset !== null && pagedAt !== null ? pagedAt - onset : 0;
  const acked = pagedAt !== null && ackedAt !== null ? ackedAt - pagedAt : 0;
  const broken = course.journal.filter(({ kind, data }) => kind === "promise" && data.state === "broken").length;
  const silent = course.journal.filter(({ kind, data }) => kind === "answer" && data.option === "silence").length;
  return list([
    ...(lag > SLOW ? [`Customers were hit for ${duration(lag)} before the page went off.`] : []),
    ...(acked > SLOW ? [`The page waited ${duration(acked)} for an acknowledgement.`] : []),
    ...[...new Set(costs)].slice(0, MOST),
    ...late(account),
    ...(broken > 0 ? [`${count(broken)} promised recovery ${broken === 1 ? "time" : "times"} passed unkept.`] : []),
    ...(silent > 0
      ? [`${count(silent)} ${silent === 1 ? "question" : "questions"} from colleagues got no answer in time.`]
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
