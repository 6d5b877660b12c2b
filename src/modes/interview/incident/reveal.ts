import type { Look, LookResult, MetricId } from "#domain/telemetry";
import type { View } from "#domain/view";
import { quote } from "./figures";
import { boardText, exploreText, mapText } from "./reveal-board";
import {
  alertsText,
  configText,
  deploysText,
  deployText,
  logsText,
  printedText,
  runbookText,
  toolText,
  tracesText,
  traceText,
} from "./reveal-tools";

function textOf(view: View, look: Look, result: LookResult, about: readonly MetricId[]): string {
  switch (result.panel) {
    case "board":
      return boardText(view, result.board, about, look.panel === "board" ? look.split : null);
    case "logs":
      return logsText(view, result.logs);
    case "traces":
      return tracesText(view, result.traces);
    case "trace":
      return traceText(view, result.trace);
    case "deploys":
      return deploysText(view, result.entries);
    case "deploy":
      return deployText(result.title, result.notes, result.diff);
    case "config":
      return configText(view, result.config);
    case "map":
      return mapText(view, result.map);
    case "probe":
    case "dump":
      return `${quote(result.title)}: ${printedText(result.output)}`;
    case "explore":
      return exploreText(result.explore);
    case "database":
      return toolText(result.database);
    case "runtime":
      return toolText(result.runtime);
    case "terminal":
      return printedText(result.terminal.output);
    case "alerts":
      return alertsText(view, result.alerts);
    case "runbook":
      return runbookText(result.title, result.markdown);
  }
}

/**
 * What the interviewer says came back from a look: figures, split and what the panel itself marks, in a few plain sentences. No
 * reading of them and no cause: a function of what the screen shows. Throws a LookError for a look that would be refused.
 */
export function revealOf(view: View, look: Look, about: readonly MetricId[] = []): string {
  return textOf(view, look, view.look(look), about);
}
