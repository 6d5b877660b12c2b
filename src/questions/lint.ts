import type { Question } from "#domain/questions";
import type { Groups } from "#domain/rules";
import { assess } from "./assess";
import { questionMatcher } from "./matcher";

/** Something a card says that does not fit what it means; `path` as in the head of its file. */
export interface Finding {
  readonly path: readonly string[];
  readonly code: string;
  readonly message: string;
}

export const MODEL_WORDS = { least: 150, most: 250 } as const;

/** A model answer in one text. */
export function modelText(question: Question): string {
  return question.model.map((part) => part.text).join("\n\n");
}

/** Words as people count them. Code in fences is not spoken. */
export function spokenWords(text: string): number {
  return text
    .replace(/```[\s\S]*?```/g, " ")
    .split(/\s+/)
    .filter((word) => /[A-Za-z0-9]/.test(word)).length;
}

/**
 * A card against itself: its model answer says every concept, in order, and raises no flag; strong samples are heard and
 * weak ones are not; neither the question nor a probe says what it asks for.
 */
export function lintQuestion(question: Question, groups: Groups): readonly Finding[] {
  const matcher = questionMatcher(question, groups);
  const findings: Finding[] = [];
  const find = (path: readonly string[], code: string, message: string): void => {
    findings.push({ path, code, message });
  };
  const model = assess(matcher, modelText(question));
  const words = spokenWords(modelText(question));
  if (words < MODEL_WORDS.least || words > MODEL_WORDS.most)
    find(
      [],
      "question.model",
      `the model answer has ${words} words, expected ${MODEL_WORDS.least} to ${MODEL_WORDS.most}`,
    );
  for (const { id, status } of model.concepts) {
    if (status !== "hit")
      find(["concepts", id, "rules"], "question.model", `the model answer does not say "${id}" (${status})`);
  }
  for (const { order, kept } of model.orders) {
    if (kept !== true)
      find(
        ["order"],
        "question.order",
        `the model answer does not keep ${order.before.join(", ")} before ${order.after.join(", ")}`,
      );
  }
  for (const { id } of model.flags)
    find(["flags", id, "rules"], "question.flag", `the model answer raises the flag "${id}"`);
  const asked = matcher.read(question.asks);
  for (const concept of question.concepts) {
    const at = ["concepts", concept.id];
    if (matcher.read(concept.strong).concept(concept.id).status !== "hit")
      find([...at, "strong"], "question.strong", "the strong sample is not heard by the rules of its concept");
    if (matcher.read(concept.weak).concept(concept.id).status === "hit")
      find([...at, "weak"], "question.weak", "the weak sample is heard by the rules of its concept");
    if (matcher.read(concept.probe).concept(concept.id).status === "hit")
      find([...at, "probe"], "question.probe", "the probe says what it asks for");
    if (asked.concept(concept.id).status === "hit")
      find(["asks"], "question.asks", `the question itself says "${concept.id}"`);
  }
  question.twists.forEach((twist, i) => {
    if (matcher.read(twist.strong).twist(i).status !== "hit")
      find(
        ["twists", String(i), "strong"],
        "question.twist",
        "the strong sample is not heard by the rules of its twist",
      );
    if (matcher.read(twist.asks).twist(i).status === "hit")
      find(["twists", String(i), "asks"], "question.probe", "the twist says what it asks for");
  });
  question.clarifications.forEach((one, i) => {
    if (matcher.read(one.asks).clarification(i).status === "missed")
      find(["clarify", String(i), "asks"], "question.clarify", "the clarifying question is not heard by its own rules");
  });
  return findings;
}
