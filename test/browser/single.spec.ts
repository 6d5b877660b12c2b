import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { describe, expect, it, onTestFinished } from "vitest";
import { axeFindings, openApp, screenshot } from "./harness";
import { EUROPE, PAGED, press, shownClock, startByKey } from "./play";
import { newProfile, startBrowser } from "./storage/process";
import { endAndOpenPages, openPages, studyOne } from "./tour";

const built = fileURLToPath(new URL("../../dist-single/meantime.html", import.meta.url));

/** The one file in a folder of its own with a space in its name, as on a stick. */
function onStick(): string {
  const folder = mkdtempSync(join(tmpdir(), "a stick "));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "meantime.html");
  copyFileSync(built, file);
  return pathToFileURL(file).href;
}

/** The file opened as if it were served; whatever else is asked for counts as foreign. */
const openStick = (url: string, path = "") =>
  openApp({ served: { url, close: async () => undefined }, path, seed: EUROPE });

/** The rescue page is shown, finds one run and saves it. */
async function rescues(page: Page): Promise<void> {
  await page.getByText("Found 1 run.").waitFor();
  expect(await page.title()).toBe("Meantime: save my runs");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download everything" }).click(),
  ]);
  const file = JSON.parse(readFileSync(await download.path(), "utf8")) as { stores: { runs: unknown[] } };
  expect(file.stores.runs).toHaveLength(1);
}

describe("one file on a stick", () => {
  it("O9 opens every page, plays, studies and debriefs without a single request", async () => {
    const url = onStick();
    const { page, errors, foreign } = await openStick(url);
    await openPages(page, url);
    await studyOne(page, url);
    await page.goto(`${url}#/questions/accuracy`);
    await page.getByRole("table", { name: "All questions" }).waitFor();
    await page.goto("about:blank");
    await page.goto(`${url}#/INC-2041`);
    await startByKey(page);
    await press(page, "g e");
    await page.locator(".cm-editor").waitFor();
    await page.getByRole("time").first().click();
    await endAndOpenPages(page, url);
    expect(foreign).toEqual([]);
    expect(errors).toEqual([]);
  });

  it("O10 keeps a run over a killed browser, at the second it had shown", async () => {
    const url = onStick();
    const profile = newProfile();
    const { context, kill } = await startBrowser(profile);
    const page = await context.newPage();
    await page.goto(`${url}#/INC-2041`);
    await startByKey(page);
    await expect.poll(() => shownClock(page)).toBeGreaterThan(PAGED + 2);
    const { hash } = new URL(page.url());
    const last = await shownClock(page);
    await kill();
    const again = await (await startBrowser(profile)).context.newPage();
    await again.goto(url + hash);
    await again.getByText("paused", { exact: true }).waitFor();
    expect(await shownClock(again)).toBeGreaterThanOrEqual(last);
    expect(await again.getByRole("complementary", { name: "Storage" }).count()).toBe(0);
  });

  it("O10 says on every page when the browser keeps nothing for files", async () => {
    const url = onStick();
    const { context } = await startBrowser(newProfile({ blockStorage: true }));
    const page = await context.newPage();
    await page.goto(url);
    await page
      .getByRole("complementary", { name: "Storage" })
      .getByText("Nothing is kept when this tab closes")
      .waitFor();
    await startByKey(page);
  });

  it("O10 D31 is its own rescue page, without the app, and leads back", async () => {
    const url = onStick();
    const { page, errors, foreign } = await openStick(url);
    await startByKey(page);
    const back = new URL(page.url()).hash;
    await page.goto(`${url}#/data`);
    await page.getByRole("link", { name: "the rescue page" }).click();
    await rescues(page);
    expect(await page.evaluate(() => document.getElementById("root"))).toBeNull();
    for (const [width, colorScheme] of [
      [1440, "dark"],
      [390, "light"],
    ] as const) {
      await page.setViewportSize({ width, height: 844 });
      await page.emulateMedia({ colorScheme });
      if (process.env.SHOTS !== undefined) await screenshot(page, `single-rescue-${width}-${colorScheme}`);
      expect(await axeFindings(page)).toEqual([]);
    }
    await page.getByRole("link", { name: "Back to Meantime" }).click();
    await page.getByRole("heading", { name: "Rehearse incidents" }).waitFor();
    await page.goto(`${url}${back}`);
    await page.getByText("paused", { exact: true }).waitFor();
    expect([...foreign, ...errors]).toEqual([]);
  });

  it("O10 D31 says so when the file was cut off, and still saves what is stored", async () => {
    const url = onStick();
    const { page } = await openStick(url);
    await startByKey(page);
    const file = fileURLToPath(url);
    truncateSync(file, 3_000_000);
    await page.goto("about:blank");
    await page.goto(url);
    await page.getByRole("alert").getByRole("heading", { name: "Meantime did not start" }).waitFor();
    await page.getByRole("link", { name: "rescue page" }).click();
    await rescues(page);
  });
});
