import type { Postmortem } from "#domain/documents";
import type { JournalEntry, JournalKind } from "#domain/journal";
import { duration } from "#lib/format";
import { actionText } from "../acts";
import { quoted } from "../deeds";
import { requestOf } from "../journal";
import { sourceText } from "../panels";
import { type Account, hypothesisText } from "./account";

type Row = Postmortem["timeline"][number];

/** What somebody said is quoted up to so many characters. */
const QUOTE = 120;
/** An action that took longer than this gets a row for its end, too. */
const LONG = 30;
/** The same words within so many seconds are said once. */
const AGAIN = 60;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The action of an operation in words. */
export const operationText = ({ scene, cast }: Account, entry: JournalEntry): string =>
  cast.withoutNames(actionText(scene, requestOf(entry)));

const ENDS: Readonly<Record<string, string>> = { done: "Done", failed: "It did not succeed", cancelled: "Stopped" };

function operation(account: Account, entry: JournalEntry): string | null {
  const { course, lead } = account;
  const { data, by, at } = entry;
  const own = (other: JournalEntry) => other.kind === "operation" && other.data.id === data.id;
  const asked = course.journal.find((other) => own(other) && other.data.phase === "requested");
  if (asked === undefined || !course.authors.has(asked.by)) return null;
  if (data.phase === "requested")
    return course.authors.has(by) ? `${capital(lead)} asked for “${operationText(account, entry)}”` : null;
  const end = ENDS[String(data.phase)];
  if (end === undefined) return null;
  const took = at.second - asked.at.second;
  if (data.phase === "done" && took <= LONG) return null;
  return `${end} after ${duration(took)}: “${operationText(account, asked)}”`;
}

/** The words of an answer that was chosen; null for one whose words hold figures, which are known only at its second. */
export function answerWords({ scene, cast }: Account, { data }: JournalEntry): string | null {
  const request = scene.requests.find(({ id }) => id === data.request);
  const label = request?.options.find(({ id }) => id === data.option)?.label ?? [];
  const words = label.filter((part) => typeof part === "string");
  return words.length === 0 || words.length < label.length ? null : quoted(cast.withoutNames(words.join("")), QUOTE);
}

function answer(account: Account, entry: JournalEntry): string | null {
  const { scene, cast, lead, course } = account;
  const { data, by } = entry;
  const request = scene.requests.find(({ id }) => id === data.request);
  if (request === undefined) return null;
  if (!course.authors.has(by) || data.option === "silence") return `${capital(cast.duty(request.from))} got no answer`;
  const words = answerWords(account, entry);
  return words === null ? null : `${capital(lead)} answered ${cast.duty(request.from)}: ${words}`;
}

function pinned({ state, cast }: Account, { data }: JournalEntry): string | null {
  const fact = state.story.facts.find(({ id }) => id === data.fact);
  const isPinned = state.story.pins.some((pin) => pin.fact === data.fact);
  if (fact === undefined || !isPinned) return null;
  const from = fact.panel === "told" ? "A colleague said" : `Finding from ${sourceText(fact.panel)}`;
  return `${from}: ${quoted(cast.withoutNames(fact.text))}`;
}

/** What was written to people outside the incident. */
function written({ state, cast, lead }: Account, { data, at }: JournalEntry): string | null {
  const reader = READERS[String(data.audience)];
  if (reader === undefined) return null;
  const message = state.messages.find(
    ({ kind, second, audience }) => kind === "player" && second === at.second && audience === data.audience,
  );
  const text = message === undefined ? "" : `: ${quoted(cast.withoutNames(message.text), QUOTE)}`;
  return `${capital(lead)} wrote to ${reader}${text}`;
}

const READERS: Readonly<Record<string, string>> = { customers: "customers", executives: "leadership" };

/** How a kind of entry reads in the timeline of a postmortem; null leaves it out, as kinds that are not here are. */
const READINGS: Readonly<Partial<Record<JournalKind, (account: Account, entry: JournalEntry) => string | null>>> = {
  page: ({ scene }, { data }) => {
    const rule = scene.system.alerts.find(({ id }) => data.alert === true && id === data.page);
    return `The page “${rule?.title ?? scene.page.title}” went off`;
  },
  ack: ({ lead }) => `${capital(lead)} acknowledged the page`,
  severity: ({ lead }, { data }) => `${capital(lead)} declared SEV-${data.level}`,
  escalation: ({ cast }, { data }) =>
    `The page went on to ${cast.duty(String(data.person))}: ${duration(Number(data.after ?? 0))} without an acknowledgement`,
  operation,
  answer,
  fact: pinned,
  message: written,
  task: ({ lead, cast }, { data }) =>
    data.state === "given" && data.understood === true
      ? `${capital(lead)} gave a task to ${cast.duty(String(data.person))}`
      : null,
  hypothesis: (account, { data }) => {
    if (data.state !== "favoured") return null;
    const hypothesis = account.state.story.hypotheses.find(({ id }) => id === data.hypothesis);
    return hypothesis === undefined
      ? null
      : `${capital(account.lead)} took this for the cause: ${hypothesisText(account, hypothesis)}`;
  },
  resolve: ({ lead }) => `${capital(lead)} declared it resolved`,
};

/** What no entry of the journal says: when customers were first hit, and when no longer. */
function measured({ onset, calm, back }: Account): readonly Row[] {
  return [
    ...(onset === null
      ? []
      : [{ second: Math.max(0, onset), text: onset < 0 ? "Customers were hit already" : "First customers hit" }]),
    ...(calm === null || onset === null
      ? []
      : [{ second: calm, text: "Harm to customers had fallen to a fifth of its worst, and stayed there for 2 min" }]),
    ...(back === null ? [] : [{ second: back, text: "Harm to customers came back" }]),
  ];
}

/** The moments that matter, in order, with their seconds. What the player did not see is not in it. */
export function momentsOf(account: Account): readonly Row[] {
  const told = account.course.journal.flatMap((entry): readonly Row[] => {
    const { second } = entry.at;
    const text = second < 0 ? null : (READINGS[entry.kind]?.(account, entry) ?? null);
    return text === null ? [] : [{ second, text }];
  });
  const rows = [...measured(account), ...told].sort((a, b) => a.second - b.second);
  return rows.filter(
    ({ second, text }, i) => !rows.slice(0, i).some((row) => row.text === text && second - row.second <= AGAIN),
  );
}
