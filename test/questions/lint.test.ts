import { describe, expect, it } from "vitest";
import { bankOf, readContent, readSources } from "#adapters/content/disk";
import { ANSWER_KINDS } from "#domain/questions";
import { lintQuestion } from "#questions/lint";
import { GROUPS, SAMPLE } from "./sample";

const files = readContent(process.cwd());
const bank = bankOf(files);

describe("cards that ship", () => {
  it("A8 compile, and say what they mean", () => {
    expect(bank.diagnostics).toEqual([]);
    expect(bank.questions.length).toBeGreaterThan(0);
  });

  it("are one for each source", () => {
    expect(bank.questions.map(({ id }) => id).sort()).toEqual([...readSources(files).keys()].sort());
  });

  it("have at least six labelled answers each, one or more of every kind, of 60 to 200 words", () => {
    const faults = bank.questions.flatMap(({ id }) => {
      const own = bank.labels.answers.filter((answer) => answer.question === id);
      const missing = ANSWER_KINDS.filter((kind) => !own.some((answer) => answer.kind === kind));
      const sizes = own.filter(({ text }) => text.split(/\s+/).length < 60 || text.split(/\s+/).length > 200);
      return [
        ...(own.length < 6 ? [`${id}: ${own.length} answers`] : []),
        ...missing.map((kind) => `${id}: no ${kind} answer`),
        ...sizes.map((answer) => `${id}/${answer.id}: ${answer.text.split(/\s+/).length} words`),
      ];
    });
    expect(faults).toEqual([]);
  });
});

describe("the check of a card", () => {
  const codes = (change: Partial<typeof SAMPLE>) =>
    lintQuestion({ ...SAMPLE, ...change }, GROUPS).map(({ path, code }) => `${code} ${path.join(".")}`);
  const first = SAMPLE.concepts[0];
  if (first === undefined) throw new Error("the sample has no concept");
  const withFirst = (change: Partial<typeof first>) => ({
    concepts: [{ ...first, ...change }, ...SAMPLE.concepts.slice(1)],
  });

  it("A8 notices a model answer that is too short, says too little, or in the wrong order", () => {
    expect(codes({})).toContain("question.model ");
    expect(codes({ model: [{ heading: "One", text: "We wait." }] })).toContain("question.model concepts.breaker.rules");
    expect(codes({ model: [...SAMPLE.model].reverse() })).toContain("question.order order");
    expect(codes({ model: [{ heading: "One", text: "We retry it forever." }] })).toContain(
      "question.flag flags.forever.rules",
    );
  });

  it("A8 notices samples that are not heard as they should be", () => {
    expect(codes({})).toContain("question.strong concepts.backoff.strong");
    expect(codes(withFirst({ strong: "We back off." }))).not.toContain("question.strong concepts.backoff.strong");
    expect(codes(withFirst({ weak: "We back off." }))).toContain("question.weak concepts.backoff.weak");
  });

  it("A8 notices a question or a probe that gives it away", () => {
    expect(codes(withFirst({ probe: "Did you back off?" }))).toContain("question.probe concepts.backoff.probe");
    expect(codes({ asks: "How do you back off?" })).toContain("question.asks asks");
    expect(codes({ twists: [{ asks: "Do you ask for the status?", strong: "No.", rule: "ask ~4 status" }] })).toEqual(
      expect.arrayContaining(["question.probe twists.0.asks", "question.twist twists.0.strong"]),
    );
    expect(codes({ clarifications: [{ asks: "What is it?", answer: "It.", rule: "how many" }] })).toContain(
      "question.clarify clarify.0.asks",
    );
  });
});
