import { courseOf } from "#debrief/course";
import { stagesOf } from "#debrief/stages";
import type { Program } from "#domain/drill";
import type { IncidentSaying } from "#domain/interview";
import type { Run } from "#domain/run";
import { scoreWithState } from "#score/index";
import { verificationLines } from "./checking";
import { measureOf } from "./course";
import { diagnosisLines, mitigationLines } from "./handling";
import type { IncidentLine, Material } from "./lines";
import { type Order, orderOf } from "./order";
import { communicationLines } from "./telling";

/**
 * What an incident round is made of, with its weight of 100. Incident walkthroughs give telling people about a sixth of their
 * half hour; the rest is divided as troubleshooting rounds do, three fifths diagnosis and a fifth each mitigation and verification.
 */
export const DIMENSIONS = [
  { id: "diagnosis", label: "Diagnosis", weight: 51 },
  { id: "mitigation", label: "Mitigation", weight: 17 },
  { id: "verification", label: "Verification", weight: 17 },
  { id: "communication", label: "Communication", weight: 15 },
] as const;
export type IncidentDimensionId = (typeof DIMENSIONS)[number]["id"];

export interface IncidentDimension {
  readonly id: IncidentDimensionId;
  readonly label: string;
  readonly weight: number;
  /** 0 to 100. */
  readonly score: number;
  readonly lines: readonly IncidentLine[];
}

/** What an incident round was worth, as an explanation. Plain data. */
export interface IncidentScore {
  /** Of which run, for links to its seconds. */
  readonly run: string;
  /** 0 to 100. */
  readonly total: number;
  readonly dimensions: readonly IncidentDimension[];
  readonly order: Order;
  /** How many steps of hints were taken. */
  readonly hints: number;
  /** Seconds of the run at which the round began and ended. */
  readonly began: number;
  readonly ended: number;
}

/** One decimal. */
const rounded = (value: number): number => Math.round(value * 10) / 10;

/** Points got of points there were; what costs has none to get and is taken off. */
function scoreOf(lines: readonly IncidentLine[]): number {
  const of = lines.reduce((sum, line) => sum + line.of, 0);
  const points = lines.filter((line) => line.of > 0).reduce((sum, line) => sum + line.points, 0);
  const costs = lines.filter((line) => line.of === 0).reduce((sum, line) => sum + line.points, 0);
  return of <= 0 ? 0 : rounded(Math.max(0, Math.min(100, (100 * points) / of + costs)));
}

/**
 * The score of an incident round: a pure function of the drill, the run's log and what was said. A run that was not ended is ended
 * where its log stops, and the world then goes on to the drill's horizon. Takes two plays and a replay.
 * @param seconds how long the round was to last, from the page on
 */
export function scoreIncident(
  program: Program,
  run: Run,
  said: readonly IncidentSaying[],
  seconds: number,
): IncidentScore {
  const { expert, nobody } = measureOf(program, run.header);
  const { card, state } = scoreWithState(program, run);
  const course = courseOf(state);
  const { story } = state;
  const began = Math.max(0, story.pagedAt);
  const material: Material = {
    card,
    course,
    expert,
    stages: stagesOf(course, expert, nobody),
    said,
    commands: run.commands,
    began,
    until: began + seconds,
    ended: Math.max(began, story.leftAt < 0 ? run.horizon : story.leftAt),
  };
  const order = orderOf(material);
  const lines: Readonly<Record<IncidentDimensionId, readonly IncidentLine[]>> = {
    diagnosis: diagnosisLines(material),
    mitigation: mitigationLines(material, order),
    verification: verificationLines(material),
    communication: communicationLines(material),
  };
  const dimensions = DIMENSIONS.map(
    (dimension): IncidentDimension => ({
      ...dimension,
      lines: lines[dimension.id],
      score: scoreOf(lines[dimension.id]),
    }),
  );
  return {
    run: run.header.id,
    total: rounded(dimensions.reduce((sum, { weight, score }) => sum + (weight * score) / 100, 0)),
    dimensions,
    order,
    hints: run.commands.filter(({ kind }) => kind === "hint").length,
    began,
    ended: material.ended,
  };
}
