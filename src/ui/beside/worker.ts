import { messageOf } from "#lib/message";
import { type Answered, type Asked, workbench } from "./jobs";

const perform = workbench();

/** The other side of a `Helper`. */
addEventListener("message", async ({ data }: MessageEvent<Asked>) => {
  let answer: Answered;
  try {
    answer = { id: data.id, result: await perform(data) };
  } catch (error) {
    answer = { id: data.id, failure: messageOf(error) };
  }
  postMessage(answer);
});
