import type { Page } from "playwright-core";

/** What a page showed in one of its frames, or what the browser said is stored. */
export interface Sight {
  /** Milliseconds of the page's own clock. */
  readonly at: number;
  readonly clock: string;
  readonly notes: string;
  readonly heading: string;
  /** What stands in the field that is written in. */
  readonly text: string;
  readonly isSaved: boolean;
  /** Events of the interview, and bytes of the recording, that transactions which are complete have written. */
  readonly events: number;
  readonly bytes: number;
}

declare global {
  interface Window {
    sight?: (sight: Sight) => Promise<void>;
  }
}

/** In the page, before its own scripts: tells of every frame in which something else is seen than in the one before. */
function watch(): void {
  const stored = { events: 0, bytes: 0 };
  const sizes = new Map<string, number>();
  const noteWrite = (store: IDBObjectStore, value: unknown) => {
    if (store.name !== "interviewEvents" && store.name !== "chunks") return;
    store.transaction.addEventListener("complete", () => {
      if (store.name === "chunks") {
        const { take, index, bytes } = value as { take: string; index: number; bytes: ArrayBuffer };
        sizes.set(`${take}/${index}`, bytes.byteLength);
        stored.bytes = [...sizes].reduce((sum, [key, size]) => (key.startsWith(`${take}/`) ? sum + size : sum), 0);
      } else {
        const { from, events } = value as { from: number; events: readonly unknown[] };
        stored.events = Math.max(stored.events, from + events.length);
      }
    });
  };
  const { add, put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.add = function (value: unknown, key?: IDBValidKey) {
    noteWrite(this, value);
    return add.call(this, value, key);
  };
  IDBObjectStore.prototype.put = function (value: unknown, key?: IDBValidKey) {
    noteWrite(this, value);
    return put.call(this, value, key);
  };
  let last = "";
  const look = () => {
    const seen = {
      clock: document.querySelector("time")?.textContent ?? document.querySelector("[role=time]")?.textContent ?? "",
      notes: document.querySelector<HTMLInputElement>("#quick-note")?.placeholder ?? "",
      heading: document.querySelector("h1")?.textContent ?? "",
      text: document.querySelector<HTMLTextAreaElement>("main textarea")?.value ?? "",
      isSaved: [...document.querySelectorAll("main span")].some((each) => /^Saved /.test(each.textContent ?? "")),
      ...stored,
    };
    const now = JSON.stringify(seen);
    if (now !== last) void window.sight?.({ at: performance.now(), ...seen });
    last = now;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Takes down what a page shows, from its next document on. What was on its way when the browser died is not in it. */
export async function witness(page: Page): Promise<readonly Sight[]> {
  const sights: Sight[] = [];
  await page.exposeFunction("sight", (sight: Sight) => {
    sights.push(sight);
  });
  await page.addInitScript(watch);
  return sights;
}
