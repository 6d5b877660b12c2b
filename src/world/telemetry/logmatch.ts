import type { LogTemplate } from "#domain/system";
import type { WorldReading } from "../contract";
import type { InfraLine } from "./infralog";
import type { LaneMeta } from "./layout";
import type { LogQuery, Term } from "./logquery";
import { containsText, lineText, type Piece, piecesOf, type Verdict } from "./logtext";
import { podPrefix } from "./pods";
import { podOf } from "./requests";
import { addressOf, type Exemplar, traceId } from "./sampler";

/** One template as written by one lane for one outcome, judged against a query without reading single lines. */
export interface LogSource {
  readonly template: LogTemplate;
  readonly lane: LaneMeta;
  readonly outcome: number;
  readonly pieces: readonly Piece[];
  /** `maybe`: the lines themselves decide. */
  readonly verdict: Verdict;
}

const not = (verdict: Verdict): Verdict => (verdict === "yes" ? "no" : verdict === "no" ? "yes" : "maybe");
const fits = (value: string, term: Term) => {
  const lower = value.toLowerCase();
  return term.prefix ? lower.startsWith(term.value) : lower === term.value;
};
const sure = (holds: boolean): Verdict => (holds ? "yes" : "no");

/** A free word that is a trace id of this run means that trace. */
export function withTraceIds(w: WorldReading, query: LogQuery): LogQuery {
  return query.map((group) =>
    group.map((term) => (term.field === null && addressOf(w.seed, term.value) ? { ...term, field: "trace" } : term)),
  );
}

function head(level: string, node: string, logger: string): string {
  return `${level} ${node} ${logger} `;
}

function onSource(w: WorldReading, source: Omit<LogSource, "verdict">, term: Term): Verdict {
  const { template, lane, outcome, pieces } = source;
  switch (term.field) {
    case "level":
      return sure(fits(template.level, term));
    case "service":
      return sure(fits(lane.node.id, term));
    case "region":
      return sure(fits(lane.region, term));
    case "version":
      return sure(fits(lane.version, term));
    case "logger":
      return sure(template.logger.toLowerCase().includes(term.value));
    case "pod": {
      const prefix = podPrefix(w, lane.cell).toLowerCase();
      if (term.prefix && prefix.startsWith(term.value)) return "yes";
      return term.value.startsWith(prefix) ? "maybe" : "no";
    }
    case "trace": {
      if (term.prefix) return "maybe";
      const at = addressOf(w.seed, term.value);
      return at && at.lane === lane.id && at.outcome === outcome ? "maybe" : "no";
    }
    default:
      return containsText([head(template.level, lane.node.id, template.logger), ...pieces], term.value);
  }
}

/** Judges a template on a lane against a query. */
export function judge(
  w: WorldReading,
  query: LogQuery,
  template: LogTemplate,
  lane: LaneMeta,
  outcome: number,
): LogSource {
  const source = { template, lane, outcome, pieces: piecesOf(w, template, lane, outcome) };
  let verdict: Verdict = "yes";
  for (const group of query) {
    let any: Verdict = "no";
    for (const term of group) {
      const found = onSource(w, source, term);
      const held = term.negated ? not(found) : found;
      if (held === "yes") any = "yes";
      else if (held === "maybe" && any === "no") any = "maybe";
    }
    if (any === "no") return { ...source, verdict: "no" };
    if (any === "maybe") verdict = "maybe";
  }
  return { ...source, verdict };
}

/** Whether the line that one exemplar wrote matches. */
export function matchesLine(w: WorldReading, query: LogQuery, source: LogSource, at: Exemplar): boolean {
  const { template, lane } = source;
  let text: string | null = null;
  return query.every((group) =>
    group.some((term) => {
      let held: boolean;
      if (term.field === "pod") held = fits(podOf(w, at, lane.cell), term);
      else if (term.field === "trace") held = fits(traceId(w.seed, at), term);
      else if (term.field !== null) held = onSource(w, source, term) === "yes";
      else {
        text ??= (head(template.level, lane.node.id, template.logger) + lineText(w, source.pieces, at)).toLowerCase();
        held = text.includes(term.value);
      }
      return held !== term.negated;
    }),
  );
}

/** Whether an infrastructure line matches. */
export function matchesInfra(query: LogQuery, line: InfraLine): boolean {
  const text = (head(line.level, line.node, line.logger) + line.text).toLowerCase();
  const holds = (term: Term): boolean => {
    switch (term.field) {
      case "level":
        return fits(line.level, term);
      case "service":
        return fits(line.node, term);
      case "region":
        return fits(line.region, term);
      case "version":
        return fits(line.version, term);
      case "logger":
        return line.logger.includes(term.value);
      case "pod":
      case "trace":
        return false;
      default:
        return text.includes(term.value);
    }
  };
  return query.every((group) => group.some((term) => holds(term) !== term.negated));
}
