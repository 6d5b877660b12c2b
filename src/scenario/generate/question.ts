import type { Code, ModelPart, Question } from "#domain/questions";
import { type Cursor, suggest } from "../cursor";
import type { QuestionFile, RuleFile } from "../schema/question";
import type { RuleReader } from "./rules";

export interface QuestionBody {
  readonly model: readonly ModelPart[];
  readonly code: Code | null;
  readonly proof: Code | null;
}

/** The card from its checked head and its body. Reports what names a concept that does not exist. */
export function generateQuestion(file: Cursor<QuestionFile>, body: QuestionBody, reader: RuleReader): Question {
  const { value } = file;
  const rule = (cursor: Cursor<RuleFile>) => reader.read(cursor);
  const ids = Object.keys(value.concepts);
  if (ids.length < 5 || ids.length > 9)
    file.get("concepts").errorAtKey("question.concepts", `${ids.length} concepts, expected 5 to 9`);
  const known = (cursor: Cursor<string>): string => {
    if (!ids.includes(cursor.value))
      cursor.error("reference.concept", `unknown concept "${cursor.value}"${suggest(cursor.value, ids, "concept")}`);
    return cursor.value;
  };
  return {
    id: value.id,
    asks: value.asks.trim(),
    kind: value.kind,
    level: value.level,
    roles: value.roles,
    skills: value.skills,
    minutes: value.minutes,
    summary: value.summary.trim(),
    seeks: value.seeks.trim(),
    clarifications: file
      .get("clarify")
      .items()
      .map((one) => ({
        asks: one.value.asks.trim(),
        answer: one.value.answer.trim(),
        rule: rule(one.get("rules")),
      })),
    concepts: file
      .get("concepts")
      .entries()
      .map(([id, one]) => ({
        id,
        says: one.value.says.trim(),
        dimension: one.value.dimension,
        weight: one.value.weight ?? 2,
        why: one.value.why.trim(),
        probe: one.value.probe.trim(),
        weak: one.value.weak.trim(),
        strong: one.value.strong.trim(),
        rule: rule(one.get("rules")),
      })),
    orders: file
      .get("order")
      .items()
      .map((one) => ({
        before: one.get("before").items().map(known),
        after: one.get("after").items().map(known),
        why: one.value.why.trim(),
      })),
    flags: file
      .get("flags")
      .entries()
      .map(([id, one]) => ({
        id,
        says: one.value.says.trim(),
        why: one.value.why.trim(),
        rule: rule(one.get("rules")),
      })),
    twists: file
      .get("twists")
      .items()
      .map((one) => ({
        asks: one.value.asks.trim(),
        strong: one.value.strong.trim(),
        rule: rule(one.get("rules")),
      })),
    ...body,
    drills: value.drills ?? [],
  };
}
