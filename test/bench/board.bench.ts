import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { build, preview } from "vite";
import { findBrowser } from "../../src/cli/tasks/browser.mjs";
import type { BenchResult } from "./run";

const MOST = 1.3;
const ROUNDS = 3;
/** Milliseconds that are measured in each round, after as many for warming up. */
const MEASURED = 6000;

interface Work {
  /** Milliseconds of the main thread, and of script within them. */
  readonly all: number;
  readonly script: number;
}

/** The work of a round of one of the two pages. */
async function workOf(browser: Browser, url: string): Promise<Work> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(url);
  await page.waitForFunction(() => document.querySelectorAll("canvas").length >= 12);
  const client = await page.context().newCDPSession(page);
  await client.send("Performance.enable", { timeDomain: "threadTicks" });
  const busy = async (): Promise<Work> => {
    const { metrics } = await client.send("Performance.getMetrics");
    const ms = (wanted: string) => 1000 * (metrics.find(({ name }) => name === wanted)?.value ?? 0);
    return { all: ms("TaskDuration"), script: ms("ScriptDuration") };
  };
  await page.waitForTimeout(MEASURED);
  const before = await busy();
  await page.waitForTimeout(MEASURED);
  const after = await busy();
  await page.close();
  return { all: after.all - before.all, script: after.script - before.script };
}

/** Twelve panels with three lines of 1,800 points, live: our charts against the chart library alone, turn by turn in one browser. */
export default async function board(): Promise<BenchResult> {
  const executablePath = findBrowser();
  if (executablePath === undefined)
    return { name: "board", lines: ["no Chromium was found; set CHROME_PATH"], met: false };
  const root = join(process.cwd(), "test/bench/board");
  const outDir = mkdtempSync(join(tmpdir(), "meantime-board-"));
  try {
    const shared = { root, configFile: false as const, logLevel: "error" as const, resolve: { tsconfigPaths: true } };
    await build({ ...shared, build: { outDir, emptyOutDir: true } });
    const server = await preview({
      ...shared,
      build: { outDir },
      preview: { port: 0, host: "127.0.0.1", open: false },
    });
    const url = server.resolvedUrls?.local[0] ?? "";
    const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
    try {
      const ours: Work[] = [];
      const library: Work[] = [];
      for (let i = 0; i < ROUNDS; i++) {
        library.push(await workOf(browser, `${url}?library`));
        ours.push(await workOf(browser, `${url}?ours`));
      }
      const middle = (all: readonly Work[], of: keyof Work) =>
        all.map((work) => work[of]).sort((a, b) => a - b)[ROUNDS >> 1] as number;
      const perStep = (ms: number) => `${(ms / (MEASURED / 500)).toFixed(1)} ms`;
      const line = (what: string, of: keyof Work) =>
        `${what}: ${perStep(middle(ours, of))} a step, the library alone ${perStep(middle(library, of))}, ratio ${(middle(ours, of) / middle(library, of)).toFixed(2)}`;
      return {
        name: "board",
        lines: [
          "12 panels × 3 lines × 1,800 points, a step every 500 ms",
          `${line("main thread", "all")} (at most ${MOST})`,
          line("script in it", "script"),
          "the rest is ours: values in the legends, and drawing spread over four frames so that none is long",
        ],
        met: middle(ours, "all") / middle(library, "all") <= MOST,
      };
    } finally {
      await browser.close();
      await server.close();
    }
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}
