import type { Question } from "#domain/questions";
import type { Assessment, ConceptStatus } from "#questions/assess";
import { Highlighted } from "../kit/Highlighted";
import type { MarkTone } from "../kit/highlight";

const TONE: Readonly<Record<ConceptStatus, MarkTone>> = { hit: "good", unclear: "neutral", missed: "neutral" };
const WORDS: Readonly<Record<MarkTone, string>> = { good: "said", neutral: "unclear", bad: "red flag" };

/** An answer with the words that decided; each names its line of the rubric. */
export function MarkedAnswer({
  question,
  text,
  assessment,
  legend = false,
}: {
  question: Question;
  text: string;
  assessment: Assessment;
  legend?: boolean;
}) {
  const says = new Map(question.concepts.map((concept) => [concept.id, concept.says]));
  const flags = new Map(question.flags.map((flag) => [flag.id, flag.says]));
  const marks = [
    ...assessment.concepts
      .filter(({ status }) => status !== "missed")
      .flatMap(({ id, status, spans }) =>
        spans.map(({ start, end }) => ({ from: start, to: end, tone: TONE[status], reason: says.get(id) ?? id })),
      ),
    ...assessment.flags.flatMap(({ id, spans }) =>
      spans.map(({ start, end }) => ({ from: start, to: end, tone: "bad" as const, reason: flags.get(id) ?? id })),
    ),
  ];
  return <Highlighted text={text} marks={marks} words={WORDS} legend={legend} />;
}
