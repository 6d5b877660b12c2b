import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { expect, onTestFinished } from "vitest";
import { findBrowser } from "../../../src/cli/tasks/browser.mjs";

/*
 * Tabs that are really hidden and really frozen. What drives browsers elsewhere in these tests keeps every page in the foreground;
 * here a browser is told what to do directly, over a pipe.
 */

interface Answer {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

type Send = (method: string, params?: object, session?: string) => Promise<unknown>;

/** A browser with a profile of its own, which goes when the test ends. */
function startTalking(): Send {
  const executable = findBrowser();
  if (executable === undefined) throw new Error("No Chromium was found; set CHROME_PATH.");
  const profile = mkdtempSync(join(tmpdir(), "meantime-tabs-"));
  const flags = ["--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--no-first-run"];
  const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"];
  const child = spawn(executable, [...flags, ...quiet, `--user-data-dir=${profile}`, "about:blank"], {
    detached: true,
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
  });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  onTestFinished(async () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
    await gone;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  });
  const waiting = new Map<number, (answer: Answer) => void>();
  let held = "";
  (child.stdio[4] as Readable).on("data", (data: Buffer) => {
    const messages = (held + data.toString()).split("\0");
    held = messages.pop() ?? "";
    for (const message of messages) {
      const answer = JSON.parse(message) as Answer;
      if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
    }
  });
  let sent = 0;
  return (method, params = {}, sessionId) =>
    new Promise((resolve, reject) => {
      const id = ++sent;
      waiting.set(id, ({ result, error }) => {
        waiting.delete(id);
        if (error === undefined) resolve(result);
        else reject(new Error(`${method}: ${error.message}`));
      });
      (child.stdio[3] as Writable).write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
}

/** One tab of a browser of its own. */
export interface Tab {
  /** What a function of the page returns; it may use nothing but its argument. */
  run<T, A extends string | number>(work: (argument: A) => T | Promise<T>, argument: A): Promise<T>;
  /** Waits for a text on the page. */
  sees(text: string): Promise<void>;
  /** Waits for a button whose name begins so, and presses it. */
  click(name: string): Promise<void>;
  /** One key, as somebody presses it. */
  press(key: string, code: string): Promise<void>;
  goTo(url: string): Promise<void>;
  /** Another tab is in front of it from now on. */
  hide(): Promise<void>;
  /** It is in front again. */
  show(): Promise<void>;
  /** Hidden, it is frozen as browsers do to save power: nothing in it runs. */
  freeze(): Promise<void>;
  thaw(): Promise<void>;
}

const textOf = () => document.body.innerText;
const visibility = () => document.visibilityState;
const pressButton = (name: string) => {
  const buttons = [...document.querySelectorAll<HTMLElement>("button")];
  const found = buttons.find((each) => `${each.ariaLabel ?? each.innerText}`.trim().startsWith(name));
  found?.click();
  return found !== undefined;
};

/** Opens a page in a tab, and another tab that can be put before it. */
export async function openTab(url: string): Promise<Tab> {
  const send = startTalking();
  const create = async (address: string) =>
    ((await send("Target.createTarget", { url: address })) as { targetId: string }).targetId;
  const other = await create("about:blank");
  const target = await create(url);
  const attached = (await send("Target.attachToTarget", { targetId: target, flatten: true })) as { sessionId: string };
  const here = (method: string, params?: object) => send(method, params, attached.sessionId);
  await here("Page.enable");
  const run: Tab["run"] = async (work, argument) => {
    const expression = `(${work})(${JSON.stringify(argument)})`;
    const answer = await here("Runtime.evaluate", { expression, returnByValue: true, awaitPromise: true });
    const { result, exceptionDetails } = answer as {
      readonly result: { readonly value?: unknown };
      readonly exceptionDetails?: { readonly text: string };
    };
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.text);
    return result.value as never;
  };
  const bring = async (front: string, state: DocumentVisibilityState) => {
    await send("Target.activateTarget", { targetId: front });
    await expect.poll(() => run(visibility, "")).toBe(state);
  };
  return {
    run,
    sees: (text) => expect.poll(() => run(textOf, "").catch(() => "")).toContain(text),
    click: (name) => expect.poll(() => run(pressButton, name).catch(() => false)).toBe(true),
    press: async (key, code) => {
      const text = key.length === 1 ? { text: key } : {};
      await here("Input.dispatchKeyEvent", { type: "keyDown", key, code, ...text });
      await here("Input.dispatchKeyEvent", { type: "keyUp", key, code });
    },
    goTo: async (address) => {
      await here("Page.navigate", { url: address });
    },
    hide: () => bring(other, "hidden"),
    show: () => bring(target, "visible"),
    freeze: async () => {
      await here("Page.setWebLifecycleState", { state: "frozen" });
    },
    thaw: async () => {
      await here("Page.setWebLifecycleState", { state: "active" });
    },
  };
}
