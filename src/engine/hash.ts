import { canonicalJson, StateHasher } from "#lib/hash";
import { hashWorld } from "#world/index";
import type { DrillState } from "./state";

/**
 * Fingerprint of everything that decides how a run goes on: world, story, and through the story's trail every journal
 * entry and message so far. 16 hex digits, the same in every engine. The log, refusals and memos are no part of it.
 */
export function hashState(state: DrillState): string {
  const hasher = new StateHasher();
  hasher.number(state.now);
  hasher.string(canonicalJson(state.story));
  hasher.number(state.impact.failed[state.now] ?? 0).number(state.impact.answered[state.now] ?? 0);
  hashWorld(state.world, hasher);
  return hasher.digest();
}
