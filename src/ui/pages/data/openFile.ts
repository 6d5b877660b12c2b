import type { DrillCard, Program } from "#domain/drill";
import type { FileNote, OpenedFile } from "#session/files";
import type { Presence } from "#session/filing";
import type { Judged } from "#session/judging";
import { programKey, programOf } from "#session/run";
import { beside } from "../../beside/index";
import type { Services } from "../../services";

/** A file that was read, checked and compared, before anything of it is stored. */
export interface Ready {
  readonly name: string;
  readonly card: DrillCard;
  readonly program: Program;
  readonly opened: OpenedFile;
  readonly judged: Judged;
  readonly presence: Presence;
}

export type Reading =
  | { readonly state: "ready"; readonly ready: Ready }
  /** `text` names what, where, and what was expected. */
  | { readonly state: "failed"; readonly name: string; readonly text: string };

/** Bytes above which a file is not even read. */
const MAX_BYTES = 48_000_000;

/** Reads a file that may hold anything: nothing is stored. */
export async function readRunFile(file: File, services: Services): Promise<Reading> {
  const { name } = file;
  const failed = (text: string): Reading => ({ state: "failed", name, text });
  if (file.size > MAX_BYTES) return failed(`The file has ${Math.round(file.size / 1e6)} MB; a run has less than one.`);
  const [{ decodeRunFile }, { presenceOf }] = await Promise.all([import("#session/files"), import("#session/filing")]);
  const read = decodeRunFile(await file.text());
  if (!read.ok) return failed(read.error.text);
  const opened = read.value;
  const { header } = opened.file.run;
  const listed = services.library.bySlugOrCode(header.drill);
  // A run that was played here brings its program, also when the pack it came from is gone.
  const program =
    listed === null
      ? await services.runs.program(programKey(header))
      : await programOf({ ...header, drill: listed.slug }, services);
  if (program === null) {
    return failed(
      `run.header.drill is "${header.drill}" (${header.code}): this version of Meantime has no such drill and no pack here brings it, so the run can neither be replayed nor read.`,
    );
  }
  const card = listed ?? program.card;
  // Two replays of a log that somebody else wrote: not on the page.
  const judged = await beside("judge", { file: opened.file, program });
  if (!judged.ok) return failed(judged.error);
  const presence = await presenceOf(services, opened.file);
  return { state: "ready", ready: { name, card, program, opened, judged: judged.value, presence } };
}

const address = (id: string, { judged }: Ready): string => `#/run/${id}${judged.frozen === null ? "" : "/debrief"}`;

/** Stores what was read as a run of its own and resolves with the address of its page. Rejects with a StorageError. */
export async function storeReady(ready: Ready, services: Services): Promise<string> {
  const { storeOpened } = await import("#session/filing");
  return address(await storeOpened(services, ready.program, ready.opened, ready.judged), ready);
}

/** Writes notes of the file to the run that is here already and resolves with the address of its page. */
export async function addMissing(ready: Ready, missing: readonly FileNote[], services: Services): Promise<string> {
  const { addNotes } = await import("#session/filing");
  await addNotes(services, ready.opened.file.run.header.id, missing);
  return ownAddress(ready);
}

/** The page of the run that is here already. */
export const ownAddress = (ready: Ready): string => address(ready.opened.file.run.header.id, ready);
