import { areComparable } from "#debrief/index";
import type { RunHeader } from "#domain/run";
import type { Scorecard } from "#domain/score";
import { err, ok, type Result } from "#lib/result";
import type { TeamDimension } from "./dimension/judged";
import type { Report } from "./report";

/** What is compared of a team. */
export interface TeamResult {
  readonly name: string;
  readonly header: RunHeader;
  readonly report: Report;
  /** Weighted harm per second and its step, from its scorecard; null where none was made. */
  readonly impact: Pick<Scorecard["impact"], "player" | "step" | "totals"> | null;
}

/** Something that every team has, in the order of the teams; null where one has not. */
export interface Row<T> {
  readonly id: string;
  readonly title: string;
  readonly values: readonly (T | null)[];
}

/** Several teams that played the very same incident, side by side. */
export interface Compared {
  readonly teams: readonly string[];
  /** Seconds each stage took. */
  readonly stages: readonly Row<number>[];
  /** Harm over time, one curve for each team; `step` seconds per value. Empty while a team has none. */
  readonly impact: { readonly step: number; readonly curves: readonly (readonly number[])[] };
  readonly harm: Row<number>;
  /** Seconds until the team said its first word to anybody. */
  readonly firstWord: Row<number>;
  readonly figures: readonly Row<number>[];
  readonly dimensions: readonly Row<Pick<TeamDimension, "score" | "sentence">>[];
}

/** Why two runs are not of the same incident, in a sentence. */
function difference(a: RunHeader, b: RunHeader, name: string): string {
  if (a.drill !== b.drill) return `${name} played another drill (${b.code} instead of ${a.code}).`;
  if (a.variant !== b.variant) return `${name} played another variant of it.`;
  if (a.seed !== b.seed)
    return `${name} played it with seed ${b.seed} instead of ${a.seed}: the figures would differ by chance alone.`;
  if (a.engine !== b.engine) return `${name} played it in another version of the engine.`;
  return `${name} played another version of the drill, or one in which services or people have other names.`;
}

const count = (title: string, id: string, values: readonly (number | null)[]): Row<number> => ({ id, title, values });

/** Teams side by side; refused, with the reason, where they did not play the same drill, variant and seed. */
export function compareTeams(results: readonly TeamResult[]): Result<Compared, string> {
  const [first, ...others] = results;
  if (first === undefined || others.length === 0) return err("There is one team only: a comparison needs two.");
  const other = others.find(({ header }) => !areComparable(first.header, header));
  if (other !== undefined) return err(difference(first.header, other.header, other.name));
  const reports = results.map(({ report }) => report);
  const ids = <T>(items: readonly (readonly T[])[], id: (item: T) => string) => [...new Set(items.flat().map(id))];
  const stages = reports.map((report) => report.stages?.team ?? []);
  const dimensions = reports.map((report) => report.dimensions);
  const curves = results.map(({ impact }) => impact?.player ?? []);
  const firstWord = (report: Report) => report.communication.find(({ isOurs }) => isOurs)?.at ?? null;
  return ok({
    teams: results.map(({ name }) => name),
    stages: ids(stages, ({ id }) => id).map((id) => ({
      id,
      title: id,
      values: stages.map((own) => own.find((stage) => stage.id === id)?.seconds ?? null),
    })),
    impact: {
      step: first.impact?.step ?? 0,
      curves: curves.every((curve) => curve.length > 0) ? curves : [],
    },
    harm: count(
      "Weighted harm",
      "harm",
      results.map(({ impact }) => impact?.totals.player ?? null),
    ),
    firstWord: count("First word of the team", "first-word", reports.map(firstWord)),
    figures: [
      count(
        "Decisions",
        "decisions",
        reports.map((report) => report.decisions.length),
      ),
      count(
        "Tasks",
        "tasks",
        reports.map((report) => report.tasks.length),
      ),
      count(
        "Messages",
        "messages",
        reports.map((report) => report.communication.filter(({ isOurs }) => isOurs).length),
      ),
      count(
        "Injects",
        "injects",
        reports.map((report) => report.injects.length),
      ),
    ],
    dimensions: ids(dimensions, ({ id }) => id).map((id) => ({
      id,
      title: dimensions.flat().find((each) => each.id === id)?.title ?? id,
      values: dimensions.map((own) => own.find((each) => each.id === id) ?? null),
    })),
  });
}
