/** What a fault does to one call, as the request sees it that makes the call: network, refused connections, answers that never come. */
import type { Call, Effect } from "#domain/system";

/** How requests that make a call fare: who fails, after how long, and how much longer the others take (seconds, per call). */
export interface EdgeEffect {
  /** Share of the calls that fail with all their attempts, 0–1, and seconds from the first attempt until then. */
  fails: number;
  after: number;
  /** Mean seconds that a call takes longer which succeeds in the end. */
  extra: number;
}

const NOTHING: EdgeEffect = { fails: 0, after: 0, extra: 0 };

/**
 * A fault over `share` (0–1) of the attempts of a call; every attempt draws anew, so that a share shareʳ⁺¹ fails for good. What takes
 * longer than `timeout` (seconds) is given up then. `hang` are the seconds of a hanging call.
 */
export function edgeEffect(
  call: Call,
  effect: Effect,
  share: number,
  timeout: number,
  retries: number,
  hang: number,
): EdgeEffect {
  const length = lengthOf(call, effect, hang);
  if (length < 0 || share <= 0) return NOTHING;
  const fatal = effect.kind === "error" || effect.kind === "hang" || length >= timeout;
  if (!fatal) return { fails: 0, after: 0, extra: share * length };
  const attempt = Math.min(length, timeout);
  let reach = 1;
  let spent = 0;
  let extra = 0;
  let pause = call.backoff;
  for (let a = 0; a <= retries; a++) {
    extra += reach * (1 - share) * spent;
    reach *= share;
    spent += attempt + (a < retries ? pause : 0);
    if (call.exponential) pause *= 2;
  }
  return { fails: reach, after: spent, extra: reach < 1 ? extra / (1 - reach) : 0 };
}

/** Seconds an affected attempt lasts (error, hang) or lasts longer (wait, slow); negative for effects that calls do not have. */
function lengthOf(call: Call, effect: Effect, hang: number): number {
  switch (effect.kind) {
    case "error":
      return effect.after;
    case "hang":
      return hang;
    case "wait":
      return effect.seconds;
    case "slow":
      return (call.rtt ?? 0) * (effect.factor - 1);
    default:
      return -1;
  }
}
