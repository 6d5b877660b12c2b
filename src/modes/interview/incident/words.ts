import type { PersonaId } from "#domain/interview";
import { pick, streamId } from "#lib/random";

/** What the interviewer says in an incident round beyond what came back from a look. None of it says where to look. */
const WORDS = {
  opening: {
    warm: [
      "You are on call for this system. I play everybody's memory: ask me for whatever you would look at, or look yourself. Think aloud, please; I would like to follow you.",
      "Let us take an incident together. Say what you would look at or do, and I tell you what you see. The console is yours as well.",
    ],
    terse: [
      "You are on call. Say what you look at and what you do. The console is real.",
      "An incident. Ask, look, act. Say why.",
    ],
    sceptic: [
      "You are on call. I want to know why you look where you look, and what would change your mind.",
      "Here is an incident. Everything you claim, show me in the figures.",
    ],
    digger: [
      "You are on call. Take me along: what you look at, what you expect to see, what it tells you.",
      "Let us go into an incident. I will ask what you expect before you touch anything.",
    ],
  },
  expect: {
    warm: [
      "Good. What do you expect it to do, and how will you see it?",
      "All right. What should happen then, and where will we see it?",
    ],
    terse: ["Expected effect, and how you will see it?", "What will it do? Where will you see it?"],
    sceptic: [
      "Why would that help? And how will you know that it did?",
      "What makes you expect that it helps, and what will you look at?",
    ],
    digger: [
      "What exactly do you expect to change, by when, and on which figure?",
      "Before we do it: what does it do, and how will you see it?",
    ],
  },
  lost: {
    warm: [
      "I hear you. If there is something you would look at or do, tell me which.",
      "I follow. Tell me what you would like to see, or do, next.",
    ],
    terse: ["Noted. What do you look at, or do?", "Go on. Look or act?"],
    sceptic: ["And what would you look at to find out?", "Noted. Which figure would show it?"],
    digger: ["Noted. What do you want to see for that?", "Go on. What would you look at, or do, now?"],
  },
  quiet: {
    warm: ["Take your time. What are you thinking?", "You have gone quiet. What goes through your mind?"],
    terse: ["Think aloud, please.", "What are you thinking?"],
    sceptic: ["What are you trying to rule out at the moment?", "What are you unsure about?"],
    digger: ["What are you looking for right now?", "Walk me through what you are considering."],
  },
  offer: {
    warm: [
      "If you like, I can give you a hint. It counts a little; being stuck counts more.",
      "Shall I help you along? A hint is noted, nothing worse.",
    ],
    terse: ["A hint? It costs.", "Stuck? A hint is possible, and noted."],
    sceptic: [
      "We can stay here, or you take a hint and it is noted.",
      "Would you rather have a hint? It is taken into account.",
    ],
    digger: [
      "We have not moved for a while. Do you want a hint? It is noted.",
      "Should I give you a hint, which is noted?",
    ],
  },
  closing: {
    warm: [
      "Five minutes left. Bring it to a close as you would at work.",
      "We have about five minutes. How would you wrap this up?",
    ],
    terse: ["Five minutes.", "Five minutes left."],
    sceptic: [
      "Five minutes left. What is still open, and who would have to know?",
      "Five minutes. What would you not leave like this?",
    ],
    digger: [
      "Five minutes left. How do you close this, and what stays open?",
      "Five minutes: what remains to be done?",
    ],
  },
  over: {
    warm: ["That is our time. Thank you, let us stop here.", "Time is up. Thank you for taking me along."],
    terse: ["Time.", "Time is up."],
    sceptic: ["That is the time. We leave it there.", "Time is up; we stop where we are."],
    digger: ["Time is up. We could go on for an hour; let us stop here.", "That is the time. Thank you."],
  },
} as const satisfies Readonly<Record<string, Readonly<Record<PersonaId, readonly string[]>>>>;
export type Occasion = keyof typeof WORDS;

const STREAM = streamId("incident words");

/**
 * What the interviewer says on an occasion. The same seed, occasion and turn give the same words, and a further turn others.
 * @param turn how many times it was said before
 */
export function spoken(occasion: Occasion, persona: PersonaId, seed: number, turn = 0): string {
  const wordings: readonly string[] = WORDS[occasion][persona];
  const first = wordings.indexOf(pick(wordings, seed, STREAM, 0, streamId(occasion)));
  return wordings[(first + turn) % wordings.length] ?? "";
}

/** Everything that can be said on an occasion. */
export const wordingsOf = (occasion: Occasion, persona: PersonaId): readonly string[] => WORDS[occasion][persona];
/** Whether something was said on an occasion, by whatever interviewer. */
export const isSaidOn = (occasion: Occasion, text: string): boolean =>
  Object.values<readonly string[]>(WORDS[occasion]).some((wordings) => wordings.includes(text));
export const OCCASIONS = Object.keys(WORDS) as readonly Occasion[];
