import type { Person, Scene, VariantInfo } from "#domain/drill";
import type { PanelId } from "#domain/telemetry";
import type { Cursor } from "../cursor";
import type { DrillFile, PeopleFile } from "../schema/drill";
import type { SystemFile } from "../schema/system";
import { seconds } from "../units";
import type { Gen } from "./gen";
import { machines } from "./machines";
import { score } from "./score";
import { brokenPromise, conditions, endings, escalation, facts, gauges, page, remarks, requests, tasks } from "./story";
import { generateSystem } from "./system";

const HISTORY = 1800;

export interface RunbookPage {
  readonly id: string;
  readonly title: string;
  readonly markdown: string;
}

/** What a scene is made of, each part checked against its schema, the variant's patch applied. */
export interface SceneParts {
  readonly drill: Cursor<DrillFile>;
  readonly system: Cursor<SystemFile>;
  readonly people: Cursor<PeopleFile>;
  readonly runbook: readonly RunbookPage[];
  readonly debrief: string;
}

export function generateScene(gen: Gen, parts: SceneParts, variant: VariantInfo): Scene {
  const { drill, people } = parts;
  const d = drill.value;
  const limit = Math.round(seconds(d.limit ?? 5400));
  const system = generateSystem(gen, parts.system, HISTORY);
  const steps = escalation(gen, drill);
  return {
    variant,
    system,
    people: persons(people),
    roles: Object.entries(d.roles ?? { lead: "Incident lead" }).map(([id, label]) => ({ id, label })),
    briefing: d.briefing ?? "",
    page: page(gen, drill),
    ...(steps === undefined ? {} : { escalation: steps }),
    remarks: remarks(gen, drill),
    requests: requests(gen, drill),
    facts: facts(gen, drill),
    machines: machines(gen, drill),
    conditions: conditions(gen, drill),
    gauges: gauges(gen, drill),
    endings: endings(gen, drill),
    score: score(gen, drill, limit),
    runbook: parts.runbook,
    lookSeconds: Object.fromEntries(
      Object.entries(d["look-cost"] ?? {}).map(([panel, cost]) => [panel as PanelId, seconds(cost as string | number)]),
    ),
    internalTerms: internalTerms(gen, d),
    tasks: tasks(gen, drill),
    brokenPromise: brokenPromise(gen, drill),
    debrief: parts.debrief,
    limit,
  };
}

function persons(people: Cursor<PeopleFile>): Person[] {
  return Object.entries(people.value.people).map(([id, p], i) => ({
    id,
    name: p.name,
    role: p.role ?? "",
    team: p.team ?? "",
    colour: p.colour ?? i % 12,
  }));
}

/** Node ids of one plain word (`search`) are words customers use too, so only those with a hyphen are internal by themselves. */
function internalTerms(gen: Gen, d: DrillFile): string[] {
  const nodes = [...gen.names.all("node")].filter((id) => id.includes("-"));
  return [
    ...new Set([...(d["internal-terms"] ?? []), ...gen.names.all("region"), ...gen.names.all("version"), ...nodes]),
  ];
}
