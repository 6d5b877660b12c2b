import { wallClock } from "#adapters/clock";
import { bank } from "#adapters/content/bank";
import { Library } from "#adapters/content/library";
import type { Shelf } from "#adapters/content/packs/shelf";
import { openStorage } from "#adapters/storage/index";
import { once } from "#lib/once";
import type { Services } from "#ui/services";

/** Scores a finished run beside the page: it takes three replays. Where workers cannot be had, on the page itself. */
const freeze: Services["freeze"] = async (program, run) => {
  try {
    const { beside } = await import("#ui/beside/index");
    const { card, transcript, series } = await beside("retell", { program, run });
    return { scorecard: card, transcript, series };
  } catch {
    return (await import("#debrief/index")).freeze(program, run);
  }
};

/** Builds what the pages use. Never fails: storage that cannot be used is replaced by memory, and the problem is shown. */
export async function compose(): Promise<Services> {
  const storage = await openStorage(wallClock);
  const library = new Library(async (pack, slug) => (await packs()).program(pack, slug), storage.packsKept);
  const packs: () => Promise<Shelf> = once(async () => {
    const [{ openShelf }, store] = await Promise.all([import("#adapters/content/packs/index"), storage.packs()]);
    return openShelf(store, library, wallClock);
  });
  // What another tab does with packs is seen in every list here, whether or not a page has asked for them.
  const relist = () =>
    void packs()
      .then((shelf) => shelf.list())
      .catch(() => undefined);
  storage.onPacks(relist);
  if (storage.arePacksOld) relist();
  return {
    library,
    packs,
    bank,
    runs: storage.runs,
    documents: storage.documents,
    study: storage.study,
    interviews: storage.interviews,
    transfer: storage.transfer,
    lock: storage.lock,
    clock: wallClock,
    rooms: once(async () =>
      (await import("#adapters/sync/index")).openRooms(storage.lock, wallClock, storage.problem === null),
    ),
    gameday: async () => (await import("#adapters/content/guides")).gameday,
    pager: async () => (await import("#adapters/notify/index")).browserPager(),
    microphone: async () => (await import("#adapters/record/index")).browserMicrophone(),
    storageProblem: storage.problem,
    freeze,
  };
}
