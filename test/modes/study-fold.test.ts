import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StudyEvent } from "#domain/study";
import { HOUR } from "#modes/study/days";
import { foldStudy, lastDone, NEW_MEMORY, type Study } from "#modes/study/fold";
import { BANK, concept, Log, logOf, mark, NOON, steps } from "./study-fixture";

/** Everything that can be seen of a study, but not in which order it came about. */
const plain = ({ cards, options }: Study) => ({
  options,
  cards: [...cards.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
});

const cardOf = (event: StudyEvent): string | null => ("card" in event.deed ? event.deed.card : null);

describe("the log of study", () => {
  it("F1 gives the same study however often it is read, and is not changed by it", () => {
    fc.assert(
      fc.property(steps, (list) => {
        const { events } = logOf(list);
        const before = structuredClone(events);
        expect(foldStudy(events, BANK)).toEqual(foldStudy(events, BANK));
        expect(events).toEqual(before);
      }),
      { seed: 5, numRuns: 60 },
    );
  });

  it("F2 is what it was before when a deed is taken back, and what it was after when that is taken back too", () => {
    fc.assert(
      fc.property(steps, (list) => {
        const { events } = logOf(list);
        const last = events.at(-1);
        if (last === undefined || last.deed.type === "undo") return;
        const before = plain(foldStudy(events.slice(0, -1), BANK));
        const after = plain(foldStudy(events, BANK));
        const undo: StudyEvent = { id: last.id + 1, at: last.at + 1, deed: { type: "undo", event: last.id } };
        const redo: StudyEvent = { id: last.id + 2, at: last.at + 2, deed: { type: "undo", event: undo.id } };
        expect(plain(foldStudy([...events, undo], BANK))).toEqual(before);
        expect(plain(foldStudy([...events, undo, redo], BANK))).toEqual(after);
      }),
      { seed: 6, numRuns: 150 },
    );
  });

  it("F2 takes back the last thing done, what was done together as one, and nothing of an earlier day", () => {
    const log = new Log();
    log.review("question:a", 3, NOON);
    const first = log.do({ type: "suspend", card: "question:b" }, NOON + 5);
    const second = log.do({ type: "suspend", card: "question:c" }, NOON + 5);
    expect(lastDone(log.study, NOON)).toEqual([second, first]);
    for (const { id } of [second, first]) log.do({ type: "undo", event: id }, NOON + 6);
    expect(lastDone(log.study, NOON).map(cardOf)).toEqual(["question:a"]);
    expect(lastDone(log.study, NOON + 1)).toEqual([]);
  });

  it("F2 a review that followed from what was taken back is gone with it", () => {
    const log = new Log();
    const first = log.review("question:a", 3, NOON);
    log.review("question:a", 3, NOON + HOUR);
    log.do({ type: "undo", event: first.id }, NOON + 2 * HOUR);
    expect(log.study.cards.get("question:a")).toMatchObject({ memory: NEW_MEMORY, reviews: [] });
  });

  it("F3 is the same in whatever order deeds about different cards stand", () => {
    fc.assert(
      fc.property(steps, fc.integer(), (list, seed) => {
        const { events } = logOf(list.filter(({ what }) => what !== "undo" && what !== "add" && what !== "remove"));
        // Sorted by card, in an order of cards that the seed gives; each card's own deeds stay in theirs.
        const rank = (event: StudyEvent) =>
          [...(cardOf(event) ?? "")].reduce((sum, c) => sum * seed + c.charCodeAt(0), 7) % 101;
        const sorted = [...events].sort((a, b) => rank(a) - rank(b) || a.id - b.id);
        expect(plain(foldStudy(sorted, BANK))).toEqual(plain(foldStudy(events, BANK)));
      }),
      { seed: 7, numRuns: 100 },
    );
  });

  it("F4 does not count a review that does not follow from the memory there is", () => {
    const log = new Log();
    const here = log.review("question:a", 3, NOON);
    const { memory } = log.study.cards.get("question:a") ?? { memory: NEW_MEMORY };
    // The other tab had the same card on screen, still new.
    log.do({ ...here.deed }, NOON + 1000);
    expect(log.study.cards.get("question:a")).toMatchObject({ memory, reviews: [{ id: here.id }] });
    expect(log.study.standing).toEqual([here]);
  });

  it("F5 has each card once; what was added can be removed and added again, what is in the bank cannot be removed", () => {
    const log = new Log();
    log.do(concept("a", "x"), NOON);
    log.do(mark("d1", "m1"), NOON);
    log.review("concept:a/x", 4, NOON + 1);
    log.do(concept("a", "x"), NOON + 2);
    expect(log.study.cards.size).toBe(BANK.length + 2);
    expect(log.study.cards.get("concept:a/x")?.reviews).toHaveLength(1);
    log.do({ type: "remove", card: "concept:a/x" }, NOON + 3);
    log.do({ type: "remove", card: "question:a" }, NOON + 3);
    expect([...log.study.cards.keys()]).toEqual([...BANK.map(({ id }) => `question:${id}`), "mark:d1/m1"]);
    log.do(concept("a", "x"), NOON + 4);
    expect(log.study.cards.get("concept:a/x")).toMatchObject({ memory: NEW_MEMORY, reviews: [], place: 7 });
  });

  it("F5 leaves out a concept whose question is not in the bank, and brings it back with it", () => {
    const log = new Log();
    log.do(concept("a", "x"), NOON);
    log.review("concept:a/x", 3, NOON + 1);
    const without = foldStudy(log.events, BANK.slice(1));
    expect(without.cards.has("concept:a/x")).toBe(false);
    expect(foldStudy(log.events, BANK).cards.get("concept:a/x")?.reviews).toHaveLength(1);
  });
});
