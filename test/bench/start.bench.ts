import type { CDPSession, Page } from "playwright-core";
import { withApp } from "./app";
import type { BenchResult } from "./run";
import { putRuns } from "./stored";

/** Goal: milliseconds from the beginning of the navigation until home can be used. */
const GOAL = 150;
const ROUNDS = 15;
/** Stored runs besides none at all: what has been played for years. */
const MANY = 10_000;

/** Notes when the first control of home is there and the frame with it is done; set before any script of the page. */
const WATCH = `
  new MutationObserver((_, observer) => {
    const control = [...document.querySelectorAll("main button")].find((each) => /^(Acknowledge|Start)/.test(each.textContent));
    if (control === undefined) return;
    observer.disconnect();
    // After the next frame, and after what was waiting on the main thread by then: a press would be answered now.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => { window.usableAt = performance.now(); };
      port2.postMessage(null);
    });
  }).observe(document, { childList: true, subtree: true });
`;

interface Spread {
  readonly median: number;
  readonly from: number;
  readonly to: number;
}

function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: sorted[sorted.length >> 1] ?? 0, from: sorted[0] ?? 0, to: sorted.at(-1) ?? 0 };
}

/** Opens home again and again. `before` prepares each of the rounds. */
async function starts(page: Page, url: string, before: () => Promise<unknown>): Promise<Spread> {
  const times: number[] = [];
  // The first time code caches and the like are filled.
  for (let round = -2; round < ROUNDS; round++) {
    await page.goto("about:blank");
    await before();
    await page.goto(url, { waitUntil: "commit" });
    const ms = await page.waitForFunction(() => (window as { readonly usableAt?: number }).usableAt);
    if (round >= 0) times.push((await ms.jsonValue()) ?? Number.NaN);
    // The page's own work after the start, so that it does not disturb the next one.
    await page.waitForTimeout(2500);
  }
  return spread(times);
}

const ready = (page: Page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (navigator.serviceWorker.controller === null) await new Promise((resolve) => setTimeout(resolve, 50));
  });

/** A running worker has nothing to do with the cost of starting it; a stopped one shows it. */
async function stopWorkers(client: CDPSession): Promise<void> {
  await client.send("ServiceWorker.enable");
  await client.send("ServiceWorker.stopAllWorkers");
  await client.send("ServiceWorker.disable");
}

/** From a navigation to a home that can be used, all of it served by the service worker, without a network. */
export default async function start(): Promise<BenchResult> {
  const name = "start: from the service worker to a home that can be used, offline";
  const found = await withApp(async (page, url) => {
    await page.goto(url);
    await ready(page);
    await page.addInitScript(WATCH);
    await page.context().setOffline(true);
    const client = await page.context().newCDPSession(page);
    const nothing = async () => undefined;
    const first = await starts(page, url, nothing);
    await page.goto(`${url}#/kit`);
    await putRuns(page, MANY);
    const many = await starts(page, url, nothing);
    const stopped = await starts(page, url, () => stopWorkers(client));
    return { first, many, stopped };
  });
  if (found === null) return { name, lines: ["no Chromium was found; set CHROME_PATH"], met: false };
  const ms = ({ median, from, to }: Spread) => `${median.toFixed(0)} ms (${from.toFixed(0)} to ${to.toFixed(0)})`;
  return {
    name,
    lines: [
      `median of ${ROUNDS}, from the navigation to the frame with the first control; goal ≤ ${GOAL} ms`,
      `nothing stored: ${ms(found.first)}`,
      `${MANY} runs stored: ${ms(found.many)}`,
      `${MANY} runs stored, worker not running before: ${ms(found.stopped)}`,
    ],
    met: Math.max(found.first.median, found.many.median) <= GOAL,
  };
}
