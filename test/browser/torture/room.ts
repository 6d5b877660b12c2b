import type { BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";
import { press } from "../play";
import { type OwnBrowser, startBrowser } from "../storage/process";
import { type Dump, dumpOf } from "./whole";

/** What a room's windows have shown: what was said, which injects happened, and the furthest the clock stood, seconds of the day. */
export interface Shown {
  readonly said: Set<string>;
  readonly injects: Set<string>;
  clock: number;
}

declare global {
  interface Window {
    roomShown?: (said: readonly string[], injects: readonly string[], clock: string) => Promise<void>;
  }
}

/** What is said under torture, so that it is found again: `said 3 by Ana;`. */
const SAID = /said \d+ by \w+;/g;

/** In the page, before its own scripts: tells whatever is on screen of what was said and happened, as often as that changes. */
function watchRoom(pattern: string): void {
  let last = "";
  setInterval(() => {
    const list = document.querySelector("[aria-label=Messages]")?.textContent ?? "";
    const said = [...list.matchAll(new RegExp(pattern, "g"))].map(([text]) => text);
    const all = document.body?.textContent ?? "";
    const injects = [...all.matchAll(/Inject: Inject (\d+)/g)].map(([, number]) => `inject-${number}`);
    const clock = document.querySelector("header time, [role=time], time")?.textContent ?? "";
    const now = JSON.stringify([said, injects, clock]);
    if (now !== last) void window.roomShown?.(said, injects, clock);
    last = now;
  }, 50);
}

const secondOf = (clock: string): number => clock.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);

/** Somebody of a game day at a browser of their own, which can be killed and comes back. */
export class Person {
  private browser: OwnBrowser | null = null;
  private windows: Page[] = [];

  /** `names`: of who sits at each of its windows; the first is opened first. */
  constructor(
    readonly names: readonly string[],
    private readonly profile: string,
    private readonly served: string,
    readonly shown: Shown,
    private readonly faults: string[],
  ) {}

  get pages(): readonly Page[] {
    return this.windows;
  }

  /** The browser, with what is stored in it looked at before anything of the app runs. */
  async start(): Promise<Dump> {
    this.browser = await startBrowser(this.profile);
    const { context } = this.browser;
    const page = await this.window(context);
    await page.goto(`${this.served}rescue.html`);
    const dump = await dumpOf(page);
    this.windows = [page];
    for (const _ of this.names.slice(1)) this.windows.push(await this.window(context));
    return dump;
  }

  async kill(): Promise<void> {
    await this.browser?.kill();
    this.browser = null;
  }

  private async window(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.exposeFunction("roomShown", (said: readonly string[], injects: readonly string[], clock: string) => {
      for (const text of said) this.shown.said.add(text);
      for (const inject of injects) this.shown.injects.add(inject);
      const second = secondOf(clock);
      if (Number.isFinite(second)) this.shown.clock = Math.max(this.shown.clock, second);
    });
    await page.addInitScript(watchRoom, SAID.source);
    page.on("pageerror", (error) => this.faults.push(`${this.names.join(", ")}: ${error.message}`));
    return page;
  }
}

/** Comes (back) to a room whose exercise is under way, and looks at the channel. */
export async function enter(page: Page, room: string): Promise<void> {
  await page.goto(room);
  await page.locator("header time").first().waitFor();
  await press(page, "Escape g i");
}

/** Says one thing after the other until `isOver`, or until the window dies. */
export async function talk(page: Page, name: string, count: () => number, isOver: () => boolean): Promise<void> {
  const field = page.getByRole("textbox", { name: /message|Write/i }).last();
  await press(page, "Escape m");
  while (!isOver()) {
    await field.fill(`said ${count()} by ${name};`);
    await field.press("Control+Enter");
    // It is emptied when it is stored.
    while (!isOver() && (await field.inputValue()) !== "") await page.waitForTimeout(20);
  }
}

/** Lets the next inject happen now, again and again, besides those that happen by time, until `isOver` or until the window dies. */
export async function conduct(page: Page, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    await press(page, "Escape Shift+I");
    await page.waitForTimeout(700);
  }
}

/** Every text that any screen has shown stands in the channel, once. */
export async function hasAll(page: Page, shown: Shown): Promise<string[]> {
  if (shown.said.size === 0) return [];
  const list = page.getByRole("list", { name: "Messages" }).first();
  const texts = async () => [...((await list.textContent()) ?? "").matchAll(SAID)].map(([text]) => text);
  const missing = async () => {
    const there = await texts();
    return [...shown.said].filter((text) => !there.includes(text));
  };
  await expect.poll(missing).toEqual([]);
  const there = await texts();
  return there.filter((text, i) => there.indexOf(text) !== i).map((text) => `“${text}” stands there twice`);
}

/** In the page: gives the plan that is open a queue, one inject every so many seconds from T+0 on, each said aloud. */
export async function putQueue([plan, count, every]: readonly [string, number, number]): Promise<void> {
  const request = indexedDB.open("meantime");
  await new Promise((resolve) => {
    request.onsuccess = resolve;
  });
  const transaction = request.result.transaction("documents", "readwrite");
  const store = transaction.objectStore("documents");
  const get = store.get(plan);
  get.onsuccess = () => {
    const queue = Array.from({ length: count }, (_, i) => ({
      id: `inject-${i}`,
      title: `Inject ${i}`,
      when: { kind: "time", since: "start", seconds: (i + 1) * every },
      effects: [],
      read: `Say ${i}`,
      expectations: [],
      discuss: [],
      card: null,
    }));
    store.put({ ...get.result, body: { ...get.result.body, queue } });
  };
  await new Promise((resolve) => {
    transaction.oncomplete = resolve;
  });
  request.result.close();
}

interface Deed {
  readonly kind: string;
  readonly args: { readonly do?: string; readonly inject?: string; readonly text?: string };
}

/** The finished team run of a browser, without what is each browser's own; null while there is none. */
export function finishedIn(dump: Dump): { readonly commands: readonly Deed[]; readonly all: string } | null {
  const run = dump.runs?.find(({ status }) => status === "finished");
  if (run === undefined) return null;
  const of = (records: Dump["commands"]) => (records ?? []).filter((record) => record.run === run.id);
  const commands = of(dump.commands).flatMap((batch) => batch.commands as Deed[]);
  const frozen = of(dump.frozen);
  return { commands, all: JSON.stringify([run.header, run.horizon, commands, frozen]) };
}
