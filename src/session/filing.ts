import type { Program } from "#domain/drill";
import { encodeRun, fork } from "#engine/index";
import { canonicalJson } from "#lib/hash";
import type { DocumentStore, RunStore, StoredDocument, WallClock } from "./contract";
import type { FileNote, OpenedFile, RunFile } from "./files";
import { type Judged, labelled } from "./judging";
import { programKey } from "./run";

/** Where files come from and go to. */
export interface Shelves {
  readonly runs: RunStore;
  readonly documents: DocumentStore;
  readonly clock: WallClock;
}

/** What of a file is here already. `same`: the run itself, with the notes that it has not got. */
export type Presence =
  | { readonly state: "new" }
  | { readonly state: "same"; readonly missing: readonly FileNote[] }
  | { readonly state: "taken" };

/** Ids that addresses can carry as they are; others are replaced. */
const PLAIN_ID = /^[\w-]{1,64}$/;

const noteOf = ({ body, updatedAt }: StoredDocument<"note">): FileNote => ({ ...body, at: updatedAt });

/** Notes on a run, oldest first, as a file has them. */
export async function notesOf({ documents }: Shelves, runId: string): Promise<readonly FileNote[]> {
  return [...(await documents.list("note", runId))].sort((a, b) => a.createdAt - b.createdAt).map(noteOf);
}

/** The file of a stored run. `title` when the list does not know the run. Null when the run is not there. */
export async function fileOf(shelves: Shelves, runId: string, title: string): Promise<RunFile | null> {
  const run = await shelves.runs.load(runId);
  if (run === null) return null;
  const [frozen, notes, list] = await Promise.all([
    shelves.runs.frozen(runId),
    notesOf(shelves, runId),
    shelves.runs.list(),
  ]);
  const summary = list.find(({ id }) => id === runId);
  const now = shelves.clock.now();
  return {
    run,
    title: summary?.title ?? title,
    createdAt: summary?.createdAt ?? now,
    playedAt: summary?.updatedAt ?? now,
    frozen,
    notes,
  };
}

const sameNote = (a: FileNote, b: FileNote): boolean =>
  a.second === b.second && a.author === b.author && a.text === b.text;

/** Looks whether the run of a file is here. A stored run that cannot be read is never touched: its id counts as taken. */
export async function presenceOf(shelves: Shelves, { run, notes }: RunFile): Promise<Presence> {
  const { id } = run.header;
  let stored: Awaited<ReturnType<RunStore["load"]>>;
  try {
    stored = await shelves.runs.load(id);
  } catch {
    return { state: "taken" };
  }
  if (stored === null) return { state: "new" };
  if (canonicalJson(encodeRun(stored)) !== canonicalJson(encodeRun(run))) return { state: "taken" };
  const own = await notesOf(shelves, id);
  return { state: "same", missing: notes.filter((note) => !own.some((each) => sameNote(each, note))) };
}

/** Writes notes to a run under new ids: what a file calls them may be the id of anything here. */
export async function addNotes(
  { documents, clock }: Shelves,
  runId: string,
  notes: readonly FileNote[],
): Promise<void> {
  const written: string[] = [];
  try {
    for (const { at, ...body } of notes) {
      const id = clock.id();
      await documents.put({ id, kind: "note", run: runId, createdAt: at, updatedAt: at, body });
      written.push(id);
    }
  } catch (error) {
    for (const id of written) await documents.remove(id).catch(() => undefined);
    throw error;
  }
}

/**
 * Stores an opened file as a run of its own: over and labelled as imported, or open, to be gone on with. A run that is
 * here already is never overwritten: the new one gets another id. When something fails, nothing of it stays.
 * @returns the id under which it is stored
 */
export async function storeOpened(
  shelves: Shelves,
  program: Program,
  { file, seal }: OpenedFile,
  { finding, frozen }: Judged,
): Promise<string> {
  const { runs, clock } = shelves;
  const { header } = file.run;
  const isFree = PLAIN_ID.test(header.id) && (await presenceOf(shelves, file)).state === "new";
  const id = isFree ? header.id : clock.id();
  // Gone on with twice, an open run would be two runs of one name.
  const end = { second: file.run.horizon, ordinal: Number.MAX_SAFE_INTEGER };
  const isTwin = frozen === null && !isFree;
  const run = isTwin ? fork(file.run, end, id) : { ...file.run, header: { ...header, id } };
  const now = clock.now();
  const at = (time: number) => (time > 0 ? Math.min(time, now) : now);
  const { dynamics, text } = program.hashes;
  if (header.dynamicsHash === dynamics && header.textHash === text) {
    await runs.saveProgram(programKey(header), program);
  }
  await runs.create(run, { title: program.card.title, createdAt: at(file.createdAt) });
  try {
    if (frozen !== null) {
      const writer = clock.id();
      await runs.claim(id, writer);
      await runs.finish(id, writer, labelled(frozen, seal, finding), at(file.playedAt));
    }
    await addNotes(shelves, id, file.notes);
  } catch (error) {
    // The file is still where it was; half of it here would be neither an own run nor somebody else's.
    await runs.remove(id).catch(() => undefined);
    throw error;
  }
  return id;
}
