import { createContext, type ReactNode, useContext } from "react";
import type { IncidentSaying, InterviewEvent, InterviewHeader, Round } from "#domain/interview";

/** An interview as far as a round of it needs to know. */
export interface RoundInterview {
  readonly header: InterviewHeader;
  readonly events: readonly InterviewEvent[];
}

export type IncidentRoundSpec = Extract<Round, { readonly kind: "incident" }>;

/** The incident round on screen. */
export interface RoundContext {
  readonly interview: RoundInterview;
  readonly index: number;
  readonly spec: IncidentRoundSpec;
  /** What was said in it so far. */
  readonly said: readonly IncidentSaying[];
  /** Writes down what is said. Rejects when it could not be stored. */
  readonly say: (said: IncidentSaying) => Promise<void>;
  readonly onDone: () => void;
  /** What there is to say about keeping the interview, above the conversation. */
  readonly notice: ReactNode;
}

const Context = createContext<RoundContext | null>(null);
export const RoundProvider = Context.Provider;

export function useRound(): RoundContext {
  const round = useContext(Context);
  if (round === null) throw new Error("useRound: no RoundProvider above");
  return round;
}

/** The incident round of an interview at a place; throws a RangeError when there is none. */
export function specOf({ header }: RoundInterview, index: number): IncidentRoundSpec {
  const round = header.rounds[index];
  if (round?.kind !== "incident") throw new RangeError(`Round ${index} is no incident round.`);
  return round;
}

/** The run in which a round is played; null before there is one. */
export function runOf({ events }: RoundInterview, index: number): string | null {
  const begun = events.findLast(({ deed }) => deed.type === "run" && deed.round === index)?.deed;
  return begun?.type === "run" ? begun.run : null;
}

/** What was said in a round, in order. */
export function sayingsOf({ events }: RoundInterview, index: number): readonly IncidentSaying[] {
  return events.flatMap(({ deed }) => (deed.type === "incident" && deed.round === index ? [deed.said] : []));
}
