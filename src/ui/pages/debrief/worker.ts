import { timeline } from "#debrief/index";
import type { Retold, Telling } from "./retell";

/** The other side of `retell`. */
addEventListener("message", ({ data }: MessageEvent<Telling>) => {
  let answer: Retold;
  try {
    answer = { timeline: timeline(data.program, data.run, data.card) };
  } catch (error) {
    answer = { failure: error instanceof Error ? error.message : String(error) };
  }
  postMessage(answer);
});
