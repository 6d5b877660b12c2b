import type { ExercisePlan, PlannedInject } from "#domain/exercise";
import { pending, put, type QueueTime, remove, reorder } from "#modes/gameday/queue";

/** Nothing has happened yet: a plan is written before its exercise. */
export const BEFORE: QueueTime = { now: 0, ackedAt: null, fired: new Set() };

type Queue = ExercisePlan["queue"];

/** A queue in the order in which it will come. */
const ordered = (queue: Queue): Queue => pending(queue, BEFORE);

export const withInject = (queue: Queue, inject: PlannedInject): Queue => ordered(put(queue, inject));

export const withoutInject = (queue: Queue, id: string): Queue => ordered(remove(queue, id));

/** Another order of the same injects, kept as they will come. */
export const withAll = (queue: Queue): Queue => ordered(queue);

/** The same injects, at the times they have in another queue; those that are not in it keep theirs. */
export function withTimesOf(queue: Queue, other: Queue): Queue {
  const times = new Map(other.map(({ id, when }) => [id, when]));
  return ordered(queue.map((inject) => ({ ...inject, when: times.get(inject.id) ?? inject.when })));
}

/** An inject one place up or down. The same queue where it has to stay: what waits for a hand comes after what has a time. */
export function nudged(queue: Queue, id: string, by: -1 | 1): Queue {
  const now = ordered(queue);
  const place = now.findIndex((each) => each.id === id);
  const next = ordered(reorder(now, id, place + by, BEFORE));
  const isSame = next.every((each, index) => each.id === now[index]?.id);
  return isSame ? queue : next;
}
