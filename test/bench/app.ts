import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { build, preview } from "vite";
import { findBrowser } from "../../src/cli/tasks/browser.mjs";

const root = process.cwd();

/**
 * Builds the app as it is now, into a folder of its own, and hands `measure` a page of 1440 × 900 and the address.
 * @returns what was measured, or null when there is no browser
 */
export async function withApp<T>(measure: (page: Page, url: string) => Promise<T>): Promise<T | null> {
  const executablePath = findBrowser();
  if (executablePath === undefined) return null;
  const outDir = mkdtempSync(join(tmpdir(), "meantime-bench-"));
  let browser: Browser | undefined;
  try {
    await build({ root, logLevel: "error", build: { outDir, emptyOutDir: true } });
    const server = await preview({
      root,
      logLevel: "error",
      build: { outDir },
      preview: { port: 0, host: "127.0.0.1", open: false },
    });
    try {
      browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      return await measure(page, server.resolvedUrls?.local[0] ?? "");
    } finally {
      await browser?.close();
      await server.close();
    }
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}

/** Starts a run, acknowledges the page, and opens the board of a service split by region: nine charts and more. */
export async function openBoard(page: Page, url: string): Promise<void> {
  await page.goto(`${url}#/INC-2041`);
  await page
    .getByRole("button", { name: /Acknowledge|Start/ })
    .first()
    .click();
  await page.getByRole("toolbar", { name: "What the board shows" }).waitFor();
  await page.getByLabel("Node", { exact: true }).selectOption("checkout");
  await page.getByLabel("Split", { exact: true }).selectOption("region");
  await page.waitForFunction(() => document.querySelectorAll("canvas").length >= 9);
  await page.waitForTimeout(2000);
}
