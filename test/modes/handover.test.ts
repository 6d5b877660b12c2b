import { describe, expect, it } from "vitest";
import type { Shift, ShiftPage } from "#domain/documents";
import { draftHandover, lateWords, median, type PageFacts, timesToAcknowledge } from "#modes/drill/handover";

const MINUTE = 60_000;
const at = (time: number) => `t${time / MINUTE}`;

const page = (change: Partial<ShiftPage>): ShiftPage => ({
  due: 20 * MINUTE,
  drill: "a",
  seed: 1,
  firedAt: 20 * MINUTE,
  heldBy: null,
  rang: 38_000,
  escalatedAt: null,
  answer: "acknowledged",
  answeredAt: 21 * MINUTE,
  run: "r",
  ...change,
});

const shift = (...pages: readonly ShiftPage[]): Shift => ({
  from: 0,
  until: 240 * MINUTE,
  seed: 1,
  quiet: null,
  pages,
  endedAt: 240 * MINUTE,
  handover: null,
});

const facts = (run: PageFacts["run"]): PageFacts => ({ code: "INC-7", title: "Nobody gets in", run });
const done = { status: "finished", total: 71.6, ending: "Restored late", horizon: 900 } as const;

describe("the hand-over note", () => {
  it("M34 begins with pages, times to acknowledge, outcomes, and what is open", () => {
    const pages = [
      page({}),
      page({ firedAt: 80 * MINUTE, rang: 62_000, escalatedAt: 81 * MINUTE, run: "s" }),
      page({ firedAt: 120 * MINUTE, answer: "handed-over", rang: 9000, run: null }),
      page({ firedAt: null, answer: "missed", drill: null, seed: null }),
    ];
    const open = { status: "open", total: null, ending: null, horizon: 600 } as const;
    expect(draftHandover(shift(...pages), [facts(done), facts(open), facts(null), null], at)).toBe(
      [
        "On call t0 to t240: 3 pages.",
        "Time to acknowledge, median: 50 s.",
        "",
        "Pages",
        "- t20 INC-7 Nobody gets in: acknowledged in 38 s; 72 of 100, Restored late.",
        "- t80 INC-7 Nobody gets in: acknowledged in 1 min 2 s, after the secondary was called; open at 10 min.",
        "- t120 INC-7 Nobody gets in: handed over to the secondary after 9 s.",
        "- 1 page due and never shown: Meantime was not open, or a run was played.",
        "",
        "Open",
        "- INC-7 Nobody gets in: open at 10 min.",
        "- INC-7 Nobody gets in: with the secondary.",
        "",
        "For who comes next",
        "- ",
      ].join("\n"),
    );
  });

  it("M34 says so when nothing came and nothing is open", () => {
    const note = draftHandover(shift(), [], at);
    expect(note).toContain("0 pages.");
    expect(note).toContain("Pages\n- None.");
    expect(note).toContain("Open\n- Nothing.");
    expect(note).not.toContain("median");
  });

  it("M26 a late page says why, and from when its time counts", () => {
    expect(lateWords(page({}))).toBeNull();
    expect(lateWords(page({ firedAt: 50 * MINUTE, heldBy: "run" }))).toBe(
      "30 min late: it waited for a run to end. Counted from when it was shown.",
    );
    expect(lateWords(page({ firedAt: 50 * MINUTE, heldBy: "closed" }))).toContain("Meantime was closed");
  });

  it("M26 only acknowledged pages have a time to acknowledge, and it is how long they rang", () => {
    const pages = [page({}), page({ answer: "unanswered", rang: 900_000 }), page({ rang: 10_000 })];
    expect(timesToAcknowledge([shift(...pages)])).toEqual([38_000, 10_000]);
    expect([median([]), median([3]), median([9, 1]), median([1, 2, 50])]).toEqual([null, 3, 5, 2]);
  });
});
