import { MICROPHONE_CHECK } from "#domain/interview";
import type { Connection, Transaction } from "./connection";
import { readRecord } from "./record";
import { takeRecord } from "./records/take";

/** Everything of a recording, whatever its pieces are numbered. */
const piecesOf = (take: string) => IDBKeyRange.bound([take], [take, []]);

/** Recordings, by id, that nobody can reach: their interview is gone, or only pieces of them are there. */
async function orphans(tx: Transaction<"readonly"> | Transaction<"readwrite">): Promise<readonly string[]> {
  // By key: what cannot be read, or is of a newer version, is there all the same.
  const interviews = new Set<unknown>(await tx.objectStore("interviews").getAllKeys());
  const takes: unknown[] = await tx.objectStore("takes").getAll();
  const known = new Set<unknown>(await tx.objectStore("takes").getAllKeys());
  const left = takes.flatMap((raw) => {
    const read = readRecord(takeRecord, raw);
    if (!read.ok || read.value.interview === MICROPHONE_CHECK || interviews.has(read.value.interview)) return [];
    return [read.value.id];
  });
  // From recording to recording: an hour of sound has thousands of pieces.
  let cursor = await tx.objectStore("chunks").openKeyCursor();
  while (cursor !== null) {
    const [take] = cursor.key as [string, number];
    if (!known.has(take)) left.push(take);
    cursor = await cursor.continue([take, Number.POSITIVE_INFINITY]);
  }
  return left;
}

/**
 * Removes recordings whose interview is gone: another tab, or a write that was tried again, had stored them after it was deleted.
 * Resolves with how many there were. Rejects with a StorageError.
 */
export async function removeOrphans(connection: Connection): Promise<number> {
  // Looking blocks nobody; nearly always there is nothing.
  const found = await connection.read(["interviews", "takes", "chunks"], orphans);
  if (found.length === 0) return 0;
  return connection.write(["interviews", "takes", "chunks"], async (tx) => {
    const left = await orphans(tx);
    for (const take of left) {
      await tx.objectStore("takes").delete(take);
      await tx.objectStore("chunks").delete(piecesOf(take));
    }
    return left.length;
  });
}
