import { messageOf } from "#lib/message";
import { type Answered, type Asked, perform } from "./jobs";

/** The other side of `Compiler`. */
addEventListener("message", ({ data }: MessageEvent<Asked>) => {
  let answer: Answered;
  try {
    answer = { id: data.id, reading: perform(data.job) };
  } catch (error) {
    answer = { id: data.id, failure: messageOf(error) };
  }
  postMessage(answer);
});
