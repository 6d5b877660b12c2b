import type { View } from "#domain/view";
import { BOUND_PANELS } from "#engine/team/rights";
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

/** Whether somebody may open a panel in a run, and there what one node has to show. */
export function opens(team: View["team"], panel: ConsolePanel, node: string | null = null): boolean {
  if (!panelsOf(team).some(({ id }) => id === panel)) return false;
  const sees = team?.sees ?? null;
  const isBound = (BOUND_PANELS as ReadonlySet<string>).has(panel);
  return !isBound || sees === null || node === null || sees.includes(node);
}

/** The same for the run on screen: a way to a panel is shown to those for whom it leads somewhere. */
export function useOpens(panel: ConsolePanel, node: string | null = null): boolean {
  return useView(({ team }) => opens(team, panel, node));
}

/** Looks that are part of a panel. */
const PART_OF: Readonly<Record<string, string>> = {
  trace: "traces",
  deploy: "deploys",
  probe: "config",
  dump: "config",
};

/** The panel on which something is looked at. */
export const panelOf = (look: string): string => PART_OF[look] ?? look;

/** Its name. */
export function panelLabel(look: string): string {
  const panel = panelOf(look);
  return PANELS.find((each) => each.id === panel)?.label ?? look;
}
