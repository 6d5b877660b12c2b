import type { Run } from "#domain/run";
import { messageOf } from "#lib/message";
import type { IncidentScore } from "#modes/interview/incident/score";
import { programOf, whyNotPlayable } from "#session/index";
import { beside } from "../../../beside/index";
import type { Services } from "../../../services";
import { type RoundInterview, runOf, sayingsOf, specOf } from "./round";

/** What an incident round came to. */
export type IncidentOutcome =
  | { readonly state: "scored"; readonly score: IncidentScore; readonly run: Run; readonly startsAt: number }
  /** Nothing of it was played, or its run is not here, or cannot be replayed any more: why. */
  | { readonly state: "none"; readonly why: string; readonly run: string | null }
  /** It could not be worked out this time: why. */
  | { readonly state: "failed"; readonly why: string };

/** Scores that were worked out since the page was loaded: list, room and result ask for the same one, and it takes seconds. */
const scored = new Map<string, Promise<IncidentScore>>();
const MOST_KEPT = 12;

/** Rejects with a StorageError, or when it cannot be worked out. */
async function outcomeOf(
  interview: RoundInterview,
  index: number,
  { runs, library }: Pick<Services, "runs" | "library">,
): Promise<IncidentOutcome> {
  const id = runOf(interview, index);
  if (id === null) return { state: "none", why: "The incident round was not begun.", run: null };
  const run = await runs.load(id);
  if (run === null) return { state: "none", why: "The run of the incident round is not in this browser.", run: null };
  const program = await programOf(run.header, { runs, library });
  const refusal = whyNotPlayable(program, run.header);
  if (refusal !== null) return { state: "none", why: refusal.text, run: id };
  const said = sayingsOf(interview, index);
  const { seconds } = specOf(interview, index);
  // A run that is gone on with, and an interview that is, are others.
  const key = [id, run.commands.length, run.horizon, said.length, seconds].join(" ");
  const known = scored.get(key);
  if (known === undefined && scored.size >= MOST_KEPT) scored.clear();
  const score = known ?? beside("incident", { program, run, said, seconds });
  scored.set(key, score);
  try {
    return { state: "scored", score: await score, run, startsAt: program.base.system.startOfDay };
  } catch (error) {
    scored.delete(key);
    throw error;
  }
}

/** What one incident round came to; scored beside the page. Never rejects. */
export async function loadIncident(
  interview: RoundInterview,
  index: number,
  services: Pick<Services, "runs" | "library">,
): Promise<IncidentOutcome> {
  try {
    return await outcomeOf(interview, index, services);
  } catch (error) {
    return { state: "failed", why: messageOf(error) };
  }
}

/** The incident rounds of an interview that were asked. */
export function incidentsOf({ header, events }: RoundInterview): readonly number[] {
  const asked = new Set(events.flatMap(({ deed }) => (deed.type === "ask" ? [deed.round] : [])));
  return header.rounds.flatMap(({ kind }, index) => (kind === "incident" && asked.has(index) ? [index] : []));
}

export type IncidentOutcomes = ReadonlyMap<number, IncidentOutcome>;

/** What the incident rounds of an interview came to, by round. Never rejects. */
export async function loadIncidents(
  interview: RoundInterview,
  services: Pick<Services, "runs" | "library">,
): Promise<IncidentOutcomes> {
  const rounds = incidentsOf(interview);
  const outcomes = await Promise.all(rounds.map((index) => loadIncident(interview, index, services)));
  return new Map(outcomes.map((outcome, i) => [rounds[i] ?? -1, outcome]));
}

/** The scores among the outcomes. */
export function scoresOf(outcomes: IncidentOutcomes): ReadonlyMap<number, IncidentScore> {
  return new Map(
    [...outcomes].flatMap(([index, outcome]) => (outcome.state === "scored" ? [[index, outcome.score] as const] : [])),
  );
}
