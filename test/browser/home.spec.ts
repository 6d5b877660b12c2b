import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import { axeFindings, openApp, serveDist } from "./harness";

const sizes = [1440, 390] as const;
const themes = ["dark", "light"] as const;

describe("home", () => {
  for (const viewport of sizes) {
    for (const theme of themes) {
      it(`opens at ${viewport} px, ${theme}, without errors, and axe finds nothing`, async () => {
        const { page, errors } = await openApp({ viewport, theme });
        await page.getByRole("heading", { level: 1 }).first().waitFor();
        expect(await axeFindings(page)).toEqual([]);
        expect(errors).toEqual([]);
      });
    }
  }

  it("makes no request to another origin", async () => {
    const { page, foreign } = await openApp();
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.waitForLoadState("networkidle");
    expect(foreign).toEqual([]);
  });

  it("cannot reach another origin even when code tries to", async () => {
    let reached = 0;
    const stranger = createServer((_request, response) => {
      reached += 1;
      response.writeHead(200, { "access-control-allow-origin": "*" }).end("hello");
    });
    await new Promise<void>((resolve) => stranger.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void stranger.close());
    const address = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}/`;
    await expect(fetch(address).then((response) => response.text())).resolves.toBe("hello");
    const { page } = await openApp();
    const outcome = await page.evaluate(
      (url) =>
        fetch(url).then(
          () => "answered",
          () => "refused",
        ),
      address,
    );
    expect(outcome).toBe("refused");
    expect(reached).toBe(1);
  });

  it("loads at most 110 kB of gzipped JavaScript before it is shown", async () => {
    const { page } = await openApp();
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    const addresses = await page.evaluate(() =>
      performance
        .getEntriesByType("resource")
        .map((entry) => entry.name)
        .filter((name) => new URL(name).pathname.endsWith(".js")),
    );
    // The worker script and what it precaches come after the page is shown and are fetched by the worker itself. The
    // list of drills is content, which grows with every drill: it has a limit of its own (test/tools/size.mjs).
    const scripts = addresses.filter((name) => name.includes("/assets/") && !name.includes("/assets/drills-"));
    const bodies = await Promise.all(scripts.map(async (name) => Buffer.from(await (await fetch(name)).arrayBuffer())));
    const kilobytes = bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0) / 1000;
    expect(scripts.length).toBeGreaterThan(0);
    expect(kilobytes).toBeLessThanOrEqual(110);
  });

  it("does not shift its layout while loading", async () => {
    const { page } = await openApp();
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    await page.waitForLoadState("networkidle");
    const shift = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value;
          }).observe({ type: "layout-shift", buffered: true });
          requestAnimationFrame(() => setTimeout(() => resolve(sum), 100));
        }),
    );
    expect(shift).toBe(0);
  });

  it("opens with the network off after the first visit", async () => {
    const served = await serveDist();
    const { page, context } = await openApp({ served });
    await page.evaluate(() => navigator.serviceWorker.ready);
    await served.close();
    await expect(fetch(served.url)).rejects.toThrow();
    await page.reload();
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    const second = await openApp({ served, context });
    await second.page.getByRole("heading", { level: 1 }).first().waitFor();
    expect(second.errors).toEqual([]);
  });
});
