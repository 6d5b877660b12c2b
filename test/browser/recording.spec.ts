import type { Page } from "playwright-core";
import { describe, expect, it, onTestFinished } from "vitest";
import { axeFindings, serveDist } from "./harness";
import { hearing, speechFile } from "./speech-file";
import { lossesOf, watchWrites, writesOf } from "./spoken";
import { newProfile, startBrowser } from "./storage/process";

/** Seconds of voice and of silence in what is heard, over and over. */
const TALK = 3;
const REST = 2;

/** A server, and browsers one after the other on one profile, that hear a voice with pauses. */
async function desk() {
  const served = await serveDist();
  onTestFinished(() => served.close());
  const profile = newProfile();
  const flags = hearing(speechFile(TALK, REST));
  const errors: string[] = [];
  const start = async (path: string, width: 1440 | 390 = 1440, theme: "dark" | "light" = "dark") => {
    const { context, kill } = await startBrowser(profile, flags);
    const page = await context.newPage();
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    await watchWrites(page);
    await page.setViewportSize({ width, height: width === 1440 ? 900 : 844 });
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await page.goto(`${served.url}${path}`);
    return { page, kill };
  };
  return { start, errors, url: served.url };
}

/** Seconds that the recorder shows, once they are at least so many. */
async function recorded(page: Page, least: number): Promise<number> {
  const seconds = async () => {
    const [minutes = 0, rest = 0] = (await page.getByRole("timer").innerText()).split(/[ :]/).map(Number);
    return minutes * 60 + rest;
  };
  await expect.poll(seconds).toBeGreaterThanOrEqual(least);
  return seconds();
}

/** The length that the browser found in what it plays, nth player. */
async function lengthOf(page: Page, nth = 0): Promise<number> {
  const read = () =>
    page
      .locator("audio")
      .nth(nth)
      .evaluate((audio) => (audio as HTMLAudioElement).duration);
  await expect.poll(async () => Number.isFinite(await read())).toBe(true);
  return read();
}

/** Plays from a second on and waits until it has moved. */
async function plays(page: Page, from: number, nth = 0): Promise<void> {
  const audio = page.locator("audio").nth(nth);
  await audio.evaluate((element, to) => {
    (element as HTMLAudioElement).currentTime = to;
  }, from);
  await page.getByRole("button", { name: "Play", exact: true }).first().click();
  await expect
    .poll(() => audio.evaluate((element) => (element as HTMLAudioElement).currentTime))
    .toBeGreaterThan(from + 0.3);
  await page.getByRole("button", { name: "Pause", exact: true }).first().click();
}

describe("checking the microphone", () => {
  for (const [width, theme] of [
    [1440, "dark"],
    [390, "light"],
  ] as const) {
    it(`R4 R6 R7 R10 survives a killed browser with less than a second lost, and is played and deleted, at ${width} px, ${theme}`, async () => {
      const { start, errors } = await desk();
      const first = await start("#/recording", width, theme);
      await first.page.getByRole("button", { name: "Record", exact: true }).click();
      await expect
        .poll(() => first.page.getByRole("meter", { name: "Loudness" }).getAttribute("aria-valuetext"))
        .toBe("good");
      expect(await axeFindings(first.page)).toEqual([]);
      const wide = await first.page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide).toBeLessThanOrEqual(width);
      const seconds = await recorded(first.page, 8);
      const writes = await writesOf(first.page);
      await first.kill();
      const { page } = await start("#/recording", width, theme);
      await page.getByRole("button", { name: "Play", exact: true }).waitFor();
      const length = await lengthOf(page);
      expect(length).toBeGreaterThan(seconds - 1);
      const { bytes, losses } = await lossesOf(page, writes);
      // What was written before is there.
      expect(bytes).toBeGreaterThanOrEqual(writes.at(-1)?.bytes ?? Number.POSITIVE_INFINITY);
      // Whenever the kill comes. A machine that stands still for a moment makes a few worse, so that half of them have to be within it.
      const usual = losses.sort((a, b) => a - b)[losses.length >> 1];
      expect(usual).toBeLessThan(1);
      expect(writes.length).toBeLessThan(seconds * 6);
      const said = await page.getByText(/spoke \d+ % of the time/).innerText();
      expect(said).toMatch(/spoke [3-8]\d %/);
      // Silences that lie inside whatever part of the loop was heard, and at most those of which a second is heard.
      const pauses = Number(/(\d+) pauses?/.exec(said)?.[1]);
      expect(pauses).toBeGreaterThanOrEqual(Math.floor((length - REST) / (TALK + REST)));
      expect(pauses).toBeLessThanOrEqual(Math.floor(length / (TALK + REST)) + 1);
      await plays(page, 5);
      expect(await axeFindings(page)).toEqual([]);
      await page.getByRole("button", { name: "Delete it" }).click();
      await page.getByRole("button", { name: "Play", exact: true }).waitFor({ state: "detached" });
      expect(errors).toEqual([]);
    });
  }
});

describe("a full disk", () => {
  it("R3 loses nothing while the tab lives: what waits is stored when there is room again", async () => {
    const { start, errors } = await desk();
    const { page } = await start("#/recording");
    const record = page.getByRole("button", { name: "Record", exact: true });
    await record.waitFor();
    const devtools = await page.context().newCDPSession(page);
    const { origin } = new URL(page.url());
    // Less than there is already: nothing more can be stored.
    await devtools.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
    await record.click();
    await page.getByText("The recording is not stored").waitFor();
    expect(await page.getByText(/storage for this site is full/).count()).toBe(1);
    expect(await axeFindings(page)).toEqual([]);
    const seconds = await recorded(page, 4);
    await devtools.send("Storage.overrideQuotaForOrigin", { origin });
    // It is tried again by itself.
    await page.getByText("The recording is not stored").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByRole("button", { name: "Play", exact: true }).waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Play", exact: true }).waitFor();
    expect(await lengthOf(page)).toBeGreaterThan(seconds - 0.5);
    expect(errors).toEqual([]);
  });
});

describe("a recorded interview", () => {
  it("R4 I31 I33 goes on after a killed browser with all but the last second, and is listened to and marked at the end", async () => {
    const { start, errors } = await desk();
    const first = await start("#/interviews");
    await first.page.getByRole("radio", { name: "15 min" }).check({ force: true });
    const medium = first.page.getByRole("radio", { name: "Recorded" });
    // Whether there is a microphone is asked first.
    await expect.poll(() => medium.isEnabled()).toBe(true);
    await medium.check({ force: true });
    await first.page.getByRole("button", { name: "Prepare the interview" }).click();
    await first.page.getByRole("button", { name: "Begin" }).click();
    await first.page.getByRole("button", { name: "Record", exact: true }).click();
    const seconds = await recorded(first.page, 5);
    expect(await axeFindings(first.page)).toEqual([]);
    const room = new URL(first.page.url()).hash;
    await first.kill();
    const { page } = await start(room);
    await page.getByText(/A part of this answer is recorded/).waitFor();
    await page.getByRole("button", { name: "Record", exact: true }).click();
    await recorded(page, 2);
    await page.getByRole("button", { name: "That is my answer" }).click();
    const show = page.getByRole("button", { name: "Show the result" });
    const record = page.getByRole("button", { name: "Record", exact: true });
    const on = page.getByRole("button", { name: /^(Take this score|Next round|To the self-score)$/ });
    for (let i = 0; i < 40 && (await show.count()) === 0; i++) {
      await record.or(on).or(show).first().waitFor();
      if ((await record.count()) > 0) {
        await record.click();
        await recorded(page, 1);
        await page.getByRole("button", { name: /^That is my (answer|reply)$/ }).click();
      } else if ((await on.count()) > 0) await on.first().click();
    }
    await show.click();
    await page.getByText("not marked yet").first().waitFor();
    const before = await lengthOf(page);
    expect(before).toBeGreaterThan(seconds - 1);
    expect(await lengthOf(page, 1)).toBeGreaterThan(1);
    await plays(page, 2);
    const marks = page.getByRole("region", { name: "Your own marks" }).first();
    const lines = await marks.getByRole("group").count();
    await marks.getByRole("radio", { name: "said", exact: true }).first().focus();
    for (let i = 0; i < lines; i++) await page.keyboard.press("1");
    await page.getByRole("meter", { name: "Rubric coverage" }).first().waitFor();
    expect(await axeFindings(page)).toEqual([]);
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: /^Save the whole session \(about .* recordings\)$/ }).click();
    const file = await (await download).path();
    await page.goto(`${page.url().split("#")[0]}#/interviews`);
    await page.getByLabel("File of an interview").setInputFiles(file);
    await page.getByText("as it was saved").waitFor();
    await page.getByRole("button", { name: "Keep a copy and open it" }).click();
    await page.getByText("From a file").waitFor();
    expect(await lengthOf(page)).toBeCloseTo(before, 1);
    expect(errors).toEqual([]);
  });
});
