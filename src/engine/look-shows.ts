import type { Look, LookResult } from "#domain/telemetry";
import { explore } from "#world/telemetry/index";
import type { DrillState } from "./state";

/** Seconds between two evaluations of a query that stays on screen; judging it anew at every scrape would slow replays down. */
const EVERY = 60;

const known = new WeakMap<Look, { readonly world: object; readonly at: number; readonly shows: readonly string[] }>();

/**
 * What a query on screen shows now: as it was when it was asked, or at the last full minute since. That depends on the
 * log alone, so what is remembered here may be forgotten at any time.
 */
export function shownByQuery(state: DrillState, look: Extract<Look, { panel: "explore" }>): readonly string[] {
  const { world, now, story } = state;
  const kept = Object.values(story.looks).find((each) => each?.look === look);
  const at = Math.max(kept?.since ?? now, Math.floor(now / EVERY) * EVERY);
  const held = known.get(look);
  if (held?.world === world && held.at === at) return held.shows;
  const { shows } = explore(world, look, Math.min(now, at));
  known.set(look, { world, at, shows });
  return shows;
}

/** The names of what a tool showed, for facts; none for panels that have other functions. */
export function shownBy(result: LookResult): readonly string[] {
  switch (result.panel) {
    case "explore":
      return result.explore.shows;
    case "database":
      return result.database.shows;
    case "runtime":
      return result.runtime.shows;
    case "terminal":
      return result.terminal.shows;
    case "dump":
      return result.shows;
    default:
      return [];
  }
}
