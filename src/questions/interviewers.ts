import type { PersonaId } from "#domain/interview";
import { pick, streamId } from "#lib/random";
import { type Moment, SAYINGS } from "./interviewer-words";

/** The manner of an interviewer, as data. Shares are of a round's box of time. */
export interface Persona {
  readonly label: string;
  /** One sentence for whoever chooses. */
  readonly manner: string;
  /** Which probes come first. */
  readonly order: readonly ("contradiction" | "gap" | "dig" | "twist")[];
  /** Probes after an answer, at least and at most; which it is comes from the seed. */
  readonly probes: readonly [least: number, most: number];
  /** An answer that is about something else is interrupted after this share, one that is long after that. */
  readonly tangentAfter: number;
  readonly longAfter: number;
  /** The round is cut at this share, beyond 1. */
  readonly cutAfter: number;
}

export const PERSONAS: Readonly<Record<PersonaId, Persona>> = {
  warm: {
    label: "Warm",
    manner: "Makes you comfortable, asks little, and lets you finish.",
    order: ["contradiction", "gap", "twist", "dig"],
    probes: [1, 2],
    tangentAfter: 0.7,
    longAfter: 0.95,
    cutAfter: 1.6,
  },
  terse: {
    label: "Terse",
    manner: "Few words, no reaction, and the next question before you have settled.",
    order: ["gap", "contradiction", "twist", "dig"],
    probes: [1, 2],
    tangentAfter: 0.5,
    longAfter: 0.8,
    cutAfter: 1.25,
  },
  sceptic: {
    label: "Sceptic",
    manner: "Believes nothing at first hearing and wants to see where it breaks.",
    order: ["contradiction", "dig", "gap", "twist"],
    probes: [2, 3],
    tangentAfter: 0.5,
    longAfter: 0.85,
    cutAfter: 1.35,
  },
  digger: {
    label: "Digger",
    manner: "Takes one sentence of yours and goes down until there is rock.",
    order: ["dig", "contradiction", "gap", "twist"],
    probes: [3, 3],
    tangentAfter: 0.6,
    longAfter: 0.8,
    cutAfter: 1.4,
  },
};

const SAYING = streamId("interviewer says");
const NUMBER = streamId("interviewer probes");

/** The words for a moment of a round (`round` −1: the interview as a whole). The same seed gives the same words. */
export function saying(persona: PersonaId, moment: Moment, seed: number, round: number, nth = 0): string {
  const wordings: readonly string[] = SAYINGS[moment][persona];
  return pick(wordings, seed, SAYING ^ streamId(moment), round, nth);
}

/** How many probes the interviewer has in mind for a round. */
export function probesWanted(persona: PersonaId, seed: number, round: number): number {
  const [least, most] = PERSONAS[persona].probes;
  return pick(
    Array.from({ length: most - least + 1 }, (_, i) => least + i),
    seed,
    NUMBER,
    round,
    0,
  );
}
