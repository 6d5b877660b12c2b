import { mkdirSync, mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import axe from "axe-core";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { preview } from "vite";
import { afterAll, onTestFinished } from "vitest";
import { findBrowser } from "../../src/cli/tasks/browser.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

// As root there is no user namespace for the sandbox; the rest keeps the browser from calling home.
const flags = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** How long to wait for what a page is to show. Time is never asserted; a busy machine may be many times slower. */
export const PATIENCE_MS = 120_000;

/** A port nobody listens on at the moment of asking. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return address.port;
}

/** A server of the built app. */
export interface Served {
  /** Ends with a slash. */
  readonly url: string;
  /** Stops listening and drops open connections, as a lost network would. */
  readonly close: () => Promise<void>;
}

/** Serves dist, or what DIST names, on a free port of 127.0.0.1, which browsers treat as a secure context. */
export async function serveDist(): Promise<Served> {
  const port = await freePort();
  const server = await preview({
    root,
    logLevel: "error",
    ...(process.env.DIST !== undefined && { build: { outDir: process.env.DIST } }),
    preview: { port, strictPort: true, host: "127.0.0.1", open: false },
  });
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

let shared: Promise<{ browser: Browser; served: Served }> | undefined;

/** One browser and one server per test file, started by the first test that needs them. */
function running(): Promise<{ browser: Browser; served: Served }> {
  shared ??= (async () => {
    const executablePath = findBrowser();
    if (executablePath === undefined) throw new Error("No Chromium was found; set CHROME_PATH.");
    return { browser: await chromium.launch({ executablePath, args: flags }), served: await serveDist() };
  })();
  return shared;
}

afterAll(async () => {
  if (shared === undefined) return;
  const { browser, served } = await shared;
  await browser.close();
  await served.close();
});

/** How a page is opened; every field has a default. */
export interface OpenOptions {
  /** 1440 (wide, the default) or 390 (phone, with touch) CSS pixels. */
  readonly viewport?: 1440 | 390;
  readonly theme?: "dark" | "light";
  /** Path and hash behind the server's address, without a leading slash. */
  readonly path?: string;
  /** A server other than the shared one. */
  readonly served?: Served;
  /** The seed that a new run draws, where a test needs the same incident every time. */
  readonly seed?: number;
  /** A context that is already open, to add a second tab to the same storage. */
  readonly context?: BrowserContext;
}

/** An open page with everything suspicious that happened on it. */
export interface OpenedApp {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly url: string;
  /** Addresses of requests to any other origin, by page, worker or service worker. */
  readonly foreign: readonly string[];
  /** Uncaught exceptions and console errors, in order. */
  readonly errors: readonly string[];
}

/** Opens the app in a storage of its own; everything is closed when the test ends. */
export async function openApp(options: OpenOptions = {}): Promise<OpenedApp> {
  const { browser, served: sharedServer } = await running();
  const served = options.served ?? sharedServer;
  const narrow = options.viewport === 390;
  const context =
    options.context ??
    (await browser.newContext({
      viewport: narrow ? { width: 390, height: 844 } : { width: 1440, height: 900 },
      hasTouch: narrow,
      colorScheme: options.theme ?? "dark",
      reducedMotion: "reduce",
      locale: "en-GB",
      timezoneId: "UTC",
    }));
  if (options.context === undefined) {
    onTestFinished(async ({ task }) => {
      // What was on screen says more than the stack.
      if (task.result?.state === "fail") {
        const [first] = context.pages();
        if (first !== undefined) await screenshot(first, `failed ${task.name.slice(0, 60).replaceAll("/", " ")}`);
      }
      await context.close();
    });
  }
  context.setDefaultTimeout(PATIENCE_MS);
  const foreign: string[] = [];
  const errors: string[] = [];
  context.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(served.url) && !url.startsWith("data:") && !url.startsWith("blob:")) foreign.push(url);
  });
  const page = await context.newPage();
  if (options.seed !== undefined) await page.addInitScript(drawSeed, options.seed);
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  const url = served.url + (options.path ?? "");
  await page.goto(url);
  return { page, context, url, foreign, errors };
}

/** In the page: a single random word is the seed; identifiers draw more than one and stay random. */
function drawSeed(seed: number): void {
  const draw = crypto.getRandomValues.bind(crypto);
  crypto.getRandomValues = (array) => {
    const drawn = draw(array);
    if (drawn instanceof Uint32Array && drawn.length === 1) drawn[0] = seed;
    return drawn;
  };
}

/**
 * What axe objects to on the page as it is now: rule, then the elements. Empty means clean. `rules` asks only some; all
 * by default.
 */
export async function axeFindings(page: Page, rules?: readonly string[]): Promise<string[]> {
  // The source is some 600 kB: it is sent once to every document. Only what is wrong comes back, and nothing else is written out in full.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(async (only) => {
    const { run } = (globalThis as unknown as { axe: typeof axe }).axe;
    const { violations } = await run(document, { resultTypes: ["violations"], ...(only && { runOnly: [...only] }) });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(" | ")}`);
  }, rules);
}

let pictures: string | undefined;

/**
 * Saves a picture of the page outside the repository, in the folder SHOTS or a temporary one.
 * @returns the file
 */
export async function screenshot(page: Page, name: string): Promise<string> {
  const chosen = process.env.SHOTS;
  if (chosen !== undefined) mkdirSync(chosen, { recursive: true });
  pictures ??= chosen ?? mkdtempSync(join(tmpdir(), "meantime-shots-"));
  const path = join(pictures, `${name}.png`);
  await page.screenshot({ path });
  return path;
}
