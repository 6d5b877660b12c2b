import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { encodeRunFile } from "#session/files";
import { axeFindings, openApp } from "./harness";
import { finishedRun, putRun } from "./put-run";

const novice = finishedRun("one-region-502", "novice", "travels");
const { run, frozen, title } = novice;
const total = Math.round(frozen.scorecard.total);
const whole = () => encodeRunFile({ run, title, createdAt: 1, playedAt: 2, frozen, notes: [] }, 3);
const edited = (change: (file: ReturnType<typeof JSON.parse>) => void): string => {
  const file = JSON.parse(whole());
  change(file);
  return JSON.stringify(file);
};

async function go(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
}

/** Saves the run whose debrief is open, and reads the file. */
async function savedFile(page: Page): Promise<string> {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save this run as a file" }).click();
  return readFileSync(await (await download).path(), "utf8");
}

const choose = (page: Page, text: string) =>
  page
    .getByLabel("Run file")
    .setInputFiles({ name: "run.json", mimeType: "application/json", buffer: Buffer.from(text) });

const dialog = (page: Page) => page.getByRole("dialog", { name: /INC-2041/ });

describe("a run as a file", () => {
  it("goes from one browser to another, is replayed and compared there, commented, and comes back with its notes", async () => {
    const own = await openApp({ path: "#/" });
    await own.page.getByRole("heading", { level: 1 }).first().waitFor();
    await putRun(own.page, novice);
    await go(own.page, "#/run/travels/debrief");
    const file = await savedFile(own.page);

    const other = await openApp({ path: "#/data" });
    await choose(other.page, file);
    await dialog(other.page).getByText("The file is as it was saved.").waitFor();
    await dialog(other.page).getByText(`Score confirmed by replay: ${total} of 100.`).waitFor();
    expect(await axeFindings(other.page)).toEqual([]);
    await dialog(other.page).getByRole("button", { name: "Store it and open the debrief" }).click();
    await other.page.getByRole("button", { name: "Save this run as a file" }).waitFor();
    expect(other.page.url()).toMatch(/#\/run\/travels\/debrief$/);
    await other.page.getByText("Write a note").click();
    await other.page.getByRole("textbox", { name: "Note", exact: true }).fill("Ask <b>which</b> region first. ✔");
    await other.page.getByRole("textbox", { name: "Your name" }).fill("Kim");
    await other.page.getByRole("button", { name: "Write it down" }).click();
    await other.page.getByText("Ask <b>which</b> region first. ✔").waitFor();
    const commented = await savedFile(other.page);
    await go(other.page, "#/data");
    await other.page.getByRole("table", { name: "All runs" }).getByText("imported").waitFor();
    await go(other.page, "#/progress");
    await other.page.getByText("1 shown or from files").waitFor();

    await go(own.page, "#/data");
    await choose(own.page, commented);
    await dialog(own.page).getByText("The file has 1 note that it has not got.", { exact: false }).waitFor();
    await dialog(own.page).getByRole("button", { name: "Add 1 note to the run here" }).click();
    await own.page.getByText("Ask <b>which</b> region first. ✔").waitFor();
    await go(own.page, "#/data");
    await own.page.getByRole("table", { name: "All runs" }).getByText("INC-2041").waitFor();
    expect(await own.page.getByText("imported").count()).toBe(0);
    expect([...own.errors, ...other.errors]).toEqual([]);
  });

  it("that was tampered with says so, and keeps the score of the replay (390 px)", async () => {
    const { page, errors } = await openApp({ path: "#/data", viewport: 390, theme: "light" });
    await choose(
      page,
      edited((file) => {
        file.frozen.scorecard.total = 99;
      }),
    );
    await dialog(page).getByText("This file was changed after it was saved.", { exact: false }).waitFor();
    await dialog(page).getByText("total: the file says 99, the replay gives", { exact: false }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await dialog(page).getByRole("button", { name: "Store it and open the debrief" }).click();
    await page.getByRole("button", { name: "Save this run as a file" }).waitFor();
    await go(page, "#/data");
    const runs = page.getByRole("table", { name: "All runs" });
    await runs.getByText("changed after it was saved").waitFor();
    await runs.getByText(`${total} of 100`).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    expect(errors).toEqual([]);
  });

  it("of another version says so, and is read from what was kept", async () => {
    const { page, errors } = await openApp({ path: "#/data" });
    const old = { ...run, header: { ...run.header, engine: 1 } };
    await choose(page, encodeRunFile({ run: old, title, createdAt: 1, playedAt: 2, frozen, notes: [] }, 3));
    await dialog(page)
      .getByText(/played with version 1 of the simulation.*is the file's own/)
      .waitFor();
    await dialog(page).getByRole("button", { name: "Store it and open the debrief" }).click();
    await page.getByText("score not confirmed").first().waitFor();
    expect(errors).toEqual([]);
  });

  it("that is none is refused with its reason, however large, deep or strange, and leaves nothing behind", async () => {
    const { page, errors } = await openApp({ path: "#/data" });
    const deep = (open: string, close: string) => open.repeat(5_000_000) + close.repeat(5_000_000);
    const files: readonly (readonly [string, RegExp])[] = [
      [`${"x".repeat(10_000_000)}`, /The file is not JSON/],
      [`"${"x".repeat(10_000_000)}"`, /this is no file of a run/],
      [deep("[", "]"), /not JSON|no file of a run/],
      [whole().replace('"run":', '"run":{"a":{"a":{"a":[]}}},"else":'), /is not a known field/],
      [whole().replace("{", '{"__proto__":{"isAdmin":true},'), /__proto__ is not a known field/],
      [whole().replace('"header":{', '"header":{"constructor":{"prototype":{}},'), /constructor is not a known field/],
      [edited((file) => Object.assign(file.run.header, { drill: "../../etc" })), /no such drill/],
    ];
    for (const [text, reason] of files) {
      await choose(page, text);
      const refusal = page.getByRole("alert").filter({ hasText: "run.json was not opened" });
      await refusal.waitFor();
      expect(await refusal.innerText()).toMatch(reason);
      expect(await refusal.innerText()).toContain("Nothing was stored");
      await go(page, "#/");
      await go(page, "#/data");
      await page.getByText("No run has been stored yet.").waitFor();
    }
    expect(await page.evaluate(() => "isAdmin" in {})).toBe(false);
    expect(errors).toEqual([]);
  });
});
