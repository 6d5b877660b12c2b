import type { Chunk, Take } from "#domain/interview";
import type { InterviewStore } from "#session/contract";
import { download } from "../download";
import { soundOf } from "./keeping";

/** All pieces as one piece of media. */
export function blobOf({ type }: Pick<Take, "type">, chunks: readonly Chunk[]): Blob {
  return new Blob(
    chunks.map(({ bytes }) => bytes),
    { type },
  );
}

/** Whether pieces are missing before the last one. */
export function isBroken(chunks: readonly Chunk[]): boolean {
  return chunks.some(({ index }, i) => index !== i);
}

const ENDINGS: readonly (readonly [type: string, ending: string])[] = [
  ["audio/mp4", "m4a"],
  ["audio/webm", "webm"],
];

/** What a recording is called as a file. */
export function fileName({ type, startedAt }: Take): string {
  const ending = ENDINGS.find(([start]) => type.startsWith(start))?.[1] ?? "audio";
  const stamp = new Date(startedAt).toISOString().slice(0, 19).replace(/[:T]/g, "-");
  return `recording-${stamp}.${ending}`;
}

/** Offers a recording as a file, also where it is not stored. Rejects with a StorageError only where nothing of it waits here. */
export async function saveSound(store: InterviewStore, take: Take): Promise<void> {
  download(fileName(take), blobOf(take, await soundOf(store, take.id)), take.type);
}
