import type { Program, Scene } from "#domain/drill";
import { rehashed } from "#session/rehash";
import type { TabletopIncident } from "#session/team/contract";

/** Characters of a title, and of what is told: lists from elsewhere are not ours. */
const MAX_TITLE = 200;
const MAX_TEXT = 20_000;

/**
 * An incident that is only told, as a program: the page tells it, behind it stands a world in which nothing happens. So roles,
 * timers, notes and the report are those of any drill, and the run is stored and replayed like any other. `base` is the
 * drill of `content/gameday/tabletop/`. Throws a RangeError when there is nothing to tell.
 */
export function tabletopProgram(incident: TabletopIncident, base: Program): Program {
  const title = incident.title.trim().slice(0, MAX_TITLE) || "An incident";
  const scenario = incident.scenario.trim().slice(0, MAX_TEXT);
  if (scenario === "" && incident.story === null)
    throw new RangeError(`“${title}” has neither a scenario nor a story, expected something to tell.`);
  const scene: Scene = {
    ...base.base,
    briefing: `${base.base.briefing}\n\n**${title}**`,
    page: { ...base.base.page, title, body: [scenario === "" ? title : scenario] },
  };
  const summary = scenario.split(/\n\s*\n/)[0]?.slice(0, 400) ?? "";
  return rehashed({ ...base, card: { ...base.card, title, summary: summary || title }, base: scene });
}

/** Whether a program is the telling of an incident: its tools have nothing to show. */
export const isTabletop = (program: Program): boolean => program.card.slug === "tabletop";
