import type { MicrophoneObstacle } from "#session/contract";

/** Bytes of a second of sound, at 32 kbit/s. */
export const BYTES_A_SECOND = 4000;

/** What may be gone when one tries again; the others are the page's or the browser's own. */
export const PASSING: readonly MicrophoneObstacle[] = ["missing", "blocked", "busy"];

/** What stands in the way, and what to do about it. */
export const OBSTACLE_WORDS: Readonly<Record<MicrophoneObstacle, { readonly title: string; readonly text: string }>> = {
  insecure: {
    title: "No microphone over plain HTTP",
    text: "Browsers give the microphone only to pages over HTTPS, or on the machine itself (localhost). Open Meantime there; everything else works here, too.",
  },
  unsupported: {
    title: "This browser cannot record",
    text: "It lacks MediaRecorder, or writes no format that is known here. Present versions of Chrome, Edge, Firefox and Safari can.",
  },
  missing: {
    title: "No microphone is connected",
    text: "Plug one in, or switch it on in the settings of the system, then try again.",
  },
  blocked: {
    title: "The browser does not let this page listen",
    text: "Allow the microphone for this page, by the sign beside the address or in the browser's settings, then try again.",
  },
  busy: {
    title: "The microphone does not open",
    text: "Another program may have it, or the system does not let the browser use it. Close that program or allow it there, then try again.",
  },
};

/** It was open, and went away. */
export const GONE_WORDS = {
  title: "The microphone is gone",
  text: "What was said until then is kept. Plug it in again, then try again and go on where you were.",
};

/** What a level sounds like; dB below full scale. */
export type LevelWord = "silent" | "quiet" | "good" | "too loud";

export function levelWord(level: number): LevelWord {
  if (level < -55) return "silent";
  if (level < -40) return "quiet";
  return level > -6 ? "too loud" : "good";
}

/** How much speech fits into so many bytes: `about 40 h`. Null where the browser does not say. */
export function spaceWords(free: number | null): string | null {
  if (free === null) return null;
  const minutes = Math.floor(free / BYTES_A_SECOND / 60);
  if (minutes < 120) return `${minutes} min`;
  return minutes < 100 * 60 ? `about ${Math.floor(minutes / 60)} h` : "more than 100 h";
}
