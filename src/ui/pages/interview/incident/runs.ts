import type { Run } from "#domain/run";
import { beside } from "../../../beside/index";
import type { Services } from "../../../services";
import { PART_OF_INTERVIEW } from "./opening";

/** A run that came with an interview; null where this version cannot play it, which its result then says. */
async function bring(run: Run, services: Services): Promise<string | null> {
  const [{ presenceOf, storeOpened }, program] = await Promise.all([
    import("#session/filing"),
    services.library.program(run.header.drill).catch(() => null),
  ]);
  if (program === null) return null;
  const file = { run, title: program.card.title, createdAt: 0, playedAt: 0, frozen: null, notes: [] };
  if ((await presenceOf(services, file)).state === "same") return run.header.id;
  const judged = await beside("judge", { file, program });
  if (!judged.ok) return null;
  const { frozen } = judged.value;
  const labelled = frozen && {
    ...frozen,
    scorecard: { ...frozen.scorecard, labels: [...frozen.scorecard.labels, PART_OF_INTERVIEW] },
  };
  return storeOpened(services, program, { file, seal: "none" }, { ...judged.value, frozen: labelled });
}

/**
 * Stores the runs that came with an interview from a file, as runs that were opened from files are; what is here already stays as it is.
 * Resolves with what each is called here. Rejects with a StorageError.
 */
export async function bringRuns(runs: readonly Run[], services: Services): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const run of runs) {
    const id = await bring(run, services);
    if (id !== null) names.set(run.header.id, id);
  }
  return names;
}
