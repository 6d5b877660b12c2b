import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DrillCard } from "#domain/drill";
import type { InterviewDeed, InterviewEvent, InterviewHeader, InterviewSetup, Round } from "#domain/interview";
import { INTERVIEW_MINUTES, PERSONA_IDS } from "#domain/interview";
import { LEVELS, QUESTION_SKILL_IDS, type QuestionCard, ROLES } from "#domain/questions";
import { calibrationOf, calibrationWords } from "#modes/interview/calibration";
import { foldInterview, stepInterview } from "#modes/interview/fold";
import type { IncidentScore } from "#modes/interview/incident/score";
import { nextPhase, PHASES } from "#modes/interview/machine";
import { nextProbe, nextRound, partnerProbes, probesFor } from "#modes/interview/next";
import { interruptionDue, isCutDue, OPENING, paceOf, timeWords } from "#modes/interview/pace";
import { bankPrint, planInterview } from "#modes/interview/plan";
import { type InterviewScore, judgeOf, missedOf, scoreInterview } from "#modes/interview/scorecard";
import { weakestSkills } from "#modes/interview/weakest";
import { modelText } from "#questions/lint";
import { questionMatcher } from "#questions/matcher";
import { shippedBank } from "../ui/pages/bank";

const SETUP: InterviewSetup = {
  role: "backend",
  level: "senior",
  minutes: 30,
  rounds: { questions: true, coding: false, incident: false },
  focus: "balanced",
  skills: [],
  persona: "digger",
  strict: false,
  thinkAloud: false,
  medium: "typed",
  partner: false,
  seed: 7,
};

const cardOf = (i: number, change: Partial<QuestionCard> = {}): QuestionCard => ({
  id: `q-${i}`,
  asks: `Question ${i}?`,
  kind: "method",
  level: LEVELS[i % LEVELS.length] ?? "mid",
  roles: ROLES.filter((_, n) => (i + n) % 3 !== 0),
  skills: [QUESTION_SKILL_IDS[Math.floor(i / 4) % 6] ?? "detect", QUESTION_SKILL_IDS[(i + 3) % 12] ?? "lead"],
  minutes: 3 + (i % 3),
  summary: "",
  ...change,
});
const CARDS = [
  ...Array.from({ length: 60 }, (_, i) => cardOf(i)),
  ...Array.from({ length: 8 }, (_, i) => cardOf(100 + i, { kind: "coding", skills: ["coding"] })),
];
const drillOf = (slug: string, level: DrillCard["level"], tags: readonly string[] = []): DrillCard => ({
  slug,
  code: `INC-${slug}`,
  title: slug,
  summary: "",
  form: "live",
  minutes: 30,
  level,
  tags,
  company: "",
  skills: [],
  variants: 1,
});
const DRILLS = [
  drillOf("first", "foundation", ["tutorial"]),
  drillOf("a", "foundation"),
  drillOf("b", "intermediate"),
  drillOf("c", "advanced"),
  drillOf("d", "advanced"),
];

const setups = fc.record({
  role: fc.constantFrom(...ROLES),
  level: fc.constantFrom(...LEVELS),
  minutes: fc.constantFrom(...INTERVIEW_MINUTES),
  rounds: fc.record({ questions: fc.boolean(), coding: fc.boolean(), incident: fc.boolean() }),
  skills: fc.subarray([...QUESTION_SKILL_IDS], { maxLength: 3 }),
  seed: fc.integer({ min: 0, max: 0xffffffff }),
  persona: fc.constantFrom(...PERSONA_IDS),
});
const FIXED = { seed: 42, numRuns: 300 } as const;
const secondsOf = (rounds: readonly Round[]): number => rounds.reduce((sum, { seconds }) => sum + seconds, 0);
const cardsOf = (rounds: readonly Round[]) =>
  rounds.flatMap((round) => (round.kind === "incident" ? [] : [CARDS.find(({ id }) => id === round.question)]));

describe("the plan", () => {
  it("I1 is the same for the same setup, seed and bank, whatever the order of the cards", () => {
    fc.assert(
      fc.property(setups, (setup) => {
        const rounds = planInterview(setup, CARDS, DRILLS);
        expect(planInterview(setup, [...CARDS].reverse(), [...DRILLS].reverse())).toEqual(rounds);
        // A card that is not asked may go without a change.
        const asked = new Set(cardsOf(rounds).map((card) => card?.id));
        const dropped = CARDS.find(({ id }) => !asked.has(id));
        expect(
          planInterview(
            setup,
            CARDS.filter((card) => card !== dropped),
            DRILLS,
          ),
        ).toEqual(rounds);
      }),
      FIXED,
    );
    const seeds = new Set(
      Array.from({ length: 20 }, (_, seed) => JSON.stringify(planInterview({ ...SETUP, seed }, CARDS, DRILLS))),
    );
    expect(seeds.size).toBeGreaterThan(10);
  });

  it("I2 adds up to the minutes with a minute of opening, and has an incident from thirty on", () => {
    fc.assert(
      fc.property(setups, (setup) => {
        const rounds = planInterview(setup, CARDS, DRILLS);
        const wantsIncident = setup.rounds.incident && setup.minutes >= 30;
        expect(rounds.filter(({ kind }) => kind === "incident")).toHaveLength(wantsIncident ? 1 : 0);
        if (!setup.rounds.questions && !setup.rounds.coding && !wantsIncident) expect(rounds).toEqual([]);
        else expect(secondsOf(rounds) + OPENING).toBe(setup.minutes * 60);
        for (const { seconds } of rounds) expect(seconds).toBeGreaterThan(0);
      }),
      FIXED,
    );
  });

  it("I2 never takes the tutorial for an incident, and takes a drill of the level", () => {
    for (let seed = 0; seed < 40; seed++) {
      const rounds = { questions: false, coding: false, incident: true };
      const [round] = planInterview({ ...SETUP, level: "senior", rounds, seed }, CARDS, DRILLS);
      expect(round?.kind === "incident" && ["c", "d"].includes(round.drill)).toBe(true);
    }
  });

  it("I3 asks what fits role and level, never twice, and no area twice in a row", () => {
    fc.assert(
      fc.property(setups, (setup) => {
        const cards = cardsOf(planInterview(setup, CARDS, DRILLS));
        expect(new Set(cards.map((card) => card?.id)).size).toBe(cards.length);
        for (const card of cards) {
          expect(card?.roles).toContain(setup.role);
          expect(Math.abs(LEVELS.indexOf(card?.level ?? "junior") - LEVELS.indexOf(setup.level))).toBeLessThanOrEqual(
            1,
          );
        }
        const questions = cards.filter((card) => card?.kind !== "coding");
        questions.forEach((card, i) => {
          if (i > 0) expect(card?.skills[0]).not.toBe(questions[i - 1]?.skills[0]);
        });
      }),
      FIXED,
    );
  });

  it("I3 asks more about the focus, and widens where nothing fits", () => {
    const share = (skills: InterviewSetup["skills"]): number => {
      const asked = Array.from({ length: 80 }, (_, seed) =>
        cardsOf(planInterview({ ...SETUP, skills, seed }, CARDS, DRILLS)),
      ).flat();
      return asked.filter((card) => card?.skills.some((skill) => skill === "database")).length / asked.length;
    };
    expect(share(["database"])).toBeGreaterThan(1.4 * share([]));
    const only = [cardOf(1, { roles: ["sre"], level: "junior" })];
    expect(planInterview(SETUP, only, [])).toHaveLength(1);
    expect(planInterview(SETUP, [], [])).toEqual([]);
  });

  it("I21 knows by a fingerprint when a card has changed since", () => {
    const rounds = planInterview(SETUP, CARDS, DRILLS);
    const print = bankPrint(rounds, CARDS);
    expect(bankPrint(rounds, [...CARDS].reverse())).toBe(print);
    const asked = cardsOf(rounds)[0];
    const changed = CARDS.map((card) => (card.id === asked?.id ? { ...card, asks: "Something else?" } : card));
    expect(bankPrint(rounds, changed)).not.toBe(print);
  });

  it("I4 finds the weakest skills, and makes little of little", () => {
    const evidence = [
      { skill: "database", value: 20, weight: 4 },
      { skill: "queue", value: 0, weight: 0.1 },
      { skill: "lead", value: 90, weight: 3 },
      { skill: "security", value: 35, weight: 2 },
    ] as const;
    expect(weakestSkills(evidence, 2)).toEqual(["database", "security"]);
    expect(weakestSkills([...evidence].reverse(), 2)).toEqual(["database", "security"]);
    expect(weakestSkills([])).toEqual([]);
    expect(weakestSkills([{ skill: "lead", value: 10, weight: 0 }])).toEqual([]);
  });
});

const ROUNDS: readonly Round[] = [
  { kind: "question", question: "war-159", seconds: 400 },
  { kind: "question", question: "war-159", seconds: 400 },
];
const header = (change: Partial<InterviewSetup> = {}, rounds = ROUNDS): InterviewHeader => ({
  format: 1,
  id: "one",
  setup: { ...SETUP, ...change },
  rounds,
  bank: "",
  createdAt: 1_000,
  candidate: "Ada",
  interviewer: "",
});
/** Deeds ten seconds apart. */
const log = (...deeds: readonly InterviewDeed[]): readonly InterviewEvent[] =>
  deeds.map((deed, i) => ({ elapsed: i * 10, at: 1_000 + i * 10_000, deed }));

const question = shippedBank().questions[0];
if (question === undefined) throw new Error("there is no card");
const matcher = questionMatcher(question, shippedBank().lexicon.groups);
const matchers = new Map([[question.id, matcher]]);
const GAP = { kind: "gap", concept: "breaker", text: "And then?", quote: "" } as const;

const WHOLE: readonly InterviewDeed[] = [
  { type: "begin" },
  { type: "ask", round: 0 },
  { type: "clarify", round: 0, text: "how many calls fail?", index: 1 },
  { type: "draft", round: 0, turn: 0, text: "We waited longer" },
  { type: "interrupt", round: 0, text: "Shorter, please." },
  { type: "answer", round: 0, turn: 0, text: "We doubled the wait before each retry.", take: null },
  { type: "probe", round: 0, turn: 1, probe: GAP },
  { type: "answer", round: 0, turn: 1, text: "A circuit breaker opened.", take: null },
  { type: "self", round: 0, score: 40 },
  { type: "ask", round: 1 },
  { type: "note", text: "ask about keys" },
  { type: "draft", round: 1, turn: 0, text: "Three attempts at most." },
  { type: "cut", round: 1 },
  { type: "self", round: 1, score: 30 },
  { type: "end", why: "done" },
  { type: "self", round: null, score: 50 },
  { type: "override", round: 0, concept: "jitter", status: "hit", why: "I said spread." },
];

const ASKED: readonly InterviewDeed[] = [{ type: "begin" }, { type: "ask", round: 0 }];

describe("the fold", () => {
  it("I6 goes from briefing to result in order, and reaches every phase", () => {
    const seen: string[] = [];
    log(...WHOLE).reduce(
      (state, event) => {
        const next = stepInterview(state, event);
        seen.push(next.phase);
        return next;
      },
      foldInterview(header(), []),
    );
    expect(seen).toEqual([
      "asking",
      ...Array(4).fill("answering"),
      "listening",
      "probing",
      "listening",
      "feedback",
      "answering",
      "answering",
      "answering",
      "listening",
      "feedback",
      "judging",
      "result",
      "result",
    ]);
    const state = foldInterview(header(), log(...WHOLE));
    expect(state).toMatchObject({ self: 50, notes: "ask about keys", why: "done", refused: 0, endedAt: 140 });
    expect(state.rounds[0]?.turns.map(({ text }) => text)).toEqual([
      "We doubled the wait before each retry.",
      "A circuit breaker opened.",
    ]);
    const incident: Round = { kind: "incident", drill: "a", variant: "v", seed: 1, seconds: 600 };
    const played = foldInterview(
      header({}, [incident]),
      log({ type: "begin" }, { type: "ask", round: 0 }, { type: "run", round: 0, run: "r" }),
    );
    expect(played).toMatchObject({ phase: "playing", rounds: [{ run: "r" }] });
    expect(new Set([...seen, "briefing", played.phase])).toEqual(new Set(PHASES));
  });

  it("I17 has no result before everything that was asked was scored by oneself", () => {
    const until = (n: number) => foldInterview(header({ strict: true }), log(...WHOLE.slice(0, n)));
    const stopped = stepInterview(until(10), { elapsed: 200, at: 0, deed: { type: "end", why: "stopped" } });
    expect(stopped.phase).toBe("judging");
    const whole = stepInterview(stopped, { elapsed: 200, at: 0, deed: { type: "self", round: null, score: 5 } });
    expect(whole.phase).toBe("judging");
    expect(stepInterview(whole, { elapsed: 200, at: 0, deed: { type: "self", round: 1, score: 5 } }).phase).toBe(
      "result",
    );
    expect(nextPhase("answering", "SCORED")).toBeNull();
  });

  it("I5 is what the log says: its beginnings fold to where it stood, and what does not fit changes nothing", () => {
    const events = log(...WHOLE);
    for (let n = 0; n <= events.length; n++) {
      const part = foldInterview(header(), events.slice(0, n));
      expect(events.slice(n).reduce(stepInterview, part)).toEqual(foldInterview(header(), events));
    }
    const deeds = fc.constantFrom<InterviewDeed>(
      ...WHOLE,
      { type: "ask", round: 7 },
      { type: "answer", round: 0, turn: 3, text: "late", take: null },
      { type: "probe", round: 0, turn: 0, probe: GAP },
      { type: "tick", round: 9, concept: "x", status: "hit", by: "partner" },
      { type: "leave" },
      { type: "return" },
      { type: "here" },
    );
    fc.assert(
      fc.property(fc.array(deeds, { maxLength: 40 }), (some) => {
        const state = foldInterview(header(), log(...some));
        const before = JSON.stringify(state);
        for (const deed of [...WHOLE, { type: "end", why: "done" } as const]) {
          const next = stepInterview(state, { elapsed: state.elapsed, at: 0, deed });
          const { refused, lastAt } = state;
          if (next.refused > refused) expect({ ...next, refused, lastAt }).toEqual(state);
        }
        expect(JSON.stringify(state)).toBe(before);
        expect(PHASES).toContain(state.phase);
      }),
      FIXED,
    );
  });

  it("I8 takes what was written so far when it is cut or ended", () => {
    const cut = foldInterview(header(), log(...WHOLE.slice(0, 13)));
    expect(cut.rounds[1]?.turns[0]).toMatchObject({ text: "Three attempts at most.", answeredAt: 120 });
    const ended = foldInterview(header(), log(...WHOLE.slice(0, 4), { type: "end", why: "stopped" }));
    expect(ended.rounds[0]?.turns[0]).toMatchObject({ text: "We waited longer", answeredAt: 40 });
  });

  it("I9 asks as many probes as the persona wants, and none over time", () => {
    const at = (persona: InterviewSetup["persona"], events: readonly InterviewEvent[], now: number) => {
      const agreed = header({ persona });
      const state = foldInterview(agreed, events);
      const round = state.rounds[0];
      return round === undefined ? null : nextProbe(agreed, round, 0, matcher, now);
    };
    const answered = log(...WHOLE.slice(0, 6));
    expect(at("digger", answered, 60)).not.toBeNull();
    const slow = answered.map((event) => ({ ...event, elapsed: event.elapsed * 50 }));
    expect(at("digger", slow, 2500)).toBeNull();
    let events = [...answered];
    const asked: string[] = [];
    for (let i = 1; i < 9; i++) {
      const probe = at("digger", events, 60);
      if (probe === null) break;
      asked.push(probe.text);
      events = [
        ...events,
        ...log(
          { type: "probe", round: 0, turn: i, probe },
          { type: "answer", round: 0, turn: i, text: "Yes.", take: null },
        ),
      ];
    }
    expect(asked.length).toBeLessThanOrEqual(3);
    expect(asked.length).toBeGreaterThan(1);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it("I6 goes on to the next round, or ends when the time is used up", () => {
    const state = foldInterview(header(), log(...WHOLE.slice(0, 9)));
    expect(nextRound(header(), state)).toEqual({ type: "ask", round: 1 });
    expect(nextRound(header(), { ...state, at: 1 })).toEqual({ type: "end", why: "done" });
    expect(nextRound(header(), { ...state, elapsed: 30 * 60 })).toEqual({ type: "end", why: "time" });
  });

  it("I26 keeps time away out of every box, and says how much there was", () => {
    const at = (elapsed: number, seconds: number, deed: InterviewDeed): InterviewEvent => ({
      elapsed,
      at: 1_000 + seconds * 1000,
      deed,
    });
    const events = [
      at(0, 0, { type: "begin" }),
      at(5, 5, { type: "ask", round: 0 }),
      at(15, 15, { type: "here" }),
      // The tab was killed, and opened again after ten minutes.
      at(15, 615, { type: "return" }),
      at(40, 640, { type: "answer", round: 0, turn: 0, text: "", take: null }),
      at(50, 650, { type: "leave" }),
      at(50, 710, { type: "return" }),
      at(51, 711, { type: "ask", round: 1 }),
      at(60, 720, { type: "end", why: "stopped" }),
      at(60, 99_720, { type: "self", round: 0, score: 5 }),
    ];
    const state = foldInterview(header({ strict: true }), events);
    expect(state).toMatchObject({ elapsed: 60, away: 660 });
    expect(state.rounds.map(({ away }) => away)).toEqual([600, 0]);
    expect(state.rounds.map((round) => paceOf(round, 60).used)).toEqual([35, 9]);
    expect(timeWords(35.2, 400, 600)).toBe("35 s of 6 min 40 s; away 10 min, which is not counted");
    expect(timeWords(35.2, 400, 0.4)).toBe("35 s of 6 min 40 s");
    // A wall clock that was set back took nobody away.
    const back = foldInterview(header(), [...events.slice(0, 3), at(20, -900, { type: "here" })]);
    expect(back.away).toBe(0);
    expect(foldInterview(header(), log(...WHOLE)).away).toBe(0);
  });

  it("I14 I15 interrupts once, cuts far over the time, and neither before", () => {
    const agreed = header({ persona: "terse" });
    const state = foldInterview(agreed, log({ type: "begin" }, { type: "ask", round: 0 }));
    const round = state.rounds[0];
    if (round === undefined) throw new Error("no round");
    const box = round.round.seconds;
    const due = (share: number, words: number, onSubject = true) =>
      interruptionDue(agreed, round, 10 + share * box, words, () => onSubject);
    expect(due(0.4, 200, false)).toBeNull();
    expect(due(0.6, 200, false)).toBe("tangent");
    expect(due(0.6, 200, true)).toBeNull();
    expect(due(0.9, 200, true)).toBe("long");
    expect(due(0.9, 5, true)).toBeNull();
    const once = { ...round, interruptions: [{ at: 1, text: "" }] };
    expect(interruptionDue(agreed, once, 10 + box, 200, () => false)).toBeNull();
    expect(isCutDue(agreed, round, 10 + box * 1.2)).toBe(false);
    expect(isCutDue(agreed, round, 10 + box * 1.3)).toBe(true);
    expect(paceOf(round, 10 + box * 0.5).state).toBe("fine");
    expect(paceOf(round, 10 + box * 0.8).state).toBe("near");
    expect(paceOf(round, 10 + box * 1.1).state).toBe("over");
  });
});

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
