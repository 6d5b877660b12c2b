import { type ReactNode, useEffect, useState } from "react";
import { QUESTION_SKILLS, type Question } from "#domain/questions";
import { messageOf } from "#lib/message";
import type { BankAccuracy, Confusion, Labelled, PartAccuracy } from "#questions/accuracy";
import { beside } from "../../beside/index";
import { Frame } from "../../Frame";
import { Section } from "../../kit/Page";
import { EmptyState, ErrorState, Loading } from "../../kit/State";
import { type Column, Table } from "../../kit/Table";
import { ANSWER_WORDS } from "../../rubric/words";
import { About, Sheet, SheetHead } from "../../Sheet";
import { useServices } from "../../services";
import { useTitle } from "../../title";
import css from "./questions.module.css";

interface Measured {
  readonly accuracy: BankAccuracy;
  readonly questions: ReadonlyMap<string, Question>;
}

/** How far the rules can be trusted: worked out here, from the labelled answers that come with the app. */
export default function AccuracyPage() {
  const { bank } = useServices();
  const [state, setState] = useState<Measured | string | null>(null);
  useTitle("How far the rules can be trusted");
  useEffect(() => {
    let gone = false;
    const load = async (): Promise<Measured> => {
      const [cards, groups, labels] = await Promise.all([bank.cards(), bank.groups(), bank.labels()]);
      const questions = await Promise.all(cards.map(({ id }) => bank.question(id)));
      const accuracy = await beside("measure", { questions, groups, labels });
      return { accuracy, questions: new Map(questions.map((question) => [question.id, question])) };
    };
    load().then(
      (measured) => !gone && setState(measured),
      (error: unknown) => !gone && setState(messageOf(error)),
    );
    return () => {
      gone = true;
    };
  }, [bank]);
  return (
    <Frame>
      <Sheet>
        <SheetHead
          path={<a href="#/questions">Questions</a>}
          title="How far the rules can be trusted"
          about="Answers are read by rules that look for words near each other; no model judges them. Answers of six kinds, and sentences that say one line of a rubric or come near, were made up and labelled apart from the rules; real candidates may speak otherwise. Three in ten are put aside by their name alone: no rule was written from their words, though the figures of the older ones as a whole were seen while rules changed. They count more than the rest, which the rules were fitted to. Nearest to an answer of yours are those written when the rules were there."
        />
        {state === null ? (
          <>
            <p className={css.meta}>
              Every labelled text is being read, here in your browser. That takes some seconds.
            </p>
            <Loading label="Reading every labelled answer" lines={8} />
          </>
        ) : typeof state === "string" ? (
          <ErrorState title="The rules could not be measured" action={<a href="#/questions">All questions</a>}>
            {state}
          </ErrorState>
        ) : state.accuracy.tuned.answers + state.accuracy.heldOut.answers === 0 ? (
          <EmptyState title="No labelled answers">
            <p>This build has none, so nothing can be said.</p>
          </EmptyState>
        ) : (
          <Figures {...state} />
        )}
      </Sheet>
    </Frame>
  );
}

interface Row {
  readonly name: string;
  readonly accuracy: PartAccuracy;
}

const share = (value: number | null): string => (value === null ? "–" : `${Math.round(value * 100)} %`);
const figure = (
  id: string,
  header: string,
  value: (row: PartAccuracy) => number | null,
  shown: (row: PartAccuracy) => ReactNode = value,
): Column<Row> => ({
  id,
  header,
  cell: ({ accuracy }) => shown(accuracy),
  sortBy: ({ accuracy }) => value(accuracy) ?? -1,
  align: "end",
});
const COLUMNS: readonly Column<Row>[] = [
  { id: "name", header: "Part", cell: ({ name }) => name, sortBy: ({ name }) => name, wrap: true },
  { ...figure("answers", "Answers", ({ answers }) => answers), optional: true },
  figure(
    "precision",
    "Precision",
    ({ precision }) => precision,
    ({ precision }) => share(precision),
  ),
  figure(
    "recall",
    "Recall",
    ({ recall }) => recall,
    ({ recall }) => share(recall),
  ),
  {
    ...figure(
      "f1",
      "F1",
      (a) => a.f1,
      (a) => share(a.f1),
    ),
    optional: true,
  },
  { ...figure("right", "Heard, and said", ({ truePositive }) => truePositive), optional: true },
  { ...figure("wrong", "Heard, not said", ({ falsePositive }) => falsePositive), optional: true },
  { ...figure("missing", "Said, not heard", ({ falseNegative }) => falseNegative), optional: true },
];

const tableOf = (label: string, rows: readonly Row[]) => (
  <div className={css.table}>
    <Table label={label} columns={COLUMNS} rows={rows} rowId={({ name }) => name} />
  </div>
);

function Figures({ accuracy, questions }: Measured) {
  const { tuned, heldOut, fresh, fitted, phrases, flags, bySkill, byKind, confusions } = accuracy;
  return (
    <>
      <Section title="All questions">
        <About>
          Precision: of what was heard, how much was said. Recall: of what was said, how much was heard. What a label
          calls unclear is in neither. Fresh ones were written when the rules were there; seven in ten of them only say
          how far what is heard is trusted.
        </About>
        {tableOf("All questions", [
          { name: "Held out", accuracy: heldOut },
          { name: "Fresh, held out", accuracy: fresh },
          { name: "Fresh, for the trust", accuracy: fitted },
          { name: "Looked at", accuracy: tuned },
          { name: "Single sentences, held out", accuracy: phrases.heldOut },
          { name: "Single sentences, looked at", accuracy: phrases.tuned },
          { name: "Red flags, held out", accuracy: flags.heldOut },
          { name: "Red flags, looked at", accuracy: flags.tuned },
        ])}
      </Section>
      <Section title="By skill, held out">
        {tableOf(
          "By skill",
          bySkill.map((each) => ({ name: QUESTION_SKILLS[each.skill].label, accuracy: each.accuracy })),
        )}
      </Section>
      <Section title="By kind of answer, held out">
        {tableOf(
          "By kind of answer",
          byKind.map((each) => ({ name: ANSWER_WORDS[each.kind], accuracy: each.accuracy })),
        )}
      </Section>
      <Section title="Where the rules go wrong most">
        <About>
          Of the answers that may be looked at. A line of the rubric you are sure you said can be set to said by hand.
        </About>
        {confusions.slice(0, 20).map((confusion) => (
          <Wrong
            key={`${confusion.question}/${confusion.concept}`}
            confusion={confusion}
            question={questions.get(confusion.question)}
          />
        ))}
        {confusions.length === 0 && <p>Nowhere.</p>}
      </Section>
    </>
  );
}

function Wrong({ confusion, question }: { confusion: Confusion; question: Question | undefined }) {
  const flag = question?.flags.find(({ id }) => `flag ${id}` === confusion.concept);
  const concept = question?.concepts.find(({ id }) => id === confusion.concept);
  const says = flag ? `Red flag: ${flag.says}` : (concept?.says ?? confusion.concept);
  const sides = [
    ["Heard, not said", confusion.falsePositive.map(({ answer }) => answer)],
    ["Said, not heard", confusion.falseNegative.map(({ answer }) => answer)],
  ] as const;
  return (
    <details className={css.twist}>
      <summary>
        {says} <span className={css.meta}>{question?.asks}</span>
      </summary>
      {sides.map(([title, answers]) => answers.length > 0 && <Samples key={title} title={title} answers={answers} />)}
    </details>
  );
}

function Samples({ title, answers }: { title: string; answers: readonly Labelled[] }) {
  return (
    <>
      <h3 className={css.meta}>{title}</h3>
      {answers.map(({ id, kind, text }) => (
        <blockquote key={id} className={css.sample}>
          <span className={css.meta}>{ANSWER_WORDS[kind]}</span> {text}
        </blockquote>
      ))}
    </>
  );
}
