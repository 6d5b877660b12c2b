import type { FactId } from "#domain/ids";
import type { Look, PanelId } from "#domain/telemetry";
import { checkLook } from "./commands/look";
import { everyLook } from "./every-look";
import { showsFact } from "./facts";
import { LookEnv } from "./look-host";
import type { DrillState } from "./state";
import { storyText } from "./values";

/** A fact that some look would show now. */
export interface KnowableFact {
  readonly fact: FactId;
  /** As the notebook would have it, with the figures of this second. */
  readonly text: string;
  /** The simplest look of each panel that shows it; at least one. */
  readonly looks: readonly Look[];
}

/**
 * The facts that looking would show at this moment, whatever has been seen, in the order of the drill: every fact against
 * `everyLook` and the looks in `also` (what a player really looked at, say), those that cannot be made now left out.
 * `wanted` limits the facts. Changes nothing.
 */
export function knowableFacts(
  state: DrillState,
  also: readonly Look[] = [],
  wanted: (fact: FactId) => boolean = () => true,
): readonly KnowableFact[] {
  const facts = state.scene.facts.filter(({ id, shown }) => shown.length > 0 && wanted(id));
  const panels = new Set<PanelId>(facts.flatMap(({ shown }) => shown.map(({ panel }) => panel)));
  const found = new Map<FactId, Map<PanelId, Look>>();
  for (const look of [...everyLook(state), ...also]) {
    if (!panels.has(look.panel)) continue;
    const open = facts.filter(
      ({ id, shown }) => shown.some(({ panel }) => panel === look.panel) && !found.get(id)?.has(look.panel),
    );
    if (open.length === 0 || checkLook(state, look) !== null) continue;
    const env = new LookEnv(state, look);
    for (const fact of open) {
      if (!showsFact(env, fact)) continue;
      const looks = found.get(fact.id) ?? new Map<PanelId, Look>();
      found.set(fact.id, looks.set(look.panel, look));
    }
  }
  return facts.flatMap(({ id, text }) => {
    const looks = found.get(id);
    return looks === undefined ? [] : [{ fact: id, text: storyText(state, text), looks: [...looks.values()] }];
  });
}
