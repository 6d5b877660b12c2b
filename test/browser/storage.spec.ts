import { readFileSync } from "node:fs";
import type { BrowserContext, Page } from "playwright-core";
import { describe, expect, it, onTestFinished } from "vitest";
import { DATABASE_VERSION } from "#adapters/storage/database";
import { openApp, type Served, serveDist } from "./harness";
import { shownClock, startByKey } from "./play";
import { adaptersScript } from "./storage/bundle";
import { newProfile, startBrowser } from "./storage/process";

/** A page of the app's origin that holds the storage adapters and nothing of the app. */
async function adaptersIn(page: Page): Promise<Page> {
  await page.evaluate(await adaptersScript());
  return page;
}

async function openTab(context?: BrowserContext): Promise<{ page: Page; context: BrowserContext; url: string }> {
  const opened = await openApp({ path: "rescue.html", ...(context === undefined ? {} : { context }) });
  await adaptersIn(opened.page);
  return opened;
}

/** A server and a browser of its own, with a profile that outlives the browser. */
async function server(): Promise<Served> {
  const served = await serveDist();
  onTestFinished(() => served.close());
  return served;
}

const createRun = (page: Page, id: string) =>
  page.evaluate(async (run) => {
    const { opened, emptyRun } = window.storageTest;
    const { runs } = await opened;
    await runs.create(emptyRun(run), { title: run, createdAt: Date.now() });
    await runs.claim(run, "tab");
  }, id);

const stateOf = (page: Page, id: string) =>
  page.evaluate(async (run) => {
    const { lock } = await window.storageTest.opened;
    return (await lock.acquire(run)).state;
  }, id);

describe("one tab per run", () => {
  for (const kind of ["Web Locks", "leases"] as const) {
    it(`D13 D14 in two real tabs with ${kind}: held, taken over, told within about a second, free when the tab dies`, async () => {
      const { page: blank, context, url } = await openApp({ path: "rescue.html" });
      if (kind === "leases") {
        await context.addInitScript(() => Object.defineProperty(navigator, "locks", { value: undefined }));
      }
      await blank.reload();
      const first = await adaptersIn(blank);
      const { page: second } = await openTab(context);
      await createRun(first, "a");
      expect(await stateOf(first, "a")).toBe("mine");
      expect(await stateOf(second, "a")).toBe("held");
      await first.evaluate(() => window.storageTest.watchLoss("a"));
      await second.evaluate(async () => {
        const { lock, runs } = await window.storageTest.opened;
        await lock.takeOver("a");
        await runs.claim("a", "second");
      });
      // Not a wait but the promise itself: the other tab is told soon.
      await first.waitForFunction(() => window.storageTest.lost === 1, null, { timeout: 5_000 });
      const late = await first.evaluate(async () => {
        const { opened, outcomeOf, note } = window.storageTest;
        return outcomeOf((await opened).runs.append("a", "tab", [note(0, "late")], 1, 1));
      });
      expect(late).toBe("conflict");
      await second.close();
      await first.goto(url);
      await adaptersIn(first);
      await expect.poll(() => stateOf(first, "a")).toBe("mine");
    });
  }
});

describe("a full disk", () => {
  it("D12 is named, keeps every acknowledged write, and the same write works once there is room", async () => {
    const served = await server();
    const { context } = await startBrowser(newProfile());
    const page = await context.newPage();
    const origin = new URL(served.url).origin;
    const devtools = await context.newCDPSession(page);
    // Before the first write: the browser remembers for half a minute how much room there was.
    await devtools.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 3_000_000 });
    await page.goto(`${served.url}rescue.html`);
    await adaptersIn(page);
    await createRun(page, "a");
    const written = await page.evaluate(async () => {
      const { opened, outcomeOf, note, noise } = window.storageTest;
      const { runs } = await opened;
      // 20 notes of 4,000 letters at two bytes each: 160 kB a write.
      for (let from = 0; from < 2_000; from += 20) {
        const notes = Array.from({ length: 20 }, (_, i) => note(from + i, noise(4_000)));
        const outcome = await outcomeOf(runs.append("a", "tab", notes, from + 20, 1));
        if (outcome !== "ok") return { from, outcome };
      }
      return { from: -1, outcome: "never full" };
    });
    expect(written.outcome).toBe("quota");
    expect(written.from).toBeGreaterThan(0);
    const length = () =>
      page.evaluate(async () => (await (await window.storageTest.opened).runs.load("a"))?.commands.length);
    expect(await length()).toBe(written.from);
    await devtools.send("Storage.overrideQuotaForOrigin", { origin });
    const again = await page.evaluate(async (from) => {
      const { opened, outcomeOf, note } = window.storageTest;
      return outcomeOf((await opened).runs.append("a", "tab", [note(from, "room")], from + 1, 1));
    }, written.from);
    expect(again).toBe("ok");
    expect(await length()).toBe(written.from + 1);
  });
});

describe("storage that cannot be used", () => {
  const problemIn = (page: Page) =>
    page.evaluate(async () => {
      const { opened, emptyRun } = window.storageTest;
      const { problem, runs } = await opened;
      await runs.create(emptyRun("kept-for-now"), { title: "", createdAt: 1 });
      return { kind: problem?.kind, runs: (await runs.list()).length };
    });

  it("D10 blocked by the user: memory and a message", async () => {
    const served = await server();
    const { context } = await startBrowser(newProfile({ blockStorage: true }));
    const page = await context.newPage();
    await page.goto(`${served.url}rescue.html`);
    await adaptersIn(page);
    expect(await problemIn(page)).toEqual({ kind: "blocked", runs: 1 });
  });

  it("D10 written by a newer version: memory and a message, and what is stored stays", async () => {
    const { page, context } = await openTab();
    await createRun(page, "a");
    await page.close();
    const { page: later } = await openApp({ path: "rescue.html", context });
    await later.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const request = indexedDB.open("meantime", 99);
          request.onsuccess = () => {
            request.result.close();
            resolve();
          };
        }),
    );
    await adaptersIn(later);
    expect(await problemIn(later)).toEqual({ kind: "newer-version", runs: 1 });
    await later.reload();
    await later.getByText("Found 1 run.").waitFor();
  });

  it("D10 D11 an upgrade waits only for tabs that do not give way, and says so", async () => {
    const { page, context } = await openTab();
    await createRun(page, "a");
    const { page: stubborn } = await openApp({ path: "rescue.html", context });
    await stubborn.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const request = indexedDB.open("meantime");
          request.onsuccess = () => resolve();
        }),
    );
    const { page: next } = await openTab(context);
    const later = DATABASE_VERSION + 1;
    expect(await next.evaluate((version) => window.storageTest.openVersion(version), later)).toBe("upgrade-blocked");
    const old = await page.evaluate(async () => {
      const { opened, outcomeOf } = window.storageTest;
      return outcomeOf((await opened).runs.load("a"));
    });
    expect(old).toBe("newer-version");
    await stubborn.close();
    await expect.poll(() => next.evaluate((version) => window.storageTest.openVersion(version), later)).toBe("ok");
  });
});

describe("a killed browser", () => {
  // A profile of its own for each: a Chromium that was killed in the middle of a write goes on writing behind the torn record, and finds
  // its database corrupt, and deletes it, when it is started once more.
  it.each([150, 420, 700])("D3 loses no acknowledged command and tears nothing, killed after %i ms", async (moment) => {
    const served = await server();
    const profile = newProfile();
    const { context, kill } = await startBrowser(profile);
    const page = await context.newPage();
    await page.goto(`${served.url}rescue.html`);
    await adaptersIn(page);
    let acknowledged = 0;
    await page.exposeFunction("acknowledge", (count: number) => {
      acknowledged = count;
    });
    await page.evaluate(async () => {
      const { opened, emptyRun, note } = window.storageTest;
      const { runs } = await opened;
      await runs.create(emptyRun("a"), { title: "a", createdAt: 1 });
      await runs.claim("a", "tab");
      const { acknowledge } = window as unknown as { acknowledge(count: number): Promise<void> };
      void (async () => {
        for (let i = 0; ; i++) {
          await runs.append("a", "tab", [note(i, `note ${i}`)], i, i);
          void acknowledge(i + 1);
        }
      })();
    });
    await expect.poll(() => acknowledged).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, moment));
    await kill();
    const told = acknowledged;
    const { context: after } = await startBrowser(profile);
    const again = await after.newPage();
    await again.goto(`${served.url}rescue.html`);
    await adaptersIn(again);
    const run = await again.evaluate(async () => (await window.storageTest.opened).runs.load("a"));
    expect(run?.commands.length).toBeGreaterThanOrEqual(told);
    expect(run?.commands.map(({ counter }) => counter)).toEqual(run?.commands.map((_, i) => i));
    expect(run?.horizon).toBe((run?.commands.length ?? 0) - 1);
  });
});

describe("a browser killed in play", () => {
  it("P1 continues at a second no earlier than the last one shown, and stands still there", async () => {
    const served = await server();
    const profile = newProfile();
    const { context, kill } = await startBrowser(profile);
    const page = await context.newPage();
    await page.goto(served.url);
    await startByKey(page);
    const from = await shownClock(page);
    await expect.poll(() => shownClock(page)).toBeGreaterThan(from + 1);
    const address = page.url();
    const last = await shownClock(page);
    await kill();
    const { context: after } = await startBrowser(profile);
    const again = await after.newPage();
    await again.goto(address);
    await again.getByText("paused", { exact: true }).waitFor();
    expect(await shownClock(again)).toBeGreaterThanOrEqual(last);
    const continued = await shownClock(again);
    // Two seconds at most were written and not seen: one read from the screen late, one on its way.
    expect(continued).toBeLessThanOrEqual(last + 2);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await shownClock(again)).toBe(continued);
    await again.reload();
    await expect.poll(() => shownClock(again)).toBe(continued);
  });
});

describe("the rescue page", () => {
  it("D9 saves everything when no script of the app can be loaded, with the network off as well", async () => {
    const served = await server();
    const { page, context } = await openApp({ served });
    await page.evaluate(() => navigator.serviceWorker.ready);
    await adaptersIn(page);
    await createRun(page, "a");
    await page.close();
    await context.route("**/assets/**", (route) => route.abort());
    await served.close();
    const { page: rescue, errors } = await openApp({ served, context, path: "rescue.html" });
    await rescue.getByText("Found 1 run.").waitFor();
    const [download] = await Promise.all([
      rescue.waitForEvent("download"),
      rescue.getByRole("button", { name: "Download everything" }).click(),
    ]);
    const file = JSON.parse(readFileSync(await download.path(), "utf8")) as {
      format: string;
      stores: { runs: { id: string }[] };
    };
    expect(file.format).toBe("meantime-export");
    expect(file.stores.runs.map(({ id }) => id)).toEqual(["a"]);
    expect(errors).toEqual([]);
  });
});

describe("a long history", () => {
  it("D5 of two thousand runs is listed whole and in order", async () => {
    const { page } = await openTab();
    expect(await page.evaluate(() => window.storageTest.fill(2_000))).toBe(2_000);
    const ids = await page.evaluate(async () =>
      (await (await window.storageTest.opened).runs.list()).map(({ id }) => id),
    );
    expect(ids.slice(0, 2)).toEqual(["run-1999", "run-1998"]);
  });
});
