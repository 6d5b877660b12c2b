import { describe, expect, it } from "vitest";
import type { LabelledAnswer } from "#domain/questions";
import { accuracyOf, compare, confusions, isHeldOut, measure } from "#questions/accuracy";
import { questionMatcher } from "#questions/matcher";
import { straysOf } from "#questions/strays";
import { GROUPS, SAMPLE } from "./sample";

const matcher = questionMatcher(SAMPLE, GROUPS);
const answer = (id: string, text: string, hit: string[], unclear: string[] = []): LabelledAnswer => ({
  question: SAMPLE.id,
  id,
  kind: "average",
  text,
  hit,
  unclear,
  flags: [],
  fresh: false,
});

describe("accuracy", () => {
  it("A9 holds three in ten answers out, by their name alone", () => {
    const names = Array.from({ length: 4000 }, (_, i) => ({ question: "war-159", id: `answer-${i}` }));
    const share = names.filter(isHeldOut).length / names.length;
    expect(share).toBeGreaterThan(0.27);
    expect(share).toBeLessThan(0.33);
    const one = answer("steady", "We back off.", []);
    expect(isHeldOut({ ...one, text: "other" } as LabelledAnswer)).toBe(isHeldOut(one));
  });

  it("A9 counts hits against everything else, and leaves out what the label calls unclear", () => {
    const all = [
      answer("right", "We back off. A circuit breaker stops it.", ["backoff", "breaker"]),
      answer("wrongly heard", "We back off.", []),
      answer("not heard", "We slow down each time.", ["backoff"]),
      answer("open", "We back off.", [], ["backoff"]),
    ].flatMap((each) => compare(matcher, each));
    expect(accuracyOf(all)).toMatchObject({ truePositive: 2, falsePositive: 1, falseNegative: 1, trueNegative: 7 });
    expect(accuracyOf(all).precision).toBeCloseTo(2 / 3);
    expect(accuracyOf(all).recall).toBeCloseTo(2 / 3);
    expect(accuracyOf([])).toMatchObject({ precision: null, recall: null, f1: null });
    expect(confusions(all)).toMatchObject([
      {
        concept: "backoff",
        falsePositive: [{ answer: { id: "wrongly heard" } }],
        falseNegative: [{ answer: { id: "not heard" } }],
      },
    ]);
  });

  it("A9 counts red flags apart from concepts", () => {
    const flag = SAMPLE.flags[0]?.id ?? "";
    const raising = "We simply retry it forever.";
    const answers = Array.from({ length: 40 }, (_, i) => [
      { ...answer(`raises-${i}`, raising, []), flags: [flag] },
      answer(`keeps-${i}`, "We back off.", ["backoff"]),
    ]).flat();
    const { flags } = measure([SAMPLE], GROUPS, { answers, phrases: [] });
    for (const part of [flags.tuned, flags.heldOut]) expect(part).toMatchObject({ precision: 1, recall: 1 });
    expect(flags.tuned.truePositive + flags.heldOut.truePositive).toBe(40);
  });

  it("A11 finds what is heard in sentences said for something else, of the card and of others", () => {
    const phrase = (question: string, concept: string, text: string, said = true) => ({
      question,
      concept,
      text,
      said,
    });
    const strays = straysOf(matcher, [
      phrase(SAMPLE.id, "backoff", "We back off."),
      phrase(SAMPLE.id, "breaker", "We back off once the circuit breaker opens."),
      phrase("other", "backoff", "The attackers back off."),
      phrase("other", "away", "They back off.", false),
    ]);
    expect(strays.map(({ concept, phrase }) => [phrase.question, phrase.concept, concept])).toEqual([
      [SAMPLE.id, "breaker", "backoff"],
      ["other", "backoff", "backoff"],
    ]);
  });

  it("A9 counts a labelled sentence for its own concept, apart from answers", () => {
    const phrase = (text: string, said: boolean) => ({ question: SAMPLE.id, concept: "backoff", text, said });
    const phrases = Array.from({ length: 40 }, (_, i) => [
      phrase(`After failure ${i} we back off, and a circuit breaker stops it.`, true),
      phrase(`After failure ${i} we never back off.`, false),
    ]).flat();
    const measured = measure([SAMPLE], GROUPS, { answers: [], phrases });
    const { tuned, heldOut } = measured.phrases;
    expect(tuned.answers + heldOut.answers).toBe(80);
    for (const part of [tuned, heldOut]) expect(part).toMatchObject({ precision: 1, recall: 1 });
    expect(heldOut.truePositive + heldOut.trueNegative).toBe(heldOut.answers);
    expect(measured.heldOut.answers).toBe(0);
    expect(measured.confusions).toEqual([]);
  });
});
