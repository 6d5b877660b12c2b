import type { PlannedInject } from "#domain/exercise";
import type { Second } from "#domain/ids";

/** One inject every five to ten minutes: fewer leave people idle, more and nothing is finished. Seconds. */
const LEAST_APART: Second = 300;
const MOST_APART: Second = 600;

/** Before the first the team has to find its feet; nothing new comes in the last part, in which it is to finish. */
const FIRST: Second = 300;
const LAST_PART = 0.2;

/**
 * Seconds after the acknowledgement at which injects suit an exercise of some minutes, at most `most` of them: evenly
 * spread, five to ten minutes apart. An exercise of less than seven minutes has none.
 */
export function suggestSchedule(minutes: number, most: number): readonly Second[] {
  const until = minutes * 60 * (1 - LAST_PART);
  const room = until - FIRST;
  if (room < 0 || most <= 0) return [];
  const fit = Math.min(most, 1 + Math.floor(room / LEAST_APART));
  const apart = fit === 1 ? 0 : Math.min(MOST_APART, Math.max(LEAST_APART, room / (fit - 1)));
  return Array.from({ length: fit }, (_, nth) => FIRST + Math.round((nth * apart) / 30) * 30);
}

/** The queue with its pending injects spread over an exercise in the order listed; those that do not fit wait for a hand. */
export function spread(
  queue: readonly PlannedInject[],
  minutes: number,
  fired: ReadonlySet<string>,
): readonly PlannedInject[] {
  const times = suggestSchedule(
    minutes,
    queue.filter(({ id, when }) => !fired.has(id) && when.kind !== "condition").length,
  );
  let next = 0;
  return queue.map((inject) => {
    if (fired.has(inject.id) || inject.when.kind === "condition") return inject;
    const seconds = times[next++];
    return { ...inject, when: seconds === undefined ? { kind: "hand" } : { kind: "time", since: "ack", seconds } };
  });
}
