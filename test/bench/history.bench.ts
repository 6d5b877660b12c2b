import type { Page } from "playwright-core";
import { withApp } from "./app";
import type { BenchResult } from "./run";
import { putRuns } from "./stored";

const RUNS = 10_000;
/** Goal: milliseconds from the address to the rows on screen, in an app that is open. */
const GOAL = 200;
const ROUNDS = 7;

/** The pages that list every run: by the row that has to be there, and by what is there when all of them are listed. */
const PAGES = [
  {
    name: "all runs",
    hash: "#/data",
    row: 'table[aria-label="All runs"] tbody tr a',
    whole: { selector: "button", text: `more of ${RUNS}` },
  },
  {
    name: "progress, history below everything else",
    hash: "#/progress",
    row: 'table[aria-label="History"] tbody tr[tabindex]',
    whole: { selector: '[role="status"]', text: `of ${RUNS} runs` },
  },
];
type Listed = (typeof PAGES)[number];

interface Opening {
  /** Until the rows are on screen, until all runs are listed, and the longest time without a frame meanwhile; milliseconds. */
  readonly row: number;
  readonly whole: number;
  readonly pause: number;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

function open(page: Page, { hash, row, whole }: Listed): Promise<Opening> {
  return page.evaluate(
    async ({ hash, row, whole }) => {
      const from = performance.now();
      const found = { row: 0, whole: 0, pause: 0 };
      location.hash = hash;
      for (let last = from; found.row === 0 || found.whole === 0; ) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
        const now = performance.now();
        found.pause = Math.max(found.pause, now - last);
        last = now;
        if (found.row === 0 && document.querySelector(row) !== null) found.row = now - from;
        const every = [...document.querySelectorAll(whole.selector)];
        if (found.whole === 0 && every.some((each) => each.textContent.includes(whole.text))) found.whole = now - from;
      }
      return found;
    },
    { hash, row, whole },
  );
}

/** The pages with all runs, opened from another one, with ten thousand of them. */
export default async function history(): Promise<BenchResult> {
  const name = `history: ${RUNS} runs`;
  const found = await withApp(async (page, url) => {
    await page.goto(`${url}#/kit`);
    await page.waitForTimeout(1500);
    await putRuns(page, RUNS);
    const openings: Opening[][] = [];
    for (const listed of PAGES) {
      const each: Opening[] = [];
      for (let round = 0; round <= ROUNDS; round++) {
        await page.goto(`${url}#/recording`);
        await page.waitForTimeout(2000);
        const opening = await open(page, listed);
        // The first time the page itself is loaded.
        if (round > 0) each.push(opening);
      }
      openings.push(each);
    }
    return openings;
  });
  if (found === null) return { name, lines: ["no Chromium was found; set CHROME_PATH"], met: false };
  const lines = PAGES.map(({ name }, i) => {
    const of = (what: keyof Opening) => (found[i] ?? []).map((each) => each[what]);
    const rows = of("row")
      .map((ms) => ms.toFixed(0))
      .join(", ");
    return `${name}: rows on screen after ${median(of("row")).toFixed(0)} ms (goal ≤ ${GOAL} ms; ${rows}), all listed after ${median(of("whole")).toFixed(0)} ms, longest pause ${median(of("pause")).toFixed(0)} ms`;
  });
  return { name, lines, met: found.every((each) => median(each.map(({ row }) => row)) <= GOAL) };
}
