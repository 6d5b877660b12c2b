import type { Page } from "playwright-core";
import { compileOne, readContent } from "#adapters/content/disk";
import { createCommandBatch } from "#adapters/storage/records/commandBatch";
import { createFrozenRecord } from "#adapters/storage/records/frozen";
import { createRunRecord, finishedRunRecord } from "#adapters/storage/records/run";
import { freeze } from "#debrief/index";
import type { Run } from "#domain/run";
import { newHeader, playOf, playThrough } from "#engine/index";

/** A finished run of a play of a drill, as the app would have stored it. */
export function finishedRun(slug: string, name: string, id: string, seed = 1) {
  const { program } = compileOne(readContent(process.cwd()), slug);
  const play = program?.plays.find((each) => each.id === name);
  if (program === null || play === undefined) throw new Error(`no play ${name} of ${slug}`);
  const header = newHeader(program, { id, seed, clock: "live-pause" });
  const run: Run = playThrough(program, header, playOf(play)).run;
  return { run, frozen: freeze(program, run), title: program.card.title };
}

/** Puts it into the storage of a page on which the app has been opened once. */
export async function putRun(page: Page, { run, frozen, title }: ReturnType<typeof finishedRun>): Promise<void> {
  const now = Date.now();
  const record = finishedRunRecord(createRunRecord(run, { title, createdAt: now }), frozen, now);
  const stores = {
    runs: record,
    commands: createCommandBatch(run.header.id, 0, run.commands),
    frozen: createFrozenRecord(run.header.id, frozen),
  };
  await page.evaluate(async (records) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open("meantime");
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const names = Object.keys(records);
    const transaction = database.transaction(names, "readwrite");
    for (const [store, value] of Object.entries(records)) transaction.objectStore(store).put(value);
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error);
    });
    database.close();
  }, stores);
}
