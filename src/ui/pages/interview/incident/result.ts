import type { Run } from "#domain/run";
import type { IncidentScore } from "#modes/interview/incident/score";
import { programKey, whyNotPlayable } from "#session/index";
import { beside } from "../../../beside/index";
import type { Services } from "../../../services";
import { type RoundInterview, runOf, sayingsOf, specOf } from "./round";

/** What an incident round came to. */
export type IncidentOutcome =
  | { readonly state: "scored"; readonly score: IncidentScore; readonly run: Run; readonly startsAt: number }
  /** Nothing of it was played, or its run is not here, or cannot be replayed any more: why. */
  | { readonly state: "none"; readonly why: string; readonly run: string | null };

/** Scores an incident round beside the page; takes some seconds. Rejects with a StorageError, or when it cannot be worked out. */
export async function loadIncident(
  interview: RoundInterview,
  index: number,
  { runs, library }: Pick<Services, "runs" | "library">,
): Promise<IncidentOutcome> {
  const id = runOf(interview, index);
  if (id === null) return { state: "none", why: "The incident round was not begun.", run: null };
  const run = await runs.load(id);
  if (run === null) return { state: "none", why: "The run of the incident round is not in this browser.", run: null };
  const program = (await runs.program(programKey(run.header))) ?? (await library.program(run.header.drill));
  const refusal = whyNotPlayable(program, run.header);
  if (refusal !== null) return { state: "none", why: refusal.text, run: id };
  const said = sayingsOf(interview, index);
  const score = await beside("incident", { program, run, said, seconds: specOf(interview, index).seconds });
  return { state: "scored", score, run, startsAt: program.base.system.startOfDay };
}
