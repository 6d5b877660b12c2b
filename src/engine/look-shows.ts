import type { LookResult, Span, Trace } from "#domain/telemetry";

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
    case "trace":
      return result.trace === null ? [] : traceShows(result.trace);
    default:
      return [];
  }
}

/** As many spans of one name strike anybody who opens a trace. */
const MANY = 10;

function traceShows(trace: Trace): readonly string[] {
  const times = new Map<string, number>();
  for (const { name, kind } of trace.spans) if (kind === "server") times.set(name, (times.get(name) ?? 0) + 1);
  const many = [...times].filter(([, count]) => count >= MANY).map(([name]) => `many:${name}`);
  return [...longest(trace).map((span) => `longest:${span.name}`), ...many];
}

/** Where a trace's time goes: spans that take at least half of it while nothing below them does; at most two. */
function longest(trace: Trace): readonly Span[] {
  const long = trace.spans.filter((span) => span.duration >= trace.duration / 2);
  return long.filter((span) => !long.some((other) => other.parent === span.id));
}
