import { INTERVIEW_MINUTES, type InterviewSetup, PERSONA_IDS } from "#domain/interview";
import { LEVELS, QUESTION_SKILL_IDS, ROLES } from "#domain/questions";
import { INCIDENT_LEAST } from "#modes/interview/plan";
import { readStored, writeStored } from "../../kit/stored";

/** What is agreed, without the seed that each interview draws anew. */
export type Wish = Omit<InterviewSetup, "seed">;

export const USUAL: Wish = {
  role: "backend",
  level: "senior",
  minutes: 30,
  rounds: { questions: true, coding: false, incident: false },
  focus: "balanced",
  skills: [],
  persona: "warm",
  strict: false,
  thinkAloud: false,
  medium: "typed",
  partner: false,
};

const KEPT = "meantime.interview";

const isOneOf = <T>(values: readonly T[], value: unknown): value is T => values.includes(value as T);

/** The wish of last time; what cannot be read of it is as usual. */
export function keptWish(): Wish {
  let kept: Partial<Record<keyof Wish, unknown>>;
  try {
    kept = JSON.parse(readStored(KEPT) ?? "{}") as Partial<Record<keyof Wish, unknown>>;
  } catch {
    return USUAL;
  }
  const from = <T>(values: readonly T[], value: unknown, usual: T): T => (isOneOf(values, value) ? value : usual);
  const rounds = (kept.rounds ?? {}) as Partial<Wish["rounds"]>;
  return {
    role: from(ROLES, kept.role, USUAL.role),
    level: from(LEVELS, kept.level, USUAL.level),
    minutes: from(INTERVIEW_MINUTES, kept.minutes, USUAL.minutes),
    rounds: {
      questions: rounds.questions !== false,
      coding: rounds.coding === true,
      incident: rounds.incident === true,
    },
    focus: from(["balanced", "weakest", "chosen"], kept.focus, USUAL.focus),
    skills: Array.isArray(kept.skills)
      ? QUESTION_SKILL_IDS.filter((id) => (kept.skills as unknown[]).includes(id))
      : [],
    persona: from(PERSONA_IDS, kept.persona, USUAL.persona),
    strict: kept.strict === true,
    thinkAloud: kept.thinkAloud === true,
    medium: from(["typed", "recorded"], kept.medium, USUAL.medium),
    partner: kept.partner === true,
  };
}

export function keepWish(wish: Wish): void {
  writeStored(KEPT, JSON.stringify(wish));
}

/** Why an interview cannot be held like this; null when it can. */
export function obstacleOf({ rounds, minutes, focus, skills }: Wish): string | null {
  const hasIncident = rounds.incident && minutes >= INCIDENT_LEAST;
  if (!rounds.questions && !rounds.coding && !hasIncident) {
    return rounds.incident
      ? `An incident round needs ${INCIDENT_LEAST} minutes.`
      : "Choose at least one kind of round.";
  }
  return focus === "chosen" && skills.length === 0 ? "Choose at least one skill to ask about." : null;
}

/** A seed as somebody typed it; null when it is none, undefined when nothing was typed. */
export function seedIn(text: string): number | null | undefined {
  const typed = text.trim();
  if (typed === "") return undefined;
  const seed = Number(typed);
  return /^\d{1,10}$/.test(typed) && seed <= 0xffffffff ? seed : null;
}
