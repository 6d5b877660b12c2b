import type { Scene } from "#domain/drill";
import type { Second } from "#domain/ids";
import type { LookResult, Trace } from "#domain/telemetry";
import type { RequestView, View } from "#domain/view";
import type { DrillState } from "./state";
import { storyBool, storyText } from "./values";

interface Fixed {
  readonly system: View["system"];
  readonly people: View["people"];
  readonly runbook: View["runbook"];
}

const fixedParts = new WeakMap<Scene, Fixed>();

/** What never changes in a scene. */
export function fixedOf(scene: Scene): Fixed {
  let fixed = fixedParts.get(scene);
  if (fixed === undefined) {
    const { system } = scene;
    fixed = {
      system: {
        name: system.name,
        regions: system.regions.map(({ id, label }) => ({ id, label })),
        nodes: system.nodes.map(({ id, label, kind, team, summary }) => ({ id, label, kind, team, summary })),
        probes: system.probes.map(({ id, node, label }) => ({ id, node, label })),
        terms: scene.internalTerms,
      },
      people: scene.people.map(({ id, name, role }) => ({ id, name, role })),
      runbook: scene.runbook.map(({ id, title }) => ({ id, title })),
    };
    fixedParts.set(scene, fixed);
  }
  return fixed;
}

/** Steps of the impact curve on screen, and how many of them. */
const SPARK_STEP = 15;
const SPARK_POINTS = 40;

/** A look as the screen may have it: without the marks that tell facts which fault a span or a dump shows. */
export function withoutAnswers(result: LookResult): LookResult {
  const clean = (trace: Trace): Trace => ({ ...trace, spans: trace.spans.map((span) => ({ ...span, fault: null })) });
  if (result.panel === "traces") return { ...result, traces: result.traces.map(clean) };
  if (result.panel === "trace") return { ...result, trace: result.trace === null ? null : clean(result.trace) };
  if (result.panel === "explore") return { ...result, explore: { ...result.explore, shows: [] } };
  if (result.panel === "database") return { ...result, database: { ...result.database, shows: [] } };
  if (result.panel === "runtime") return { ...result, runtime: { ...result.runtime, shows: [] } };
  if (result.panel === "terminal") return { ...result, terminal: { ...result.terminal, shows: [] } };
  return result.panel === "dump" ? { ...result, shows: [] } : result;
}

/** Requests that were put, with the options that are offered now; of an answered one its answer too. */
export function requestViews(state: DrillState): readonly RequestView[] {
  return state.scene.requests.flatMap((request, i) => {
    const put = state.story.requests[i];
    if (put === undefined || put.state === "idle") return [];
    const options = request.options
      .filter((option) => put.answer === option.id || option.available === null || storyBool(state, option.available))
      .map((option) => ({ id: option.id, label: storyText(state, option.label) }));
    const { id, from, audience } = request;
    const { text, openedAt, due, answer } = put;
    return [{ id, from, audience, text, openedAt, due, state: put.state, answer, options }];
  });
}

/** What customers bore, as far as has been scraped by `known`: in the last scrape, in all, and the last ten minutes. */
export function impactView(state: DrillState, known: Second, scrape: Second): View["impact"] {
  const { failed } = state.impact;
  const between = (from: Second, to: Second) =>
    to > from ? ((failed[to] ?? 0) - (failed[Math.max(0, from)] ?? 0)) / (to - Math.max(0, from)) : 0;
  const spark: number[] = [];
  for (let to = known - (SPARK_POINTS - 1) * SPARK_STEP; to <= known; to += SPARK_STEP) {
    spark.push(to <= 0 ? 0 : between(to - SPARK_STEP, to));
  }
  return { failedPerSecond: between(Math.max(0, known - scrape), known), total: failed[known] ?? 0, spark };
}
