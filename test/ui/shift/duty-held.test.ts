// @vitest-environment jsdom
import { describe, expect, it, vi } from "vitest";
import { MINUTE } from "#modes/drill/shift";
import { newRun, storeRun } from "#session/index";
import { drill } from "../pages/fixture";
import { browser, freshBrowsers, keep, open, pass, SECOND, stored } from "./duty-fixture";

freshBrowsers();

describe("a page while a run is played", () => {
  const play = async () => {
    const run = newRun(drill(), { id: "played", seed: 1, clock: "live", author: "player" });
    await storeRun(browser.runs, browser.clock, drill(), run);
    await browser.runs.claim("played", "tab");
  };

  it("M25 waits until the run on this screen is left, and says what held it", async () => {
    await keep(20);
    const { duty, pager } = await open();
    await play();
    location.hash = "#/run/played";
    await pass(50 * MINUTE);
    expect(pager.loudness).toBeNull();
    expect(duty.getState().waits).toBe(true);
    location.hash = "#/";
    await pass(SECOND);
    expect(pager.loudness).toBeGreaterThan(0);
    expect((await stored()).pages[0]).toMatchObject({ heldBy: "run", rang: 0 });
  });

  it("M25 waits for a run that another tab has just written to", async () => {
    await keep(20);
    const { pager } = await open();
    await play();
    await pass(19 * MINUTE);
    await browser.runs.append("played", "tab", [], 10, browser.clock.now() + 30 * SECOND);
    await pass(MINUTE);
    expect(pager.loudness).toBeNull();
    await pass(MINUTE);
    expect(pager.loudness).toBeGreaterThan(0);
  });
});

describe("a closed browser and a sleeping machine", () => {
  it("M26 M30 the page waits until the app is open, and its time counts from then", async () => {
    await keep(20);
    const tab = await open();
    await pass(5 * MINUTE);
    tab.close();
    await pass(120 * MINUTE);
    const { duty, pager } = await open();
    await pass(SECOND);
    expect(pager.loudness).toBeGreaterThan(0);
    await pass(12 * SECOND);
    await duty.acknowledge();
    expect((await stored()).pages[0]).toMatchObject({ heldBy: "closed", rang: 12 * SECOND });
  });

  it("M25 of several that came due the last one waits", async () => {
    await keep(20, 90, 200);
    await pass(150 * MINUTE);
    const { duty } = await open();
    await pass(SECOND);
    const answers = duty.getState().shift?.body.pages.map(({ answer, firedAt }) => answer ?? firedAt !== null);
    expect(answers).toEqual(["missed", true, false]);
  });

  it("M30 what rang rings on after a reload; the time between does not count", async () => {
    await keep(20);
    const before = await open();
    await pass(20 * MINUTE + 30 * SECOND);
    before.close();
    expect(before.pager.loudness).toBeNull();
    await pass(60 * MINUTE);
    const { duty, pager } = await open();
    await pass(5 * SECOND);
    expect(pager.loudness).toBeGreaterThan(0);
    const rang = duty.getState().shift?.body.pages[0]?.rang ?? 0;
    // What was stored last, at most ten seconds ago, and what rang since.
    expect(rang).toBeGreaterThanOrEqual(25 * SECOND);
    expect(rang).toBeLessThanOrEqual(35 * SECOND);
  });

  it("M26 sleep is not time to acknowledge", async () => {
    await keep(20);
    const { duty } = await open();
    await pass(20 * MINUTE + 10 * SECOND);
    await browser.clock.jump(45 * MINUTE);
    await pass(10 * SECOND);
    await duty.acknowledge();
    expect((await stored()).pages[0]?.rang).toBe(20 * SECOND);
  });

  it("M29 a shift that passed while the app was closed is over when it is opened, with what was missed", async () => {
    const shift = await keep(20, 90);
    await pass(6 * 60 * MINUTE);
    const { duty, pager } = await open();
    await pass(SECOND);
    expect(pager.loudness).toBeNull();
    expect(duty.getState()).toMatchObject({ shift: null, ended: { id: "shift" } });
    const kept = await stored();
    expect(kept.endedAt).toBe(shift.until);
    expect(kept.pages.map(({ answer }) => answer)).toEqual(["missed", "missed"]);
  });
});

describe("a clock that is not to be trusted", () => {
  it("M39 put back while it rings takes nothing from what rang, and what rings goes on being stored", async () => {
    await keep(60);
    const { duty, pager } = await open();
    await pass(60 * MINUTE + 30 * SECOND);
    browser.clock.putBack(40 * MINUTE);
    await browser.clock.jump(SECOND);
    expect(duty.getState().shift?.body.pages[0]?.rang).toBe(30 * SECOND);
    expect(pager.loudness).toBeGreaterThan(0);
    for (let second = 0; second < 15; second++) await browser.clock.jump(SECOND);
    expect((await stored()).pages[0]?.rang).toBeGreaterThanOrEqual(35 * SECOND);
    await duty.acknowledge();
    expect((await stored()).pages[0]).toMatchObject({ answer: "acknowledged", rang: 45 * SECOND });
  });

  it("M39 put back to before the shift ends nothing before it began", async () => {
    const shift = await keep(60);
    const { duty } = await open();
    await pass(5 * MINUTE);
    browser.clock.putBack(30 * MINUTE);
    await duty.endNow();
    expect((await stored()).endedAt).toBe(shift.from);
  });

  it("M21 quiet hours are those of the place one has travelled to", async () => {
    const shift = await keep(20);
    const quiet = { from: 22 * 60, until: 7 * 60 };
    const now = browser.clock.now();
    const document = { id: "shift", kind: "shift", run: null, createdAt: now, updatedAt: now } as const;
    await browser.documents.put({ ...document, body: { ...shift, quiet } });
    let hour = 23;
    const hours = vi.spyOn(Date.prototype, "getHours").mockImplementation(() => hour);
    const { pager } = await open();
    await pass(25 * MINUTE);
    expect(pager.loudness).toBeNull();
    hour = 15;
    await pass(SECOND);
    expect(pager.loudness).toBeGreaterThan(0);
    hours.mockRestore();
  });
});
