import { describe, expect, it } from "vitest";
import { axeFindings, openApp } from "./harness";
import { answerAll } from "./tour";

const ANSWER =
  "I looked at who was affected first, because that decides everything else. Then we rolled the last release back and watched " +
  "the error rate on the dashboard fall from 8 % to 0.2 % within five minutes. I told support what happened and when the next word comes.";

describe("a mock interview", () => {
  for (const [viewport, theme] of [
    [1440, "dark"],
    [390, "light"],
  ] as const) {
    it(`I6 I17 is held from setup to result, over a reload in the middle, at ${viewport} px, ${theme}`, async () => {
      const { page, errors, foreign } = await openApp({ viewport, theme, path: "#/interviews", seed: 4 });
      await page.getByRole("button", { name: "Prepare the interview" }).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide).toBeLessThanOrEqual(viewport);
      await page.getByRole("radio", { name: "15 min" }).check({ force: true });
      await page.getByRole("button", { name: "Prepare the interview" }).click();
      await page.getByRole("button", { name: "Begin" }).click();
      const field = page.getByRole("textbox", { name: /^Your (answer|reply)$/ });
      await field.fill(ANSWER);
      expect(await axeFindings(page)).toEqual([]);
      // Draft and time are stored within two seconds; the tab is gone without a word.
      await page.waitForTimeout(2500);
      const question = await page.getByRole("heading", { level: 1 }).innerText();
      await page.reload();
      await field.waitFor();
      expect(await field.inputValue()).toBe(ANSWER);
      expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe(question);
      await answerAll(page, ANSWER);
      expect(await page.getByRole("meter").count()).toBe(0);
      await page.getByRole("button", { name: "Show the result" }).click();
      await page.getByRole("heading", { name: "Overall" }).waitFor();
      expect(await page.getByRole("meter", { name: "Rubric coverage" }).count()).toBeGreaterThan(1);
      expect(await axeFindings(page)).toEqual([]);
      const download = page.waitForEvent("download");
      await page.getByRole("button", { name: "Save the whole session" }).click();
      const file = await (await download).path();
      await page.goto(`${page.url().split("#")[0]}#/interviews`);
      // I22
      await page.getByLabel("File of an interview").setInputFiles(file);
      await page.getByText("as it was saved").waitFor();
      await page.getByRole("button", { name: "Keep a copy and open it" }).click();
      await page.getByText("From a file").waitFor();
      expect(errors).toEqual([]);
      expect(foreign).toEqual([]);
    });
  }
});
