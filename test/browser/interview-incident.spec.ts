import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { axeFindings, openApp, screenshot, serveDist } from "./harness";
import { command, press } from "./play";
import { newProfile, startBrowser } from "./storage/process";

/** A seed with which the incident of an interview for mid-level engineers is the one in a single region. */
const SEED = 9;

const talk = (page: Page) => page.getByRole("textbox", { name: "What would you look at, or do?" });
const thread = (page: Page) => page.getByRole("list", { name: "What was said" });

/** From the list of interviews to the briefing of one that is an incident only. */
async function prepare(page: Page): Promise<void> {
  await page.getByRole("combobox", { name: "Level" }).selectOption({ label: "Mid-level" });
  await page.getByRole("radio", { name: "30 min" }).check({ force: true });
  await page.getByRole("checkbox", { name: "Questions" }).uncheck();
  await page.getByRole("checkbox", { name: /^Incident/ }).check();
  await page.getByText("Names, and the same interview for two").click();
  await page.getByRole("textbox", { name: "Seed" }).fill(String(SEED));
  await page.getByRole("button", { name: "Prepare the interview" }).click();
  await page.getByRole("button", { name: "Begin" }).waitFor();
}

/** Says something by keyboard and takes the first reading. */
async function say(page: Page, words: string): Promise<void> {
  await talk(page).fill(words);
  await talk(page).press("Enter");
  await page.getByRole("listbox", { name: "What you mean" }).waitFor();
  await page.keyboard.press("Enter");
}

/** What is left of the round, seconds. */
async function left(page: Page): Promise<number> {
  const text = await page.getByRole("banner").innerText();
  const [minutes = 0, seconds = 0] = /left\s+(\d+):(\d\d)/.exec(text)?.slice(1).map(Number) ?? [];
  return minutes * 60 + seconds;
}

/** From the end of the round to the result. */
async function judge(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Finish", exact: true }).click();
  await page.getByRole("button", { name: "Finish the round" }).click();
  await page.getByRole("button", { name: "Go on with the interview" }).click();
  await page.getByRole("button", { name: "Take this score" }).click();
  await page.getByRole("region", { name: "Diagnosis" }).waitFor();
  await page.getByRole("button", { name: "To the self-score" }).click();
  await page.getByRole("button", { name: "Show the result" }).click();
  await page.getByRole("heading", { name: "Overall" }).waitFor();
}

describe("an interview with an incident round", () => {
  it("J4 J8 J14 J19 is asked about, acted in, killed in the middle, gone on with and scored, by keyboard", async () => {
    const served = await serveDist();
    const profile = newProfile();
    const { context, kill } = await startBrowser(profile);
    const page = await context.newPage();
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`${served.url}#/interviews`);
    await prepare(page);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: /Take the page/ }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press("a");
    await talk(page).waitFor();
    await press(page, "t");
    expect(await talk(page).evaluate((field) => field === document.activeElement)).toBe(true);
    await say(page, "error rate by region?");
    await thread(page)
      .getByText(/^Error rate now/)
      .waitFor();
    await page.getByRole("group", { name: /^Error rate\./ }).waitFor();
    await say(page, "roll back checkout in Europe");
    const form = page.getByRole("form", { name: /^Roll back: Checkout/ });
    await form.getByRole("textbox").fill("Errors fall in Europe; I watch the board.");
    expect(await axeFindings(page)).toEqual([]);
    await form.getByRole("button", { name: "Do it" }).click();
    await thread(page)
      .getByText(/^It is under way/)
      .waitFor();
    await page.keyboard.press("Escape");
    await command(page, "sev 2", /SEV-2/);
    await page.getByRole("banner").getByText("SEV 2").or(page.getByRole("banner").getByText("SEV-2")).waitFor();
    // The newest second that was shown has been stored, and so has what was said.
    await page.waitForTimeout(1500);
    const before = await left(page);
    const said = await thread(page).innerText();
    const address = page.url();
    await kill();

    const { context: after } = await startBrowser(profile);
    const again = await after.newPage();
    await again.setViewportSize({ width: 1440, height: 900 });
    await again.goto(address);
    await talk(again).waitFor();
    expect(await left(again)).toBeGreaterThan(before - 20);
    expect(await thread(again).innerText()).toBe(said);
    await judge(again);
    const diagnosis = again.getByRole("region", { name: "Diagnosis" });
    const walk = await diagnosis.getByRole("link").first().getAttribute("href");
    expect(walk).toMatch(/^#\/run\/.+\/walk\/\d+$/);
    // A look that was confirmed is in the run once.
    await again.getByText(/^What was said/).click();
    await again.getByText("Errors fall in Europe; I watch the board.").waitFor();
    await again
      .getByText(/away .*, which is not counted/)
      .first()
      .waitFor();
    expect(await axeFindings(again)).toEqual([]);
    await screenshot(again, "incident-round-result");
    await diagnosis.getByRole("link").first().click();
    await again.getByRole("slider").first().waitFor();
  });

  it("J6 is held on a phone, one thing at a time, over a reload", async () => {
    const { page, errors, foreign } = await openApp({ viewport: 390, theme: "light", path: "#/interviews" });
    await prepare(page);
    await page.getByRole("button", { name: "Begin" }).click();
    await page.getByRole("button", { name: /Take the page/ }).click();
    await talk(page).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await talk(page).fill("who is affected?");
    await page.getByRole("button", { name: "Say it" }).click();
    await page.getByRole("listbox", { name: "What you mean" }).getByRole("option").first().click();
    await expect.poll(() => thread(page).getByRole("listitem").count()).toBe(2);
    const places = page.getByRole("navigation", { name: "Conversation and panels" });
    await places.getByText("Board").click();
    await page.getByRole("region", { name: "Board" }).waitFor();
    expect(await talk(page).count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    // What is opened by name leaves the conversation.
    await places.getByText("Talk").click();
    await places.getByText("More").click();
    await page.getByRole("button", { name: "Do something…" }).click();
    await page.getByRole("dialog", { name: "Commands" }).getByText("Service map").click();
    await page.getByRole("region", { name: "Service map" }).waitFor();
    await page.reload();
    await page.getByRole("region", { name: "Service map" }).waitFor();
    await places.getByText("Talk").click();
    expect(await thread(page).getByRole("listitem").count()).toBe(2);
    expect(await axeFindings(page)).toEqual([]);
    await judge(page);
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await screenshot(page, "incident-round-result-phone");
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save the whole session" }).click();
    const file = await (await download).path();
    const { page: elsewhere } = await openApp({ path: "#/interviews" });
    await elsewhere.getByLabel("File of an interview").setInputFiles(file);
    await elsewhere.getByText("as it was saved").waitFor();
    await elsewhere.getByRole("button", { name: "Keep a copy and open it" }).click();
    // I22: the incident is replayed there as well.
    await elsewhere.getByRole("region", { name: "Diagnosis" }).waitFor();
    expect(errors).toEqual([]);
    expect(foreign).toEqual([]);
  });
});
