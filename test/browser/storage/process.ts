import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium } from "playwright-core";
import { onTestFinished } from "vitest";
import { findBrowser } from "../../../src/cli/tasks/browser.mjs";
import { PATIENCE_MS } from "../harness";

/** A browser of its own with a profile on disk, which can be killed and started again. */
export interface OwnBrowser {
  readonly context: BrowserContext;
  /** SIGKILL to the browser and all its processes; resolves when they are gone. */
  kill(): Promise<void>;
  /** Stops the browser and all its processes for so many milliseconds, as a sleeping machine does; the wall clock goes on. */
  sleep(ms: number): Promise<void>;
}

/** A profile folder that goes when the test ends. `blockStorage`: the user forbids sites to store anything. */
export function newProfile(options: { readonly blockStorage?: boolean } = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "meantime-profile-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  if (options.blockStorage === true) {
    mkdirSync(join(folder, "Default"));
    const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
    writeFileSync(join(folder, "Default", "Preferences"), JSON.stringify(preferences));
  }
  return folder;
}

const flags = [
  "--headless=new",
  "--remote-debugging-port=0",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Where a starting browser says it can be talked to. */
function endpointOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stderr?.on("data", (data: Buffer) => {
      said += data.toString();
      const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once("exit", (code) => reject(new Error(`the browser ended with ${code}: ${said}`)));
  });
}

/** `more`: further flags. */
export async function startBrowser(profile: string, more: readonly string[] = []): Promise<OwnBrowser> {
  const executable = findBrowser();
  if (executable === undefined) throw new Error("No Chromium was found; set CHROME_PATH.");
  // A process group of its own, so that the renderers die with it.
  const child = spawn(executable, [...flags, ...more, `--user-data-dir=${profile}`, "about:blank"], {
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const kill = async () => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, "SIGKILL");
    await gone;
  };
  const sleep = async (ms: number) => {
    if (child.pid === undefined) throw new Error("the browser has no process");
    process.kill(-child.pid, "SIGSTOP");
    await new Promise((resolve) => setTimeout(resolve, ms));
    process.kill(-child.pid, "SIGCONT");
  };
  onTestFinished(kill);
  const browser: Browser = await chromium.connectOverCDP(await endpointOf(child));
  const context = browser.contexts()[0];
  if (context === undefined) throw new Error("the browser has no window");
  context.setDefaultTimeout(PATIENCE_MS);
  return { context, kill, sleep };
}
