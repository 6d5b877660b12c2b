import { useMemo } from "react";
import { type CardId, FLAGS, type StudyDeed } from "#domain/study";
import { duration, fixed, percent } from "#lib/format";
import { recallCurve } from "#modes/study/curve";
import { calendarOf, DAY, dateOfDay } from "#modes/study/days";
import type { Review, StudiedCard, Study } from "#modes/study/fold";
import { dueDayOf } from "#modes/study/queue";
import { schedulerOf } from "#modes/study/schedule";
import { Frame } from "../../Frame";
import { Button } from "../../kit/Button";
import { Select } from "../../kit/Field";
import { KeyValue } from "../../kit/KeyValue";
import { Section } from "../../kit/Page";
import { Status } from "../../kit/Sign";
import { EmptyState } from "../../kit/State";
import { type Column, Table } from "../../kit/Table";
import { Sheet } from "../../Sheet";
import { useEntries } from "../../study/useEntries";
import { type Desk, useNow } from "../../study/useStudy";
import {
  dueText,
  FLAG_WORDS,
  GRADE_TONES,
  GRADE_WORDS,
  intervalText,
  KIND_WORDS,
  STANDING_WORDS,
} from "../../study/words";
import { ZONE } from "../../study/zone";
import { useTitle } from "../../title";
import { offerUndo } from "../../undo";
import { clockWhen } from "../../when";
import { Curve } from "./Curve";
import { Opened } from "./Opened";
import css from "./study.module.css";

/** One card: how it stands, and everything that was graded. */
export default function CardPage({ id }: { id: CardId }) {
  useTitle("Card");
  return (
    <Frame>
      <Sheet>
        <Opened>{(desk) => <Known {...desk} id={id} />}</Opened>
      </Sheet>
    </Frame>
  );
}

function Known({ id, ...desk }: Desk & { id: CardId }) {
  const card = desk.study.cards.get(id);
  if (card !== undefined) return <History {...desk} card={card} />;
  return (
    <EmptyState title="There is no such card" action={<a href="#/study/browse">All cards</a>}>
      <p>It was removed, or its question is not in the bank any more.</p>
    </EmptyState>
  );
}

function originText({ origin }: StudiedCard) {
  if (origin === null) return "The question bank";
  if (origin.kind === "hand") return "Added by hand";
  return origin.kind === "run" ? (
    <a href={`#/run/${origin.id}/debrief`}>Weak in this run</a>
  ) : (
    <a href={`#/interview/${origin.id}/result`}>Missed in this interview</a>
  );
}

function History({ study, questions, act, card }: Desk & { card: StudiedCard }) {
  const [now] = useNow(60);
  const calendar = calendarOf(ZONE, study.options.rollover);
  const day = calendar.dayOf(now);
  const entry = useEntries(study, questions, dateOfDay(day)).find((each) => each.card.id === card.id);
  const { memory, subject } = card;
  const change = async (deed: StudyDeed, said: string) => {
    const added = await act([deed], "It could not be saved");
    const event = added?.[0];
    if (event === undefined) return;
    offerUndo(said, () => void act([{ type: "undo", event: event.id }], "It could not be taken back"));
  };
  const isNew = memory.state === "new";
  const recall = useRecall(study, card, now);
  return (
    <>
      <header className={css.front}>
        <p className={css.meta}>
          <a href="#/study/browse">Cards</a> · {KIND_WORDS[subject.kind]}
        </p>
        <h1 className={css.asks}>{entry?.title}</h1>
        {entry !== undefined && entry.context !== "" && <p className={css.context}>{entry.context}</p>}
        {subject.kind !== "mark" && (
          <p>
            <a href={`#/questions/${subject.question}`}>Open the question</a>
          </p>
        )}
      </header>
      <div className={css.actions}>
        {card.isSuspended ? (
          <Button onClick={() => void change({ type: "resume", card: card.id }, "Resumed")}>Resume</Button>
        ) : (
          <Button onClick={() => void change({ type: "suspend", card: card.id }, "Suspended")}>Suspend</Button>
        )}
        {!isNew && (
          <Button onClick={() => void change({ type: "forget", card: card.id }, "The card is new again")}>
            Forget
          </Button>
        )}
        {card.origin !== null && (
          <Button onClick={() => void change({ type: "remove", card: card.id }, "Removed")}>Remove</Button>
        )}
        <Select
          label="Flag"
          hideLabel
          value={String(card.flag)}
          options={FLAGS.map((flag) => ({
            value: String(flag),
            label: flag === 0 ? "No flag" : `Flag: ${FLAG_WORDS[flag].toLowerCase()}`,
          }))}
          onChange={(value) => {
            const flag = FLAGS.find((each) => String(each) === value);
            if (flag !== undefined) void change({ type: "flag", card: card.id, flag }, FLAG_WORDS[flag]);
          }}
        />
      </div>
      <div className={css.columns}>
        <Section title="How it stands">
          <KeyValue
            pairs={[
              { key: "State", value: entry ? STANDING_WORDS[entry.standing] : "–" },
              { key: "Due", value: dueText(memory, now, dueDayOf(card, study.options, calendar, day) - day) },
              { key: "Known now", value: recall.now === null ? "–" : percent(recall.now) },
              { key: "Stability", value: isNew ? "–" : `${fixed(memory.stability, 1)} d` },
              { key: "Difficulty", value: isNew ? "–" : `${fixed(memory.difficulty, 1)} of 10` },
              { key: "Reviews", value: String(memory.reviews) },
              { key: "Forgotten", value: String(memory.lapses) },
              { key: "From", value: originText(card) },
            ]}
          />
        </Section>
        {recall.points.length > 0 && (
          <Section title="Chance of knowing it">
            <Curve points={recall.points} now={now} dateOf={(at) => dateOfDay(calendar.dayOf(at))} />
          </Section>
        )}
      </div>
      <Section title="Reviews">
        {card.reviews.length === 0 ? (
          <p className={css.meta}>It was not graded yet.</p>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
          <section className={css.list} aria-label="List of reviews" tabIndex={0}>
            <Table
              label="Reviews"
              columns={reviewColumns(now)}
              rows={[...card.reviews].reverse()}
              rowId={({ id }) => String(id)}
            />
          </section>
        )}
      </Section>
    </>
  );
}

function useRecall(study: Study, card: StudiedCard, now: number) {
  return useMemo(() => {
    const scheduler = schedulerOf(study.options, ZONE);
    const until = Math.max(now + DAY, card.memory.due);
    return { now: scheduler.recall(card.memory, now), points: recallCurve(card, scheduler, until) };
  }, [study.options, card, now]);
}

function reviewColumns(now: number): readonly Column<Review>[] {
  return [
    { id: "at", header: "When", sortBy: ({ at }) => at, cell: ({ at }) => clockWhen(at, now) },
    {
      id: "grade",
      header: "Grade",
      sortBy: ({ grade }) => grade,
      cell: ({ grade }) => (
        <Status plain tone={GRADE_TONES[grade]}>
          {GRADE_WORDS[grade]}
        </Status>
      ),
    },
    { id: "interval", header: "Next in", align: "end", cell: ({ after, at }) => intervalText(after, at) },
    {
      id: "stability",
      header: "Stability",
      align: "end",
      optional: true,
      cell: ({ after }) => `${fixed(after.stability, 1)} d`,
    },
    {
      id: "seconds",
      header: "Took",
      align: "end",
      optional: true,
      cell: ({ seconds }) => duration(Math.round(seconds)),
    },
    {
      id: "typed",
      header: "Coverage",
      align: "end",
      cell: ({ typed }) => (typed === null ? "–" : `${fixed(typed.coverage, 0)} %`),
    },
  ];
}
