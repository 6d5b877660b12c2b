import type { Locator, Page } from "playwright-core";
import { describe, expect, it, onTestFinished } from "vitest";
import { serveDist } from "./harness";
import { hearing, speechFile } from "./speech-file";
import { newProfile, startBrowser } from "./storage/process";

/** Presses Tab until something has the focus. Fails where it never does. */
async function tabTo(page: Page, place: Locator, most = 60): Promise<void> {
  await place.waitFor({ state: "attached" });
  for (let i = 0; i < most; i++) {
    if (await place.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach ${place}`);
}

/** Waits until something on the page has the focus: whoever uses keys is not sent back to the beginning. */
const someFocus = (page: Page): Promise<void> =>
  expect
    .poll(() => page.evaluate(() => document.activeElement !== null && document.activeElement !== document.body))
    .toBe(true);

/** Chooses in a group of radio buttons by arrows. */
async function choose(page: Page, group: string, name: string): Promise<void> {
  const radios = page.getByRole("radiogroup", { name: group }).or(page.getByRole("group", { name: group }));
  const wanted = radios.getByRole("radio", { name, exact: true });
  await expect.poll(() => wanted.isEnabled()).toBe(true);
  await tabTo(page, radios.locator("input:checked"));
  for (let i = 0; i < 10 && !(await wanted.isChecked()); i++) await page.keyboard.press("ArrowRight");
  expect(await wanted.isChecked()).toBe(true);
}

const timer = async (page: Page): Promise<number> => {
  const [minutes = 0, seconds = 0] = (await page.getByRole("timer").innerText()).split(/[ :]/).map(Number);
  return minutes * 60 + seconds;
};

/** Records for some seconds and hands it in, all from where the focus is. Not where the button is still that of what was handed in. */
async function speak(page: Page): Promise<void> {
  const place = () =>
    page
      .getByRole("button", { name: "Record", exact: true })
      .evaluateAll(([button]) =>
        button === undefined ? "gone" : button === document.activeElement ? "focused" : "elsewhere",
      );
  await expect.poll(place).not.toBe("elsewhere");
  if ((await place()) === "gone") return;
  await page.keyboard.press("Enter");
  await expect.poll(() => timer(page)).toBeGreaterThanOrEqual(2);
  await page.keyboard.press("r");
  await page.locator("[data-phase=paused]").waitFor();
  await page.keyboard.press("r");
  await page.locator("[data-phase=recording]").waitFor();
  await page.keyboard.press("Control+Enter");
}

describe("by keyboard alone", () => {
  it("R8 R10 R11 an interview is set up, spoken, scored, played, marked and gone on with", async () => {
    const served = await serveDist();
    onTestFinished(() => served.close());
    const { context } = await startBrowser(newProfile(), hearing(speechFile(3, 2)));
    const page = await context.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto(`${served.url}#/interviews`);
    const prepare = page.getByRole("button", { name: "Prepare the interview" });
    await prepare.waitFor();
    await choose(page, "Length", "15 min");
    await choose(page, "Answers", "Recorded");
    await tabTo(page, prepare);
    await page.keyboard.press("Enter");
    const begin = page.getByRole("button", { name: "Begin" });
    await tabTo(page, begin);
    await page.keyboard.press("Enter");
    const score = page.getByRole("slider", { name: "How well did you answer this one?" });
    const record = page.getByRole("button", { name: "Record", exact: true });
    const judge = page.getByRole("heading", { name: "How did it go?" });
    const onward = page.getByRole("button", { name: /^(Next round|To the self-score)/ });
    let rounds = 0;
    for (let i = 0; i < 40 && (await judge.count()) === 0; i++) {
      await record.or(score).or(onward).or(judge).first().waitFor();
      await someFocus(page);
      if ((await record.count()) > 0) {
        await speak(page);
        await record.or(score).first().waitFor();
        continue;
      }
      if ((await score.count()) > 0) {
        // The focus is on it: what was said is scored at once.
        await page.keyboard.press("ArrowRight");
        await expect.poll(() => score.inputValue()).toBe("55");
        await page.keyboard.press("Enter");
        await onward.waitFor();
      }
      const play = page.getByRole("button", { name: "Play", exact: true }).first();
      await tabTo(page, play);
      await page.keyboard.press("Enter");
      const audio = page.locator("audio").first();
      const place = () => audio.evaluate((element) => (element as HTMLAudioElement).currentTime);
      await expect.poll(place).toBeGreaterThan(0.3);
      const marks = page.getByRole("region", { name: "Your own marks" }).first();
      const lines = await marks.getByRole("listitem").count();
      await tabTo(page, marks.getByRole("radio", { name: "said", exact: true }).first());
      // Once it has come to its end, it is played again without leaving the list.
      await expect.poll(() => audio.evaluate((element) => (element as HTMLAudioElement).paused)).toBe(true);
      await audio.evaluate((element) => {
        element.addEventListener("play", () => element.setAttribute("data-played", "again"), { once: true });
      });
      await page.keyboard.press("p");
      await expect.poll(() => audio.getAttribute("data-played")).toBe("again");
      for (let line = 0; line < lines; line++) await page.keyboard.press(String((line % 3) + 1));
      await marks.getByText(`${lines} of ${lines} marked`).waitFor();
      await someFocus(page);
      rounds += 1;
      await page.keyboard.press("Control+Enter");
      await record.or(judge).first().waitFor();
    }
    expect(rounds).toBeGreaterThan(0);
    await someFocus(page);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/result$/);
    await tabTo(page, page.getByRole("button", { name: "Play", exact: true }).first());
    expect(errors).toEqual([]);
  });
});
