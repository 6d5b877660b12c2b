import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { build, preview } from "vite";
import { findBrowser } from "../../src/cli/tasks/browser.mjs";

const root = process.cwd();

/**
 * Builds the app as it is now, into a folder of its own, and hands that and a browser to `measure`.
 * @returns what was measured, or null when there is no browser
 */
export async function withBuilt<T>(measure: (folder: string, browser: Browser) => Promise<T>): Promise<T | null> {
  const executablePath = findBrowser();
  if (executablePath === undefined) return null;
  const outDir = mkdtempSync(join(tmpdir(), "meantime-bench-"));
  let browser: Browser | undefined;
  try {
    await build({ root, logLevel: "error", build: { outDir, emptyOutDir: true } });
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
    return await measure(outDir, browser);
  } finally {
    await browser?.close();
    rmSync(outDir, { recursive: true, force: true });
  }
}

/** The same with a server of it and a page of 1440 × 900. */
export function withApp<T>(measure: (page: Page, url: string) => Promise<T>): Promise<T | null> {
  return withBuilt(async (outDir, browser) => {
    const server = await preview({
      root,
      logLevel: "error",
      build: { outDir },
      preview: { port: 0, host: "127.0.0.1", open: false },
    });
    try {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      return await measure(page, server.resolvedUrls?.local[0] ?? "");
    } finally {
      await server.close();
    }
  });
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
