import { describe, expect, it } from "vitest";
import { axeFindings, openApp } from "./harness";
import { press } from "./play";
import { finishedRun, putRun } from "./put-run";

const novice = finishedRun("one-region-502", "novice", "mine");

async function opened(viewport: 1440 | 390, path: string) {
  const { page, errors } = await openApp({ path: "#/", viewport });
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await putRun(page, novice);
  await page.evaluate((to) => {
    location.hash = to;
  }, path);
  return { page, errors };
}

describe("what if", () => {
  it.each([
    1440, 390,
  ] as const)("the expert goes on, is watched, and stands beside one's own run (%d px)", async (viewport) => {
    const { page, errors } = await opened(viewport, "#/run/mine/walk/300");
    if (viewport === 390) {
      await page.getByRole("region", { name: "The run" }).getByRole("button", { name: "More" }).click();
      await page.getByRole("menuitem", { name: "Show me" }).click();
    } else await page.getByRole("button", { name: "Show me" }).click();
    await page.getByText(/^From here the expert/).waitFor();
    await page.getByRole("button", { name: "Watch it from here" }).click();
    const now = page.getByRole("region", { name: "What is done now, and why" });
    await now.getByText("Here the expert takes over.").waitFor();
    await press(page, "}");
    await expect.poll(() => now.innerText()).not.toContain("takes over");
    expect(await axeFindings(page)).toEqual([]);
    const shown = /run\/([^/]+)\/walk/.exec(page.url())?.[1] ?? "";
    expect(shown).not.toBe("mine");
    await page.evaluate((to) => {
      location.hash = to;
    }, `#/run/mine/compare/${shown}`);
    await page.getByRole("table", { name: "Side by side" }).waitFor();
    await page.getByRole("table", { name: "Stage times" }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    expect(errors).toEqual([]);
  });

  it("the library leads to the expert of what was finished, computed beside the page", async () => {
    const { page, errors } = await opened(1440, "#/library");
    await page.getByRole("link", { name: /^Watch the expert/ }).click();
    const now = page.getByRole("region", { name: "What is done now, and why" });
    await now.getByText("Nothing has been done yet.").waitFor();
    await press(page, "}");
    await now.getByText("Acknowledges the page.").waitFor();
    await page.getByText("shown by the expert").waitFor();
    expect(errors).toEqual([]);
  });
});
