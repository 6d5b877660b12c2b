import type { Page } from "playwright-core";
import { describe, expect, it, onTestFinished } from "vitest";
import { openApp, serveDist } from "./harness";
import { EUROPE, press, shownClock, startByKey } from "./play";
import { hearing, speechFile } from "./speech-file";
import { newProfile, startBrowser } from "./storage/process";

declare global {
  interface Window {
    /** By how many milliseconds the clock of the machine was changed. */
    clockIsOff?: number;
  }
}

/** In the page, before its own scripts: a wall clock that can be set. */
function settableClock(off: number): void {
  window.clockIsOff = off;
  const now = Date.now.bind(Date);
  Date.now = () => now() + (window.clockIsOff ?? 0);
}

/** Somebody changes the clock of the machine, by so many milliseconds from what it is. */
const setClock = (page: Page, by: number) =>
  page.evaluate((ms) => {
    window.clockIsOff = ms;
  }, by);

interface Wish {
  readonly path: string;
  /** What the clock says when the page is opened; epoch milliseconds, by default what it is. */
  readonly at?: number;
  readonly zone?: string;
}

/** A page of the app whose wall clock can be set. */
async function settable({ path, at, zone }: Wish): Promise<Page> {
  // Contexts of the shared browser have a zone of their own already.
  const own = zone === undefined ? {} : { context: (await startBrowser(newProfile())).context };
  const { page, context, url } = await openApp({ path: "rescue.html", seed: EUROPE, ...own });
  await context.addInitScript(settableClock, at === undefined ? 0 : at - Date.now());
  if (zone !== undefined) {
    const devtools = await context.newCDPSession(page);
    await devtools.send("Emulation.setTimezoneOverride", { timezoneId: zone });
  }
  await page.goto(url.replace("rescue.html", path));
  return page;
}

const HOUR = 3_600_000;
const HOURS = 3 * HOUR;

describe("time", () => {
  it("P4 an incident stops when the clock jumps forward, goes on when it is put back, and loses no second of either", async () => {
    const page = await settable({ path: "#/INC-2041" });
    await startByKey(page);
    const from = await shownClock(page);
    await expect.poll(() => shownClock(page)).toBeGreaterThan(from);
    await setClock(page, HOURS);
    await page.getByText("The clock stopped while this page was away").first().waitFor();
    const stands = await shownClock(page);
    expect(stands).toBeLessThan(from + 1_800);
    await press(page, "Space");
    await expect.poll(() => shownClock(page)).toBeGreaterThan(stands);
    await setClock(page, -HOURS);
    const before = await shownClock(page);
    await expect.poll(() => shownClock(page)).toBeGreaterThan(before + 1);
  });

  it("P4 an incident on a machine that sleeps stands still, and goes on where it was", async () => {
    const served = await serveDist();
    onTestFinished(() => served.close());
    const { context, sleep } = await startBrowser(newProfile());
    const page = await context.newPage();
    await page.goto(served.url);
    await startByKey(page);
    const before = await shownClock(page);
    await sleep(5_000);
    await page.getByText("The clock stopped while this page was away").first().waitFor();
    const after = await shownClock(page);
    expect(after).toBeGreaterThanOrEqual(before);
    await press(page, "Space");
    await expect.poll(() => shownClock(page)).toBeGreaterThan(after);
  });

  it("I7 an interview neither loses nor gains hours when the clock is changed", async () => {
    const page = await settable({ path: "#/interviews" });
    await page.getByRole("button", { name: "Prepare the interview" }).click();
    await page.getByRole("button", { name: "Begin" }).click();
    const field = page.getByRole("textbox", { name: /^Your (answer|reply)$/ });
    await field.fill("First I look at who is affected.");
    const elapsed = () =>
      page.evaluate(async () => {
        const request = indexedDB.open("meantime");
        await new Promise((resolve) => {
          request.onsuccess = resolve;
        });
        const all = request.result.transaction("interviewEvents").objectStore("interviewEvents").getAll();
        await new Promise((resolve) => {
          all.onsuccess = resolve;
        });
        request.result.close();
        const batches = all.result as { events: { elapsed: number }[] }[];
        return batches.at(-1)?.events.at(-1)?.elapsed ?? 0;
      });
    await expect.poll(elapsed).toBeGreaterThan(0);
    // What is written is stored every two seconds, whatever the clock says.
    for (const [by, text] of [
      [-HOURS, "Then what changed shortly before."],
      [0, "Then I roll it back."],
      [HOURS, "Then I watch whether it gets better."],
      [-HOURS / 2, "And then I tell those who wait."],
    ] as const) {
      const from = await elapsed();
      await setClock(page, by);
      await expect.poll(elapsed).toBeGreaterThanOrEqual(from);
      await field.fill(text);
      await expect.poll(elapsed).toBeGreaterThan(from + 1);
    }
    expect(await elapsed()).toBeLessThan(1_800);
  });

  it("F8 a day of study begins at four, also in the night in which clocks are put back; a clock put back takes nothing", async () => {
    // A minute to four in Berlin, in the night in which two o'clock came twice.
    const at = Date.UTC(2026, 9, 25, 2, 59, 0);
    const page = await settable({ path: "#/study", at, zone: "Europe/Berlin" });
    const left = page.getByRole("list", { name: "Left today" });
    const grade = async () => {
      await page.getByRole("button", { name: /Show the answer/ }).click();
      await page.getByRole("button", { name: /^Easy/ }).click();
    };
    await left.getByText("10 new").waitFor();
    await grade();
    await left.getByText("9 new").waitFor();
    const off = await page.evaluate(() => window.clockIsOff ?? 0);
    await setClock(page, off + HOUR);
    await left.getByText("10 new").waitFor();
    await grade();
    await left.getByText("9 new").waitFor();
    await setClock(page, off - 24 * HOUR);
    await grade();
    await setClock(page, off + HOUR);
    await page.reload();
    await left.getByText(/new$/).waitFor();
    const stored = await page.evaluate(async () => {
      const request = indexedDB.open("meantime");
      await new Promise((resolve) => {
        request.onsuccess = resolve;
      });
      const all = request.result.transaction("study").objectStore("study").getAll();
      await new Promise((resolve) => {
        all.onsuccess = resolve;
      });
      request.result.close();
      return (all.result as { deed: { type: string } }[]).filter(({ deed }) => deed.type === "review").length;
    });
    expect(stored).toBe(3);
  });

  it("M39 a shift goes on when the clock is put back, and what comes due while it jumps forward is late, not lost", async () => {
    const page = await settable({ path: "#/oncall" });
    await page.getByRole("switch", { name: /Quiet hours/ }).uncheck();
    await page.getByRole("radio", { name: "An hour" }).check({ force: true });
    await page.getByRole("button", { name: "Go on call" }).click();
    const onCall = page.getByRole("heading", { name: "You are on call" });
    await onCall.waitFor();
    await setClock(page, -HOURS);
    await page.reload();
    await onCall.waitFor();
    await setClock(page, (55 / 60) * HOUR);
    const ringing = page.getByRole("region", { name: "Page", exact: true });
    await ringing.waitFor();
    // What rings is not taken away by a clock that is put back once more.
    await setClock(page, 0);
    await ringing.getByRole("button", { name: "Acknowledge" }).click();
    await page.getByRole("region", { name: "Board" }).waitFor();
  });

  it("R5 a recording is as long as it is, whatever the clock says meanwhile", async () => {
    const served = await serveDist();
    onTestFinished(() => served.close());
    const { context } = await startBrowser(newProfile(), hearing(speechFile(3, 2)));
    const page = await context.newPage();
    await page.addInitScript(settableClock, 0);
    await page.goto(`${served.url}#/recording`);
    const began = performance.now();
    await page.getByRole("button", { name: "Record", exact: true }).click();
    const seconds = async () => {
      const [minutes = 0, rest = 0] = (await page.getByRole("timer").innerText()).split(/[ :]/).map(Number);
      return minutes * 60 + rest;
    };
    for (const by of [HOURS, -HOURS, 0]) {
      const from = await seconds();
      await setClock(page, by);
      await expect.poll(seconds).toBeGreaterThan(from);
    }
    expect(await seconds()).toBeLessThanOrEqual((performance.now() - began) / 1000);
    await page.getByRole("button", { name: /^Stop/ }).click();
    await page.getByRole("button", { name: "Play", exact: true }).first().waitFor();
    const length = () =>
      page
        .locator("audio")
        .first()
        .evaluate((audio) => (audio as HTMLAudioElement).duration);
    await expect.poll(length).toBeGreaterThan(2);
    expect(await length()).toBeLessThanOrEqual((performance.now() - began) / 1000);
  });
});
