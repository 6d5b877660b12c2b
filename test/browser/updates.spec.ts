import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { axeFindings, openApp } from "./harness";
import { EUROPE, PAGED, press, shownClock, startByKey } from "./play";
import { DIST, laterBuild, serveStatic, within } from "./static";

/** Which build the page was loaded from. */
const buildOf = (page: Page) => page.evaluate(() => document.documentElement.dataset.build ?? "first");

/** Until the page is answered by the service worker, and has asked it for newer versions once. */
const underWorker = (page: Page) => page.waitForFunction(() => navigator.serviceWorker.controller !== null);

/** In the page: asks for a new version, as it does every hour; what became of the one that was found. */
const askForUpdate = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
    const found = registration.installing;
    if (found === null) return "nothing new";
    return new Promise<string>((resolve) => {
      found.addEventListener("statechange", () => resolve(found.state));
    });
  });

/** Builds that the browser keeps. */
const kept = (page: Page) => page.evaluate(async () => (await caches.keys()).length);

const offerOn = (page: Page) =>
  page.getByRole("region", { name: "Notifications" }).getByText("A new version of Meantime is ready");
const reloadOn = (page: Page) => page.getByRole("button", { name: "Reload" });

/** A panel that nothing has loaded before, with an editor that it loads itself. */
async function openLazyParts(page: Page): Promise<void> {
  await press(page, "g e");
  await page.locator(".cm-editor").waitFor();
}

/** A run with its clock running, on the first build, in a browser that keeps it. */
async function playing() {
  const served = await serveStatic(DIST);
  const opened = await openApp({ served, path: "#/INC-2041", seed: EUROPE });
  await startByKey(opened.page);
  await underWorker(opened.page);
  return { served, ...opened };
}

describe("a new version", () => {
  it("O5 is offered while a run goes on with the old one, and resumes it at the same second when taken", async () => {
    const { served, page, errors } = await playing();
    served.fileOf = within(await laterBuild());
    expect(await askForUpdate(page)).toBe("installed");
    await offerOn(page).waitFor();
    const offered = await shownClock(page);
    await expect.poll(() => shownClock(page)).toBeGreaterThan(offered + 2);
    expect(await buildOf(page)).toBe("first");
    await openLazyParts(page);
    await press(page, "g b");
    await press(page, "Space");
    await page.getByText("paused", { exact: true }).waitFor();
    const stands = await shownClock(page);
    await reloadOn(page).click();
    await page.waitForFunction(() => document.documentElement.dataset.build === "later");
    await page.getByText("paused", { exact: true }).waitFor();
    expect(await shownClock(page)).toBe(stands);
    expect(stands).toBeGreaterThan(PAGED);
    await press(page, "Space");
    await expect.poll(() => shownClock(page)).toBeGreaterThan(stands);
    expect(errors).toEqual([]);
  });

  it("O6 taken in one tab leaves another as it is, lazy parts included, and makes room when that one is gone", async () => {
    const { served, page, context, errors } = await playing();
    const { page: other } = await openApp({ served, context, path: "#/library" });
    await other.getByRole("heading", { level: 1 }).waitFor();
    served.fileOf = within(await laterBuild());
    await askForUpdate(page);
    await offerOn(other).waitFor();
    await reloadOn(other).click();
    await other.waitForFunction(() => document.documentElement.dataset.build === "later");
    await other.getByRole("heading", { level: 1 }).waitFor();
    // Nothing of the first build is on the server any more.
    expect(await buildOf(page)).toBe("first");
    const before = await shownClock(page);
    await expect.poll(() => shownClock(page)).toBeGreaterThan(before + 2);
    await openLazyParts(page);
    await offerOn(page).waitFor();
    expect(await kept(other)).toBe(2);
    await reloadOn(page).click();
    await page.waitForFunction(() => document.documentElement.dataset.build === "later");
    await expect.poll(() => kept(other)).toBe(1);
    expect(errors).toEqual([]);
  });
});

describe("a first visit while a new version is put in place", () => {
  it("O11 says that a part could not be loaded, and has it after a reload", async () => {
    const served = await serveStatic(DIST);
    // The worker comes too late to keep the first build whole.
    served.fileOf = (path) => (path === "sw.js" ? null : join(DIST, path));
    const { page, url } = await openApp({ served });
    await page.getByRole("heading", { level: 1 }).waitFor();
    served.fileOf = () => null;
    await page.goto(`${url}#/library`);
    const told = page.getByRole("alert");
    await told.getByText("This page could not be loaded").waitFor();
    expect(await axeFindings(page)).toEqual([]);
    served.fileOf = within(await laterBuild());
    await told.getByRole("button", { name: "Reload the page" }).click();
    await page.getByRole("heading", { name: "Replay library" }).waitFor();
    expect(await buildOf(page)).toBe("later");
  });
});

describe("an update that goes wrong", () => {
  const faults: readonly [string, (path: string) => "missing" | "old" | "page" | "new"][] = [
    ["files are missing", (path) => (/^assets\/[a-f].*\.js$/.test(path) ? "missing" : "new")],
    ["the old page among new files", (path) => (path === "index.html" ? "old" : "new")],
    ["the new worker among old files", (path) => (path === "sw.js" ? "new" : "old")],
    ["the page in place of a file", (path) => (path.endsWith(".css") ? "page" : "new")],
  ];
  for (const [fault, answerTo] of faults) {
    it(`O4 leaves the old version whole: ${fault}`, async () => {
      const { served, page, context } = await playing();
      const later = await laterBuild();
      served.fileOf = (path) => {
        const answer = answerTo(path);
        if (answer === "missing") return null;
        return join(answer === "old" ? DIST : later, answer === "page" ? "index.html" : path);
      };
      expect(await askForUpdate(page)).toBe("redundant");
      expect(await offerOn(page).count()).toBe(0);
      expect(await kept(page)).toBe(1);
      await openLazyParts(page);
      const { page: fresh, errors } = await openApp({ served, context, path: "#/progress" });
      await fresh.getByRole("heading", { level: 1 }).waitFor();
      expect(await buildOf(fresh)).toBe("first");
      await served.close();
      await page.reload();
      await page.getByText("paused", { exact: true }).waitFor();
      expect(errors).toEqual([]);
    });
  }

  it("O4 is made good by the next one", async () => {
    const { served, page } = await playing();
    const later = await laterBuild();
    served.fileOf = (path) => (path.endsWith(".css") ? null : join(later, path));
    expect(await askForUpdate(page)).toBe("redundant");
    served.fileOf = within(later);
    expect(await askForUpdate(page)).toBe("installed");
    await offerOn(page).waitFor();
  });
});
