import type { Page, Worker } from "playwright-core";
import { describe, expect, it } from "vitest";
import { writePack } from "#adapters/content/packs/write";
import type { Pack } from "#domain/pack";
import { edited, pack } from "../adapters/content/packs/samples";
import { openApp } from "./harness";
import { press } from "./play";

const AWAY = "https://away.example";

/** Everything that a page might run, load or follow, in one text. */
const HOSTILE = [
  "# Harmless heading",
  '<script>window.injected = true</script><img src="x:" onerror="window.injected = true">',
  `<iframe src="${AWAY}/frame"></iframe><svg onload="window.injected = true"></svg><style>@import "${AWAY}/style";</style>`,
  `![picture](${AWAY}/picture.png) [plain](${AWAY}/plain) [script](javascript:window.injected=true)`,
  "[data](data:text/html,<script>window.injected=true</script>) [vb](vbscript:x) [spaced](java\tscript:window.injected=true)",
  `<${AWAY}/auto> <a href="javascript:window.injected=true" onclick="window.injected=true">html</a>`,
].join("\n\n");
const LINE = HOSTILE.replace(/\s+/g, " ");

function hostile(): Pack {
  const main = edited(pack(), "drills/quay/drill.yaml", (text) =>
    text
      .replace(/^title: .*$/m, () => `title: ${JSON.stringify("<img src=x onerror=window.injected=true> evenings")}`)
      .replace(/^summary: .*\n(?: {2}.*\n)*/m, () => `summary: ${JSON.stringify(LINE)}\n`)
      .replace(/^briefing: .*\n(?: {2}.*\n|\n)*/m, () => `briefing: ${JSON.stringify(HOSTILE)}\n`)
      .replace(/^ {2}body: .*\n(?: {4}.*\n)*/m, () => `  body: ${JSON.stringify(LINE)}\n`),
  );
  const files = main.files.map((file) => (file.path.endsWith(".md") ? { ...file, text: HOSTILE } : file));
  return { ...main, title: "<script>window.injected=true</script> & friends", files };
}

const injected = (page: Page) => page.evaluate(() => (window as unknown as { injected?: boolean }).injected);

/** What a browser keeps for the app, by name. */
const kept = (page: Page) =>
  page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name),
    cookies: document.cookie,
    local: Object.keys(localStorage).sort(),
    session: Object.keys(sessionStorage).length,
  }));

describe("a hostile pack", () => {
  it("Q19 is kept and played without a script, a request, a dialog or a word in storage of its own", async () => {
    const { page, url, errors, foreign } = await openApp({ path: "#/packs", seed: 1 });
    const dialogs: string[] = [];
    page.on("dialog", (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.getByText("No pack yet").waitFor();
    const before = await kept(page);
    const { name, bytes } = writePack(hostile(), "zip");
    const file = { name, mimeType: "application/octet-stream", buffer: Buffer.from(bytes) };
    await page.getByLabel("Pack file").setInputFiles(file);
    await page.getByRole("button", { name: "Keep it" }).click();
    await page.getByRole("link", { name: /^QUAY-1/ }).click();
    await page.getByRole("button", { name: "Acknowledge" }).click();
    await page.getByRole("region", { name: "Board" }).waitFor();
    await press(page, "g r");
    await page.getByRole("navigation", { name: "Runbook pages" }).getByRole("button").first().click();
    await page.getByRole("heading", { name: "Harmless heading" }).waitFor();

    const links = await page.locator(`a[href^="${AWAY}"]`).evaluateAll((all) => all.map((a) => a.getAttribute("rel")));
    expect(links.length).toBeGreaterThan(0);
    expect(links.every((rel) => rel === "noopener noreferrer")).toBe(true);
    expect(
      await page
        .locator('a[href^="java"], a[href^="data"], a[href^="vb"], iframe, img[src^="http"], img[src^="x:"]')
        .count(),
    ).toBe(0);
    await page.goto(`${url.split("#")[0]}#/workshop/quay`);
    await page.getByRole("heading", { level: 1 }).waitFor();

    expect(await injected(page)).toBeUndefined();
    expect(dialogs).toEqual([]);
    expect(foreign).toEqual([]);
    expect(errors).toEqual([]);
    const after = await kept(page);
    expect({ ...after, local: [] }).toEqual({ ...before, local: [] });
    expect(JSON.stringify(after.local)).not.toContain("away");
  });

  it("O12 is read by a worker that reaches nobody", async () => {
    const { page, foreign } = await openApp({ path: "#/packs" });
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.reload();
    await page.getByText("No pack yet").waitFor();
    const started = page.waitForEvent("worker");
    const { name, bytes } = writePack(pack(), "zip");
    const file = { name, mimeType: "application/octet-stream", buffer: Buffer.from(bytes) };
    await page.getByLabel("Pack file").setInputFiles(file);
    const worker: Worker = await started;
    await page.getByRole("button", { name: "Keep it" }).waitFor();
    const tried = await worker.evaluate(async (away) => {
      const fetched = await fetch(away).then(
        () => "fetched",
        () => "refused",
      );
      const own = await fetch(location.href).then(
        () => "fetched",
        () => "refused",
      );
      return [fetched, own];
    }, AWAY);
    expect(tried).toEqual(["refused", "refused"]);
    expect(foreign).toEqual([]);
  });
});
