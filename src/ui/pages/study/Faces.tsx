import { QUESTION_SKILLS } from "#domain/questions";
import type { ConceptStatus, Overrides } from "#questions/assess";
import { ScoreBar } from "../../kit/Meter";
import { Section } from "../../kit/Page";
import { MarkedAnswer } from "../../rubric/MarkedAnswer";
import { Model } from "../../rubric/Model";
import { Remarks } from "../../rubric/Remarks";
import { Rubric } from "../../rubric/Rubric";
import { LEVEL_WORDS, KIND_WORDS as QUESTION_KIND_WORDS } from "../../rubric/words";
import css from "./study.module.css";
import type { Face, ReadAnswer } from "./subject";

/** What is asked. */
export function Front({ face }: { face: Face }) {
  if (face.kind === "mark") {
    return (
      <>
        <p className={css.meta}>From the drill “{face.subject.title}”</p>
        <h2 className={css.asks}>{face.subject.label}</h2>
        <p className={css.meta}>What was this judged by, and what would have been better?</p>
      </>
    );
  }
  const { question } = face;
  const about = `${LEVEL_WORDS[question.level]} · ${question.skills.map((id) => QUESTION_SKILLS[id].label).join(", ")}`;
  if (face.kind === "question") {
    return (
      <>
        <p className={css.meta}>
          {QUESTION_KIND_WORDS[question.kind]} · {about} · {question.minutes} min
        </p>
        <h2 className={css.asks}>{question.asks}</h2>
      </>
    );
  }
  return (
    <>
      <p className={css.meta}>A concept that was missed · {about}</p>
      <p className={css.context}>{question.asks}</p>
      <h2 className={css.asks}>{face.concept.probe}</h2>
    </>
  );
}

/** What there was to say, and what was heard of it. */
export function Back({
  face,
  read,
  overrides,
  onOverride,
}: {
  face: Face;
  read: ReadAnswer | null;
  overrides: Overrides;
  onOverride: (concept: string, status: ConceptStatus) => void;
}) {
  if (face.kind === "mark") {
    return (
      <Section title="Why it counts">
        <p className={css.prose}>{face.subject.reason}</p>
        <p className={css.meta}>Source: {face.subject.source}</p>
      </Section>
    );
  }
  const { question } = face;
  const own = read !== null && (
    <Section title="Your answer">
      <div className={css.stack}>
        {face.kind === "question" && <ScoreBar label="Rubric coverage" value={Math.round(read.coverage)} />}
        <MarkedAnswer question={question} text={read.text} assessment={read.assessment} />
        <Remarks question={question} assessment={read.assessment} />
      </div>
    </Section>
  );
  if (face.kind === "question") {
    return (
      <>
        <p className={css.summary}>{question.summary}</p>
        {own}
        <Section title="Rubric">
          <Rubric
            question={question}
            assessment={read?.assessment ?? null}
            text={read?.text ?? ""}
            overrides={overrides}
            {...(read !== null && { onOverride })}
          />
        </Section>
        <Section title="Model answer">
          <Model question={question} level={3} />
        </Section>
      </>
    );
  }
  const { concept } = face;
  return (
    <>
      {own}
      <Section title="What there is to say">
        <div className={css.stack}>
          {read === null ? (
            <p className={css.says}>{concept.says}</p>
          ) : (
            <Rubric
              question={{ ...question, concepts: [concept] }}
              assessment={read.assessment}
              text={read.text}
              overrides={overrides}
              onOverride={onOverride}
            />
          )}
          <p className={css.prose}>{concept.why}</p>
          <p className={css.prose}>
            <span className={css.meta}>Strong</span> “{concept.strong}”
          </p>
        </div>
      </Section>
    </>
  );
}
