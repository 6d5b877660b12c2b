import type { ReactNode } from "react";
import { duration } from "#lib/format";
import { calibrationWords } from "#modes/interview/calibration";
import { awayWords } from "#modes/interview/pace";
import type { QuestionScore } from "#modes/interview/scorecard";
import type { Overrides } from "#questions/assess";
import { formatDuration } from "../../kit/format";
import { ScoreBar } from "../../kit/Meter";
import { Status, type Tone } from "../../kit/Sign";
import { MarkedAnswer } from "../../rubric/MarkedAnswer";
import { Remarks } from "../../rubric/Remarks";
import { Rubric } from "../../rubric/Rubric";
import { DIMENSION_WORDS, STATUS_TONE, STATUS_WORDS } from "../../rubric/words";
import css from "./result.module.css";
import { PROBE_WORDS } from "./words";

/** What one question came to: coverage, the answer with the words that decided, probes, time, and the rubric line by line. */
export function QuestionResult({
  score,
  level,
  onOverride,
  heard = null,
}: {
  score: QuestionScore;
  /** Of its headings. */
  level: 3 | 4;
  /** Given where one may say otherwise. */
  onOverride?: (concept: string, status: "hit" | "unclear" | "missed") => void;
  /** Recordings to listen to, with the rubric where it is marked while listening. */
  heard?: ReactNode;
}) {
  const { question, text, basis, assessment, concepts, overrides } = score;
  const counts: Overrides = Object.fromEntries(concepts.map((line) => [line.id, line.counts]));
  return (
    <div className={css.question}>
      <Coverage score={score} />
      <Dimensions score={score} />
      <Time score={score} />
      {text.trim() !== "" && (
        <div>
          <Heading level={level}>Your answer</Heading>
          <MarkedAnswer question={question} text={text} assessment={assessment} legend />
        </div>
      )}
      {text.trim() !== "" && <Remarks question={question} assessment={assessment} />}
      {heard !== null && (
        <div className={css.heard}>
          <Heading level={level}>{basis === "self" ? "Listen, and mark what you said" : "Your recordings"}</Heading>
          {heard}
        </div>
      )}
      <Probes score={score} level={level} />
      <Clarifications score={score} level={level} />
      <div>
        <Heading level={level}>{basis === "self" ? "What was sought" : "Rubric"}</Heading>
        <p className={css.meta}>{question.seeks}</p>
        {basis !== "self" && (
          <Rubric
            question={question}
            assessment={text.trim() === "" ? null : assessment}
            text={text}
            overrides={counts}
            {...(onOverride !== undefined && { onOverride })}
          />
        )}
      </div>
      <WhenAsked score={score} level={level} />
      {overrides.length > 0 && (
        <div>
          <Heading level={level}>Changed by hand</Heading>
          <ul className={css.plain}>
            {overrides.map(({ concept, status, why, at }) => (
              <li key={`${concept} ${at} ${status}`}>
                {question.concepts.find(({ id }) => id === concept)?.says ?? concept}: {STATUS_WORDS[status]}
                {why !== "" && `, because ${why}`}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

interface PartProps {
  readonly score: QuestionScore;
  readonly level: 3 | 4;
}

/** How much of the rubric was said, and how that is known; for what was spoken only once all of it is marked. */
function Coverage({ score: { basis, coverage, self } }: { score: QuestionScore }) {
  if (coverage === null) {
    return (
      <p className={css.facts}>
        <Status tone="info">not marked yet</Status>
        <span>
          You spoke, and nobody has read it: there is a figure when you have listened and marked every line.
          {self !== null && ` Your own score was ${Math.round(self)}.`}
        </span>
      </p>
    );
  }
  return (
    <ScoreBar
      label="Rubric coverage"
      value={coverage}
      {...(self !== null && { reference: { label: "your own score", value: self } })}
    >
      {[
        basis === "self" && "Marked by yourself while listening; nothing has read what you said.",
        self !== null &&
          `${calibrationWords(self - coverage, basis === "self" ? "marks" : "rubric")} You said ${Math.round(self)}.`,
      ]
        .filter(Boolean)
        .join(" ")}
    </ScoreBar>
  );
}

function Heading({ level, children }: { level: 3 | 4; children: ReactNode }) {
  const Tag = `h${level}` as const;
  return <Tag className={css.small}>{children}</Tag>;
}

function Dimensions({ score }: { score: QuestionScore }) {
  if (score.byDimension.size < 2) return null;
  return (
    <div className={css.dimensions}>
      {[...score.byDimension].map(([dimension, value]) => (
        <ScoreBar key={dimension} label={DIMENSION_WORDS[dimension]} value={value} />
      ))}
    </div>
  );
}

const PACE_TONE: Readonly<Record<QuestionScore["pace"]["state"], Tone>> = { fine: "good", near: "good", over: "warn" };

function Time({ score: { pace, away, isCut, isInterrupted } }: { score: QuestionScore }) {
  const over = pace.used - pace.box;
  const gone = awayWords(away);
  return (
    <p className={css.facts}>
      <Status tone={isCut ? "bad" : PACE_TONE[pace.state]}>
        {isCut ? "cut off" : over > 0 ? `${duration(Math.round(over))} over` : "in time"}
      </Status>
      <span>
        {formatDuration(pace.used)} of {formatDuration(pace.box)}
      </span>
      {gone !== null && <span>{gone}</span>}
      {isInterrupted && <span>The interviewer interrupted.</span>}
    </p>
  );
}

function Probes({ score: { outcomes }, level }: PartProps) {
  if (outcomes.length === 0) return null;
  return (
    <div>
      <Heading level={level}>Probes</Heading>
      <ul className={css.probes}>
        {outcomes.map(({ probe, reply, verdict }) => (
          <li key={`${probe.text} ${reply.askedAt}`}>
            <p>
              <span className={css.meta}>{PROBE_WORDS[probe.kind]}</span> {probe.text}
            </p>
            {"quote" in probe && probe.quote !== "" && <q className={css.quote}>{probe.quote}</q>}
            {reply.text.trim() !== "" && (
              <p className={css.facts}>
                <Status tone={STATUS_TONE[verdict.status]}>{STATUS_WORDS[verdict.status]}</Status>
                <span>{reply.text}</span>
              </p>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What counts otherwise than the answer says it, because of a reply. */
function WhenAsked({ score: { concepts, question }, level }: PartProps) {
  const lines = concepts.filter(({ by }) => by === "reply");
  if (lines.length === 0) return null;
  return (
    <div>
      <Heading level={level}>Said when asked</Heading>
      <ul className={css.plain}>
        {lines.map(({ id, counts }) => (
          <li key={id}>
            {question.concepts.find((concept) => concept.id === id)?.says ?? id}:{" "}
            {counts === "hit" ? "unclear in the answer, said in a reply" : "not in the answer, so it counts half"}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Clarifications({ score: { clarified, question }, level }: PartProps) {
  if (clarified.length === 0) return null;
  return (
    <div>
      <Heading level={level}>Asked back</Heading>
      <ul className={css.plain}>
        {clarified.map(({ text, index, at }) => (
          <li key={`${at} ${text}`} className={css.facts}>
            <Status tone={index === null ? "neutral" : "good"}>{index === null ? "left open" : "credited"}</Status>
            <span>{index === null ? text : (question.clarifications[index]?.asks ?? text)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
