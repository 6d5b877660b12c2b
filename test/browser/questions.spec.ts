import { describe, expect, it } from "vitest";
import { axeFindings, openApp } from "./harness";

const ANSWER =
  "We back off exponentially with jitter, and after three attempts we give up. Every payment carries an idempotency key, so nobody is charged twice.";

describe("the question bank", () => {
  for (const [viewport, theme] of [
    [1440, "dark"],
    [390, "light"],
  ] as const) {
    it(`U14 from the list to an answer that was read, through a reload, at ${viewport} px, ${theme}`, async () => {
      const { page, url, errors } = await openApp({ viewport, theme, path: "#/questions" });
      const found = async (place: string) => (await axeFindings(page)).map((finding) => `${place}: ${finding}`);
      const list = page.getByRole("form", { name: "Find questions" });
      await list.getByText(/^104 questions$/).waitFor();
      expect(await found("list")).toEqual([]);
      await list.getByLabel("Find").fill("payment provider drops");
      await list.getByLabel("Level").selectOption({ label: "Senior" });
      await list.getByText(/^1 of 104 questions$/).waitFor();
      await list.getByLabel("Find").fill("zeppelin");
      await page.getByText("No question fits").waitFor();
      await list.getByLabel("Find").fill("payment provider drops");
      await page.getByRole("link", { name: /payment provider/ }).click();
      await page.getByRole("textbox", { name: "Your answer" }).fill(ANSWER);
      expect(await found("question")).toEqual([]);
      await page.reload();
      const field = page.getByRole("textbox", { name: "Your answer" });
      await field.waitFor();
      expect(await field.inputValue()).toBe(ANSWER);
      await field.press("Control+Enter");
      await page.getByRole("meter", { name: "Rubric coverage" }).waitFor();
      const rubric = page.getByRole("list", { name: "Rubric" }).getByRole("listitem");
      expect(await rubric.filter({ hasText: "Waits longer before each further try" }).textContent()).toMatch(
        /exponentially/,
      );
      await page.getByRole("heading", { name: "Model answer" }).waitFor();
      expect(await found("answer read")).toEqual([]);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBe(viewport);
      await page.goto(`${url.split("#")[0]}#/questions/war-999`);
      await page.getByText("The question cannot be opened").waitFor();
      await page.getByRole("link", { name: "All questions" }).click();
      await list.getByText(/^104 questions$/).waitFor();
      expect(errors).toEqual([]);
    });
  }

  it("A9 measures its rules beside the page, against every labelled text it ships with", async () => {
    const { page, errors } = await openApp({ path: "#/questions/accuracy" });
    const table = page.getByRole("table", { name: "All questions" });
    await table.waitFor();
    expect(await table.getByRole("row", { name: /^Held out/ }).textContent()).toMatch(/\d+ %/);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("table", { name: "By skill" }).getByRole("button", { name: "Precision" }).click();
    expect(errors).toEqual([]);
  });
});
