import type { Second } from "#domain/ids";
import type { IncidentSaying, PersonaId } from "#domain/interview";
import type { Run } from "#domain/run";
import type { View } from "#domain/view";
import { type Occasion, wordingsOf } from "./words";

/** Without a word for so long, the interviewer asks for thoughts (think-aloud); simulated seconds. */
export const QUIET = 60;
/** Without a word or a deed for so long, a hint is offered. */
export const STUCK = 180;
/** So long before the end it is said that it comes. */
export const CLOSING = 300;

/** The second at which the round's time began: when the page went off. Null before. */
export function beganAt(view: Pick<View, "pages">): Second | null {
  return view.pages[0]?.firedAt ?? null;
}

/** Seconds the round has left; all of it before the page. Negative when it is over. */
export function leftOf(view: Pick<View, "pages" | "now">, seconds: number): number {
  const began = beganAt(view);
  return began === null ? seconds : seconds - (view.now - began);
}

/** What is said by the candidate: requests, answers to the interviewer, thoughts. */
const isCandidate = (said: IncidentSaying): boolean => said.kind === "request";

export interface Silence {
  /** Seconds without a word of the candidate. */
  readonly words: number;
  /** Seconds without a word or a deed: commands in the console count. */
  readonly deeds: number;
}

/** How long it has been silent, counted from the page on. What the interviewer says ends the silence about words, too. */
export function silenceOf(view: Pick<View, "pages" | "now">, said: readonly IncidentSaying[], run: Run): Silence {
  const began = beganAt(view);
  if (began === null) return { words: 0, deeds: 0 };
  const lastSaid = Math.max(began, ...said.map(({ second }) => second));
  const lastOwn = Math.max(began, ...said.filter(isCandidate).map(({ second }) => second));
  const lastDeed = run.commands.at(-1)?.second ?? began;
  return { words: view.now - lastSaid, deeds: view.now - Math.max(lastOwn, lastDeed, began) };
}

/** What was agreed about the round, as far as its pace goes. `seconds`: its length. */
export interface Manner {
  readonly seconds: number;
  readonly thinkAloud: boolean;
  readonly persona: PersonaId;
}

/** The seconds at which something was said on an occasion. */
function saidOn(said: readonly IncidentSaying[], occasion: Occasion, persona: PersonaId): readonly Second[] {
  const wordings = wordingsOf(occasion, persona);
  return said.flatMap((each) => (each.kind === "says" && wordings.includes(each.text) ? [each.second] : []));
}

/**
 * On which occasion the interviewer speaks unasked at this moment, if any: near the end once, an offer of a hint to who is stuck,
 * and, where thinking aloud was agreed, a question about the silence. A function of what is there, so that a reload repeats nothing.
 */
export function dueRemark(
  view: Pick<View, "pages" | "now" | "phase">,
  said: readonly IncidentSaying[],
  run: Run,
  { seconds, thinkAloud, persona }: Manner,
): Extract<Occasion, "closing" | "offer" | "quiet"> | null {
  const left = leftOf(view, seconds);
  if (beganAt(view) === null || view.phase === "ended" || left <= 0) return null;
  const isNear = left <= CLOSING && seconds > 2 * CLOSING;
  if (isNear && saidOn(said, "closing", persona).length === 0) return "closing";
  const silence = silenceOf(view, said, run);
  const offered = saidOn(said, "offer", persona).at(-1);
  if (silence.deeds >= STUCK && (offered === undefined || view.now - offered >= STUCK)) return "offer";
  const last = said.at(-1);
  const isUnanswered = last?.kind === "says" && wordingsOf("quiet", persona).includes(last.text);
  return thinkAloud && silence.words >= (isUnanswered ? STUCK : QUIET) ? "quiet" : null;
}

/** How often something was said on an occasion before: the next time it is said in other words. */
export const turnOf = (said: readonly IncidentSaying[], occasion: Occasion, persona: PersonaId): number =>
  saidOn(said, occasion, persona).length;
