import { describe, expect, it } from "vitest";
import { axeFindings, openApp } from "./harness";

const ANSWER =
  "First I make sure that it is true, and I look at what changed shortly before it began. I roll back the deploy, I tell the support team, and then I verify that the errors are gone.";

describe("study", () => {
  for (const [viewport, theme] of [
    [1440, "dark"],
    [390, "light"],
  ] as const) {
    it(`F16 from the questions to the end of the day and back, at ${viewport} px, ${theme}`, async () => {
      const { page, url, errors } = await openApp({ viewport, theme, path: "#/questions" });
      await page.getByRole("link", { name: "Study today's cards" }).click();
      await page.getByRole("button", { name: /Show the answer/ }).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      const asked = await page.getByRole("heading", { level: 2 }).first().textContent();
      await page.getByRole("textbox", { name: /Your answer/ }).fill(ANSWER);
      await page.getByRole("button", { name: /Show the answer/ }).click();
      await page.getByRole("heading", { name: "Model answer" }).waitFor();
      await page.getByRole("meter", { name: "Rubric coverage" }).waitFor();
      expect(await page.getByRole("button", { name: /suggested/ }).count()).toBe(1);
      expect(await axeFindings(page)).toEqual([]);
      await page.getByRole("button", { name: /^Easy/ }).click();
      await page.getByRole("button", { name: /Show the answer/ }).waitFor();
      // A reload loses nothing, and the last grade can still be taken back.
      await page.reload();
      await page.getByRole("list", { name: "Left today" }).getByText("9 new").waitFor();
      await page.getByRole("button", { name: /Undo/ }).click();
      await page.getByRole("list", { name: "Left today" }).getByText("10 new").waitFor();
      expect(await page.getByRole("heading", { level: 2 }).first().textContent()).toBe(asked);
      for (let left = 10; left > 0; left--) {
        await page.getByRole("list", { name: "Left today" }).getByText(`${left} new`).waitFor();
        await page.getByRole("button", { name: /Show the answer/ }).click();
        await page.getByRole("button", { name: /^Easy/ }).click();
      }
      await page.getByText("Done for today").waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await page.getByRole("link", { name: "Browse the cards" }).click();
      await page.getByRole("combobox", { name: "State" }).selectOption("review");
      await page.getByText(/^10 of \d+ cards$/).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await page.getByRole("table", { name: "Cards" }).getByRole("link").first().click();
      await page.getByRole("img", { name: /Chance of knowing it/ }).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await page.goto(`${url.split("#")[0]}#/study/card/${encodeURIComponent("question:none")}`);
      await page.getByText("There is no such card").waitFor();
      expect(errors).toEqual([]);
    });
  }

  it("F17 two tabs go through one queue and never grade the same card twice", async () => {
    const { page, context } = await openApp({ path: "#/study" });
    const { page: other } = await openApp({ context, path: "#/study" });
    const asked = (where: typeof page) => where.getByRole("heading", { level: 2 }).first().textContent();
    await page.getByRole("button", { name: /Show the answer/ }).waitFor();
    await other.getByRole("button", { name: /Show the answer/ }).waitFor();
    expect(await asked(page)).toBe(await asked(other));
    const first = await asked(page);
    await page.bringToFront();
    await page.getByRole("button", { name: /Show the answer/ }).click();
    await page.getByRole("button", { name: /^Easy/ }).click();
    await other.getByRole("list", { name: "Left today" }).getByText("9 new").waitFor();
    expect(await asked(other)).not.toBe(first);
    expect(await asked(other)).toBe(await asked(page));
  });
});
