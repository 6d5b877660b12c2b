import { timeline } from "#debrief/index";
import type { Program } from "#domain/drill";
import type { Run } from "#domain/run";
import type { Retold } from "./retell";

/** The other side of `retell`. */
addEventListener("message", ({ data }: MessageEvent<{ readonly program: Program; readonly run: Run }>) => {
  let answer: Retold;
  try {
    answer = { timeline: timeline(data.program, data.run) };
  } catch (error) {
    answer = { failure: error instanceof Error ? error.message : String(error) };
  }
  postMessage(answer);
});
