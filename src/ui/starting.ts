import type { Program } from "#domain/drill";
import type { ClockMode, Run } from "#domain/run";
import type { LiveSession } from "#session/contract";
import type { Services } from "./services";

export interface Start {
  readonly slug: string;
  readonly clock: ClockMode;
  /** Drawn when left out. */
  readonly seed?: number;
  /** The page was acknowledged where the run was started: the briefing begins at once. */
  readonly acknowledged?: boolean;
}

/** Runs whose page was acknowledged before the console was there. Only in memory: after a reload the briefing asks again. */
const acknowledged = new Set<string>();

export const isAcknowledged = (runId: string): boolean => acknowledged.has(runId);

/** Stores a new run, goes to it and resolves with its id. Rejects with a StorageError, or when the drill cannot be loaded. */
export async function startRun({ library, runs, clock }: Services, start: Start): Promise<string> {
  // The engine comes with the session: no page that only lists drills pays for it.
  const [{ newRun, storeRun }, program] = await Promise.all([import("#session/index"), library.program(start.slug)]);
  const id = clock.id();
  const run = newRun(program, { id, seed: start.seed ?? clock.seed(), clock: start.clock, author: "player" });
  await storeRun(runs, clock, program, run);
  if (start.acknowledged) acknowledged.add(id);
  location.hash = `#/run/${id}`;
  return id;
}

/**
 * Stores a fork of a run at a second, with the commands of that second, and goes to it: what was done before is done,
 * what comes is open. Rejects with a StorageError.
 */
export async function playFromHere(
  { runs, clock }: Services,
  program: Program,
  run: Run,
  second: number,
): Promise<void> {
  const [{ storeRun }, { fork }] = await Promise.all([import("#session/index"), import("#engine/index")]);
  const id = clock.id();
  await storeRun(runs, clock, program, fork(run, { second, ordinal: Number.MAX_SAFE_INTEGER }, id));
  location.hash = `#/run/${id}`;
}

/**
 * Starts the clock, lets the quiet minutes before the page pass at once (nothing can be done in them), and acknowledges
 * it. Ends early when the session stops for another reason, which is in its state.
 */
export async function begin(session: LiveSession): Promise<void> {
  if (session.getState().status !== "briefing") return;
  session.start();
  await paged(session);
  const page = session.getState().view?.pages.find((each) => each.ackedAt === null);
  if (page !== undefined) await session.send({ kind: "ack", args: { page: page.id } });
}

/** Skips until there is a page. Clocks that cannot be skipped get there by themselves. */
function paged(session: LiveSession): Promise<void> {
  return new Promise((resolve) => {
    let stop = () => {};
    const look = () => {
      const { status, view } = session.getState();
      if ((view?.pages.length ?? 0) > 0 || (status !== "playing" && status !== "skipping")) {
        stop();
        resolve();
      } else if (status === "playing") session.skip();
    };
    // A session that tells of a change is still busy with it.
    stop = session.subscribe(() => queueMicrotask(look));
    look();
  });
}
