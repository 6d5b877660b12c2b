import type { StorageProblem, WallClock } from "#session/contract";
import { StorageError } from "#session/contract";
import type { Transfer } from "#session/transfer";
import { Connection } from "../connection";
import type { MemoryRunStore } from "../memory";
import { endLine, headLine, recordLine } from "./format";
import { loadEverything } from "./load";
import { familyIn, inOrder } from "./order";
import { saveEverything } from "./save";

/** Everything in the database as a file, and back. */
export function databaseTransfer(clock: Pick<WallClock, "now">, connection = new Connection()): Transfer {
  return {
    save: (write, options = {}) => saveEverything(connection, clock.now(), write, options),
    load: (file, options = {}) => loadEverything(connection, file, clock.now(), options),
  };
}

/** The same where nothing is kept: what is in memory is saved, and nothing can be brought in, because it would be gone again. */
export function memoryTransfer(
  runs: Pick<MemoryRunStore, "records">,
  clock: Pick<WallClock, "now">,
  problem: StorageProblem,
): Transfer {
  return {
    save: async (write) => {
      const stores = runs.records();
      await write(headLine(clock.now()));
      let records = 0;
      for (const { store, item } of inOrder((name) => stores[name] ?? [], familyIn)) {
        await write(recordLine(store, "", item).line);
        records++;
      }
      await write(endLine(records));
      return { records, unwritable: 0 };
    },
    load: async () => {
      throw new StorageError(problem);
    },
  };
}
