import type { Look } from "#domain/telemetry";
import { type ConsolePanel, type ConsoleState, consoleStore, openPanel } from "../../../console-state";

type Place = readonly [panel: ConsolePanel, change?: Partial<Omit<ConsoleState, "panel">>];

/** The panel on which a look is seen, asking the same; null where what came back is no panel's content. */
function placeOf(look: Look): Place | null {
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
    case "map":
      return ["map"];
    case "explore":
      return ["explore", { explore: look }];
    case "database":
      return ["database", { database: look }];
    case "runtime":
      return ["runtime", { runtime: look }];
    case "alerts":
      return ["alerts"];
    case "runbook":
      return ["runbook", { runbookPage: look.page }];
    case "terminal":
      return ["terminal"];
    // What a probe printed, and what was captured from a pod, stands in the conversation.
    case "probe":
    case "dump":
      return null;
  }
}

/** Opens the panel on which a look is seen. */
export function showLook(look: Look): void {
  const place = placeOf(look);
  if (place !== null) openPanel(...place);
}

/** What a line printed stands in the terminal as if it had been typed there. */
export function showPrinted(line: string, output: string, exit: number): void {
  consoleStore.setState(({ terminal }) => ({ terminal: [...terminal, { line, output, exit }] }));
}
