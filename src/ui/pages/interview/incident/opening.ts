import type { InterviewDeed } from "#domain/interview";
import type { LiveSession } from "#session/contract";
import { newRun, openLive, programOf, storeRun, whyNotPlayable } from "#session/index";
import type { Services } from "../../../services";
import { type RoundInterview, runOf, specOf } from "./round";

/** The label of a run that was played in an interview. */
export const PART_OF_INTERVIEW = "part of an interview";

/** Runs being created: a page that is shown twice at once must not begin two. */
const creating = new Map<string, Promise<string>>();

async function create(
  interview: RoundInterview,
  index: number,
  { library, runs, clock }: Services,
  onDeed: (deed: InterviewDeed) => Promise<void>,
): Promise<string> {
  const { drill, variant, seed } = specOf(interview, index);
  const program = await library.program(drill);
  const run = newRun(program, {
    id: clock.id(),
    seed,
    clock: "interview",
    author: "player",
    variant,
  });
  await storeRun(runs, clock, program, run);
  await onDeed({ type: "run", round: index, run: run.header.id });
  return run.header.id;
}

/** The id of the round's run; it is created, stored and written into the interview when there is none. */
async function runId(
  interview: RoundInterview,
  index: number,
  services: Services,
  onDeed: (deed: InterviewDeed) => Promise<void>,
): Promise<string> {
  const known = runOf(interview, index);
  if (known !== null) return known;
  const key = `${interview.header.id} ${index}`;
  const begun = creating.get(key) ?? create(interview, index, services, onDeed);
  creating.set(key, begun);
  try {
    return await begun;
  } catch (error) {
    creating.delete(key);
    throw error;
  }
}

export type OpenedRound =
  | { readonly kind: "open"; readonly session: LiveSession }
  /** The run is not stored here, or belongs to another version of the drill or the simulation. */
  | { readonly kind: "lost"; readonly why: string };

/** Opens the run of an incident round for play. Rejects with a StorageError, or when the drill cannot be loaded. */
export async function openRound(
  interview: RoundInterview,
  index: number,
  services: Services,
  onDeed: (deed: InterviewDeed) => Promise<void>,
): Promise<OpenedRound> {
  const { runs, lock, clock, freeze } = services;
  const run = await runs.load(await runId(interview, index, services, onDeed));
  if (run === null) return { kind: "lost", why: "Its run is not in this browser any more." };
  const program = await programOf(run.header, services);
  const refusal = whyNotPlayable(program, run.header);
  if (refusal !== null) return { kind: "lost", why: refusal.text };
  const { author, role } = run.header.roles[0] ?? { author: "player", role: "lead" };
  const session = await openLive({
    program,
    run,
    store: runs,
    lock,
    clock,
    author,
    role,
    freeze: async (...played) => {
      const frozen = await freeze(...played);
      const labels = [...frozen.scorecard.labels, PART_OF_INTERVIEW];
      return { ...frozen, scorecard: { ...frozen.scorecard, labels } };
    },
  });
  return { kind: "open", session };
}
