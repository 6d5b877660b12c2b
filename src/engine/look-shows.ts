import type { LookResult } from "#domain/telemetry";

/** The names of what a tool showed, for facts; none for panels that have other functions. */
export function shownBy(result: LookResult): readonly string[] {
  switch (result.panel) {
    case "explore":
      return result.explore.shows;
    case "database":
      return result.database.shows;
    case "runtime":
      return result.runtime.shows;
    case "terminal":
      return result.terminal.shows;
    case "alerts":
      return result.alerts.rules.filter((rule) => rule.state === "firing").map((rule) => `alert:${rule.id}`);
    case "dump":
      return result.shows;
    default:
      return [];
  }
}
