import { useEffect, useState } from "react";
import { duration } from "#lib/format";
import { messageOf } from "#lib/message";
import { foldInterview, type InterviewState } from "#modes/interview/fold";
import { type InterviewScore, type QuestionScore, scoreInterview } from "#modes/interview/scorecard";
import type { InterviewSummary } from "#session/contract";
import { Frame } from "../../Frame";
import { formatDuration } from "../../kit/format";
import { Section } from "../../kit/Page";
import { Status } from "../../kit/Sign";
import { Callout, EmptyState, ErrorState, Loading } from "../../kit/State";
import { type Column, Table } from "../../kit/Table";
import { STATUS_TONE, STATUS_WORDS } from "../../rubric/words";
import { Sheet, SheetHead } from "../../Sheet";
import { type Services, useServices } from "../../services";
import { useTitle } from "../../title";
import { clockWhen } from "../../when";
import { IncidentTwins } from "./incident/IncidentTwins";
import { type IncidentOutcomes, loadIncidents, scoresOf } from "./incident/result";
import css from "./result.module.css";
import { matchersOf } from "./useLive";
import { BASIS_WORDS } from "./words";

interface Side {
  readonly summary: InterviewSummary;
  readonly state: InterviewState;
  readonly score: InterviewScore;
  readonly incidents: IncidentOutcomes;
}

async function sideOf(id: string, services: Services): Promise<Side | null> {
  const stored = await (await services.interviews()).load(id);
  if (stored === null) return null;
  const state = foldInterview(stored.header, stored.events);
  const matchers = await matchersOf(stored.header, services);
  // Nothing is worked out that must not be shown yet.
  const incidents: IncidentOutcomes = state.phase === "result" ? await loadIncidents(stored, services) : new Map();
  const score = scoreInterview(stored.header, state, matchers, scoresOf(incidents));
  return { summary: stored, state, score, incidents };
}

/** Two interviews with the same rounds, side by side. */
export default function ComparePage({ id, other }: { id: string; other: string }) {
  const services = useServices();
  const [sides, setSides] = useState<readonly [Side | null, Side | null] | { readonly failed: string } | null>(null);
  useTitle("Two interviews");
  useEffect(() => {
    let gone = false;
    Promise.all([sideOf(id, services), sideOf(other, services)]).then(
      (found) => !gone && setSides(found),
      (error: unknown) => !gone && setSides({ failed: messageOf(error) }),
    );
    return () => {
      gone = true;
    };
  }, [id, other, services]);
  return (
    <Frame>
      <Sheet>
        {sides === null ? (
          <Loading label="Reading both interviews" lines={8} />
        ) : "failed" in sides ? (
          <ErrorState title="They cannot be compared" action={<a href="#/interviews">Interviews</a>}>
            {sides.failed}
          </ErrorState>
        ) : (
          <Both sides={sides} />
        )}
      </Sheet>
    </Frame>
  );
}

function Both({ sides: [left, right] }: { sides: readonly [Side | null, Side | null] }) {
  const { clock } = useServices();
  if (left === null || right === null) {
    return (
      <EmptyState title="One of them is not in this browser" action={<a href="#/interviews">Interviews</a>}>
        It was deleted, or was held on another machine.
      </EmptyState>
    );
  }
  if (left.state.phase !== "result" || right.state.phase !== "result") {
    return (
      <EmptyState title="One of them is not over" action={<a href="#/interviews">Interviews</a>}>
        Nothing is shown before who answered has judged themselves.
      </EmptyState>
    );
  }
  if (JSON.stringify(left.summary.header.rounds) !== JSON.stringify(right.summary.header.rounds)) {
    return (
      <EmptyState title="They asked different things" action={<a href="#/interviews">Interviews</a>}>
        Only interviews with the same rounds can be compared: choose “Same again” to hold one once more.
      </EmptyState>
    );
  }
  const nameOf = ({ summary: { header } }: Side): string =>
    header.candidate === "" ? clockWhen(header.createdAt, clock.now()) : header.candidate;
  const named =
    nameOf(left) === nameOf(right) ? (["First", "Second"] as const) : ([nameOf(left), nameOf(right)] as const);
  return (
    <>
      <SheetHead
        path={
          <>
            <a href="#/interviews">Interviews</a> ·{" "}
            <a href={`#/interview/${left.summary.header.id}/result`}>{named[0]}</a> ·{" "}
            <a href={`#/interview/${right.summary.header.id}/result`}>{named[1]}</a>
          </>
        }
        title="The same interview, twice"
        about="Figures side by side, not a verdict on either."
      />
      {!isAlike(left, right) && (
        <Callout tone="warn" title="Not measured in the same way">
          What was written was read by the rules; what was spoken was marked by whoever spoke. Compare lines rather than
          figures.
        </Callout>
      )}
      <Figures left={left} right={right} names={named} />
      {left.score.questions.map((one) => {
        const twin = right.score.questions.find(({ index }) => index === one.index);
        return (
          <Section key={one.index} title={`Round ${one.index + 1}`}>
            <h3 className={css.asks}>{one.question.asks}</h3>
            {twin === undefined ? (
              <p>Only one of them was asked this.</p>
            ) : (
              <Lines one={one} twin={twin} names={named} />
            )}
          </Section>
        );
      })}
      {[...left.incidents].map(([index, one]) => (
        <Section key={`incident ${index}`} title={`Round ${index + 1}`}>
          <h3 className={css.asks}>The incident</h3>
          <IncidentTwins outcomes={[one, right.incidents.get(index)]} names={named} />
        </Section>
      ))}
    </>
  );
}

interface Names {
  readonly names: readonly [string, string];
}

interface Figure {
  readonly name: string;
  readonly values: readonly [string, string];
}

/** Whether both were scored in the same way; what was read by rules and what somebody marked are not the same measure. */
const isAlike = (left: Side, right: Side): boolean =>
  left.score.questions.every(
    ({ index, basis }) => right.score.questions.find((twin) => twin.index === index)?.basis === basis,
  );

/** A figure, and how it is known unless the rules read it. */
const figureOf = ({ coverage, basis }: QuestionScore): string =>
  coverage === null ? "not marked yet" : `${rounded(coverage)}${basis === "words" ? "" : ` (${BASIS_WORDS[basis]})`}`;

const rounded = (value: number | null): string => (value === null ? "–" : String(Math.round(value)));

function Figures({ left, right, names }: { left: Side; right: Side } & Names) {
  const row = (name: string, of: (side: Side) => string): Figure => ({ name, values: [of(left), of(right)] });
  const rows = [
    ...(left.incidents.size === 0
      ? []
      : [
          row("Everything", ({ score }) => rounded(score.overall)),
          row("The incident", ({ score }) => rounded(score.incidents[0]?.score.total ?? null)),
        ]),
    row("Rubric coverage", ({ score }) => rounded(score.coverage)),
    row("Own score", ({ state }) => rounded(state.self)),
    row("Time", ({ state }) => formatDuration(state.endedAt ?? state.elapsed)),
    row("Away, not counted", ({ state }) => (state.away < 1 ? "–" : duration(Math.round(state.away)))),
    row("Asked back", ({ state }) => String(state.rounds.reduce((sum, { clarified }) => sum + clarified.length, 0))),
  ];
  return (
    <Table
      label="Both in figures"
      columns={[
        { id: "name", header: "Figure", cell: ({ name }) => name },
        ...columnsFor<Figure>(names, ({ values }, i) => values[i] ?? ""),
      ]}
      rows={rows}
      rowId={({ name }) => name}
    />
  );
}

function columnsFor<Row>(names: readonly [string, string], cell: (row: Row, side: 0 | 1) => React.ReactNode) {
  return ([0, 1] as const).map(
    (side): Column<Row> => ({ id: String(side), header: names[side], cell: (row) => cell(row, side), width: "26%" }),
  );
}

function Lines({ one, twin, names }: { one: QuestionScore; twin: QuestionScore } & Names) {
  const pair = [one, twin] as const;
  const lineOf = (side: QuestionScore, id: string) => side.concepts.find((line) => line.id === id);
  return (
    <>
      <p className={css.meta}>{pair.map((side, i) => `${names[i]} ${figureOf(side)}`).join(" · ")}</p>
      <Table
        label={`Rubric of round ${one.index + 1}`}
        columns={[
          { id: "says", header: "Line of the rubric", cell: ({ says }) => says, wrap: true },
          ...columnsFor<(typeof one.question.concepts)[number]>(names, ({ id }, side) => {
            const line = lineOf(pair[side], id);
            if (line?.by === "nobody") return "not marked";
            const status = line?.counts ?? "missed";
            return <Status tone={STATUS_TONE[status]}>{STATUS_WORDS[status]}</Status>;
          }),
        ]}
        rows={one.question.concepts}
        rowId={({ id }) => id}
      />
    </>
  );
}
