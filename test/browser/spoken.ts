import type { Page } from "playwright-core";

/** A write of sound: when it was done, in seconds since recording began, and bytes that were stored by then. */
export interface Write {
  readonly at: number;
  readonly bytes: number;
}

declare global {
  interface Window {
    soundWrites?: Write[];
  }
}

/** In the page, before its own scripts: takes down every write of sound. */
function watch(): void {
  const writes: Write[] = [];
  window.soundWrites = writes;
  let began = 0;
  const { start } = MediaRecorder.prototype;
  MediaRecorder.prototype.start = function (slice) {
    this.addEventListener("start", () => {
      began = performance.now();
    });
    start.call(this, slice);
  };
  const { put } = IDBObjectStore.prototype;
  const sizes = new Map<number, number>();
  IDBObjectStore.prototype.put = function (value: { index: number; bytes: ArrayBuffer }, key?: IDBValidKey) {
    if (this.name === "chunks") {
      this.transaction.addEventListener("complete", () => {
        sizes.set(value.index, value.bytes.byteLength);
        const bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
        writes.push({ at: (performance.now() - began) / 1000, bytes });
      });
    }
    return put.call(this, value, key);
  };
}

export async function watchWrites(page: Page): Promise<void> {
  await page.addInitScript(watch);
}

export const writesOf = (page: Page): Promise<readonly Write[]> => page.evaluate(() => window.soundWrites ?? []);

/** In the page: how many bytes of the only recording are stored, and how many seconds so many first bytes of it play. */
async function readSound(firsts: readonly number[]): Promise<{ readonly bytes: number; readonly seconds: number[] }> {
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const database = await done(indexedDB.open("meantime"));
  const pieces: { bytes: ArrayBuffer }[] = await done(database.transaction("chunks").objectStore("chunks").getAll());
  database.close();
  const sound = await new Blob(pieces.map(({ bytes }) => bytes)).arrayBuffer();
  const decoder = new OfflineAudioContext(1, 1, 48_000);
  const seconds: number[] = [];
  for (const first of firsts) seconds.push((await decoder.decodeAudioData(sound.slice(0, first))).duration);
  return { bytes: sound.byteLength, seconds };
}

/**
 * Seconds that a kill would have lost at its worst, right before each write but the first: what was spoken by then, less what the writes
 * before it have brought to storage. Worked out from the sound that is stored.
 * @returns the losses, and bytes that are stored
 */
export async function lossesOf(page: Page, writes: readonly Write[]) {
  const { bytes, seconds } = await page.evaluate(
    readSound,
    writes.map((write) => write.bytes),
  );
  return { bytes, losses: writes.slice(1).map(({ at }, i) => at - (seconds[i] ?? 0)) };
}
