import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { describe, expect, it, onTestFinished } from "vitest";
import { openApp, serveDist } from "./harness";
import { EUROPE, PAGED, press, shownClock, startByKey } from "./play";
import { newProfile, startBrowser } from "./storage/process";

/** The file that a click saves. */
async function saved(page: Page, click: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), click()]);
  return readFileSync(await download.path(), "utf8");
}

describe("a reload in mid-play", () => {
  it("continues at the same second with the same screen, paused", async () => {
    const { page, errors } = await openApp({ path: "#/INC-2041", seed: EUROPE });
    await startByKey(page);
    await press(page, "g l");
    const query = page.getByRole("textbox", { name: "Log query" });
    await query.fill("service:checkout");
    await query.press("Enter");
    await page.getByRole("combobox", { name: "Window" }).selectOption({ label: "Last 5 min" });
    await page.getByRole("textbox", { name: "Note to yourself" }).fill("was typing");
    await expect.poll(() => shownClock(page)).toBeGreaterThan(PAGED + 2);
    const last = await shownClock(page);
    await page.reload();
    await page.getByText("paused", { exact: true }).waitFor();
    const continued = await shownClock(page);
    expect(continued).toBeGreaterThanOrEqual(last);
    expect(continued).toBeLessThanOrEqual(last + 2);
    await page.getByRole("region", { name: "Logs", exact: true }).waitFor();
    expect(await query.inputValue()).toBe("service:checkout");
    expect(await page.getByRole("combobox", { name: "Window" }).inputValue()).toBe("300");
    await press(page, "Space");
    await expect.poll(() => shownClock(page)).toBeGreaterThan(continued);
    expect(errors).toEqual([]);
  });
});

describe("a second tab", () => {
  it("can be read, takes over by a button, and the first one says so", async () => {
    const { page: first, context } = await openApp({ path: "#/INC-2041", seed: EUROPE });
    await startByKey(first);
    const { page: second } = await openApp({ context, path: new URL(first.url()).hash });
    const notice = (page: Page) => page.getByText("Another tab plays this run");
    await notice(second).waitFor();
    const stands = await shownClock(second);
    expect(await second.getByRole("button", { name: "Skip to the next change" }).count()).toBe(0);
    await second.getByRole("button", { name: "Play it here" }).click();
    await notice(first).waitFor();
    await notice(second).waitFor({ state: "detached" });
    await press(second, "Space");
    await expect.poll(() => shownClock(second)).toBeGreaterThan(stands);
  });
});

describe("storage that is full", () => {
  it("stops the clock, says so, saves the run as a file, and goes on when there is room", async () => {
    const served = await serveDist();
    onTestFinished(() => served.close());
    const { context } = await startBrowser(newProfile());
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    const origin = new URL(served.url).origin;
    // Before the first write: the browser remembers for half a minute how much room there was.
    await devtools.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 12_000_000 });
    await page.goto(served.url);
    await startByKey(page);
    await page.evaluate(fillStorage);
    await page.getByText("The browser's storage is full; the clock stands still").waitFor();
    const stands = await shownClock(page);
    const file = await saved(page, () => page.getByRole("button", { name: "Save as a file" }).click());
    const { commands } = JSON.parse(file) as { readonly commands: readonly { readonly kind: string }[] };
    expect(commands.map(({ kind }) => kind)).toContain("ack");
    await devtools.send("Storage.overrideQuotaForOrigin", { origin });
    await page.evaluate(() => indexedDB.deleteDatabase("ballast"));
    await expect
      .poll(
        async () => {
          const again = page.getByRole("button", { name: "Try again" });
          if (await again.isVisible()) await again.click();
          return shownClock(page);
        },
        { interval: 1000 },
      )
      .toBeGreaterThan(stands + 1);
  });
});

/** In the page: stores what cannot be compressed in a database of its own until nothing more fits. */
async function fillStorage(): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open("ballast", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("ballast", { autoIncrement: true });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const add = (bytes: number) =>
    new Promise<boolean>((resolve) => {
      const noise = new Uint8Array(bytes);
      for (let from = 0; from < bytes; from += 65_536) {
        crypto.getRandomValues(noise.subarray(from, Math.min(bytes, from + 65_536)));
      }
      const transaction = database.transaction("ballast", "readwrite");
      transaction.objectStore("ballast").add(noise);
      transaction.oncomplete = () => resolve(true);
      transaction.onabort = () => resolve(false);
    });
  for (const bytes of [1_000_000, 100_000, 10_000, 1_000]) while (await add(bytes));
  database.close();
}

describe("storage that is blocked", () => {
  it("is said on every page, a run can be played all the same, and saved as a file", async () => {
    const served = await serveDist();
    onTestFinished(() => served.close());
    const { context } = await startBrowser(newProfile({ blockStorage: true }));
    const page = await context.newPage();
    await page.goto(served.url);
    await page
      .getByRole("complementary", { name: "Storage" })
      .getByText("Nothing is kept when this tab closes")
      .waitFor();
    await startByKey(page);
    await page.getByRole("complementary", { name: "Storage" }).getByRole("link", { name: "What to do" }).click();
    await page.getByRole("heading", { name: "Your data" }).waitFor();
    await page.getByRole("alert").first().waitFor();
    const file = await saved(page, () => page.getByRole("button", { name: "Save everything as a file" }).click());
    expect(file).toMatch(/INC-\d{4}/);
  });
});

describe("the address of an incident", () => {
  it("opens with the network off after a first visit elsewhere, and its drill begins", async () => {
    const served = await serveDist();
    const { page, context } = await openApp({ served });
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.close();
    await served.close();
    const { page: later, errors } = await openApp({ served, context, path: "#/INC-2041", seed: EUROPE });
    await later.getByRole("heading", { level: 1, name: /Checkout complaints/ }).waitFor();
    await startByKey(later);
    expect(errors).toEqual([]);
  });
});
