import { readFileSync } from "node:fs";
import type { BrowserContext, Page } from "playwright-core";
import { describe, expect, it, onTestFinished } from "vitest";
import { openRoom } from "./gameday/team";
import { axeFindings, openApp, screenshot, serveDist } from "./harness";
import { EUROPE, startByKey } from "./play";
import { newProfile, startBrowser } from "./storage/process";

/** What is wrong stands above every page; pictures of it, wide and dark, narrow and light; axe finds nothing. */
async function said(page: Page, text: RegExp, name: string): Promise<void> {
  await page.getByRole("complementary", { name: "Storage" }).getByText(text).first().waitFor();
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  for (const [width, height, colorScheme] of [
    [1440, 900, "dark"],
    [390, 844, "light"],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    if (process.env.SHOTS !== undefined) await screenshot(page, `${name}-${width}-${colorScheme}`);
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
}

/** The page of data says what happened, what is kept and what to do, and saves what there is in the tab. */
async function wayOut(page: Page, title: string, name: string): Promise<void> {
  await page.getByRole("complementary", { name: "Storage" }).getByRole("link", { name: "What to do" }).click();
  const alert = page.getByRole("alert").filter({ hasText: title }).first();
  await alert.getByText("What to do:").waitFor();
  await said(page, /./, `${name}-data`);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save everything as a file" }).click(),
  ]);
  expect(readFileSync(await download.path(), "utf8").length).toBeGreaterThan(0);
}

/** The rescue page finds and saves what is stored. */
async function rescues(page: Page, runs: number): Promise<void> {
  await page.getByText(`Found ${runs} run${runs === 1 ? "" : "s"}.`).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download everything" }).click(),
  ]);
  const file = JSON.parse(readFileSync(await download.path(), "utf8")) as { stores: { runs: unknown[] } };
  expect(file.stores.runs).toHaveLength(runs);
}

/** In the page: a browser without service workers, so that every visit gets its scripts from the network. */
const withoutOffline = () => void Reflect.deleteProperty(Navigator.prototype, "serviceWorker");

/** A run that is being played, in a storage of its own. Nothing is kept for offline: that has tests of its own, and takes its time. */
async function played(): Promise<{ page: Page; context: BrowserContext; url: string; address: string }> {
  const { page, context, url: rescue } = await openApp({ path: "rescue.html", seed: EUROPE });
  const url = rescue.replace("rescue.html", "");
  await context.addInitScript(withoutOffline);
  await page.goto(`${url}#/INC-2041`);
  await startByKey(page);
  return { page, context, url, address: new URL(page.url()).hash };
}

/** In the page: opens the database as it is, or at a version, and keeps it open whatever happens. */
async function hold(version: number | null): Promise<void> {
  const request = version === null ? indexedDB.open("meantime") : indexedDB.open("meantime", version);
  request.onupgradeneeded = ({ oldVersion }) => {
    if (oldVersion === 0) request.result.createObjectStore("runs", { keyPath: "id" });
  };
  await new Promise<void>((resolve, reject) => {
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });
}

/** In the page: stores until not even a hundred bytes fit. */
async function fill(): Promise<void> {
  const request = indexedDB.open("meantime");
  await new Promise((resolve) => {
    request.onsuccess = resolve;
  });
  for (let [size, key] = [65_536, 0]; size > 64; key++) {
    const transaction = request.result.transaction("settings", "readwrite");
    const bytes = crypto.getRandomValues(new Uint8Array(size));
    transaction.objectStore("settings").put({ id: `filler ${key}`, bytes });
    const isStored = await new Promise<boolean>((resolve) => {
      transaction.oncomplete = () => resolve(true);
      transaction.onabort = () => resolve(false);
    });
    if (!isStored) size /= 2;
  }
  request.result.close();
}

/** In the page, before its own scripts: a browser in which asking for the database is refused at once. */
const refusals: Readonly<Record<string, () => void>> = {
  "naming it throws": () => {
    const get = () => {
      throw new DOMException("no", "SecurityError");
    };
    Object.defineProperty(globalThis, "indexedDB", { get });
  },
  "opening it throws": () => {
    IDBFactory.prototype.open = () => {
      throw new Error("no");
    };
  },
};

describe("what is wrong with storage", () => {
  for (const [how, refuse] of Object.entries(refusals)) {
    it(`D31 refused (${how}): said at once, and everything goes on in the tab: a run, a game day to the page afterwards`, async () => {
      const { context } = await openApp({ path: "rescue.html" });
      await context.addInitScript(refuse);
      const { app } = await openRoom(/Checkout complaints/, { context });
      const { page, errors } = app;
      await said(page, /Nothing is kept when this tab closes\. This browser does not let/, `refused-${how}-lobby`);
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.getByRole("button", { name: "Add somebody in the room" }).click();
      const seat = page.getByRole("dialog");
      await seat.getByRole("textbox", { name: "Name" }).fill("Ana");
      await seat.getByRole("checkbox", { name: /^Incident commander/ }).check();
      await seat.getByRole("button", { name: "Add" }).click();
      await page.getByRole("button", { name: "Start the exercise" }).click();
      await page.getByRole("button", { name: "Pause the exercise" }).waitFor();
      await page.keyboard.press("Control+Shift+X");
      await page.getByRole("button", { name: "Stop — real incident" }).click();
      await page.getByRole("link", { name: /Talk about it/ }).click();
      await page.getByRole("heading", { name: "How the team worked" }).waitFor();
      await page.evaluate(() => location.assign("#/"));
      await page.getByRole("heading", { name: "Rehearse incidents" }).waitFor();
      await page.evaluate(() => location.assign("#/INC-2041"));
      await startByKey(page);
      expect(errors).toEqual([]);
      const home = await openApp({ context });
      await home.page.getByText(/This browser does not let this page store anything/).waitFor();
      expect(home.errors).toEqual([]);
    });
  }

  it("D31 blocked by the user: said above every page, with what to do and a file", async () => {
    const served = await serveDist();
    onTestFinished(() => served.close());
    const { context } = await startBrowser(newProfile({ blockStorage: true }));
    const page = await context.newPage();
    await page.goto(`${served.url}#/library`);
    await said(page, /Nothing is kept when this tab closes\. This browser does not let/, "blocked");
    await wayOut(page, "Nothing is kept", "blocked");
  });

  it("D31 written by a newer version: said, what is stored stays as it is, and the rescue page saves it", async () => {
    const { page, context, url } = await played();
    await page.close();
    const { page: later } = await openApp({ context, path: "rescue.html" });
    await later.evaluate(hold, 99);
    await later.goto(`${url}#/library`);
    await said(later, /A newer version of Meantime has been used .* What is stored already stays as it is/, "newer");
    await wayOut(later, "A newer version has been here", "newer");
    await later.getByText("What is stored cannot be read at the moment").waitFor();
    expect(await later.getByText("No run has been stored yet").count()).toBe(0);
    await later.getByRole("link", { name: "the rescue page" }).click();
    await rescues(later, 1);
  });

  it("D31 an upgrade held up by a tab that does not give way: said, and over when the tab is closed", async () => {
    const { page: stubborn, context } = await openApp({ path: "rescue.html" });
    await stubborn.evaluate(hold, 1);
    const { page } = await openApp({ context, path: "#/library" });
    await said(page, /Another tab still runs an older version/, "upgrade-blocked");
    await wayOut(page, "Another tab is in the way", "upgrade-blocked");
    await stubborn.close();
    await page.reload();
    await page.getByRole("heading", { name: "Your data" }).waitFor();
    expect(await page.getByRole("complementary", { name: "Storage" }).count()).toBe(0);
  });

  it("D31 a record that cannot be read: said where runs are listed, kept, named, and everything else works", async () => {
    const { page, context, url, address } = await played();
    await page.close();
    const { page: later } = await openApp({ context, path: "rescue.html" });
    const id = address.split("/")[2] ?? "";
    await later.evaluate(async (key) => {
      const request = indexedDB.open("meantime");
      await new Promise((resolve) => {
        request.onsuccess = resolve;
      });
      const transaction = request.result.transaction("runs", "readwrite");
      const store = transaction.objectStore("runs");
      const get = store.get(key);
      get.onsuccess = () => store.put({ ...(get.result as object), horizon: "late" });
      await new Promise((resolve) => {
        transaction.oncomplete = resolve;
      });
      request.result.close();
    }, id);
    await later.goto(`${url}#/library`);
    await said(later, /1 run cannot be read\. Nothing of it was changed/, "corrupt");
    await later.getByRole("link", { name: "What to do" }).click();
    await later.getByRole("heading", { name: "What cannot be read" }).waitFor();
    await later.getByText(`runs/${id}`).waitFor();
    await later.goto(`${url}${address}`);
    await later.getByText(/A stored record cannot be read .*horizon/).waitFor();
    await later.goto(`${url}rescue.html`);
    await rescues(later, 1);
    await later.goto(`${url}#/INC-2041`);
    await startByKey(later);
  });

  it("D31 full: an incident, an interview and a card say so, and go on when there is room", async () => {
    const served = await serveDist();
    onTestFinished(() => served.close());
    const { context } = await startBrowser(newProfile());
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    const { origin } = new URL(served.url);
    await context.addInitScript(withoutOffline);
    // Before the first write: the browser believes what it found then for half a minute.
    await devtools.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 2_000_000 });
    await page.goto(`${served.url}#/interviews`);
    await page.getByRole("button", { name: "Prepare the interview" }).click();
    await page.getByRole("button", { name: "Begin" }).waitFor();
    await page.evaluate(fill);
    await page.getByRole("button", { name: "Begin" }).click();
    await page
      .getByText(/storage for this site is full/)
      .first()
      .waitFor();
    await page.goto(`${served.url}#/study`);
    await page.getByRole("button", { name: /Show the answer/ }).click();
    await page.getByRole("button", { name: /^Easy/ }).click();
    await page
      .getByText(/storage for this site is full/)
      .first()
      .waitFor();
    await page.goto(`${served.url}#/INC-2041`);
    await page.getByRole("button", { name: "Acknowledge" }).click();
    await page
      .getByText(/storage for this site is full/)
      .first()
      .waitFor();
    await devtools.send("Storage.overrideQuotaForOrigin", { origin });
    await page.reload();
    await startByKey(page);
  });
});

describe("an app that does not start", () => {
  for (const [why, broken] of [
    ["its script is missing", "missing"],
    ["its script throws at once", "throws"],
  ] as const) {
    it(`D31 says so and leads to the rescue page when ${why}`, async () => {
      const { page, context, url } = await played();
      await page.close();
      await context.route(/assets\/index-[^/]*\.js$/, (route) =>
        broken === "missing"
          ? route.fulfill({ status: 404, body: "" })
          : route.fulfill({ contentType: "text/javascript", body: 'throw new Error("at once");' }),
      );
      const { page: later } = await openApp({ context });
      await later.getByRole("alert").getByRole("heading", { name: "Meantime did not start" }).waitFor();
      for (const [width, colorScheme] of [
        [1440, "dark"],
        [390, "light"],
      ] as const) {
        await later.setViewportSize({ width, height: 844 });
        await later.emulateMedia({ colorScheme });
        if (process.env.SHOTS !== undefined) await screenshot(later, `start-${broken}-${width}-${colorScheme}`);
        expect(await axeFindings(later)).toEqual([]);
      }
      await later.getByRole("link", { name: "rescue page" }).click();
      await rescues(later, 1);
      await context.unroute(/assets\/index-[^/]*\.js$/);
      await later.goto(url);
      await later.getByRole("heading", { name: "Rehearse incidents" }).waitFor();
    });
  }

  it("D31 says so when a tab hangs in the middle of a write, and saves everything once it is closed", async () => {
    const { page, context } = await played();
    await page.close();
    const { page: hung } = await openApp({ context, path: "rescue.html" });
    await hung.getByText("Found 1 run.").waitFor();
    const devtools = await context.newCDPSession(hung);
    // Nobody waits for it: it does not end.
    void devtools
      .send("Runtime.evaluate", {
        expression: `const request = indexedDB.open("meantime");
          request.onsuccess = () => {
            const store = request.result.transaction([...request.result.objectStoreNames], "readwrite").objectStore("runs");
            store.getAllKeys().onsuccess = () => { for (;;); };
          };`,
      })
      .catch(() => undefined);
    const { page: rescue } = await openApp({ context, path: "rescue.html" });
    await rescue.getByText("The browser does not answer. Close all other tabs").waitFor();
    await hung.close();
    await rescues(rescue, 1);
  });
});
