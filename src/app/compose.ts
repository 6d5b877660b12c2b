import { wallClock } from "#adapters/clock";
import { library } from "#adapters/content/library";
import { openStorage } from "#adapters/storage/index";
import type { Services } from "#ui/services";

/** Builds what the pages use. Never fails: storage that cannot be used is replaced by memory, and the problem is shown. */
export async function compose(): Promise<Services> {
  const storage = await openStorage(wallClock);
  return {
    library,
    runs: storage.runs,
    lock: storage.lock,
    clock: wallClock,
    storageProblem: storage.problem,
    freeze: async (program, run) => (await import("#debrief/index")).freeze(program, run),
  };
}
