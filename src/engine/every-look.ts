import { LABELS, type Look, METRICS, type MetricId } from "#domain/telemetry";
import { lookResult } from "./looks";
import { toolLooks } from "./policies";
import type { DrillState } from "./state";
import { wholeView } from "./view";

/** As far back as any panel offers. */
const LONGEST = 3600;
/** Windows of a log search: a short one tells what is frequent now, a long one what was rare. */
const LOG_WINDOWS = [900, LONGEST];
/** A window for what has stopped. */
const LATELY = 300;
/** Splits that are worth the same for one region alone. */
const WITHIN_REGION = [null, "version", "route"] as const;
/** As many traces of a list are opened. */
const OPENED = 8;

const regionsOf = ({ scene }: DrillState): readonly string[] => scene.system.regions.map(({ id }) => id);
const nodesOf = ({ scene }: DrillState): readonly string[] => scene.system.nodes.map(({ id }) => id);

/** Whole systems before single regions, and last week's line only where nothing else is asked for. */
function boards(state: DrillState): Look[] {
  const nodes = ["all", ...nodesOf(state)];
  const board = (
    node: string,
    split: (typeof LABELS)[number] | null,
    region: string | null,
    compare = false,
  ): Look => ({
    panel: "board",
    node,
    split,
    region,
    window: LONGEST,
    compare,
  });
  return [
    ...nodes.flatMap((node) => [null, ...LABELS].map((split) => board(node, split, null))),
    ...nodes.flatMap((node) =>
      regionsOf(state).flatMap((region) => WITHIN_REGION.map((split) => board(node, split, region))),
    ),
    ...nodes.flatMap((node) => [null, ...LABELS].map((split) => board(node, split, null, true))),
  ];
}

function logs(state: DrillState): Look[] {
  const levels = ["", "level:ERROR", "level:WARN", "level:INFO"];
  const places = ["", ...nodesOf(state).map((node) => `service:${node}`)];
  const log = (window: number, query: string): Look => ({ panel: "logs", query, window });
  return [
    ...LOG_WINDOWS.flatMap((window) =>
      places.flatMap((place) => levels.map((level) => log(window, `${level} ${place}`.trim()))),
    ),
    ...places.map((place) => log(LATELY, place)),
  ];
}

/** What stands in a log pattern between its figures, as phrases to search for. */
const phrasesOf = (pattern: string): string =>
  pattern
    .split(/<\w+>|"/)
    .map((part) => part.trim())
    .filter((part) => part.length > 1)
    .map((part) => `"${part}"`)
    .join(" ");

/**
 * Searches for what the lines themselves say: each pattern by its words, since of a long list only the most frequent are
 * noticed, and each version that runs.
 */
function searches(state: DrillState): Look[] {
  const { versions } = state.scene.system;
  const all = lookResult(state, { panel: "logs", query: "", window: LONGEST }, 0);
  const patterns = all.panel === "logs" ? all.logs.patterns : [];
  const queries = [
    ...versions.filter(({ at }) => at <= state.now).map(({ id }) => `version:${id}`),
    ...patterns.map(({ text }) => phrasesOf(text)),
  ];
  return [...new Set(queries)]
    .filter((query) => query !== "")
    .map((query): Look => ({ panel: "logs", query, window: LONGEST }));
}

function traceLists(state: DrillState): Look[] {
  return [null, ...nodesOf(state)].flatMap((node) =>
    (["error", "slow", "any"] as const).map(
      (only): Look => ({ panel: "traces", node, route: null, region: null, only, window: LONGEST }),
    ),
  );
}

/** The newest traces of every list that is not about one node, each once. */
function openedTraces(state: DrillState): Look[] {
  const ids = traceLists(state).flatMap((look) => {
    if (look.panel !== "traces" || look.node !== null) return [];
    const result = lookResult(state, look);
    return result.panel === "traces" ? result.traces.slice(0, OPENED).map(({ id }) => id) : [];
  });
  return [...new Set(ids)].map((id): Look => ({ panel: "trace", id }));
}

/** Every metric by node, and by each label a selector may keep. */
function queries(): Look[] {
  const names = [...new Set((Object.keys(METRICS) as MetricId[]).map((id) => METRICS[id].prom))];
  return names.flatMap((name) =>
    ["node", "node, region", "node, version", "node, route"].map(
      (labels): Look => ({ panel: "explore", query: `sum by (${labels}) (${name})`, window: 1800, step: 60 }),
    ),
  );
}

function tools(state: DrillState): Look[] {
  const captured = state.world.operations.filter(({ phase }) => phase === "done").map(({ id }) => id);
  return toolLooks(wholeView(state)).flatMap((look): Look[] => {
    if (look.panel !== "runtime") return [look];
    const everywhere = regionsOf(state).map((region): Look => ({ ...look, region }));
    if (look.view !== "heap" && look.view !== "threads") return everywhere;
    return [...everywhere, ...captured.map((operation): Look => ({ ...look, operation }))];
  });
}

/** What somebody at the terminal would type first, about everything there is. */
function lines({ scene, now }: DrillState): Look[] {
  const workloads = scene.system.nodes.filter(({ kind }) => kind === "service" || kind === "gateway");
  const databases = scene.system.nodes.filter(({ kind }) => kind === "database");
  const stores = scene.system.nodes.filter(({ kind }) => kind === "cache" || kind === "queue");
  const relations = ["pg_stat_activity", "pg_locks", "pg_stat_statements", "pg_stat_database", "pg_stat_replication"];
  return [
    ...["pods -o wide", "deploy", "hpa", "events", "nodes"].map((what) => `kubectl get ${what}`),
    ...["top pods", "top nodes"].map((what) => `kubectl ${what}`),
    ...workloads.flatMap(({ id }) => [
      `kubectl get pods -l app=${id}`,
      `kubectl describe deploy/${id}`,
      `kubectl describe pods -l app=${id}`,
      `kubectl rollout history deploy/${id}`,
      `kubectl logs deploy/${id} --since=15m`,
      `curl -v https://${id}/`,
    ]),
    ...databases.flatMap(({ id, database }) => [
      ...relations.map((relation) => `psql ${id} -c "SELECT * FROM ${relation}"`),
      `psql ${id} -c "\\dt"`,
      ...(database?.tables ?? []).map((table) => `psql ${id} -c "\\d ${table.id}"`),
    ]),
    ...stores.map(({ id }) => `redis-cli -h ${id} info`),
    "git log --oneline -20",
    ...scene.system.versions.filter(({ at }) => at <= now).map(({ id }) => `git show ${id}`),
  ].map((line): Look => ({ panel: "terminal", line }));
}

/**
 * A systematic set of looks at everything that is there now, simple ones before special ones: every panel, node, split,
 * region, version, probe, dump and tool, and the words of every log line.
 */
export function everyLook(state: DrillState): Look[] {
  const { scene, now, world } = state;
  const { versions, probes } = scene.system;
  return [
    { panel: "map" },
    { panel: "alerts" },
    ...boards(state),
    { panel: "deploys" },
    ...versions.filter(({ at }) => at <= now).map(({ id }): Look => ({ panel: "deploy", version: id })),
    ...nodesOf(state).map((node): Look => ({ panel: "config", node })),
    ...logs(state),
    ...searches(state),
    ...traceLists(state),
    ...openedTraces(state),
    ...tools(state),
    ...probes.flatMap(({ id }) =>
      regionsOf(state).flatMap((region) =>
        [false, true].map((quarantined): Look => ({ panel: "probe", probe: id, region, quarantined })),
      ),
    ),
    ...world.operations.map(({ id }): Look => ({ panel: "dump", operation: id })),
    ...queries(),
    ...lines(state),
    ...scene.runbook.map(({ id }): Look => ({ panel: "runbook", page: id })),
  ];
}
