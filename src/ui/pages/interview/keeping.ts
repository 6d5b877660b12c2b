import type { Chunk, Take } from "#domain/interview";
import { messageOf } from "#lib/message";
import { copyOf, type WholeFile } from "#modes/interview/file";
import { scoreInterview } from "#modes/interview/scorecard";
import type { InterviewStore, StoredInterview } from "#session/contract";
import { toast } from "../../kit/toast";
import { forget, soundOf, takesOf } from "../../recording/keeping";
import type { Services } from "../../services";
import { offerUndo } from "../../undo";
import { loadIncidents, scoresOf } from "./incident/result";
import { bringRuns } from "./incident/runs";
import type { Opened } from "./useLive";

/** An interview with its recordings. */
export interface WholeInterview {
  readonly stored: StoredInterview;
  readonly takes: readonly { readonly take: Take; readonly chunks: readonly Chunk[] }[];
}

/** Writes down that an interview is over, and what it comes to now. Rejects with a StorageError. */
export async function closeInterview({ live, matchers }: Opened, services: Services): Promise<void> {
  await live.settled();
  const { header, events } = live.getState();
  if (header.copyOf !== undefined) return;
  const incidents = scoresOf(await loadIncidents({ header, events }, services));
  const { overall } = scoreInterview(header, live.getState().state, matchers, incidents);
  await (await services.interviews()).finish(header.id, overall, services.clock.now());
}

/** Stores a copy of an interview from a file, under a new id; resolves with it. Rejects with a StorageError. */
export async function storeCopy(file: WholeFile, services: Services): Promise<string> {
  const { interviews, clock } = services;
  const runs = await bringRuns(file.runs, services);
  const { header, status, coverage, events, takes } = copyOf(file, clock.id, runs);
  const stored = { header, status, coverage, events, updatedAt: clock.now() };
  await writeWhole(await interviews(), { stored, takes });
  return header.id;
}

/** Says that something did not work, and why. */
export const failing = (title: string) => (error: unknown) => {
  toast({ title, detail: messageOf(error), tone: "bad" });
};

/** Null when it is not stored. Rejects with a StorageError. */
export async function readWhole(store: InterviewStore, id: string): Promise<WholeInterview | null> {
  const stored = await store.load(id);
  if (stored === null) return null;
  const takes = await takesOf(store, id);
  const chunks = await Promise.all(takes.map((take) => soundOf(store, take.id)));
  return { stored, takes: takes.map((take, i) => ({ take, chunks: chunks[i] ?? [] })) };
}

/** Stores an interview with everything that belongs to it. Rejects with a StorageError. */
export async function writeWhole(store: InterviewStore, { stored, takes }: WholeInterview): Promise<void> {
  const { header, events, status, coverage, updatedAt } = stored;
  await store.create(header);
  if (events.length > 0) await store.append(header.id, 0, events, updatedAt);
  for (const { take, chunks } of takes) {
    await store.saveTake(take);
    for (const chunk of chunks) await store.appendChunk(take.id, chunk);
  }
  if (status === "finished") await store.finish(header.id, coverage, updatedAt);
}

/** Deletes an interview and offers to take that back. A failure is said. */
export async function removeInterview(
  id: string,
  { interviews }: Pick<Services, "interviews">,
  changed: () => void,
): Promise<void> {
  try {
    const store = await interviews();
    const whole = await readWhole(store, id);
    await store.remove(id);
    forget(({ interview }) => interview === id);
    changed();
    if (whole === null) return;
    offerUndo("The interview is deleted", () => {
      writeWhole(store, whole).then(changed, failing("It could not be brought back"));
    });
  } catch (error) {
    failing("The interview could not be deleted")(error);
  }
}
