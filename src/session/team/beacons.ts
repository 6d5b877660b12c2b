import type { Second } from "#domain/ids";
import type { Beacon, Presence } from "./contract";
import type { Ordered } from "./order";

/**
 * How much further than is certain somebody who does not drive the clock may say that it has been: what lies between two
 * checkpoints, and some seconds that were under way.
 */
const BELIEVED = 60;

/**
 * The beacon that says where the clock is: the furthest of those whose device may facilitate, the holder's where several are there.
 * Others count as well: who has taken the clock over may be heard before the deed that says so.
 */
export function newestBeacon(
  beacons: readonly Beacon[],
  facilitators: ReadonlySet<string>,
  holder: string,
): Beacon | null {
  let best: Beacon | null = null;
  for (const beacon of beacons) {
    if (!facilitators.has(beacon.device)) continue;
    const ahead = beacon.second - (best?.second ?? Number.NEGATIVE_INFINITY);
    if (ahead > 0 || (ahead === 0 && beacon.device === holder)) best = beacon;
  }
  return best;
}

/** The furthest second that others have seen or done something at, as far as it can be believed of those who need not know. */
export function secondSeen(presence: readonly Presence[], ordered: Ordered, known: Second): Second {
  const most = known + BELIEVED;
  const done = ordered.commands.findLast(({ second }) => second <= most)?.second ?? known;
  return presence.reduce((seen, { second }) => (second <= most ? Math.max(seen, second) : seen), Math.max(known, done));
}

/** The furthest second that the log itself knows the clock to have been at: checkpoints, and what trusted devices and this one did. */
export function storedHorizon(ordered: Ordered, device: string | null): Second {
  const { commands, facilitators, newest } = ordered;
  const last = commands.findLast(({ author }) => author === device || facilitators.has(author));
  return Math.max(0, newest, last?.second ?? 0);
}
