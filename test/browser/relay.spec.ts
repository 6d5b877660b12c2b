import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { addressesOf } from "#cli/gameday/addresses";
import { type Options, readOptions } from "#cli/gameday/options";
import { type GameDay, serveGameDay } from "#cli/gameday/serve";
import type { RoomAddress, Rooms, SharedLog } from "#session/team/contract";
import { contentSecurityPolicy } from "../../src/cli/build/policy.mjs";
import { findBrowser } from "../../src/cli/tasks/browser.mjs";
import { note, setupFor } from "../adapters/sync/samples";
import { bundled } from "../bundled";
import { proxied } from "./relay/proxy";

/** What a page has in its global scope. */
interface There {
  readonly Page: { open(): Promise<Rooms> };
  rooms: Rooms;
  log: SharedLog;
}

/** The first address of this machine in its network; where it is in none, its own. */
const [host = "127.0.0.1"] = addressesOf("0.0.0.0");
/** A name of it that only its network knows. */
const NAME = "laptop.test";

let browser: Browser;
let folder: string;

beforeAll(async () => {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error("No Chromium was found; set CHROME_PATH.");
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const names = `--host-resolver-rules=MAP ${NAME} ${host}`;
  browser = await chromium.launch({ executablePath, args: [...args, "--disable-gpu", "--no-first-run", names] });
  // A page without a screen, under the policy of the built one.
  folder = mkdtempSync(join(tmpdir(), "meantime-relay-"));
  const { transformIndexHtml } = contentSecurityPolicy();
  const { handler } = transformIndexHtml as { handler: (html: string) => string };
  writeFileSync(join(folder, "index.html"), handler('<meta charset="utf-8" /><script src="./page.js"></script>'));
  writeFileSync(join(folder, "page.js"), await bundled("test/browser/relay/page.ts", "Page"));
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

async function serve(change: Partial<Options> = {}): Promise<GameDay> {
  const day = await serveGameDay(folder, { ...readOptions([]), port: 0, ...change }, [host]);
  onTestFinished(() => day.close());
  return day;
}

/** A page of a browser of its own, with its rooms. */
async function opened(url: string): Promise<Page> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(url);
  await page.evaluate(begin);
  return page;
}

/** In the page. */
async function begin(): Promise<void> {
  const there = globalThis as unknown as There;
  there.rooms = await there.Page.open();
}

const relayHere = (page: Page): Promise<string | null> =>
  page.evaluate(() => (globalThis as unknown as There).rooms.relayHere());

async function found(page: Page, relay: string | null): Promise<RoomAddress> {
  return page.evaluate(
    async ([setup, at]) => {
      const there = globalThis as unknown as There;
      const whole = (device: string) => JSON.parse(setup.replaceAll("DEVICE", device));
      const { address, log } = await there.rooms.found(whole, at);
      there.log = log;
      return address;
    },
    [JSON.stringify(setupFor("DEVICE")), relay] as const,
  );
}

const enter = (page: Page, address: RoomAddress): Promise<string | null> =>
  page.evaluate(async (at) => {
    const there = globalThis as unknown as There;
    there.log = await there.rooms.join(at, false);
    return there.log.device;
  }, address);

const say = (page: Page, text: string): Promise<unknown> =>
  page.evaluate((body) => (globalThis as unknown as There).log.append(body), note(text));

const notes = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    (globalThis as unknown as There).log
      .entries()
      .map(({ body }) => (body.kind === "command" && body.body.kind === "note" ? body.body.args.text : ""))
      .sort(),
  );

const reach = (page: Page) => page.evaluate(() => (globalThis as unknown as There).log.reach());

it("SY18 pages find each other over plain HTTP by the address in the network, and again when the relay was gone", async () => {
  const day = await serve();
  const url = `http://${host}:${day.port}/`;
  const [one, two] = [await opened(url), await opened(url)];
  if (host !== "127.0.0.1") expect(await one.evaluate(() => isSecureContext)).toBe(false);
  const relay = await relayHere(one);
  expect(relay).toBe(`ws://${host}:${day.port}/relay`);
  const address = await found(one, relay);
  await enter(two, address);
  await expect.poll(() => reach(two)).toEqual({ state: "together", why: null });
  await say(one, "one");
  await say(two, "two");
  for (const page of [one, two]) await expect.poll(() => notes(page)).toEqual(["one", "two"]);

  await day.close();
  for (const page of [one, two]) await expect.poll(async () => (await reach(page)).state).toBe("apart");
  await say(one, "three");
  await say(two, "four");
  await serve({ port: day.port });
  for (const page of [one, two]) await expect.poll(() => notes(page)).toEqual(["four", "one", "three", "two"]);
});

it("SY2 SY18 a reload is the same device, a second window another, and a page from localhost finds the same relay", async () => {
  const day = await serve();
  const page = await opened(`http://localhost:${day.port}/`);
  const relay = await relayHere(page);
  expect(relay).toBe(`ws://${host}:${day.port}/relay`);
  const address = await found(page, relay);
  await expect.poll(async () => (await reach(page)).state).toBe("together");
  await say(page, "before");
  await page.reload();
  await page.evaluate(begin);
  await expect.poll(() => enter(page, address)).toBe(address.founder);
  const window = await page.context().newPage();
  await window.goto(page.url());
  await window.evaluate(begin);
  expect(await enter(window, address)).not.toBe(address.founder);
  const other = await opened(`http://${host}:${day.port}/`);
  await enter(other, address);
  for (const each of [page, window, other]) await expect.poll(() => notes(each)).toEqual(["before"]);
});

it("SY18 a page that came by another name of the machine finds the relay of an address, and the other way round", async () => {
  const day = await serve();
  const [one, two] = [await opened(`http://${host}:${day.port}/`), await opened(`http://${NAME}:${day.port}/`)];
  const address = await found(one, await relayHere(one));
  await enter(two, address);
  await expect.poll(() => reach(two)).toEqual({ state: "together", why: null });
  await say(two, "by its name");
  await expect.poll(() => notes(one)).toEqual(["by its name"]);
});

it("SY25 a page behind a proxy finds the relay below the path that it came from", async () => {
  const day = await serve({ host: "127.0.0.1" });
  const url = `http://${NAME}:${await proxied(day.port, "/exercises/")}/exercises/`;
  const [one, two] = [await opened(url), await opened(url)];
  const relay = await relayHere(one);
  expect(relay).toBe(`${url.replace("http", "ws")}relay`);
  await enter(two, await found(one, relay));
  await say(one, "below a path");
  await expect.poll(() => notes(two)).toEqual(["below a path"]);
});

it("SY18 pages find each other over HTTPS with a certificate that was made for it", async () => {
  const day = await serve({ https: true });
  const url = `https://${host}:${day.port}/`;
  const [one, two] = [await opened(url), await opened(url)];
  expect(await one.evaluate(() => isSecureContext)).toBe(true);
  const relay = await relayHere(one);
  expect(relay).toBe(`wss://${host}:${day.port}/relay`);
  const address = await found(one, relay);
  await enter(two, address);
  await say(one, "encrypted");
  await expect.poll(() => notes(two)).toEqual(["encrypted"]);
});

it("SY9 says why a page cannot reach a relay elsewhere", async () => {
  const day = await serve();
  const page = await opened(`http://${host}:${day.port}/`);
  await found(page, "ws://192.0.2.77:4173/relay");
  await expect.poll(async () => (await reach(page)).why).toContain("may only talk to the server it came from");
  const secure = await serve({ https: true });
  const other = await opened(`https://${host}:${secure.port}/`);
  await found(other, "ws://192.0.2.77:4173/relay");
  expect((await reach(other)).why).toContain("HTTPS");
});
