import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { axeFindings, openApp } from "./harness";
import { press, shownClock } from "./play";
import { finishedRun, putRun } from "./put-run";

const novice = finishedRun("one-region-502", "novice", "walked");
/** Second of the day at T+0. */
const START = 12 * 3600 + 6 * 60;

const line = (page: Page) => page.getByRole("slider", { name: "Second of the run" });

async function walking(viewport: 1440 | 390, second: number) {
  const { page, errors } = await openApp({ path: "#/", viewport });
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await putRun(page, novice);
  await page.evaluate((to) => {
    location.hash = to;
  }, `#/run/walked/walk/${second}`);
  await line(page).waitFor();
  return { page, errors };
}

describe("a run that is over", () => {
  it.each([1440, 390] as const)("is walked through with everything as it was then (%d px)", async (viewport) => {
    const { page, errors } = await walking(viewport, 700);
    expect(await shownClock(page)).toBe(START + 700);
    await line(page).focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => shownClock(page)).toBe(START + 701);
    await page.keyboard.press("PageDown");
    await expect.poll(() => shownClock(page)).toBe(START + 641);
    await page.keyboard.press("Home");
    await expect.poll(() => shownClock(page)).toBe(START);
    await page.keyboard.press("]");
    await expect.poll(() => shownClock(page)).toBeGreaterThan(START);
    const { width, x, y, height } = (await line(page).boundingBox()) ?? { width: 0, x: 0, y: 0, height: 0 };
    await page.mouse.move(x + width / 4, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 2, y + height / 2, { steps: 8 });
    await page.mouse.up();
    await expect.poll(() => shownClock(page)).toBeGreaterThan(START + novice.run.horizon / 2 - 60);
    // The address follows, so that a link leads here.
    await expect.poll(() => page.url()).toMatch(/\/walk\/1[78]\d\d$/);
    expect(await axeFindings(page)).toEqual([]);
    const over = await page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      const strip = document.querySelector("[aria-label='The run']");
      const cut = [...(strip?.querySelectorAll("button, a") ?? [])].filter(
        (each) => each.getBoundingClientRect().right > innerWidth,
      );
      return { x: scrollWidth - innerWidth, y: scrollHeight - innerHeight, cut: cut.length };
    });
    expect(over).toEqual({ x: 0, y: 0, cut: 0 });
    expect(errors).toEqual([]);
  });

  it("shows logs and channel of that second, and takes no commands", async () => {
    const { page, errors } = await walking(1440, 700);
    await press(page, "g l");
    await page.getByText("12:17:", { exact: false }).first().waitFor();
    expect(await page.getByText("12:18:", { exact: false }).count()).toBe(0);
    expect(await page.getByRole("button", { name: "Acknowledge" }).count()).toBe(0);
    expect(await page.getByRole("textbox", { name: "Note to yourself" }).isDisabled()).toBe(true);
    expect(errors).toEqual([]);
  });

  it("is played on from any second, in a run of its own", async () => {
    const { page, errors } = await walking(1440, 700);
    await page.getByRole("button", { name: "Play from here" }).click();
    await page.getByRole("button", { name: "Skip to the next change" }).waitFor();
    expect(page.url()).not.toContain("walked");
    expect(await shownClock(page)).toBe(START + 700);
    await page.keyboard.press("Space");
    await expect.poll(() => shownClock(page)).toBeGreaterThan(START + 701);
    await page.goto(page.url().replace(/#.*/, "#/run/walked/walk/700"));
    await line(page).waitFor();
    expect(await shownClock(page)).toBe(START + 700);
    expect(errors).toEqual([]);
  });
});
