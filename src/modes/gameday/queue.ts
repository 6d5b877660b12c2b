import type { PlannedInject } from "#domain/exercise";
import type { Second } from "#domain/ids";

/** A queue, as edited: those that happened are named, since they cannot be moved any more. */
export interface QueueTime {
  /** The simulated second it is now. */
  readonly now: Second;
  /** When the page was acknowledged; null while it was not. */
  readonly ackedAt: Second | null;
  /** Ids of injects that happened. */
  readonly fired: ReadonlySet<string>;
}

/** The second at which an inject is due by the clock; null where no clock decides, or the page was not acknowledged yet. */
export function dueAt({ when }: PlannedInject, ackedAt: Second | null): Second | null {
  if (when.kind !== "time") return null;
  if (when.since === "start") return when.seconds;
  return ackedAt === null ? null : ackedAt + when.seconds;
}

/** Puts an inject at the end, or in the place of the one with its id. */
export function put(queue: readonly PlannedInject[], inject: PlannedInject): readonly PlannedInject[] {
  const has = queue.some(({ id }) => id === inject.id);
  return has ? queue.map((each) => (each.id === inject.id ? inject : each)) : [...queue, inject];
}

export const remove = (queue: readonly PlannedInject[], id: string): readonly PlannedInject[] =>
  queue.filter((each) => each.id !== id);

/** An inject with the clock it goes by as a number; smaller is earlier. */
interface Slot {
  readonly inject: PlannedInject;
  readonly at: Second;
}

/** Seconds on a clock of one's own: those after an acknowledgement that has not come are counted from it. */
function slotOf(inject: PlannedInject, { ackedAt }: QueueTime): Slot | null {
  const { when } = inject;
  if (when.kind !== "time") return null;
  return { inject, at: dueAt(inject, ackedAt) ?? when.seconds };
}

/** Whether two injects go by the same clock: before the acknowledgement, those that wait for it have one of their own. */
function shareClock(a: PlannedInject, b: PlannedInject, { ackedAt }: QueueTime): boolean {
  if (a.when.kind !== "time" || b.when.kind !== "time") return false;
  return ackedAt !== null || a.when.since === b.when.since;
}

/** The pending injects that go by the same clock as one, that one included, in the order in which they are due. */
function series(queue: readonly PlannedInject[], inject: PlannedInject, time: QueueTime): readonly Slot[] {
  return queue
    .filter((each) => !time.fired.has(each.id) && shareClock(each, inject, time))
    .flatMap((each) => slotOf(each, time) ?? [])
    .sort((a, b) => a.at - b.at);
}

/** The earliest second there still is on the clock of an inject. */
const earliest = ({ when }: PlannedInject, { now, ackedAt }: QueueTime): Second =>
  when.kind === "time" && when.since === "ack" && ackedAt === null ? 0 : Math.max(0, now);

/** The same inject, due at a second of the clock it goes by. */
function at(inject: PlannedInject, second: Second, { ackedAt }: QueueTime): PlannedInject {
  const { when } = inject;
  if (when.kind !== "time") return inject;
  // What went by the acknowledgement cannot be put before it; then it goes by T+0.
  const since = when.since === "ack" && ackedAt !== null && second < ackedAt ? "start" : when.since;
  const seconds = since === "ack" && ackedAt !== null ? second - ackedAt : second;
  return { ...inject, when: { kind: "time", since, seconds } };
}

const moved = (
  queue: readonly PlannedInject[],
  seconds: ReadonlyMap<string, Second>,
  time: QueueTime,
): readonly PlannedInject[] =>
  queue.map((inject) => {
    const second = seconds.get(inject.id);
    return second === undefined ? inject : at(inject, second, time);
  });

/** However late an inject is moved, the gaps after it keep at least this share of what they were. */
const LEAST_GAP = 0.5;

/**
 * Moves a pending inject that goes by the clock to a second, and the later ones with it: the gaps between them are
 * stretched or pressed together alike, so that the last keeps its place and the exercise its end. Pressed by more than half
 * they would come on top of each other; from there on the gaps are half of what they were and the last moves, too. Nothing
 * comes before now, nor does an inject before the one that is due ahead of it: `reorder` is for that.
 */
export function move(
  queue: readonly PlannedInject[],
  id: string,
  to: Second,
  time: QueueTime,
): readonly PlannedInject[] {
  const inject = queue.find((each) => each.id === id);
  if (inject === undefined || time.fired.has(id)) return queue;
  const slots = series(queue, inject, time);
  const nth = slots.findIndex((slot) => slot.inject.id === id);
  const own = slots[nth];
  if (own === undefined) return queue;
  const target = Math.max(Math.round(to), slots[nth - 1]?.at ?? 0, earliest(inject, time));
  const later = slots.slice(nth + 1);
  const last = later.at(-1)?.at ?? own.at;
  const share = last > own.at ? Math.max(LEAST_GAP, (last - target) / (last - own.at)) : 1;
  const seconds = new Map([[id, target]]);
  for (const slot of later) seconds.set(slot.inject.id, target + Math.round((slot.at - own.at) * share));
  return moved(queue, seconds, time);
}

/**
 * Puts an inject at another place of the list. Among pending ones that go by the clock the times stay where they are, and
 * the injects are dealt to them in the new order.
 */
export function reorder(
  queue: readonly PlannedInject[],
  id: string,
  place: number,
  time: QueueTime,
): readonly PlannedInject[] {
  const inject = queue.find((each) => each.id === id);
  if (inject === undefined) return queue;
  const others = queue.filter((each) => each.id !== id);
  const listed = others.toSpliced(Math.max(0, Math.min(others.length, Math.round(place))), 0, inject);
  const slots = series(queue, inject, time);
  if (slots.length < 2 || time.fired.has(id)) return listed;
  const ids = new Set(slots.map((slot) => slot.inject.id));
  const now = earliest(inject, time);
  const seconds = new Map(
    listed
      .filter((each) => ids.has(each.id))
      .map((each, nth) => [each.id, Math.max(now, slots[nth]?.at ?? 0)] as const),
  );
  return moved(listed, seconds, time);
}

/** Pending injects in the order in which they will come: by the clock first, then those that wait for something else, as listed. */
export function pending(queue: readonly PlannedInject[], time: QueueTime): readonly PlannedInject[] {
  const waiting = queue.filter(({ id }) => !time.fired.has(id));
  const place = (inject: PlannedInject): number =>
    dueAt(inject, time.ackedAt) ?? (inject.when.kind === "time" ? 1e7 + inject.when.seconds : 1e9);
  return waiting
    .map((inject, nth) => ({ inject, nth }))
    .sort((a, b) => place(a.inject) - place(b.inject) || a.nth - b.nth)
    .map(({ inject }) => inject);
}
