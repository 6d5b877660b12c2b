import { PANELS } from "../../console-state";

/** Looks that are part of a panel. */
const PART_OF: Readonly<Record<string, string>> = {
  trace: "traces",
  deploy: "deploys",
  probe: "config",
  dump: "config",
};

/** The name of the panel on which something is looked at. */
export function panelLabel(id: string): string {
  const panel = PART_OF[id] ?? id;
  return PANELS.find((each) => each.id === panel)?.label ?? id;
}
