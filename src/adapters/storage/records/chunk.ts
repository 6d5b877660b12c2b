import * as v from "valibot";
import type { Chunk } from "#domain/interview";
import { Count, Id, type RecordType } from "../record";

/** One piece of a recording, about a second of it: what the browser hands out makes the last one longer until it is full. */
export interface ChunkRecord extends Chunk {
  readonly version: 1;
  readonly take: string;
}

/** A buffer of this page or of another realm, whose class is not ours. */
const isBuffer = (value: unknown): value is ArrayBuffer =>
  Object.prototype.toString.call(value) === "[object ArrayBuffer]";

/** As stored; in files, which are JSON, as `{ base64 }`. */
const Bytes: v.GenericSchema<unknown, ArrayBuffer> = v.union([
  v.custom<ArrayBuffer>(isBuffer, "bytes"),
  v.pipe(
    v.object({ base64: v.pipe(v.string(), v.base64()) }),
    v.transform(({ base64 }) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)).buffer),
  ),
]);

export const chunkRecord: RecordType<ChunkRecord> = {
  name: "chunk",
  store: "chunks",
  version: 1,
  schema: v.object({ version: v.literal(1), take: Id, index: Count, bytes: Bytes }),
  migrations: [],
};

export function createChunkRecord(take: string, chunk: Chunk): ChunkRecord {
  return { version: 1, take, ...chunk };
}
