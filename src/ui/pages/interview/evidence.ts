import type { QuestionCard } from "#domain/questions";
import type { Grade, StudyEvent } from "#domain/study";
import { foldInterview } from "#modes/interview/fold";
import { scoreInterview } from "#modes/interview/scorecard";
import type { SkillEvidence } from "#modes/interview/weakest";
import { skillMap } from "#score/skills";
import type { Services } from "../../services";
import { playedRuns } from "../progress/cards";
import { matchersOf } from "./useLive";

/** How far back practice is looked at: the newest of each. */
const RUNS = 60;
const INTERVIEWS = 12;
const REVIEWS = 400;

/** What a grade in study says about a skill, 0 to 100, and how much it weighs against a whole answer. */
const GRADE_VALUE: Readonly<Record<Grade, number>> = { 1: 0, 2: 45, 3: 80, 4: 100 };
const REVIEW_WEIGHT = 0.25;

/** Nothing is known where something cannot be read: an interview is held all the same. */
const orNone = (found: Promise<readonly SkillEvidence[]>): Promise<readonly SkillEvidence[]> => found.catch(() => []);

async function fromRuns({ runs, library, clock }: Services): Promise<readonly SkillEvidence[]> {
  const finished = (await runs.list()).filter(({ status }) => status === "finished").slice(0, RUNS);
  const frozen = await Promise.all(finished.map(({ id }) => runs.frozen(id).catch(() => null)));
  const cards = new Map(
    finished.flatMap(({ id }, i) => {
      const card = frozen[i]?.scorecard;
      return card === undefined ? [] : [[id, card] as const];
    }),
  );
  const words = new Map(library.cards().map(({ slug, skills }) => [slug, skills]));
  const played = playedRuns(finished, cards, (drill) => words.get(drill) ?? []);
  return skillMap(played, clock.now()).flatMap(({ skill, mean, weight }) =>
    mean === null ? [] : [{ skill, value: mean, weight }],
  );
}

async function fromInterviews(services: Services): Promise<readonly SkillEvidence[]> {
  const store = await services.interviews();
  const finished = (await store.list()).filter(
    ({ status, header }) => status === "finished" && header.copyOf === undefined,
  );
  const found = await Promise.all(
    finished.slice(0, INTERVIEWS).map(async ({ header }) => {
      const stored = await store.load(header.id);
      if (stored === null) return [];
      const score = scoreInterview(header, foldInterview(header, stored.events), await matchersOf(header, services));
      return score.questions.flatMap(({ question, coverage }) =>
        coverage === null
          ? []
          : question.skills.map((skill, i) => ({ skill, value: coverage, weight: i === 0 ? 1 : 0.5 })),
      );
    }),
  );
  return found.flat();
}

const questionOf = ({ deed }: StudyEvent): string | null =>
  deed.type === "review" ? (/^(?:question|concept):([^/]+)/.exec(deed.card)?.[1] ?? null) : null;

async function fromStudy({ study, bank }: Services): Promise<readonly SkillEvidence[]> {
  const [events, cards] = await Promise.all([(await study()).events(), bank.cards()]);
  const skillsOf = new Map(cards.map((card: QuestionCard) => [card.id, card.skills]));
  return events.slice(-REVIEWS).flatMap((event) => {
    const { deed } = event;
    const skills = skillsOf.get(questionOf(event) ?? "") ?? [];
    if (deed.type !== "review") return [];
    return skills.map((skill) => ({ skill, value: GRADE_VALUE[deed.grade], weight: REVIEW_WEIGHT }));
  });
}

/** What drills, interviews and study say about skills. Never rejects. */
export async function evidenceOf(services: Services): Promise<readonly SkillEvidence[]> {
  const found = await Promise.all([
    orNone(fromRuns(services)),
    orNone(fromInterviews(services)),
    orNone(fromStudy(services)),
  ]);
  return found.flat();
}
