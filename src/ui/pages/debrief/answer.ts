import type { Examination } from "#debrief/index";
import type { Answers, Question } from "./retell";

/** What an examination says to a question. */
export function answerOf(examination: Examination, question: Question): Answers[keyof Answers] {
  switch (question.about) {
    case "study":
      return examination.study();
    case "sight":
      return examination.sight(question.second);
    case "coverage":
      return examination.coverage();
  }
}
