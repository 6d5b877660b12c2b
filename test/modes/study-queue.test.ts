import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Mark } from "#domain/score";
import { calendarOf, DAY, dateOfDay, HOUR } from "#modes/study/days";
import { foldStudy } from "#modes/study/fold";
import { deedsFromConcepts, deedsFromMarks, notYet } from "#modes/study/gather";
import { type Entry, EVERYTHING, looked, standingOf } from "#modes/study/look";
import { AHEAD, forecastOf, queueOf } from "#modes/study/queue";
import { suggestForConcept, suggestForQuestion } from "#modes/study/suggest";
import type { Assessment } from "#questions/assess";
import { BANK, BERLIN, concept, Log, logOf, mark, NOON, question, steps } from "./study-fixture";

const MINUTE = 60_000;
const queue = (log: Log, now: number) => queueOf(log.study, now, BERLIN);
const day = (at: number) => dateOfDay(calendarOf(BERLIN, 4).dayOf(at));

describe("today's queue", () => {
  it("F9 gives new cards up to the day's limit, those added first, and counts what was begun", () => {
    const log = new Log();
    log.options({ newPerDay: 3 });
    log.do(mark("d1", "m1"), NOON);
    expect(queue(log, NOON)).toMatchObject({ next: "mark:d1/m1", counts: { new: 3, learning: 0, review: 0 } });
    log.review("mark:d1/m1", 4, NOON);
    log.review("question:a", 4, NOON + 1);
    expect(queue(log, NOON + 2)).toMatchObject({
      next: "question:b",
      counts: { new: 1 },
      done: { reviews: 2, new: 2 },
    });
    log.review("question:b", 4, NOON + 3);
    expect(queue(log, NOON + 4)).toMatchObject({ next: null, counts: { new: 0 }, waitsUntil: null });
    expect(queue(log, NOON + DAY).counts.new).toBe(3);
    expect(queue(log, NOON + 16 * HOUR - 1).counts.new).toBe(0);
    expect(queue(log, NOON + 16 * HOUR).counts.new).toBe(3);
  });

  it("F9 brings learning to the minute, then what is due, then new ones, and learning early when nothing else is left", () => {
    const log = new Log();
    log.options({ newPerDay: 2 });
    log.review("question:a", 4, NOON - 40 * DAY);
    log.review("question:b", 1, NOON);
    expect(queue(log, NOON + 1)).toMatchObject({ next: "question:a", counts: { new: 1, learning: 1, review: 1 } });
    expect(queue(log, NOON + MINUTE).next).toBe("question:b");
    log.review("question:a", 3, NOON + 2000);
    expect(queue(log, NOON + 3000)).toMatchObject({ next: "question:c", counts: { new: 1, learning: 1, review: 0 } });
    log.review("question:c", 4, NOON + 4000);
    // In a minute; nothing else is left.
    expect(queue(log, NOON + 5000)).toMatchObject({ next: "question:b", waitsUntil: null });
  });

  it("F9 waits where learning is further off than that, and says until when", () => {
    const log = new Log();
    log.options({ newPerDay: 1 });
    log.review("question:a", 3, NOON);
    const due = log.study.cards.get("question:a")?.memory.due ?? 0;
    expect(queue(log, due - AHEAD - 1)).toMatchObject({ next: null, waitsUntil: due, counts: { learning: 1 } });
    expect(queue(log, due - AHEAD).next).toBe("question:a");
  });

  it("F10 shows one card a day of a question and its concepts", () => {
    const log = new Log();
    log.do(concept("a", "x"), NOON);
    log.do(concept("a", "y"), NOON);
    expect(queue(log, NOON)).toMatchObject({ next: "concept:a/x", counts: { new: 6 } });
    log.review("concept:a/x", 4, NOON);
    expect([...queue(log, NOON + 1).left]).toEqual(["b", "c", "d", "e", "f"].map((id) => `question:${id}`));
    expect(queue(log, NOON + DAY).next).toBe("concept:a/y");
  });

  it("F10 keeps a due card for tomorrow when another of its question is in learning", () => {
    const log = new Log();
    log.do(concept("a", "x"), NOON - 60 * DAY);
    log.review("question:a", 4, NOON - 60 * DAY);
    log.review("concept:a/x", 1, NOON);
    expect(queue(log, NOON + 1)).toMatchObject({ counts: { learning: 1, review: 0 }, held: 1 });
  });

  it("F11 leaves out what is buried until tomorrow, and what is suspended until it is resumed", () => {
    const log = new Log();
    log.do({ type: "bury", card: "question:a", day: day(NOON) }, NOON);
    log.do({ type: "suspend", card: "question:b" }, NOON);
    expect(queue(log, NOON + 1).next).toBe("question:c");
    expect(queue(log, NOON + DAY).next).toBe("question:a");
    expect(queue(log, NOON + DAY).left.has("question:b")).toBe(false);
    log.do({ type: "resume", card: "question:b" }, NOON + 2);
    expect(queue(log, NOON + 3).next).toBe("question:b");
  });

  it("F9 what is next is always among what is left, and the counts are what is left", () => {
    fc.assert(
      fc.property(steps, fc.nat(30 * DAY), (list, later) => {
        const log = logOf(list);
        const now = (log.events.at(-1)?.at ?? NOON) + later;
        const { next, left, counts, waitsUntil } = queue(log, now);
        if (next === null) expect(left.size).toBe(waitsUntil === null ? 0 : counts.learning);
        else expect(left.has(next)).toBe(true);
        expect(left.size).toBe(counts.new + counts.learning + counts.review);
        for (const id of left) expect(log.study.cards.get(id)?.isSuspended).toBe(false);
      }),
      { seed: 21, numRuns: 150 },
    );
  });

  it("F14 puts every card that was seen on one day of the forecast, and new ones within the limit", () => {
    fc.assert(
      fc.property(steps, fc.nat(30 * DAY), (list, later) => {
        const log = logOf(list);
        const now = (log.events.at(-1)?.at ?? NOON) + later;
        const coming = forecastOf(log.study, queue(log, now), BERLIN, 4000);
        const cards = [...log.study.cards.values()].filter(({ isSuspended }) => !isSuspended);
        const seen = cards.filter(({ memory }) => memory.state !== "new").length;
        expect(coming.reduce((sum, { reviews }) => sum + reviews, 0)).toBe(seen);
        expect(coming.reduce((sum, each) => sum + each.new, 0)).toBe(cards.length - seen);
        expect(Math.max(...coming.map((each) => each.new))).toBeLessThanOrEqual(10);
        expect(coming[0]?.reviews).toBe(queue(log, now).counts.learning + queue(log, now).counts.review);
      }),
      { seed: 22, numRuns: 100 },
    );
  });
});

const point = (id: string, weight: number) => ({
  id,
  weight,
  says: id,
  dimension: "explain" as const,
  why: "",
  probe: "",
  weak: "",
  strong: "",
  rule: { any: [] } as never,
});

const read = (hits: readonly string[]): Assessment => ({
  concepts: ["p", "q", "r", "s"].map((id) => ({
    id,
    status: hits.includes(id) ? "hit" : "missed",
    spans: [],
    doubt: null,
  })),
  orders: [],
  flags: [],
  soup: false,
  words: 50,
});

describe("what answers suggest", () => {
  const concepts = [point("p", 3), point("q", 3), point("r", 3), point("s", 1)];

  it("F12 is Again for a failed rubric, then Hard, Good, and Easy only with every point of the question", () => {
    const grade = (...hits: string[]) => suggestForQuestion(concepts, read(hits)).grade;
    expect(grade("p")).toBe(1);
    expect(grade("p", "s")).toBe(1);
    expect(grade("p", "q")).toBe(2);
    expect(grade("p", "q", "s")).toBe(3);
    expect(grade("p", "q", "r")).toBe(4);
    const heavy = [point("p", 3), ...["q", "r", "s"].map((id) => point(id, 10))];
    expect(suggestForQuestion(heavy, read(["q", "r", "s"]))).toMatchObject({ grade: 3 });
  });

  it("F12 is Again exactly where coverage is below 50, whatever the verdicts; F19 verdicts that were changed count", () => {
    const status = fc.constantFrom("hit", "unclear", "missed");
    const overrides = fc.dictionary(fc.constantFrom("p", "q", "r", "s"), status);
    fc.assert(
      fc.property(fc.subarray(["p", "q", "r", "s"]), overrides, (hits, changed) => {
        const { grade, coverage } = suggestForQuestion(concepts, read(hits), changed as never);
        expect(grade === 1).toBe(coverage < 50);
      }),
      { seed: 23 },
    );
    expect(suggestForQuestion(concepts, read([]), { p: "hit", q: "hit", r: "hit" }).grade).toBe(4);
  });

  it("F12 of a single concept it is Good, Hard or Again", () => {
    expect((["hit", "unclear", "missed"] as const).map((status) => suggestForConcept(status).grade)).toEqual([3, 2, 1]);
  });
});

describe("cards from elsewhere", () => {
  const marks = (
    [
      ["earned", 5, 5],
      ["partly", 2, 5],
      ["partly", 3, 5],
      ["missed", 0, 5],
      ["cost", -2, 0],
    ] as const
  ).map(
    ([state, points, of], at): Mark => ({
      id: `m${at}`,
      dimension: "restore",
      label: `Mark ${at}`,
      points,
      of,
      second: null,
      state,
      seen: [],
      reason: "Because.",
      source: "A book",
    }),
  );

  it("F13 are made of marks that were missed, cost something, or got less than half; with their words", () => {
    const deeds = deedsFromMarks({ slug: "d", title: "T" }, { marks }, { kind: "run", id: "r" });
    expect(deeds.map(({ subject }) => subject.kind === "mark" && subject.mark)).toEqual(["m1", "m3", "m4"]);
    expect(deeds[0]?.subject).toMatchObject({ title: "T", label: "Mark 1", reason: "Because.", source: "A book" });
  });

  it("F13 F5 are made of missed concepts, each once, and only those that are not there yet are added", () => {
    const origin = { kind: "interview", id: "i" } as const;
    const deeds = deedsFromConcepts("a", ["x", "y", "x"], origin);
    expect(deeds).toHaveLength(2);
    const log = new Log();
    log.do(concept("a", "x"), NOON);
    expect(notYet(log.study, [...deeds, ...deeds])).toEqual([deeds[1]]);
    log.do({ type: "remove", card: "concept:a/x" }, NOON);
    expect(notYet(log.study, deeds)).toEqual(deeds);
  });
});

describe("finding cards", () => {
  const entries = (log: Log): readonly Entry[] =>
    [...log.study.cards.values()].map((card) => ({
      card,
      title: `Title of ${card.id}`,
      context: card.subject.kind === "concept" ? "What about it?" : "",
      skills: card.subject.kind === "question" ? ["security"] : [],
      standing: standingOf(card, day(NOON)),
    }));

  it("F15 goes by words of id, title and context, and by state, flag, skill and kind", () => {
    const log = new Log([...BANK, question("z")]);
    log.do(concept("a", "x"), NOON);
    log.do({ type: "flag", card: "question:b", flag: 2 }, NOON);
    log.do({ type: "suspend", card: "question:c" }, NOON);
    log.do({ type: "bury", card: "question:d", day: day(NOON) }, NOON);
    log.review("question:e", 1, NOON);
    const found = (look: Partial<typeof EVERYTHING>) =>
      looked(entries(log), { ...EVERYTHING, ...look }).map(({ card }) => card.id);
    expect(found({})).toHaveLength(8);
    expect(found({ words: "WHAT about" })).toEqual(["concept:a/x"]);
    expect(found({ words: "title question:z" })).toEqual(["question:z"]);
    expect(found({ flag: 2 })).toEqual(["question:b"]);
    expect(found({ standing: "suspended" })).toEqual(["question:c"]);
    expect(found({ standing: "buried" })).toEqual(["question:d"]);
    expect(found({ standing: "learning" })).toEqual(["question:e"]);
    expect(found({ kind: "concept", standing: "new" })).toEqual(["concept:a/x"]);
    expect(found({ skill: "security", words: "question:a" })).toEqual(["question:a"]);
  });

  it("F1 a log without a bank is an empty study", () => {
    expect(foldStudy([], []).cards.size).toBe(0);
    expect(queueOf(foldStudy([], []), NOON, BERLIN)).toMatchObject({ next: null, waitsUntil: null });
  });
});
