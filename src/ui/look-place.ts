import type { Look } from "#domain/telemetry";
import type { ConsolePanel, ConsoleState } from "./console-state";

/** A panel, and what it has to ask. */
type Place = readonly [panel: ConsolePanel, change: Partial<Omit<ConsoleState, "panel">>];

/** The panel on which a look is seen, asking the same; null for what a probe or a capture printed, which no panel asks for. */
export function placeOf(look: Look): Place | null {
  switch (look.panel) {
    case "board":
      return ["board", { board: look }];
    case "logs":
      return ["logs", { logs: look }];
    case "traces":
      return ["traces", { traces: look, trace: null }];
    case "trace":
      return ["traces", { trace: look.id }];
    case "deploys":
      return ["deploys", { deploy: null }];
    case "deploy":
      return ["deploys", { deploy: look.version }];
    case "config":
      return ["config", { configNode: look.node }];
    case "explore":
      return ["explore", { explore: look }];
    case "database":
      return ["database", { database: look }];
    case "runtime":
      return ["runtime", { runtime: look }];
    case "runbook":
      return ["runbook", { runbookPage: look.page }];
    // What a terminal printed once is not printed again.
    case "map":
    case "alerts":
    case "terminal":
      return [look.panel, {}];
    case "probe":
    case "dump":
      return null;
  }
}
