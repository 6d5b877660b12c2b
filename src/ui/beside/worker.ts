import { messageOf } from "#lib/message";
import { type Answered, type Asked, perform } from "./jobs";

/** The other side of `beside`. */
addEventListener("message", async ({ data }: MessageEvent<Asked>) => {
  let answer: Answered;
  try {
    answer = { result: await perform(data) };
  } catch (error) {
    answer = { failure: messageOf(error) };
  }
  postMessage(answer);
});
