import type { WorldReading } from "../contract";
import { SILENT } from "./annotations";
import { revertOf } from "./history";

/** A line that no request wrote: pipelines, rollouts, the GitOps controller, the orchestrator. */
export interface InfraLine {
  readonly second: number;
  readonly template: string;
  readonly level: "INFO" | "WARN";
  readonly node: string;
  /** `global` for lines about no region in particular. */
  readonly region: string;
  readonly version: string;
  readonly logger: string;
  readonly text: string;
}

const LOGGERS: Readonly<Partial<Record<string, string>>> = {
  operation: "platform.rollout",
  gitops: "platform.gitops",
  pods: "platform.scheduler",
};

/** What an operation's phases are called in its log; asking for one writes nothing. */
const PHASES: Readonly<Partial<Record<string, string>>> = {
  running: "started",
  done: "done",
  failed: "failed",
  cancelled: "cancelled",
};

/** Infrastructure lines of the seconds from `from` to `until` (exclusive), oldest first. */
export function infraLines(w: WorldReading, from: number, until: number): InfraLine[] {
  const lines: InfraLine[] = [];
  for (const version of w.system.versions) {
    version.pipeline.forEach(({ at, text }, i) => {
      if (at < from || at >= until) return;
      lines.push({
        second: at,
        template: `pipeline.${version.id}.${i}`,
        level: "INFO",
        node: version.node,
        region: "global",
        version: version.id,
        logger: "platform.pipeline",
        text,
      });
    });
  }
  for (const event of w.events) {
    const logger = LOGGERS[event.kind];
    if (!logger || event.second < from || event.second >= until) continue;
    // Events about pods name the operation that moved them.
    const about = event.kind === "pods" ? w.operations.find((each) => String(each.id) === event.id) : event.operation;
    const request = about?.request;
    const phase = event.kind === "operation" ? PHASES[event.phase] : event.kind === "pods" ? event.phase : "";
    if (phase === undefined || (request && SILENT.includes(request.action))) continue;
    const revert = revertOf(w, event);
    const region = request?.region ?? revert?.region;
    lines.push({
      second: event.second,
      template: `${event.kind}.${event.id}.${event.phase}`,
      level: event.phase === "failed" ? "WARN" : "INFO",
      node: request?.node ?? revert?.node ?? "platform",
      region: region === undefined || region === "all" ? "global" : region,
      version: request?.version ?? "",
      logger,
      text: phase === "" ? event.text : `${event.text} (${phase})`,
    });
  }
  return lines.sort((a, b) => a.second - b.second || (a.template < b.template ? -1 : a.template > b.template ? 1 : 0));
}
