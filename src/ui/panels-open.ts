import type { View } from "#domain/view";
import { type ConsolePanel, PANELS } from "./console-state";
import { useView } from "./live";

type Panel = (typeof PANELS)[number];

/** What panels that ask for nothing, or for several things, are there for; in a team they open for who may do one of these. */
const FOR: Readonly<Partial<Record<ConsolePanel, readonly string[]>>> = {
  actions: ["act"],
  notebook: ["note", "hypothesis", "pin"],
  status: ["team.draft", "team.approve"],
};
const EVERYBODY: readonly ConsolePanel[] = ["channel", "team", "timeline"];

/** The panels that somebody may open in a run, in the order of the rail. */
export function panelsOf(team: View["team"]): readonly Panel[] {
  if (team === null) return PANELS.filter(({ group }) => group !== "team");
  const facilitates = team.roles.includes("facilitator");
  return PANELS.filter(({ id }) => {
    if (facilitates || EVERYBODY.includes(id)) return true;
    if (id === "conduct") return false;
    if ((team.panels as readonly string[]).includes(id)) return true;
    return (FOR[id] ?? []).some((doing) => team.may.includes(doing));
  });
}

/** The same for the run on screen. */
export function usePanels(): readonly Panel[] {
  return panelsOf(useView((view) => view.team));
}
