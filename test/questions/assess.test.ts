import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assess, coverageByDimension, coverageOf } from "#questions/assess";
import { questionMatcher } from "#questions/matcher";
import { trust } from "#questions/trust";
import { GROUPS, SAMPLE } from "./sample";

const matcher = questionMatcher(SAMPLE, GROUPS);
const read = (text: string) => assess(matcher, text);
const statusOf = (text: string, id: string) => read(text).concepts.find((one) => one.id === id)?.status;
const words = (text: string, id: string) =>
  read(text)
    .concepts.find((one) => one.id === id)
    ?.spans.map(({ start, end }) => text.slice(start, end));

describe("an answer", () => {
  it("A1 is heard concept by concept, with the words that decided", () => {
    const text = "We back off after each failure. A circuit breaker stops the rest.";
    expect(read(text).concepts.map(({ id, status }) => [id, status])).toEqual([
      ["backoff", "hit"],
      ["breaker", "hit"],
      ["watch", "missed"],
    ]);
    expect(words(text, "backoff")).toEqual(["back off"]);
    expect(words(text, "breaker")).toEqual(["circuit breaker"]);
  });

  it("A1, A2 whatever it says: nothing throws, the same text is read the same, and spans lie inside it in order", () => {
    const pieces = fc.constantFrom(
      "back off",
      "wait",
      "longer",
      "circuit breaker",
      "not",
      "never",
      ".",
      ",",
      "\n",
      "é",
      "😀",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces, { maxLength: 60 }).map((list) => list.join(" ")),
        ),
        (text) => {
          const first = read(text);
          expect(read(text)).toEqual(first);
          for (const { spans } of first.concepts) {
            let end = 0;
            for (const span of spans) {
              expect(span.start).toBeGreaterThanOrEqual(end);
              expect(span.end).toBeGreaterThan(span.start);
              end = span.end;
            }
            expect(end).toBeLessThanOrEqual(text.length);
          }
        },
      ),
      { seed: 159, numRuns: 300 },
    );
  });

  it("A2 is cut, not refused, when it is very long", () => {
    expect(statusOf(`We back off. ${"and so on ".repeat(10_000)}`, "backoff")).toBe("hit");
    expect(statusOf(`${"and so on ".repeat(10_000)} We back off.`, "backoff")).toBe("missed");
  });

  it("A1 is heard across lines that were only wrapped, not across lines of a list", () => {
    expect(statusOf("In the end we wait, and every time\nlonger than before.", "backoff")).toBe("hit");
    expect(statusOf("- we wait\n- Longer names for everything", "backoff")).toBe("missed");
  });

  it("A3 that denies is missed, and that says both is unclear", () => {
    expect(statusOf("We did not back off at all.", "backoff")).toBe("missed");
    expect(statusOf("We refused to back off.", "backoff")).toBe("missed");
    expect(statusOf("For refused callers we back off.", "backoff")).toBe("hit");
    expect(statusOf("We back off every time. In the end we did not back off.", "backoff")).toBe("unclear");
  });

  const [first] = SAMPLE.concepts;
  const rules = { tea: { all: ["kettle", "teapot"] }, b: "unsaid", c: "unsaid", d: "unsaid" };
  const further = Object.entries(rules).flatMap(([id, rule]) => (first ? [{ ...first, id, rule }] : []));
  const long = questionMatcher({ ...SAMPLE, concepts: [...SAMPLE.concepts, ...further] }, GROUPS);
  const inLong = (text: string, id: string) => assess(long, text).concepts.find((one) => one.id === id);

  it("A10 that says little of what it could is unclear in a line that is heard in one way only", () => {
    const beside = "The weather was fine that day. We sat together in the kitchen. Somebody told a story.";
    expect(inLong("There is a circuit breaker.", "breaker")?.status).toBe("hit");
    expect(inLong(`There is a circuit breaker. ${beside}`, "breaker")?.status).toBe("unclear");
    expect(inLong(`We back off. ${beside}`, "backoff")?.status).toBe("unclear");
    expect(inLong(`We back off and wait a little longer. ${beside}`, "backoff")?.status).toBe("hit");
  });

  it("A10 that raises red flags, puts aside what it names, or denies beside a line, is unclear in it", () => {
    const said = "We back off. There is a circuit breaker. I check it after a minute.";
    expect(statusOf(said, "breaker")).toBe("hit");
    expect(statusOf(`${said} The worker will retry for ever, retry forever.`, "breaker")).toBe("hit");
    expect(statusOf("There is a circuit breaker. Retry it forever.", "breaker")).toBe("unclear");
    const aside = "Idempotency keys I find overrated.";
    expect(statusOf(`${said} ${aside}`, "breaker")).toBe("hit");
    expect(statusOf(`There is a circuit breaker. I check it after a minute. ${aside}`, "breaker")).toBe("hit");
    expect(statusOf(`There is a circuit breaker. ${aside} Budgets, no idea.`, "breaker")).toBe("unclear");
    expect(statusOf("There is a circuit breaker. The rest I read.", "breaker")).toBe("hit");
    expect(statusOf("There is a circuit breaker, not that I ever saw it. The rest I never read.", "breaker")).toBe(
      "unclear",
    );
  });

  it("A10 says why a line is unclear", () => {
    const doubt = (text: string) => read(text).concepts.find(({ id }) => id === "breaker")?.doubt;
    expect(doubt("There is a circuit breaker.")).toBeNull();
    expect(doubt("There is a circuit breaker. There was no circuit breaker.")).toBe("both");
    expect(doubt("There is a circuit breaker. Retry it forever.")).toBe("flags");
    const aside = "Keys I find overrated. Budgets, no idea. Jitter I find pointless.";
    expect(doubt(`There is a circuit breaker. We check it after a minute. ${aside}`)).toBe("aside");
    const beside = "We sat in the kitchen. It was dark. Somebody told a story.";
    expect(inLong(`There is a circuit breaker. ${beside}`, "breaker")?.doubt).toBe("faint");
    expect(inLong("We had a kettle.", "tea")?.doubt).toBe("half");
    expect(doubt("We wait longer, and look at it. Backoff, jitter, circuit breaker, budget.")).toBe("list");
  });

  it("A10 is trusted more for each way of saying it, and less for all that speaks against it", () => {
    const evidence = fc.record({
      ways: fc.integer({ min: 1, max: 12 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      flags: fc.integer({ min: 0, max: 6 }),
      putAside: fc.integer({ min: 0, max: 8 }),
      negators: fc.integer({ min: 0, max: 6 }),
    });
    const more = fc.constantFrom("ways", "share", "flags", "putAside", "negators");
    fc.assert(
      fc.property(evidence, more, (one, piece) => {
        const [before, after] = [trust(one), trust({ ...one, [piece]: one[piece] + 1 })];
        expect(before).toBeGreaterThan(0);
        expect(before).toBeLessThan(1);
        if (piece === "ways" || piece === "share") expect(after).toBeGreaterThan(before);
        else expect(after).toBeLessThan(before);
      }),
      { seed: 5 },
    );
  });

  it("A4 that is a list of keywords says nothing", () => {
    const list = "Backoff, jitter, circuit breaker, idempotency, retries, budget, timeouts.";
    expect(read(list).soup).toBe(true);
    expect(read(list).concepts.every(({ status }) => status === "missed")).toBe(true);
    const bare = "Backoff, jitter, circuit breaker, budget.";
    expect(statusOf(`We wait a little longer, and look at what fails before that. ${bare}`, "breaker")).toBe("unclear");
    expect(statusOf(`We wait a little longer. A circuit breaker per provider, then a probe. ${bare}`, "breaker")).toBe(
      "hit",
    );
  });

  it("A5 keeps an order, breaks it, or says too little to tell", () => {
    const kept = (text: string) => read(text).orders[0]?.kept;
    expect(kept("We back off, and I check the rate after that.")).toBe(true);
    expect(kept("I check the rate after that. Then we back off.")).toBe(false);
    expect(kept("We back off.")).toBeNull();
  });

  it("A6 covers its weighted share; red flags are named", () => {
    const said = "We back off. There is a circuit breaker. I check it after a minute.";
    const flagged = read(`${said} The worker will retry for ever, retry forever.`);
    expect(flagged.flags.map(({ id }) => id)).toEqual(["forever"]);
    expect(coverageOf(SAMPLE.concepts, flagged)).toBe(100);
    const half = read("We back off.");
    // Three of six points; nothing is said about the order.
    expect(coverageOf(SAMPLE.concepts, half)).toBeCloseTo(50);
    const whole = read("We back off. There is a circuit breaker. I check it after a minute.");
    expect(coverageOf(SAMPLE.concepts, whole)).toBe(100);
    expect(coverageByDimension(SAMPLE.concepts, half)).toEqual(
      new Map([
        ["restore", 60],
        ["diagnose", 0],
      ]),
    );
    const broken = read("I check it after a minute. There is a circuit breaker. We back off.");
    expect(coverageOf(SAMPLE.concepts, broken)).toBeCloseTo(75);
  });

  it("A7 counts as the learner says where they override it", () => {
    const heard = read("We do something with waiting.");
    expect(coverageOf(SAMPLE.concepts, heard)).toBe(0);
    expect(coverageOf(SAMPLE.concepts, heard, { backoff: "hit", breaker: "unclear" })).toBeCloseTo((100 * 4) / 6);
    expect(heard.concepts[0]?.status).toBe("missed");
  });
});
