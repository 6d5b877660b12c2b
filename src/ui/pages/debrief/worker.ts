import { Examination, timeline } from "#debrief/index";
import { messageOf } from "#lib/message";
import { answerOf } from "./answer";
import type { Answered, Asked, Retold, Telling } from "./retell";

let examination: Examination | null = null;

function retold({ program, run, card }: Telling): Retold {
  try {
    return { timeline: timeline(program, run, card) };
  } catch (error) {
    return { failure: messageOf(error) };
  }
}

/** The other side of `retell` and of an `Examiner`. */
addEventListener("message", ({ data }: MessageEvent<Asked>) => {
  if (data.kind === "tell") {
    postMessage(retold(data.telling));
  } else if (data.kind === "examine") {
    examination = new Examination(data.telling.program, data.telling.run);
  } else {
    let answered: Answered;
    try {
      if (examination === null) throw new Error("Nothing is being examined.");
      answered = { id: data.id, answer: answerOf(examination, data.question) };
    } catch (error) {
      answered = { id: data.id, failure: messageOf(error) };
    }
    postMessage(answered);
  }
});
