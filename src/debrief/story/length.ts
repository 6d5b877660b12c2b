import type { StoryLength } from "#domain/documents";

/** Words a minute of somebody who tells, and does not read aloud. */
export const SPEAKING_RATE = 140;

/** Words of a text, as they are spoken: a sign that stands alone is none. */
export function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => /[0-9A-Za-z\u00c0-\u024f]/.test(word)).length;
}

/** How many words fit a version. */
export function wordsFor(length: StoryLength): number {
  return Math.round((length * SPEAKING_RATE) / 60);
}

/** Seconds it takes to tell so many words. */
export function secondsToTell(words: number): number {
  return Math.round((words * 60) / SPEAKING_RATE);
}
