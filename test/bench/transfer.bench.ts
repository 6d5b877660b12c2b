import type { Page } from "playwright-core";
import { withApp } from "./app";
import type { BenchResult } from "./run";
import { putRuns } from "./stored";
import { framesOf, record } from "./tracing";

const RUNS = 10_000;
/** Goal: the longest task of the page, during which it does not answer, milliseconds of its own time. */
const GOAL = 50;

interface Measured {
  readonly ms: number;
  /** The longest task, without what else the machine did meanwhile. */
  readonly task: number;
  /** The longest time between two tasks, all included. */
  readonly pause: number;
  /** Most of the page's memory that was in use at a look, bytes. */
  readonly memory: number;
  readonly bytes: number;
}

/** In the page: notes how long it does not answer, until `stopWatching`. */
function watch(): void {
  let pause = 0;
  let last = performance.now();
  let isOn = true;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    const now = performance.now();
    pause = Math.max(pause, now - last);
    last = now;
    if (isOn) setTimeout(() => port2.postMessage(null), 4);
  };
  port2.postMessage(null);
  const stopWatching = () => {
    isOn = false;
    return pause;
  };
  Object.assign(window, { stopWatching });
}

/** Presses, waits for what is then said, and says what the page was like meanwhile. */
async function measured(page: Page, begin: () => Promise<unknown>, said: RegExp): Promise<Omit<Measured, "bytes">> {
  await page.evaluate(watch);
  const client = await page.context().newCDPSession(page);
  let ms = 0;
  let memory = 0;
  const look = async () => {
    const { usedSize, backingStorageSize = 0 } = await client.send("Runtime.getHeapUsage");
    memory = Math.max(memory, usedSize + backingStorageSize);
  };
  const looking = setInterval(() => void look().catch(() => undefined), 500);
  const events = await record(client, async () => {
    const from = performance.now();
    await begin();
    await page.getByText(said).waitFor({ timeout: 600_000 });
    ms = performance.now() - from;
  });
  clearInterval(looking);
  const pause = await page.evaluate(() => (window as unknown as { stopWatching: () => number }).stopWatching());
  return { ms, task: framesOf(events).task, pause, memory };
}

const line = (what: string, { ms, task, pause, memory, bytes }: Measured): string =>
  `${what}: ${(ms / 1000).toFixed(1)} s for ${(bytes / 1e6).toFixed(0)} MB, longest task ${task.toFixed(0)} ms (goal ≤ ${GOAL} ms; ${pause.toFixed(0)} ms with what else the machine did), ${(memory / 1e6).toFixed(0)} MB of memory`;

/** Everything saved as a file with ten thousand runs in it, imported into an empty browser, and once more. */
export default async function transfer(): Promise<BenchResult> {
  const name = `transfer: ${RUNS} runs`;
  const found = await withApp(async (page, url) => {
    // Nobody is there to say where so large a file shall be.
    await page.addInitScript("delete window.showSaveFilePicker");
    await page.goto(`${url}#/kit`);
    await page.waitForTimeout(1500);
    await putRuns(page, RUNS);
    await page.goto(`${url}#/data`);
    const button = page.getByRole("button", { name: "Save everything as a file" });
    await button.waitFor();
    // What cannot be read is looked for first.
    await page.waitForTimeout(20_000);
    const download = page.waitForEvent("download", { timeout: 600_000 });
    const saved = await measured(page, () => button.click(), /is in your downloads\.$/);
    const file = await (await download).path();
    const bytes = await import("node:fs").then(({ statSync }) => statSync(file).size);
    const context = await page.context().browser()?.newContext();
    const other = await context?.newPage();
    if (other === undefined) throw new Error("no second browser");
    await other.goto(`${url}#/data`);
    const input = other.getByLabel("File of everything");
    await input.waitFor({ state: "attached" });
    await other.waitForTimeout(3000);
    const first = await measured(other, () => input.setInputFiles(file), /The file was read to its end\./);
    await other.getByRole("button", { name: "Done" }).click();
    await other.waitForTimeout(20_000);
    const again = await measured(other, () => input.setInputFiles(file), /The file was read to its end\./);
    await context?.close();
    return { saved: { ...saved, bytes }, first: { ...first, bytes }, again: { ...again, bytes } };
  });
  if (found === null) return { name, lines: ["no Chromium was found; set CHROME_PATH"], met: false };
  const all = Object.entries(found);
  const words = { saved: "saved", first: "imported", again: "imported once more, nothing new" } as const;
  return {
    name,
    lines: all.map(([what, each]) => line(words[what as keyof typeof words], each)),
    met: all.every(([, { task }]) => task <= GOAL),
  };
}
