import type { NodeId } from "#domain/ids";
import type { Look, LookResult } from "#domain/telemetry";
import {
  board,
  configView,
  databaseView,
  deploys,
  explore,
  listTraces,
  mapView,
  openTrace,
  probe,
  runtimeView,
  searchLogs,
  terminal,
  threadDump,
} from "#world/telemetry/index";
import { alertView } from "./alert-view";
import type { DrillState } from "./state";

/** Log lines a look shows at most; counts and patterns cover the whole window. */
const LOG_LINES = 200;

/**
 * What a panel shows for a look now. No effect on anything; the look must be valid (`checkLook`). Boards come without
 * the week before; the view adds it. `lines`: how many log lines to write out; they cost more than counting them.
 * `nodes`: whose logs are searched; null: everybody's.
 */
export function lookResult(
  state: DrillState,
  look: Look,
  lines = LOG_LINES,
  nodes: readonly NodeId[] | null = null,
): LookResult {
  const { world, now, scene } = state;
  switch (look.panel) {
    case "board":
      return { panel: "board", board: board(world, look, now) };
    case "logs": {
      // What was written up to a second has been taken in a little later.
      const at = look.until === undefined ? now : Math.min(now, look.until + scene.system.telemetry.logDelay);
      return { panel: "logs", logs: searchLogs(world, look.query, look.window, at, lines, nodes) };
    }
    case "traces":
      return { panel: "traces", traces: listTraces(world, look, now) };
    case "trace":
      return { panel: "trace", trace: openTrace(world, look.id) };
    case "deploys":
      return { panel: "deploys", entries: deploys(world, now) };
    case "deploy": {
      const version = scene.system.versions.find((v) => v.id === look.version && v.at <= now);
      return {
        panel: "deploy",
        title: version?.title ?? "",
        notes: version?.notes ?? "",
        diff: version?.diff ?? "",
        pipeline: version?.pipeline.filter((line) => line.at <= now) ?? [],
      };
    }
    case "config":
      return { panel: "config", config: configView(world, look.node) };
    case "map":
      return { panel: "map", map: mapView(world, now) };
    case "probe": {
      const title = scene.system.probes.find((p) => p.id === look.probe)?.label ?? "";
      return { panel: "probe", title, output: probe(world, look.probe, look.region, look.quarantined) };
    }
    case "dump": {
      const dump = threadDump(world, look.operation);
      return { panel: "dump", title: dump.title, output: dump.output, shows: dump.shows };
    }
    case "explore":
      return { panel: "explore", explore: explore(world, look, now) };
    case "database":
      return { panel: "database", database: databaseView(world, look) };
    case "runtime":
      return { panel: "runtime", runtime: runtimeView(world, look) };
    case "terminal":
      return { panel: "terminal", terminal: terminal(world, look.line, now) };
    case "alerts":
      return { panel: "alerts", alerts: alertView(state) };
    case "runbook": {
      const page = scene.runbook.find((p) => p.id === look.page);
      return { panel: "runbook", title: page?.title ?? "", markdown: page?.markdown ?? "" };
    }
  }
}
