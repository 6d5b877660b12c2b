import type { PanelId } from "#domain/telemetry";

/** Panels as places one can go to. */
export const PANEL_WORDS: Readonly<Record<PanelId, string>> = {
  board: "the board",
  logs: "the logs",
  traces: "the list of traces",
  trace: "a trace, span by span",
  deploys: "the list of deploys",
  deploy: "what a release changed",
  config: "configuration and flags",
  map: "the service map",
  probe: "a probe",
  dump: "what was captured from a pod",
  explore: "queries",
  database: "the database's own views",
  runtime: "pods and processes",
  terminal: "the terminal",
  alerts: "the alerts and their rules",
  runbook: "the runbook",
};

/** Where a fact was seen, as its journal entry names it: a panel, or somebody who said it. */
export function sourceText(panel: string): string {
  return panel in PANEL_WORDS ? PANEL_WORDS[panel as PanelId] : "somebody said it";
}
