import type { CardId, CardSubject, StudyOptions } from "#domain/study";
import { draw, streamId } from "#lib/random";
import { type Calendar, calendarOf, dateOfDay, dayOfDate, type Zone } from "./days";
import type { StudiedCard, Study } from "./fold";

/** Learning cards come so many milliseconds early when nothing else is left. */
export const AHEAD = 20 * 60_000;

const ORDER = streamId("order of reviews");
const SPREAD = streamId("before the interview");

export interface Counts {
  readonly new: number;
  readonly learning: number;
  readonly review: number;
}

/** What there is to study now. Times in epoch milliseconds. */
export interface Queue {
  readonly day: number;
  /** What comes next; null when nothing is due now. */
  readonly next: CardId | null;
  /** What is left today. */
  readonly counts: Counts;
  /** When the next card in learning comes, if that is all there is; null: nothing comes today. */
  readonly waitsUntil: number | null;
  /** Given today, and how many of them for the first time. */
  readonly done: { readonly reviews: number; readonly new: number };
  /** Due today, but kept for tomorrow: buried, or another card of its question was seen. */
  readonly held: number;
  /** The cards of `counts`. */
  readonly left: ReadonlySet<CardId>;
}

/** Cards of one question give each other away. */
export function siblingsOf(subject: CardSubject): string | null {
  return subject.kind === "mark" ? null : subject.question;
}

/**
 * The day on which a card comes back. What was set beyond the interview, before its date was known, comes back before it, spread over the
 * second half of the days between. Of a new card: today.
 */
export function dueDayOf(
  { id, memory }: StudiedCard,
  options: StudyOptions,
  calendar: Calendar,
  today: number,
): number {
  if (memory.state === "new") return today;
  const due = calendar.dayOf(memory.due);
  const interview = options.interview === null ? null : dayOfDate(options.interview);
  if (interview === null || interview <= today || due <= interview || memory.last === null) return due;
  const last = calendar.dayOf(memory.last);
  return last + Math.max(1, Math.floor((interview - last) * (0.5 + draw(interview, SPREAD, 0, streamId(id)) / 2)));
}

/** Whether it takes part in study today. */
function isActive(card: StudiedCard, date: string): boolean {
  return !card.isSuspended && card.buried !== date;
}

/**
 * Today's queue: cards in learning to the minute, then reviews (in an order drawn for the day), then new ones as far as the options
 * allow, those added by what was missed first. Of the cards of one question one is seen a day.
 */
export function queueOf(study: Study, now: number, zone: Zone): Queue {
  const calendar = calendarOf(zone, study.options.rollover);
  const day = calendar.dayOf(now);
  const date = dateOfDay(day);
  const begin = calendar.beginOf(day);
  const end = calendar.beginOf(day + 1);
  const { options } = study;
  const seen = new Map<string, CardId>();
  const done = { reviews: 0, new: 0 };
  const see = (card: StudiedCard | undefined) => {
    const group = card && siblingsOf(card.subject);
    if (card !== undefined && group !== null && group !== undefined) seen.set(group, card.id);
  };
  for (const { at, deed } of study.standing) {
    if (deed.type !== "review" || at < begin || at >= end) continue;
    done.reviews += 1;
    if (deed.before.state === "new") done.new += 1;
    see(study.cards.get(deed.card));
  }

  const learning: StudiedCard[] = [];
  const reviews: StudiedCard[] = [];
  const fresh: StudiedCard[] = [];
  let held = 0;
  for (const card of study.cards.values()) {
    if (card.isSuspended) continue;
    const { state } = card.memory;
    if (state !== "new" && dueDayOf(card, options, calendar, day) > day) continue;
    if (!isActive(card, date)) {
      if (state !== "new") held += 1;
    } else if (state === "new") fresh.push(card);
    else if (state === "review") reviews.push(card);
    else learning.push(card);
  }
  learning.sort((a, b) => a.memory.due - b.memory.due || compare(a.id, b.id));
  for (const card of learning) see(card);
  const place = new Map(reviews.map(({ id }) => [id, draw(day, ORDER, 0, streamId(id))]));
  reviews.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0) || compare(a.id, b.id));
  fresh.sort((a, b) => Number(a.origin === null) - Number(b.origin === null) || a.place - b.place);

  const isFree = (card: StudiedCard): boolean => {
    const group = siblingsOf(card.subject);
    const other = group === null ? undefined : seen.get(group);
    if (other !== undefined && other !== card.id) return false;
    see(card);
    return true;
  };
  const due = reviews.filter(isFree);
  held += reviews.length - due.length;
  const first: StudiedCard[] = [];
  const room = Math.max(0, options.newPerDay - done.new);
  for (const card of fresh) {
    if (first.length >= room) break;
    if (isFree(card)) first.push(card);
  }

  const soon = learning[0];
  const next =
    (soon !== undefined && soon.memory.due <= now ? soon : undefined) ??
    due[0] ??
    first[0] ??
    (soon !== undefined && soon.memory.due <= now + AHEAD ? soon : undefined);
  return {
    day,
    next: next?.id ?? null,
    counts: { new: first.length, learning: learning.length, review: due.length },
    waitsUntil: next === undefined ? (soon?.memory.due ?? null) : null,
    done,
    held,
    left: new Set([...learning, ...due, ...first].map(({ id }) => id)),
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** One day of the forecast. */
export interface ComingDay {
  readonly day: number;
  /** Cards that were seen before and come back on that day. */
  readonly reviews: number;
  /** New ones, as far as the options allow and there are any. */
  readonly new: number;
}

/** What comes on the days from today on, if nothing more is graded. What is left behind today comes tomorrow. */
export function forecastOf(study: Study, queue: Queue, zone: Zone, days: number): readonly ComingDay[] {
  const calendar = calendarOf(zone, study.options.rollover);
  const reviews = new Array<number>(days).fill(0);
  let fresh = 0;
  for (const card of study.cards.values()) {
    if (card.isSuspended) continue;
    if (card.memory.state === "new") {
      if (!queue.left.has(card.id)) fresh += 1;
      continue;
    }
    const at = Math.max(0, dueDayOf(card, study.options, calendar, queue.day) - queue.day);
    const on = at === 0 && !queue.left.has(card.id) ? 1 : at;
    if (on < days) reviews[on] = (reviews[on] ?? 0) + 1;
  }
  return reviews.map((count, at) => {
    const taken = at === 0 ? queue.counts.new : Math.min(study.options.newPerDay, fresh);
    if (at > 0) fresh -= taken;
    return { day: queue.day + at, reviews: count, new: taken };
  });
}
