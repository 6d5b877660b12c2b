import { beforeAll, describe, expect, it } from "vitest";
import { serveDist } from "./harness";
import { openTab, type Tab } from "./storage/tabs";

/** Real milliseconds for which a page is frozen: longer than a run's clock takes for a hiccup. */
const FROZEN = 5_000;
const pass = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The address of the app. */
let url = "";
beforeAll(async () => {
  const served = await serveDist();
  ({ url } = served);
  return () => served.close();
});

/** The simulated time on screen, seconds of the day. */
const shownClock = (tab: Tab) =>
  tab.run(() => {
    const [hours = 0, minutes = 0, seconds = 0] = (document.querySelector("time")?.innerText ?? "")
      .split(":")
      .map(Number);
    return hours * 3600 + minutes * 60 + seconds;
  }, "");

/** What the page's own clocks say, in seconds; both stand still for nobody. */
const wallClock = (tab: Tab) => tab.run(() => Date.now() / 1000, "");

/** The numbers that the newest record of a store has under a name, in order. */
const storedNumbers = (tab: Tab, store: string, name: string) =>
  tab.run(async (wanted) => {
    const [from = "", field = ""] = wanted.split(" ");
    const request = indexedDB.open("meantime");
    await new Promise((resolve) => {
      request.onsuccess = resolve;
    });
    const all = request.result.transaction(from).objectStore(from).getAll();
    await new Promise((resolve) => {
      all.onsuccess = resolve;
    });
    request.result.close();
    const found = JSON.stringify(all.result.at(-1) ?? null).matchAll(new RegExp(`"${field}":([\\d.]+)`, "g"));
    return [...found].map((each) => Number(each[1]));
  }, `${store} ${name}`);

describe("a tab that nobody sees", () => {
  it("P4 an incident goes on hidden, by no second more than passed; frozen it stops, and goes on where it was", async () => {
    const tab = await openTab(`${url}#/INC-2041`);
    await tab.click("Acknowledge");
    await tab.sees("Board");
    // What leads to the page is skipped; on a quick machine it is seen going on.
    const isSkipping = () => tab.run(() => document.body.innerText.includes("skipping"), "");
    await expect.poll(isSkipping).toBe(false);
    const moves = async () => {
      const from = await shownClock(tab);
      await expect.poll(() => shownClock(tab)).toBeGreaterThan(from + 1);
    };
    await moves();
    await tab.hide();
    const [wall, shown] = [await wallClock(tab), await shownClock(tab)];
    await moves();
    const isStopped = await tab.run(() => document.body.innerText.includes("The clock stopped"), "");
    expect(isStopped).toBe(false);
    // Read first: whatever the clock shows by then has passed.
    const later = await shownClock(tab);
    expect(later - shown).toBeLessThanOrEqual((await wallClock(tab)) - wall + 1);
    const [atFreeze, before] = [await wallClock(tab), await shownClock(tab)];
    await tab.freeze();
    await pass(FROZEN);
    await tab.thaw();
    await tab.sees("The clock stopped while this page was away");
    const after = await shownClock(tab);
    expect(after).toBeGreaterThanOrEqual(before);
    expect(after - before).toBeLessThan((await wallClock(tab)) - atFreeze - FROZEN / 1000 + 1);
    await tab.show();
    await tab.press(" ", "Space");
    await moves();
    expect((await storedNumbers(tab, "runs", "horizon")).at(-1)).toBeGreaterThan(0);
  });

  it("I7 an interview counts what passed hidden and frozen, no more, and nothing of what it was left for", async () => {
    const tab = await openTab(`${url}#/interviews`);
    await tab.click("Prepare the interview");
    await tab.sees("Begin");
    const wall = await wallClock(tab);
    const passed = async () => (await wallClock(tab)) - wall;
    await tab.click("Begin");
    const elapsed = async () => (await storedNumbers(tab, "interviewEvents", "elapsed")).at(-1) ?? 0;
    await expect.poll(elapsed).toBeGreaterThanOrEqual(0);
    await tab.sees("Your answer");
    await tab.hide();
    const before = await elapsed();
    await tab.freeze();
    await pass(FROZEN);
    await tab.thaw();
    // A sign of life is stored every ten seconds.
    await expect.poll(elapsed).toBeGreaterThan(before + FROZEN / 1000);
    expect(await elapsed()).toBeLessThanOrEqual((await passed()) + 1);
    await tab.show();
    await tab.goTo(`${url}rescue.html`);
    await tab.sees("Save my runs");
    const left = await elapsed();
    await pass(FROZEN);
    await tab.run(() => history.back(), "");
    await tab.sees("Your answer");
    await expect.poll(elapsed).toBeGreaterThan(left);
    expect(await elapsed()).toBeLessThanOrEqual((await passed()) - FROZEN / 1000 + 1);
  });

  it("F18 a card keeps what was thought about it, and is graded once it is seen again", async () => {
    const tab = await openTab(`${url}#/study`);
    await tab.sees("Show the answer");
    const wall = await wallClock(tab);
    await tab.hide();
    await tab.freeze();
    await pass(FROZEN);
    await tab.thaw();
    await tab.show();
    await tab.click("Show the answer");
    await tab.click("Easy");
    const seconds = async () => (await storedNumbers(tab, "study", "seconds")).at(0) ?? 0;
    await expect.poll(seconds).toBeGreaterThanOrEqual(FROZEN / 1000);
    expect(await seconds()).toBeLessThanOrEqual((await wallClock(tab)) - wall + 1);
  });
});
