import type { Look } from "#domain/telemetry";
import { type ConsolePanel, type ConsoleState, openPanel } from "../../console-state";

/** The panel a look is of, and what it has to ask for that. What a terminal printed once is not printed again. */
function panelOf(look: Look): readonly [ConsolePanel, Partial<Omit<ConsoleState, "panel">>] {
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
    // Both are asked for where the configuration of a service is.
    case "probe":
    case "dump":
      return ["config", {}];
    case "map":
    case "alerts":
    case "terminal":
      return [look.panel, {}];
  }
}

/** Opens the panel that a look is of, asking what the look asked. */
export function openLook(look: Look): void {
  const [panel, change] = panelOf(look);
  openPanel(panel, change);
}
