import type { DrillCard } from "#domain/drill";
import type { InterviewSetup, Round } from "#domain/interview";
import { LEVELS, type Level, type QuestionCard, type QuestionSkillId } from "#domain/questions";
import { hashJson } from "#lib/hash";
import { pow } from "#lib/math";
import { draw, drawInt, streamId } from "#lib/random";
import { OPENING } from "./pace";

/** Time for clarifying questions and probes of a round, beside the answer; seconds. */
const ASKING = 120;
/** An incident round is the thirty minutes that interviewers give it; less where the interview has no more. */
const INCIDENT = 1800;
/** Minutes below which there is no incident round. */
export const INCIDENT_LEAST = 30;

const QUESTION_STREAM = streamId("interview question");
const DRILL_STREAM = streamId("interview drill");
const RUN_STREAM = streamId("interview run");

/** What speaks for a card: its first skill is in the focus, another one is, its level is the one asked for. */
const FOR = { firstSkill: 6, skill: 3, level: 2 } as const;

type Planned = Pick<QuestionCard, "id" | "kind" | "level" | "roles" | "skills" | "minutes">;
type Wanted = Pick<InterviewSetup, "role" | "level" | "minutes" | "rounds" | "skills" | "seed">;

const levelsBetween = (a: Level, b: Level): number => Math.abs(LEVELS.indexOf(a) - LEVELS.indexOf(b));

const areaOf = (card: Planned): QuestionSkillId | undefined => card.skills[0];

/** Seconds a card takes as a round, before what is left over is shared out. */
const needOf = (card: Planned): number => card.minutes * 60 + ASKING;

/**
 * A card's place in the lot: a random number at an address of its own, raised by its weight (Efraimidis and Spirakis 2006), so that
 * another card in the bank moves nothing else.
 */
function lotOf(card: Planned, { skills, level, seed }: Wanted): number {
  const [first, ...others] = card.skills;
  const onFocus = skills.length > 0 && first !== undefined && skills.includes(first);
  const nearFocus = others.some((skill) => skills.includes(skill));
  const weight = (onFocus ? FOR.firstSkill : nearFocus ? FOR.skill : 1) * (card.level === level ? FOR.level : 1);
  return pow(draw(seed, QUESTION_STREAM, 0, streamId(card.id)), 1 / weight);
}

/** Cards that fit role and level; where there are none the level gives way, then the role. */
function fitting(cards: readonly Planned[], { role, level }: Wanted): readonly Planned[] {
  const ofRole = cards.filter((card) => card.roles.includes(role));
  const near = ofRole.filter((card) => levelsBetween(card.level, level) <= 1);
  return [near, ofRole, cards].find((some) => some.length > 0) ?? [];
}

/** Questions for so many seconds: the best of the lot first, no two of the same area in a row as long as there is another. */
function questionsFor(cards: readonly Planned[], wanted: Wanted, seconds: number, most: number): readonly Planned[] {
  const lot = [...fitting(cards, wanted)]
    .map((card) => ({ card, at: lotOf(card, wanted) }))
    .sort((a, b) => b.at - a.at || (a.card.id < b.card.id ? -1 : 1))
    .map(({ card }) => card);
  const chosen: Planned[] = [];
  let left = seconds;
  while (chosen.length < most) {
    const fits = lot.filter((card) => !chosen.includes(card) && needOf(card) <= left);
    const before = chosen.at(-1);
    const next = fits.find((card) => before === undefined || areaOf(card) !== areaOf(before)) ?? fits[0];
    if (next === undefined) break;
    chosen.push(next);
    left -= needOf(next);
  }
  // A short interview has one question, even where its time is more than there is.
  const [shortest] = [...lot].sort((a, b) => needOf(a) - needOf(b));
  return chosen.length === 0 && shortest !== undefined && most > 0 && seconds >= 180 ? [shortest] : chosen;
}

const DRILL_LEVEL: Readonly<Record<Level, DrillCard["level"]>> = {
  junior: "foundation",
  mid: "intermediate",
  senior: "advanced",
  lead: "advanced",
};

function incident(drills: readonly DrillCard[], { level, seed }: Wanted, seconds: number): Round | null {
  const live = drills.filter(({ form, tags }) => form === "live" && !tags.includes("tutorial"));
  const own = live.filter((drill) => drill.level === DRILL_LEVEL[level]);
  const lot = [...(own.length > 0 ? own : live)].sort(
    (a, b) => draw(seed, DRILL_STREAM, 0, streamId(b.slug)) - draw(seed, DRILL_STREAM, 0, streamId(a.slug)),
  );
  const [drill] = lot;
  if (drill === undefined) return null;
  return { kind: "incident", drill: drill.slug, variant: "", seed: drawInt(2 ** 32, seed, RUN_STREAM, 0, 0), seconds };
}

/**
 * The rounds of an interview: questions, then code, then the incident. Their seconds and the opening add up to the minutes. Pure: the
 * same setup, seed and bank give the same rounds. The variant of an incident is left open; its seed decides it. No rounds when
 * the bank has nothing for the kinds that were asked for.
 */
export function planInterview(
  setup: Wanted,
  cards: readonly Planned[],
  drills: readonly DrillCard[],
): readonly Round[] {
  const all = setup.minutes * 60 - OPENING;
  const others = setup.rounds.questions || setup.rounds.coding;
  const hasIncident = setup.rounds.incident && setup.minutes >= INCIDENT_LEAST;
  const played = hasIncident ? incident(drills, setup, others ? Math.min(INCIDENT, all) : all) : null;
  const left = all - (played?.seconds ?? 0);
  const coding = setup.rounds.coding
    ? questionsFor(
        cards.filter(({ kind }) => kind === "coding"),
        setup,
        left,
        setup.rounds.questions ? 1 : 6,
      )
    : [];
  const taken = coding.reduce((sum, card) => sum + needOf(card), 0);
  const questions = setup.rounds.questions
    ? questionsFor(
        cards.filter(({ kind }) => kind !== "coding"),
        setup,
        left - taken,
        12,
      )
    : [];
  const asked = [...questions, ...coding];
  const boxes = shared(asked.map(needOf), left);
  const rounds = asked.map(
    (card, i): Round => ({
      kind: card.kind === "coding" ? "coding" : "question",
      question: card.id,
      seconds: boxes[i] ?? 0,
    }),
  );
  if (played === null) return rounds;
  return [...rounds, { ...played, seconds: all - rounds.reduce((sum, { seconds }) => sum + seconds, 0) }];
}

/** Shares seconds out in proportion to what each needs, to whole seconds that add up. */
function shared(needs: readonly number[], seconds: number): readonly number[] {
  const sum = needs.reduce((a, b) => a + b, 0);
  let given = 0;
  let asked = 0;
  return needs.map((need) => {
    asked += need;
    const until = Math.round((seconds * asked) / sum);
    const own = until - given;
    given = until;
    return own;
  });
}

/** A fingerprint of the cards that rounds ask, to tell when they have changed since. */
export function bankPrint(rounds: readonly Round[], questions: readonly { readonly id: string }[]): string {
  const asked = new Set(rounds.flatMap((round) => (round.kind === "incident" ? [] : [round.question])));
  return hashJson([...questions].filter(({ id }) => asked.has(id)).sort((a, b) => (a.id < b.id ? -1 : 1)));
}
