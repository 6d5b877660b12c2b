import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { writePack } from "#adapters/content/packs/write";
import type { Pack } from "#domain/pack";
import { edited, pack } from "../adapters/content/packs/samples";
import { axeFindings, openApp, serveDist } from "./harness";

const MAIN = "drills/quay/drill.yaml";
const TITLE = "Evenings at the harbour";

function fileOf(whole: Pack, form: "yaml" | "zip") {
  const { name, bytes } = writePack(whole, form);
  return { name, mimeType: "application/octet-stream", buffer: Buffer.from(bytes) };
}

const choose = (page: Page, whole: Pack, form: "yaml" | "zip") =>
  page.getByLabel("Pack file").setInputFiles(fileOf(whole, form));

async function go(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
}

describe("packs", () => {
  for (const [viewport, theme] of [
    [1440, "dark"],
    [390, "light"],
  ] as const) {
    it(`Q13 Q15 a zip is kept, played, there offline, updated and removed; its run stays, at ${viewport} px, ${theme}`, async () => {
      const served = await serveDist();
      const { page, errors, foreign } = await openApp({ viewport, theme, served, path: "#/packs", seed: 1 });
      await page.evaluate(() => navigator.serviceWorker.ready);
      await page.getByText("No pack yet").waitFor();
      expect(await axeFindings(page)).toEqual([]);

      await choose(page, pack(), "zip");
      const dialog = page.getByRole("dialog", { name: TITLE });
      await dialog.getByText("QUAY-1").waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await dialog.getByRole("button", { name: "Keep it" }).click();
      const entry = page.getByRole("article", { name: TITLE });
      await entry.getByRole("link", { name: /^QUAY-1/ }).click();
      await page.getByRole("button", { name: "Acknowledge" }).click();
      await page.getByRole("region", { name: "Board" }).waitFor();
      const run = new URL(page.url()).hash;
      const title = await page.getByRole("heading", { level: 1 }).innerText();
      expect(title).toContain("QUAY-1");

      await served.close();
      await expect(fetch(served.url)).rejects.toThrow();
      await page.reload();
      await page.getByRole("region", { name: "Board" }).waitFor();
      await go(page, "#/packs");
      await entry.waitFor();

      const second = edited({ ...pack(), version: 2 }, MAIN, (text) =>
        text.replace(/^title: .*$/m, "title: Another evening"),
      );
      await choose(page, second, "yaml");
      await dialog.getByText("Changed, 1 file").waitFor();
      await dialog.getByRole("button", { name: "Replace version 1 by 2" }).click();
      await entry.getByText("version 2").waitFor();
      await entry.getByRole("link", { name: "QUAY-1 Another evening" }).waitFor();

      await entry.getByRole("button", { name: `Remove “${TITLE}”` }).click();
      await page.getByText("No pack yet").waitFor();
      await go(page, "#/QUAY-1");
      await page.getByText("There is nothing at this address").waitFor();
      // The run is the one of the first version, and can still be gone on with.
      await go(page, run);
      await page.getByRole("region", { name: "Board" }).waitFor();
      expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe(title);
      expect(foreign).toEqual([]);
      expect(errors).toEqual([]);
    });
  }

  it("Q7 Q9 a pack with errors shows them at their place, and one of another tab is there at once", async () => {
    const { page, context, errors } = await openApp({ path: "#/packs" });
    await page.getByText("No pack yet").waitFor();
    await choose(
      page,
      edited(pack(), MAIN, (text) => text.replace("title:", "titel:")),
      "yaml",
    );
    const dialog = page.getByRole("dialog", { name: TITLE });
    await dialog.getByText('unknown key "titel", did you mean "title"?').waitFor();
    await dialog.getByText(`${MAIN}:2:1`).first().waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Leave it" }).click();
    const other = await openApp({ path: "#/packs", context });
    await other.page.getByText("No pack yet").waitFor();
    await choose(other.page, pack(), "zip");
    await other.page.getByRole("button", { name: "Keep it" }).click();
    await page.getByRole("article", { name: TITLE }).waitFor();
    expect(errors).toEqual([]);
  });
});
