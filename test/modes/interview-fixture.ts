import type { InterviewDeed, InterviewEvent, InterviewHeader, InterviewSetup } from "#domain/interview";

/** What is agreed unless a test says otherwise: a quarter of an hour of questions, typed, alone. */
export const SETUP: InterviewSetup = {
  role: "backend",
  level: "senior",
  minutes: 15,
  rounds: { questions: true, coding: false, incident: false },
  focus: "balanced",
  skills: [],
  persona: "terse",
  strict: false,
  thinkAloud: false,
  medium: "typed",
  partner: false,
  seed: 7,
};

/** An interview with one question, that of `shippedBank()`. */
export const headerOf = (
  id: string,
  change: Partial<InterviewSetup> = {},
  rest: Partial<Omit<InterviewHeader, "id" | "setup">> = {},
): InterviewHeader => ({
  format: 1,
  id,
  setup: { ...SETUP, ...change },
  rounds: [{ kind: "question", question: "war-159", seconds: 840 }],
  bank: "",
  createdAt: 900_000,
  candidate: "",
  interviewer: "",
  ...rest,
});

/** The first question is asked. */
export const ASKED: readonly InterviewDeed[] = [{ type: "begin" }, { type: "ask", round: 0 }];

/** Deeds so many seconds apart, the first at the interview's beginning. */
export const eventsOf = (
  deeds: readonly InterviewDeed[],
  apart: number,
  createdAt: number,
): readonly InterviewEvent[] =>
  deeds.map((deed, i) => ({ elapsed: i * apart, at: createdAt + i * apart * 1000, deed }));
