import { hashString } from "#lib/hash";

/** Words in a row that, when they stand in a source and in ours, were copied. */
export const RUN_LENGTH = 8;

/** Words as they are compared: lower-case letters and digits. */
export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}

/** Every run of eight words in a text: its fingerprint (12 hex digits) and the words. */
export function runsOf(text: string): readonly { readonly hash: string; readonly words: string }[] {
  const words = wordsOf(text);
  return words.slice(RUN_LENGTH - 1).map((_, i) => {
    const run = words.slice(i, i + RUN_LENGTH).join(" ");
    return { hash: hashString(run).slice(0, 12), words: run };
  });
}
