import { type Answered, type Asked, JOBS } from "./jobs";

/** The other side of `beside`. */
addEventListener("message", ({ data }: MessageEvent<Asked>) => {
  let answer: Answered;
  try {
    answer = { result: JOBS[data.job](data.given) };
  } catch (error) {
    answer = { failure: error instanceof Error ? error.message : String(error) };
  }
  postMessage(answer);
});
