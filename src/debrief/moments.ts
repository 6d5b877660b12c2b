import type { StoryEffect } from "#domain/drill";
import type { Second } from "#domain/ids";
import type { JournalEntry } from "#domain/journal";
import { offset } from "#lib/format";
import { CATALOGUE } from "#world/index";
import { actionText } from "./acts";
import type { Course } from "./course";
import { answeredText, personIn } from "./deeds";
import { requestOf } from "./journal";

/** Something that was done, and when. */
export interface Deed {
  readonly second: Second;
  readonly text: string;
}

const EVIDENCE = new Set<string>(CATALOGUE.filter(({ group }) => group === "evidence").map(({ kind }) => kind));

const changesPlans = (effects: readonly StoryEffect[]): boolean =>
  effects.some(({ kind }) => kind === "cancel-plan" || kind === "run-plan");

/**
 * What an entry did about the incident, null when nothing: an action that was asked for (taking evidence is none), an
 * answer or a finished task that starts or stops a planned change.
 */
function deedOf({ scene, authors }: Course, entry: JournalEntry): Deed | null {
  const { data, by, at } = entry;
  const { second } = at;
  if (entry.kind === "operation" && data.phase === "requested" && authors.has(by)) {
    return EVIDENCE.has(String(data.action)) ? null : { second, text: actionText(scene, requestOf(entry)) };
  }
  if (entry.kind === "answer") {
    const option = scene.requests.find(({ id }) => id === data.request)?.options.find(({ id }) => id === data.option);
    if (option === undefined || !changesPlans(option.effects)) return null;
    return { second, text: answeredText(scene, String(data.request)) };
  }
  if (entry.kind === "task" && data.state === "done" && changesPlans(scene.tasks[Number(data.task)]?.effects ?? [])) {
    return { second, text: `A task of ${personIn(scene, String(data.person))}` };
  }
  return null;
}

/** The first thing done about the incident. */
export function firstAction(course: Course): Deed | null {
  for (const entry of course.journal) {
    const deed = deedOf(course, entry);
    if (deed !== null) return deed;
  }
  return null;
}

/** The last thing done about the incident at or before a second. */
export function lastAction(course: Course, until: Second): Deed | null {
  let last: Deed | null = null;
  for (const entry of course.journal) {
    if (entry.at.second > until) break;
    last = deedOf(course, entry) ?? last;
  }
  return last;
}

/** Since when somebody works on it: a task was given and understood, or the player looked or acted. */
export function firstHand({ scene, authors, journal }: Course, acked: Second): Deed | null {
  for (const { kind, by, data, at } of journal) {
    const { second } = at;
    if (second < acked || !authors.has(by)) continue;
    if (kind === "task" && data.state === "given" && data.understood === true)
      return { second, text: `Given to ${personIn(scene, String(data.person))}.` };
    if (kind === "look") return { second, text: "Taken by whoever was paged: the first look." };
    if (kind === "operation" && data.phase === "requested")
      return { second, text: "Taken by whoever was paged: the first action." };
  }
  return null;
}

/** Panels on which one sees how customers fare. */
const RESULTS: ReadonlySet<string> = new Set(["board", "explore", "map", "alerts", "logs", "traces"]);

/**
 * The first second at which a quiet that began at `calm` could be read from what somebody had before them: a panel that
 * stayed open counts from the scrape that shows it, another from its first look.
 */
export function resultSeen({ scene, authors, journal }: Course, calm: Second): Second | null {
  const { scrape, metricDelay } = scene.system.telemetry;
  const shown = calm + scrape + metricDelay;
  const looks = journal.filter(({ kind, by }) => kind === "look" && authors.has(by));
  const left = journal.find(({ kind }) => kind === "end")?.at.second ?? Number.POSITIVE_INFINITY;
  const before = looks.findLast(({ at }) => at.second <= shown);
  if (before !== undefined && RESULTS.has(String(before.data.panel)) && shown < left) return shown;
  return looks.find(({ at, data }) => at.second > shown && RESULTS.has(String(data.panel)))?.at.second ?? null;
}

/** Spans of time in which the favoured hypothesis, or the only one left, named a true cause. */
function namedSpans({ journal }: Course): readonly { readonly from: Second; readonly to: Second | null }[] {
  const hypotheses = new Map<string, { state: string; correct: boolean }>();
  const spans: { from: Second; to: Second | null }[] = [];
  for (const { kind, data, at } of journal) {
    if (kind !== "hypothesis") continue;
    if (data.state === "favoured") {
      for (const other of hypotheses.values()) if (other.state === "favoured") other.state = "open";
    }
    hypotheses.set(String(data.hypothesis), { state: String(data.state), correct: data.correct === true });
    const alive = [...hypotheses.values()].filter(({ state }) => state !== "rejected");
    const chosen = alive.find(({ state }) => state === "favoured") ?? (alive.length === 1 ? alive[0] : undefined);
    const open = spans.at(-1);
    const isNamed = chosen?.correct === true;
    if (isNamed && (open === undefined || open.to !== null)) spans.push({ from: at.second, to: null });
    else if (!isNamed && open?.to === null) open.to = at.second;
  }
  return spans;
}

/**
 * Since when the cause was named to the end, with something seen that shows it: any fact of a set that the drill calls
 * sufficient. A name without such a fact is a guess.
 */
export function causeSince(course: Course): { readonly to: Second | null; readonly note: string } {
  const span = namedSpans(course).at(-1);
  if (span === undefined) return { to: null, note: "The cause was never named." };
  if (span.to !== null) {
    return { to: null, note: `The cause was named at ${offset(span.from)} and given up at ${offset(span.to)}.` };
  }
  const proof = new Set(course.scene.score.diagnosis.sufficient.flat());
  const seen = course.journal.find(({ kind, data }) => kind === "fact" && proof.has(String(data.fact)))?.at.second;
  if (seen === undefined) {
    return { to: null, note: `Named at ${offset(span.from)}, but nothing that shows it was ever seen: a guess.` };
  }
  return { to: Math.max(span.from, seen), note: "The cause was named, with something seen that shows it." };
}
