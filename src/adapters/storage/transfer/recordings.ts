import { MICROPHONE_CHECK } from "#domain/interview";
import { readRecord } from "../record";
import { chunkRecord } from "../records/chunk";
import { createQuarantine } from "../records/quarantine";
import { type TakeRecord, takeRecord } from "../records/take";
import type { Kind, Outcome, Renamed, Writing } from "./kind";
import { isPlain, takeName } from "./names";

const takeMerger =
  (take: TakeRecord) =>
  async (tx: Writing, renamed: Renamed): Promise<Outcome> => {
    const interview = renamed.interviews.get(take.interview) ?? take.interview;
    // What nobody can reach would be removed at the next start.
    if (interview !== MICROPHONE_CHECK && (await tx.objectStore("interviews").getKey(interview)) === undefined)
      return { is: "refused", reason: "its interview is neither here nor in the file" };
    const store = tx.objectStore("takes");
    const names = isPlain(take.id) && interview === take.interview ? [take.id] : [];
    for (const id of [...names, takeName(take.id, interview)]) {
      const raw: unknown = await store.get(id);
      const own = raw === undefined ? null : readRecord(takeRecord, raw);
      if (own !== null && (!own.ok || own.value.interview !== interview)) continue;
      renamed.takes.set(take.id, id);
      if (own !== null && own.value.seconds >= take.seconds) return { is: "known" };
      await store.put({ ...take, id, interview });
      return { is: own === null ? "came" : "longer" };
    }
    return { is: "refused", reason: "another recording has its name here" };
  };

/** What is known of recordings. Their sound follows. */
export const takes: Kind = {
  counts: "recordings",
  stores: ["takes", "interviews"],
  prepare({ record }) {
    const read = readRecord(takeRecord, record);
    return read.ok ? takeMerger(read.value) : read.error.reason;
  },
};

const startsWith = (bytes: Uint8Array, start: Uint8Array): boolean =>
  start.length <= bytes.length && start.every((byte, i) => byte === bytes[i]);

/** Their sound, piece by piece. Pieces that are not here come; of one that grew the longer one counts; what differs is set aside. */
export const chunks: Kind = {
  counts: "recordings",
  stores: ["chunks", "quarantine"],
  prepare({ record }) {
    const read = readRecord(chunkRecord, record);
    if (!read.ok) return read.error.reason;
    const chunk = read.value;
    return async (tx, renamed) => {
      const take = renamed.takes.get(chunk.take);
      if (take === undefined)
        return { is: "refused", reason: "the recording it belongs to is not in the file before it" };
      const store = tx.objectStore("chunks");
      const raw: unknown = await store.get([take, chunk.index]);
      const own = raw === undefined ? null : readRecord(chunkRecord, raw);
      if (own?.ok === true) {
        const here = new Uint8Array(own.value.bytes);
        const there = new Uint8Array(chunk.bytes);
        if (startsWith(here, there)) return { is: "part" };
        if (!startsWith(there, here))
          return { is: "refused", reason: "its sound is not that of the piece that is here" };
      } else if (own !== null) {
        if (own.error.newer) return { is: "part" };
        const key = `${take}/${chunk.index}`;
        await tx.objectStore("quarantine").put(createQuarantine("chunks", key, own.error.reason, Date.now(), raw));
      }
      await store.put({ ...chunk, take });
      return { is: "part" };
    };
  },
};
