import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { openApp } from "./harness";
import { EUROPE, press, skipUntil, startByKey } from "./play";
import { DIST, serveStatic } from "./static";
import { endAndOpenPages, holdInterview, openPages, studyOne } from "./tour";

/** A browser that has visited once and then lost its server; nothing but home has been opened. */
async function visitedOnce(at?: string) {
  const served = await serveStatic(DIST, at);
  const opened = await openApp({ served, seed: EUROPE });
  await opened.page.getByRole("heading", { level: 1 }).waitFor();
  await opened.page.evaluate(() => navigator.serviceWorker.ready);
  await served.close();
  await expect(fetch(served.url)).rejects.toThrow();
  return { ...opened, base: served.url };
}

/** What installers ask of a page. */
async function manifestOf(page: Page) {
  const devtools = await page.context().newCDPSession(page);
  const { url, data, errors } = await devtools.send("Page.getAppManifest");
  const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");
  return { url, errors, installabilityErrors, manifest: JSON.parse(data ?? "") };
}

describe("the network gone after the first visit", () => {
  it("O2 every kind of page opens by its address, and the accuracy of the rules is measured", async () => {
    const { page, base, errors } = await visitedOnce();
    await openPages(page, base);
    await page.goto(`${base}#/questions/accuracy`);
    await page.getByRole("table", { name: "All questions" }).waitFor();
    await page.goto(`${base}rescue.html`);
    await page.getByText(/^Nothing is stored|^Found/).waitFor();
    expect(errors).toEqual([]);
  });

  it("O2 a drill is played from its address to its debrief, with every panel", async () => {
    const { page, base, errors } = await visitedOnce();
    await page.goto("about:blank");
    await page.goto(`${base}#/INC-2041`);
    await startByKey(page);
    await skipUntil(page, page.getByRole("region", { name: "Waiting for your answer" }));
    await press(page, "Space");
    for (const key of "bmltdcrnsiae") {
      await press(page, `g ${key}`);
      await page.getByRole("main").getByRole("region").first().waitFor();
    }
    await page.locator(".cm-editor").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("heading", { level: 1 }).first().click();
    await endAndOpenPages(page, base);
    expect(errors).toEqual([]);
  });

  it("O2 a card is studied and an interview is held", async () => {
    const { page, base, errors } = await visitedOnce();
    await studyOne(page, base);
    await holdInterview(page, base);
    expect(errors).toEqual([]);
  });
});

describe("a folder on any static host", () => {
  it("O3 is served below a path, by a server that knows nothing of it, online and offline", async () => {
    const served = await serveStatic(DIST, "/some/deep/path/");
    const { page, context, errors, foreign } = await openApp({ served, path: "index.html#/library", seed: EUROPE });
    await page.getByRole("heading", { name: "Replay library" }).waitFor();
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.goto(`${served.url}#/INC-2041`);
    await startByKey(page);
    await served.close();
    await page.reload();
    await page.getByText("paused", { exact: true }).waitFor();
    await openPages(page, served.url);
    const later = await openApp({ served, context, path: "index.html#/data" });
    await later.page.getByRole("heading", { name: "Your data" }).waitFor();
    expect([...errors, ...later.errors, ...foreign]).toEqual([]);
  });
});

describe("the manifest", () => {
  it("O1 has all that installing asks for, and its pictures and ways in are there", async () => {
    const served = await serveStatic(DIST, "/deep/");
    const { page } = await openApp({ served });
    await page.evaluate(() => navigator.serviceWorker.ready);
    const { url, errors, installabilityErrors, manifest } = await manifestOf(page);
    expect(url).toBe(`${served.url}manifest.webmanifest`);
    expect(errors).toEqual([]);
    // A context of its own counts as a private window, in which nothing is installed.
    expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
    expect(new URL(manifest.start_url, url).href).toBe(served.url);
    expect(manifest.id).toBe("./");
    const pictures = [...manifest.icons, ...manifest.screenshots] as { src: string; sizes: string }[];
    for (const { src, sizes } of pictures) {
      const size = await page.evaluate(async (address) => {
        const image = new Image();
        image.src = address;
        await image.decode();
        return `${image.naturalWidth}x${image.naturalHeight}`;
      }, src);
      if (sizes !== "any") expect(size).toBe(sizes);
    }
    for (const { name, url: hash } of manifest.shortcuts as { name: string; url: string }[]) {
      await page.goto(new URL(hash, url).href);
      await page.getByRole("heading", { level: 1, name }).or(page.getByRole("heading", { name })).first().waitFor();
    }
  });
});
