import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DrillCard } from "#domain/drill";
import type { InterviewSetup, Round } from "#domain/interview";
import { INTERVIEW_MINUTES, PERSONA_IDS } from "#domain/interview";
import { LEVELS, QUESTION_SKILL_IDS, type QuestionCard, ROLES } from "#domain/questions";
import { OPENING } from "#modes/interview/pace";
import { bankPrint, planInterview } from "#modes/interview/plan";
import { weakestSkills } from "#modes/interview/weakest";
import { SETUP as SHORT } from "./interview-fixture";

const SETUP: InterviewSetup = { ...SHORT, minutes: 30, persona: "digger" };

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
