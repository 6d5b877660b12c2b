import { describe, expect, it } from "vitest";
import type { InterviewDeed, InterviewSetup, Round } from "#domain/interview";
import { calibrationOf, calibrationWords } from "#modes/interview/calibration";
import { foldInterview } from "#modes/interview/fold";
import type { IncidentScore } from "#modes/interview/incident/score";
import { nextProbe, partnerProbes, probesFor } from "#modes/interview/next";
import { type InterviewScore, judgeOf, missedOf, scoreInterview } from "#modes/interview/scorecard";
import { modelText } from "#questions/lint";
import { ASKED } from "./interview-fixture";
import { GAP, header, log, matcher, question } from "./interview-rounds";

const matchers = new Map([[question.id, matcher]]);

describe("the scorecard", () => {
  const scored = (deeds: readonly InterviewDeed[], change: Partial<InterviewSetup> = {}) => {
    const agreed = header(change);
    return scoreInterview(agreed, foldInterview(agreed, log(...deeds)), matchers);
  };
  const answerOf = (text: string, ...more: readonly InterviewDeed[]): readonly InterviewDeed[] => [
    { type: "begin" },
    { type: "ask", round: 0 },
    { type: "answer", round: 0, turn: 0, text, take: null },
    ...more,
  ];
  const countsOf = (deeds: readonly InterviewDeed[], concept: string, change: Partial<InterviewSetup> = {}) =>
    scored(deeds, change).questions[0]?.concepts.find(({ id }) => id === concept);

  it("I18 counts what was said only when asked by half, and what was unclear and then said in full", () => {
    const probed = (reply: string): readonly InterviewDeed[] => [
      { type: "probe", round: 0, turn: 1, probe: GAP },
      { type: "answer", round: 0, turn: 1, text: reply, take: null },
    ];
    const silent = answerOf("We doubled the wait before each retry.");
    expect(countsOf(silent, "breaker")).toMatchObject({ heard: "missed", counts: "missed", by: "answer" });
    const asked = [...silent, ...probed("A circuit breaker opened and calls failed fast.")];
    expect(countsOf(asked, "breaker")).toMatchObject({ heard: "missed", counts: "unclear", by: "reply" });
    expect(scored(asked).coverage ?? 0).toBeGreaterThan(scored(silent).coverage ?? 100);
    const both = "We used a circuit breaker around the provider. There was no circuit breaker at all, I said.";
    const resolved = [...answerOf(both), ...probed("A circuit breaker, yes: it opened and calls failed fast.")];
    expect(countsOf(answerOf(both), "breaker")?.counts).toBe("unclear");
    expect(countsOf(resolved, "breaker")).toMatchObject({ heard: "unclear", counts: "hit", by: "reply" });
    expect(scored(resolved).questions[0]?.outcomes[0]?.verdict.status).toBe("hit");
  });

  it("I18 reads the model answer as all of it", () => {
    const { coverage, questions } = scored(answerOf(modelText(question)));
    expect(coverage).toBeCloseTo(100);
    expect(questions).toHaveLength(1);
    expect(scored([{ type: "begin" }]).coverage).toBeNull();
  });

  it("I19 lets the last word to what was changed by hand, and keeps the verdict of the rules", () => {
    const deeds = answerOf(
      "We doubled the wait before each retry.",
      { type: "override", round: 0, concept: "jitter", status: "unclear", why: "first" },
      { type: "override", round: 0, concept: "jitter", status: "hit", why: "I said spread." },
    );
    expect(countsOf(deeds, "jitter")).toMatchObject({ heard: "missed", counts: "hit", by: "override" });
    expect(scored(deeds).questions[0]?.overrides).toHaveLength(2);
  });

  it("I20 I18 counts what a partner heard, and offers to ask for the rest", () => {
    const tick: InterviewDeed = { type: "tick", round: 0, concept: "backoff", status: "hit", by: "partner" };
    const deeds = answerOf("", tick);
    expect(countsOf(deeds, "backoff", { partner: true })).toMatchObject({ counts: "hit", by: "partner" });
    const agreed = header({ partner: true });
    const round = foldInterview(agreed, log(...deeds)).rounds[0];
    if (round === undefined) throw new Error("no round");
    const offered = partnerProbes(round, matcher);
    expect(offered.some((probe) => probe.kind === "gap" && probe.concept === "backoff")).toBe(false);
    expect(offered.some((probe) => probe.kind === "gap" && probe.concept === "breaker")).toBe(true);
    expect(offered.filter(({ kind }) => kind === "twist")).toHaveLength(question.twists.length);
    expect(nextProbe(agreed, round, 0, matcher, 30)).toBeNull();
    const band: InterviewDeed = { type: "band", band: "hire", why: "numbers" };
    expect(foldInterview(agreed, log(...deeds, band)).band).toEqual({ band: "hire", why: "numbers" });
  });

  it("I27 counts an incident round by its box of time, and the whole without it where it has no score", () => {
    const rounds: readonly Round[] = [
      { kind: "question", question: "war-159", seconds: 600 },
      { kind: "incident", drill: "a", variant: "v", seed: 1, seconds: 1800 },
    ];
    const agreed = header({ strict: true }, rounds);
    const state = foldInterview(
      agreed,
      log(
        ...answerOf(modelText(question)),
        { type: "ask", round: 1 },
        { type: "answer", round: 1, turn: 0, text: "", take: null },
        { type: "end", why: "done" },
        { type: "self", round: 1, score: 30 },
      ),
    );
    const incident: IncidentScore = {
      run: "r",
      total: 20,
      dimensions: [],
      order: { steps: [], kept: null, note: "" },
      hints: 0,
      began: 0,
      ended: 1,
    };
    const whole = scoreInterview(agreed, state, matchers, new Map([[1, incident]]));
    expect(whole.coverage).toBeCloseTo(100);
    expect(whole.overall).toBeCloseTo((100 * 600 + 20 * 1800) / 2400);
    expect(whole.incidents).toEqual([{ kind: "incident", index: 1, score: incident, away: 0, self: 30 }]);
    expect(scoreInterview(agreed, state, matchers).overall).toBeCloseTo(100);
    const only = foldInterview(header({}, rounds.slice(1)), log(...ASKED));
    expect(scoreInterview(header({}, rounds.slice(1)), only, matchers, new Map([[0, incident]])).overall).toBe(20);
    expect(scoreInterview(header({}, rounds.slice(1)), only, matchers).overall).toBeNull();
  });

  it("I33 has no figure of what was spoken before every line is marked, and then that of the marks", () => {
    const spoken: readonly InterviewDeed[] = [
      { type: "begin" },
      { type: "ask", round: 0 },
      { type: "take", round: 0, turn: 0, take: "t1" },
      { type: "answer", round: 0, turn: 0, text: "", take: "t2" },
    ];
    const recorded = { medium: "recorded" } as const;
    const marks = question.concepts.map(
      ({ id }, i): InterviewDeed => ({
        type: "tick",
        round: 0,
        concept: id,
        status: i === 0 ? "hit" : "missed",
        by: "self",
      }),
    );
    const half = scored([...spoken, ...marks.slice(1)], recorded);
    expect(half).toMatchObject({ coverage: null, overall: null, questions: [{ basis: "self", coverage: null }] });
    expect(half.byDimension.size).toBe(0);
    const [open] = half.questions;
    expect(open && missedOf(open)).toEqual(question.concepts.slice(1).map(({ id }) => id));
    const whole = scored([...spoken, ...marks], recorded);
    const weight = question.concepts.reduce((sum, each) => sum + each.weight, 0);
    expect(whole.coverage).toBeCloseTo((100 * (question.concepts[0]?.weight ?? 0)) / weight);
    // What was written is read by the rules, recorded interview or not.
    expect(scored(answerOf("We doubled the wait before each retry."), recorded).questions[0]?.basis).toBe("words");
    expect(scored(answerOf(""), recorded).coverage).toBe(0);
    const mixed = [...spoken, ...log().map(({ deed }) => deed), { type: "ask", round: 1 } as const];
    expect(
      scored([...mixed, { type: "answer", round: 1, turn: 0, text: modelText(question), take: null }], recorded),
    ).toMatchObject({
      coverage: expect.closeTo(100),
    });
  });

  it("I33 I17 says by what one is judged", () => {
    const part = (basis: "words" | "self", coverage: number | null) => ({ basis, coverage });
    const judge = (...questions: ReturnType<typeof part>[]) =>
      judgeOf({ ...scored([{ type: "begin" }]), questions: questions as unknown as InterviewScore["questions"] });
    expect(judge(part("words", 40))).toBe("rubric");
    expect(judge(part("words", 40), part("self", null))).toBe("rubric");
    expect(judge(part("self", 40), part("self", null))).toBe("marks");
    expect(judge(part("words", 40), part("self", 50))).toBe("score");
    expect(calibrationWords(20, "marks")).toBe("You rated yourself 20 points above what you marked while listening.");
    expect(calibrationWords(2, "marks")).toBe("You saw yourself as your marks do.");
  });

  it("I31 has every part of what was spoken, each once", () => {
    const state = foldInterview(
      header({ medium: "recorded" }),
      log(
        { type: "begin" },
        { type: "ask", round: 0 },
        { type: "take", round: 0, turn: 0, take: "t1" },
        { type: "take", round: 0, turn: 0, take: "t2" },
        { type: "answer", round: 0, turn: 0, text: "", take: "t2" },
        { type: "take", round: 0, turn: 0, take: "late" },
      ),
    );
    expect(state.rounds[0]?.turns[0]?.takes).toEqual(["t1", "t2"]);
    expect(state.refused).toBe(1);
  });

  it("I32 asks about what was spoken what the card and the seed say, and nothing about the words", () => {
    const agreed = (seed: number) => header({ medium: "recorded", seed });
    const at = (seed: number, take: string) => {
      const deeds: readonly InterviewDeed[] = [
        { type: "begin" },
        { type: "ask", round: 0 },
        { type: "answer", round: 0, turn: 0, text: "", take },
      ];
      const round = foldInterview(agreed(seed), log(...deeds)).rounds[0];
      return round === undefined ? [] : probesFor(agreed(seed), round, 0, matcher);
    };
    const asked = new Set<string>();
    for (let seed = 0; seed < 60; seed++) {
      const probes = at(seed, "t1");
      expect(probes).toEqual(at(seed, "another"));
      expect(probes.map(({ kind }) => kind).sort()).toEqual(["gap", "twist"]);
      for (const probe of probes) {
        if (probe.kind === "gap") asked.add(probe.concept);
        expect("quote" in probe ? probe.quote : "").toBe("");
      }
    }
    expect(asked.size).toBeGreaterThan(2);
  });

  it("I17 tells how well one judged oneself", () => {
    expect(calibrationOf([])).toBeNull();
    expect(
      calibrationOf([
        { self: 60, score: 40 },
        { self: 40, score: 50 },
      ]),
    ).toEqual({ bias: 5, gap: 15, of: 2 });
    expect(calibrationWords(20)).toContain("20 points above");
    expect(calibrationWords(-20)).toContain("20 points below");
    expect(calibrationWords(3)).toContain("as the rubric does");
    expect(calibrationWords(20, "score")).toContain("20 points above the score");
  });
});
