// @vitest-environment jsdom
import { describe, expect, it, vi } from "vitest";
import { MemoryDocumentStore } from "#adapters/storage/documents";
import { MemoryRunStore } from "#adapters/storage/memory";
import { ESCALATES_AFTER, LOUDER_AFTER, TAKEN_AFTER } from "#modes/drill/paging";
import { MINUTE } from "#modes/drill/shift";
import { StorageError } from "#session/index";
import { setMuted } from "#ui/shift/alarm";
import { isAcknowledged } from "#ui/starting";
import { drill } from "../pages/fixture";
import { browser, EVENING, freshBrowsers, keep, open, pass, SECOND, stored, tabs } from "./duty-fixture";

freshBrowsers();

describe("going on call", () => {
  it("M20 M30 keeps the whole shift when it begins; another tab finds it", async () => {
    const tab = await open();
    expect(tab.duty.getState().shift).toBeNull();
    await tab.duty.begin(EVENING);
    const [kept] = await browser.documents.list("shift");
    expect(kept?.body.pages).toHaveLength(1);
    expect(kept?.body.pages[0]).toMatchObject({ drill: null, firedAt: null });
    const other = await open();
    expect(other.duty.getState().shift?.id).toBe(kept?.id);
  });

  it("a shift that cannot be kept is refused", async () => {
    const documents = new MemoryDocumentStore();
    documents.put = async () => {
      throw new StorageError({ kind: "quota", text: "The disk is full." });
    };
    const tab = await open({ documents });
    await expect(tab.duty.begin(EVENING)).rejects.toThrow("The disk is full.");
    expect(tab.duty.getState().shift).toBeNull();
  });
});

describe("a page", () => {
  it("M24 M28 rings when it is due; acknowledging starts its run, acknowledged, on the live clock", async () => {
    await keep(20);
    const { duty, pager } = await open();
    await pass(20 * MINUTE - SECOND);
    expect([pager.loudness, pager.marked, pager.notices]).toEqual([null, false, []]);
    await pass(SECOND);
    expect(pager.loudness).toBeGreaterThan(0);
    expect(pager.marked).toBe(true);
    expect(pager.notices).toEqual([`You are paged: INC-2041 ${drill().card.title}`]);
    await pass(38 * SECOND);
    await duty.acknowledge();
    const [run] = await browser.runs.list();
    expect(run).toMatchObject({ drill: "one-region-502", clock: "live", status: "open" });
    expect(location.hash).toBe(`#/run/${run?.id}`);
    expect(isAcknowledged(run?.id ?? "")).toBe(true);
    const { pages } = await stored();
    expect(pages[0]).toMatchObject({ answer: "acknowledged", rang: 38 * SECOND, heldBy: null, run: run?.id });
    expect((await browser.runs.load(run?.id ?? ""))?.header.seed).toBe(pages[0]?.seed);
    expect([pager.loudness, pager.marked]).toEqual([null, false]);
  });

  it("M27 gets louder, calls the secondary once, and leaves it to them", async () => {
    await keep(20);
    const { pager } = await open();
    await pass(20 * MINUTE);
    const first = pager.loudness ?? 0;
    await pass(LOUDER_AFTER);
    const second = pager.loudness ?? 0;
    await pass(ESCALATES_AFTER - LOUDER_AFTER);
    const third = pager.loudness ?? 0;
    expect(first).toBeLessThan(second);
    expect(second).toBeLessThan(third);
    expect(pager.notices).toHaveLength(2);
    expect(pager.notices[1]).toContain("secondary");
    await pass(TAKEN_AFTER);
    expect([pager.loudness, pager.marked, pager.notices.length]).toEqual([null, false, 2]);
    const { pages } = await stored();
    expect(pages[0]?.answer).toBe("unanswered");
    expect(pages[0]?.escalatedAt).not.toBeNull();
  });

  it("M28 can be handed over, which is kept and starts nothing", async () => {
    await keep(20);
    const { duty, pager } = await open();
    await pass(20 * MINUTE + 5 * SECOND);
    await duty.handOver();
    await duty.acknowledge();
    expect((await stored()).pages[0]).toMatchObject({ answer: "handed-over", rang: 5 * SECOND, run: null });
    expect(await browser.runs.list()).toEqual([]);
    expect(pager.loudness).toBeNull();
  });

  it("M33 can be silenced without being answered, once or for all", async () => {
    await keep(20, 120);
    const { duty, pager } = await open();
    await pass(20 * MINUTE);
    duty.hush();
    await pass(2 * SECOND);
    expect([pager.loudness, pager.marked]).toEqual([null, true]);
    await duty.handOver();
    await pass(100 * MINUTE - 2 * SECOND);
    expect(pager.loudness).toBeGreaterThan(0);
    setMuted(true);
    await pass(SECOND);
    expect([pager.loudness, pager.marked]).toEqual([null, true]);
    await pass(ESCALATES_AFTER);
    expect(pager.notices.at(-1)).toContain("(silent)");
  });

  it("M28 whose run could not be opened stays acknowledged and can be opened again", async () => {
    await keep(20);
    let isBroken = true;
    const runs = new MemoryRunStore();
    const create = runs.create.bind(runs);
    runs.create = async (...args) => {
      if (isBroken) throw new StorageError({ kind: "quota", text: "The disk is full." });
      await create(...args);
    };
    const { duty } = await open({ runs });
    await pass(20 * MINUTE);
    await duty.acknowledge();
    const { opening } = duty.getState();
    expect(opening?.failure).toBe("The disk is full.");
    expect((await stored()).pages[0]).toMatchObject({ answer: "acknowledged", run: null });
    isBroken = false;
    if (opening) await duty.lead(opening.shift, opening.page);
    expect(duty.getState().opening).toBeNull();
    expect((await stored()).pages[0]?.run).toBe((await runs.list())[0]?.id);
  });

  it("M35 rings also when nothing can be stored, says so, and is stored with the next change that can", async () => {
    await keep(20);
    const { documents } = browser;
    const put = documents.put.bind(documents);
    let isFull = true;
    documents.put = async (document) => {
      if (isFull) throw new StorageError({ kind: "quota", text: "The disk is full." });
      await put(document);
    };
    const { duty, pager } = await open();
    await pass(20 * MINUTE);
    expect(pager.loudness).toBeGreaterThan(0);
    expect(duty.getState().problem).toBe("The disk is full.");
    expect((await stored()).pages[0]?.firedAt).toBeNull();
    isFull = false;
    await pass(11 * SECOND);
    expect(duty.getState().problem).toBeNull();
    expect((await stored()).pages[0]?.firedAt).not.toBeNull();
  });

  it("M24 is not shown when every drill is mastered by then", async () => {
    await keep(20);
    const { services } = await open();
    services.library.cards = () => [];
    tabs[0]?.close();
    const { pager } = await open({ library: { ...services.library, cards: () => [] } });
    await pass(21 * MINUTE);
    expect(pager.loudness).toBeNull();
    expect((await stored()).pages[0]?.answer).toBe("missed");
  });
});

describe("what a browser has not got", () => {
  it("M32 where sound and notification cannot be loaded, a page is shown and answered all the same", async () => {
    await keep(20);
    const { duty } = await open({ pager: () => Promise.reject(new Error("The network is gone.")) });
    await pass(20 * MINUTE + 5 * SECOND);
    expect(duty.getState()).toMatchObject({ problem: null, shift: { body: { pages: [{ rang: 5 * SECOND }] } } });
    await duty.acknowledge();
    expect((await stored()).pages[0]).toMatchObject({ answer: "acknowledged", rang: 5 * SECOND });
  });
});

describe("the end", () => {
  it("M29 comes early when one likes; what rings is the secondary's, what had not come never was", async () => {
    await keep(20, 200);
    const { duty, pager } = await open();
    await pass(20 * MINUTE);
    await duty.endNow();
    expect(pager.loudness).toBeNull();
    expect(duty.getState().shift).toBeNull();
    const kept = await stored();
    expect(kept.endedAt).toBe(browser.clock.now());
    expect(kept.pages.map(({ answer }) => answer)).toEqual(["handed-over"]);
  });

  it("M28 M29 a page answered after the shift's time is linked with its run all the same", async () => {
    await keep(229);
    const { duty } = await open();
    await pass(229 * MINUTE);
    await pass(13 * MINUTE);
    expect(duty.getState().shift).not.toBeNull();
    const acknowledged = duty.acknowledge();
    await pass(2 * SECOND);
    await acknowledged;
    await pass(SECOND);
    expect(duty.getState().shift).toBeNull();
    const [run] = await browser.runs.list();
    expect((await stored()).pages[0]).toMatchObject({ answer: "acknowledged", run: run?.id });
  });

  it("M34 a hand-over is kept in a shift that is over", async () => {
    await keep(20);
    const { duty } = await open();
    await duty.endNow();
    await duty.revise("shift", (shift) => ({ ...shift, handover: "All quiet." }));
    expect((await stored()).handover).toBe("All quiet.");
  });
});

describe("several tabs", () => {
  it("M39 there is one shift: a tab that was not told of it begins no second one", async () => {
    const tab = await open();
    await keep(20);
    await tab.duty.begin(EVENING);
    expect(await browser.documents.list("shift")).toHaveLength(1);
    expect(tab.duty.getState().shift?.id).toBe("shift");
  });

  it("M31 a tab that is opened behind another does not take the page from it", async () => {
    await keep(20);
    const first = await open();
    const hidden = vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
    const behind = await open();
    await pass(20 * MINUTE + 5 * SECOND);
    expect(first.pager.loudness).toBeGreaterThan(0);
    expect(behind.pager.loudness).toBeNull();
    hidden.mockRestore();
  });

  it("M31 only the tab looked at last rings; when it closes another goes on", async () => {
    await keep(20);
    const first = await open();
    const second = await open();
    await pass(20 * MINUTE + 5 * SECOND);
    expect(first.pager.loudness).toBeNull();
    expect(second.pager.loudness).toBeGreaterThan(0);
    second.close();
    await pass(20 * SECOND);
    await pass(SECOND);
    expect(first.pager.loudness).toBeGreaterThan(0);
  });

  it("M31 a tab that is answered in has taken the page over; the other is silent and knows", async () => {
    await keep(20);
    const first = await open();
    const second = await open();
    await pass(20 * MINUTE + 5 * SECOND);
    await first.duty.handOver();
    expect(second.pager.loudness).toBeNull();
    await pass(20 * SECOND);
    expect(second.duty.getState().shift?.body.pages[0]?.answer).toBe("handed-over");
    expect((await stored()).pages[0]?.answer).toBe("handed-over");
  });
});
