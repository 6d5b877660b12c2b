import { useEffect, useMemo, useRef, useState } from "react";
import type { DrillCard } from "#domain/drill";
import { QUESTION_SKILLS, type Question } from "#domain/questions";
import { type Assessment, assess, coverageOf, type Overrides } from "#questions/assess";
import { useDraft } from "../../draft";
import { Frame } from "../../Frame";
import { Button } from "../../kit/Button";
import { TextArea } from "../../kit/Field";
import { ScoreBar } from "../../kit/Meter";
import { Section } from "../../kit/Page";
import { ErrorState, Loading } from "../../kit/State";
import { MarkedAnswer } from "../../rubric/MarkedAnswer";
import { Model } from "../../rubric/Model";
import { Remarks } from "../../rubric/Remarks";
import { Rubric } from "../../rubric/Rubric";
import { type Ready, useQuestion } from "../../rubric/useQuestion";
import { KIND_WORDS, LEVEL_WORDS, ROLE_WORDS } from "../../rubric/words";
import { About, Sheet, SheetHead } from "../../Sheet";
import { useServices } from "../../services";
import { useTitle } from "../../title";
import css from "./questions.module.css";

/** One question: answered in one's own words, then read against its rubric. Nothing of the rubric is shown before. */
export default function QuestionPage({ id }: { id: string }) {
  const ready = useQuestion(id);
  useTitle(ready !== null && typeof ready !== "string" ? ready.question.asks : "Question");
  return (
    <Frame>
      <Sheet>
        {ready === null ? (
          <Loading label="Opening the question" lines={8} />
        ) : typeof ready === "string" ? (
          <ErrorState title="The question cannot be opened" action={<a href="#/questions">All questions</a>}>
            {ready}
          </ErrorState>
        ) : (
          <Practice key={id} {...ready} />
        )}
      </Sheet>
    </Frame>
  );
}

interface Read {
  readonly text: string;
  readonly assessment: Assessment;
}

function Practice({ question, matcher }: Ready) {
  const [text, setText] = useDraft(`question.${question.id}`);
  const [read, setRead] = useState<Read | null>(null);
  const [isShown, setShown] = useState(false);
  const result = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isShown) result.current?.focus();
  }, [isShown]);
  const submit = () => {
    setRead(text.trim() === "" ? null : { text, assessment: assess(matcher, text) });
    setShown(true);
    result.current?.focus();
  };
  const words = text.split(/\s+/).filter(Boolean).length;
  return (
    <>
      <SheetHead
        path={
          <>
            <a href="#/questions">Questions</a> · {KIND_WORDS[question.kind]} · {LEVEL_WORDS[question.level]} ·{" "}
            {question.minutes} min · {question.skills.map((skill) => QUESTION_SKILLS[skill].label).join(", ")} ·{" "}
            {question.roles.map((role) => ROLE_WORDS[role]).join(", ")}
          </>
        }
        title={question.asks}
        isQuestion
      />
      <form
        className={css.answer}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextArea
          label="Your answer"
          rows={9}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) submit();
          }}
          hint={
            <>
              As you would say it. {words > 0 && `${words} words, about ${spokenTime(words)}. `}Ctrl Enter compares it
              with the rubric.
            </>
          }
        />
        <div className={css.actions}>
          <Button type="submit" kind="primary">
            {text.trim() === "" ? "Show the rubric" : "Compare with the rubric"}
          </Button>
        </div>
      </form>
      {isShown && (
        <div ref={result} tabIndex={-1} className={css.result}>
          <Result question={question} read={read} />
        </div>
      )}
    </>
  );
}

/** Spoken at 140 words a minute. */
function spokenTime(words: number): string {
  const seconds = Math.round((words * 60) / 140 / 5) * 5;
  return seconds < 60 ? `${Math.max(5, seconds)} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

function Result({ question, read }: { question: Question; read: Read | null }) {
  const [overrides, setOverrides] = useState<Overrides>({});
  const coverage = useMemo(
    () => read && coverageOf(question.concepts, read.assessment, overrides),
    [question, read, overrides],
  );
  return (
    <>
      {read !== null && coverage !== null && (
        <Section title="Your answer">
          <div className={css.read}>
            <ScoreBar label="Rubric coverage" value={Math.round(coverage)} />
            <MarkedAnswer question={question} text={read.text} assessment={read.assessment} />
            <Remarks question={question} assessment={read.assessment} />
          </div>
        </Section>
      )}
      <Section title="Rubric">
        <About>{question.seeks}</About>
        <Rubric
          question={question}
          assessment={read?.assessment ?? null}
          text={read?.text ?? ""}
          overrides={overrides}
          {...(read !== null && {
            onOverride: (concept, status) => setOverrides((now) => ({ ...now, [concept]: status })),
          })}
        />
      </Section>
      <Section title="Model answer">
        <About>{question.summary}</About>
        <Model question={question} level={3} />
      </Section>
      {question.twists.length > 0 && (
        <Section title="And if …">
          {question.twists.map((twist) => (
            <details key={twist.asks} className={css.twist}>
              <summary>{twist.asks}</summary>
              <p>{twist.strong}</p>
            </details>
          ))}
        </Section>
      )}
      <Drills question={question} />
    </>
  );
}

/** By code and title of symptoms: nothing that gives a drill away. */
function Drills({ question }: { question: Question }) {
  const { library } = useServices();
  const [slugs, setSlugs] = useState<readonly string[]>(question.drills);
  useEffect(() => {
    let gone = false;
    library.sources().then(
      (sources) => !gone && setSlugs([...new Set([...(sources[question.id]?.drills ?? []), ...question.drills])]),
      // Offline before the first visit was complete: what the card itself names is there all the same.
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [library, question]);
  const drills = slugs.map((slug) => library.bySlugOrCode(slug)).filter((card): card is DrillCard => card !== null);
  if (drills.length === 0) return null;
  return (
    <Section title="Rehearse it">
      <ul className={css.drills}>
        {drills.map(({ code, title }) => (
          <li key={code}>
            <a href={`#/${code}`}>
              <span className="mono">{code}</span> {title}
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}
