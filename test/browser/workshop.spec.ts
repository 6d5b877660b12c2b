import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { axeFindings, openApp } from "./harness";

const SLUG = "bad-release";

/** Puts the cursor at the end of the text and types. */
async function typeAtEnd(page: Page, text: string): Promise<void> {
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(text);
}

/** Types at the beginning, which another tab has in view. */
async function typeAtStart(page: Page, text: string): Promise<void> {
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type(text);
}

describe("workshop", () => {
  for (const [viewport, theme] of [
    [1440, "dark"],
    [390, "light"],
  ] as const) {
    it(`W1 W3 W4 W5 a built-in drill is changed, mended and found again after a reload, at ${viewport} px, ${theme}`, async () => {
      const { page, errors } = await openApp({ viewport, theme, path: `#/workshop/${SLUG}` });
      const isNarrow = viewport === 390;
      await page.getByRole("button", { name: "Open it all the same" }).click();
      await page.getByText("No problems").waitFor();
      expect(await axeFindings(page)).toEqual([]);

      await typeAtEnd(page, "\nnonsense: 1");
      const problem = page.getByRole("button", { name: /unknown key "nonsense"/ });
      await problem.waitFor();
      expect(await problem.textContent()).toMatch(/drill\.yaml:\d+:1$/);
      await page.getByText(/^Saved /).waitFor();
      expect(new URL(page.url()).hash).toMatch(new RegExp(`^#/workshop/${SLUG}-\\d+$`));
      expect(await axeFindings(page)).toEqual([]);

      // With its error: nothing is lost.
      await page.reload();
      await problem.waitFor();
      if (isNarrow) await page.getByRole("tab", { name: "Picture" }).click();
      await page.getByText("The drill has errors", { exact: true }).waitFor();
      await page.getByRole("button", { name: /^relapsed/ }).click();
      await page.locator(".cm-activeLine", { hasText: /^\s*relapsed:/ }).waitFor();
      await page.keyboard.press("F8");
      await page.locator(".cm-activeLine", { hasText: "nonsense: 1" }).waitFor();
      await page.keyboard.press("Home");
      await page.keyboard.type("# ");
      await page.getByText("No problems").waitFor();
      if (isNarrow) await page.getByRole("tab", { name: "Picture" }).click();
      await page.getByRole("button", { name: /^impact from the start/ }).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      expect(errors).toEqual([]);
    });
  }

  it("W6 W7 is tried from a state that the expert comes into", async () => {
    const { page, errors } = await openApp({ path: `#/workshop/${SLUG}` });
    await page.getByRole("button", { name: "Open it all the same" }).click();
    await page.getByRole("button", { name: /^contained at / }).click();
    await page.getByRole("button", { name: "Try from containment.contained" }).click();
    await page.getByRole("region", { name: "Board" }).waitFor();
    expect(new URL(page.url()).hash).toMatch(/^#\/run\//);
    expect(errors).toEqual([]);
  });

  it("W11 Q12 Q16 a drill is begun in one tab, plays in another at home, and is written by one tab at a time", async () => {
    const first = await openApp({ path: "#/packs" });
    const home = await openApp({ path: "", context: first.context });
    await home.page.getByRole("button", { name: "Choose another incident or another clock" }).click();
    await first.page.getByRole("button", { name: "New drill" }).click();
    expect(await axeFindings(first.page)).toEqual([]);
    await first.page.getByRole("textbox", { name: "Title" }).fill("Orders are late");
    await first.page.getByRole("button", { name: "Start it" }).click();
    await first.page.getByText("No problems").waitFor();
    expect(new URL(first.page.url()).hash).toBe("#/workshop/orders-are-late");
    // A tab that never asked for packs has it in its list.
    await home.page.getByRole("article", { name: "Orders are late" }).waitFor();

    const second = await openApp({ path: "#/workshop/orders-are-late", context: first.context });
    await second.page.getByText("Another tab writes this pack").waitFor();
    expect(await axeFindings(second.page)).toEqual([]);
    await typeAtStart(first.page, "# from the first tab\n");
    await second.page.locator(".cm-content", { hasText: "from the first tab" }).waitFor();
    await typeAtStart(second.page, "unwritten");
    await second.page.getByRole("button", { name: "Write here" }).click();
    await first.page.getByText("Another tab writes this pack").waitFor();
    await typeAtStart(second.page, "# from the second tab\n");
    await first.page.locator(".cm-content", { hasText: "from the second tab" }).waitFor();
    expect(await first.page.locator(".cm-content").innerText()).not.toContain("unwritten");

    await second.page.getByRole("button", { name: "Try it" }).click();
    await second.page.getByRole("button", { name: "Acknowledge" }).waitFor();
    expect([...first.errors, ...second.errors, ...home.errors]).toEqual([]);
  });
});
