import type { InterviewDeed, InterviewEvent, InterviewHeader, InterviewSetup, Round } from "#domain/interview";
import { questionMatcher } from "#questions/matcher";
import { shippedBank } from "../ui/pages/bank";
import { eventsOf, headerOf } from "./interview-fixture";

const BEGAN = 1_000;

/** The same question twice. */
const ROUNDS: readonly Round[] = [
  { kind: "question", question: "war-159", seconds: 400 },
  { kind: "question", question: "war-159", seconds: 400 },
];

export const header = (change: Partial<InterviewSetup> = {}, rounds = ROUNDS): InterviewHeader =>
  headerOf("one", { minutes: 30, persona: "digger", ...change }, { rounds, createdAt: BEGAN, candidate: "Ada" });

/** Deeds ten seconds apart. */
export const log = (...deeds: readonly InterviewDeed[]): readonly InterviewEvent[] => eventsOf(deeds, 10, BEGAN);

const [found] = shippedBank().questions;
if (found === undefined) throw new Error("there is no card");

/** What both rounds ask, with its matcher. */
export const question = found;
export const matcher = questionMatcher(question, shippedBank().lexicon.groups);

/** Asks for what is missing of that question. */
export const GAP = { kind: "gap", concept: "breaker", text: "And then?", quote: "" } as const;
