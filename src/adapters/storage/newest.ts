import type { NewestRuns, RunSummary } from "#session/contract";
import type { Transaction } from "./connection";
import { readRecord } from "./record";
import { runRecord, summaryOf } from "./records/run";

type Reading = Transaction<"readonly">;

/** Everything of a state lies between these two: an array stands after every number. */
const all = (status: RunSummary["status"]) => [[status], [status, []]] as const;

/** The newest runs of both states, at most so many of each; as quick with ten thousand as with ten. */
export async function newestRuns(transaction: Reading, most: number): Promise<NewestRuns> {
  const [open, finished] = await Promise.all([
    newestOf(transaction, "open", most),
    newestOf(transaction, "finished", most),
  ]);
  return { open, finished };
}

/** What cannot be read, and what is only a try, is left out, and as many more are looked at. */
async function newestOf(
  transaction: Reading,
  status: RunSummary["status"],
  most: number,
): Promise<readonly RunSummary[]> {
  const index = transaction.objectStore("runs").index("newest");
  const [first, last] = all(status);
  const found: RunSummary[] = [];
  let above: IDBKeyRange = IDBKeyRange.bound(first, last);
  while (found.length < most) {
    const cursor = await index.openKeyCursor(above, "prev");
    if (cursor === null) break;
    // Only the lower end is looked up backwards; reading forwards from there takes one request, not one for each.
    const lower = most > 1 ? ((await cursor.advance(most - 1))?.key ?? first) : cursor.key;
    const stored: readonly unknown[] = await index.getAll(
      IDBKeyRange.bound(lower, above.upper, false, above.upperOpen),
    );
    for (const raw of [...stored].reverse()) {
      const read = readRecord(runRecord, raw);
      if (read.ok && read.value.header.tried === undefined) found.push(summaryOf(read.value));
    }
    if (lower === first) break;
    above = IDBKeyRange.bound(first, lower, false, true);
  }
  return found.slice(0, most);
}
