import { useEffect, useState } from "react";
import { messageOf } from "#lib/message";
import type { IncidentLine } from "#modes/interview/incident/lines";
import type { IncidentDimension, IncidentScore } from "#modes/interview/incident/score";
import { Button } from "../../../kit/Button";
import { ScoreBar } from "../../../kit/Meter";
import { type Tone, ToneShape } from "../../../kit/Sign";
import { EmptyState, ErrorState, Loading } from "../../../kit/State";
import { Timestamp } from "../../../kit/Timestamp";
import { useServices } from "../../../services";
import { OrderKept } from "./OrderKept";
import { type IncidentOutcome, loadIncident } from "./result";
import css from "./result.module.css";
import type { RoundInterview } from "./round";
import { Transcript } from "./Transcript";

type Loaded = IncidentOutcome | { readonly state: "failed"; readonly why: string };

/** What an incident round came to: four dimensions, each line with its second, the order that was kept, and what was said. */
export function IncidentResult({ interview, round: index }: { interview: RoundInterview; round: number }) {
  const services = useServices();
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [attempt, setAttempt] = useState(0);
  const { id } = interview.header;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a round that is over does not change
  useEffect(() => {
    let gone = false;
    setLoaded(null);
    loadIncident(interview, index, services).then(
      (outcome) => {
        if (!gone) setLoaded(outcome);
      },
      (error: unknown) => {
        if (!gone) setLoaded({ state: "failed", why: messageOf(error) });
      },
    );
    return () => {
      gone = true;
    };
  }, [id, index, services, attempt]);
  switch (loaded?.state) {
    case undefined:
      return <Loading label="Scoring the incident round" lines={6} />;
    case "failed":
      return (
        <ErrorState
          title="The incident round could not be scored"
          action={<Button onClick={() => setAttempt(attempt + 1)}>Try again</Button>}
        >
          {loaded.why}
        </ErrorState>
      );
    case "none":
      return (
        <EmptyState
          title="There is no score of the incident round"
          action={loaded.run !== null && <a href={`#/run/${loaded.run}/debrief`}>What was kept of its run</a>}
        >
          {loaded.why}
        </EmptyState>
      );
    case "scored":
      return (
        <div className={css.result}>
          <Scored score={loaded.score} startsAt={loaded.startsAt} />
          <Transcript interview={interview} index={index} run={loaded.score.run} startsAt={loaded.startsAt} />
        </div>
      );
  }
}

function Scored({ score, startsAt }: { score: IncidentScore; startsAt: number }) {
  const hints = score.hints === 1 ? "one step of a hint" : `${score.hints} steps of hints`;
  return (
    <>
      <p className={css.summary}>
        <strong className={css.total}>{Math.round(score.total)}</strong> of 100
        {score.hints > 0 && `, with ${hints}`}. <a href={`#/run/${score.run}/debrief`}>Debrief of the run</a>
      </p>
      {score.dimensions.map((dimension) => (
        <Dimension key={dimension.id} dimension={dimension} run={score.run} startsAt={startsAt} />
      ))}
      <OrderKept order={score.order} run={score.run} startsAt={startsAt} />
    </>
  );
}

function Dimension({
  dimension: { label, score, weight, lines },
  run,
  startsAt,
}: {
  dimension: IncidentDimension;
  run: string;
  startsAt: number;
}) {
  return (
    <section aria-label={label} className={css.dimension}>
      <ScoreBar label={label} value={score} weight={weight / 100} />
      {/* biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers */}
      <ul role="list" className={css.lines}>
        {lines.map((line) => (
          <Line key={line.id} line={line} run={run} startsAt={startsAt} />
        ))}
      </ul>
    </section>
  );
}

/** How a line stands, as a sign and in a word. */
function standing({ points, of }: IncidentLine): { readonly tone: Tone; readonly word: string } {
  if (of === 0 || points < 0) return { tone: "bad", word: "Cost" };
  if (points >= of * 0.995) return { tone: "good", word: "Earned" };
  return points <= of * 0.005 ? { tone: "neutral", word: "Missed" } : { tone: "warn", word: "Partly" };
}

/** One decimal where it matters, with a minus sign. */
const figure = (value: number): string => String(Math.round(value * 10) / 10).replace("-", "−");

function Line({ line, run, startsAt }: { line: IncidentLine; run: string; startsAt: number }) {
  const { tone, word } = standing(line);
  return (
    <li className={css.line}>
      <span className={css.sign}>
        <ToneShape tone={tone} />
        <span className="visually-hidden">{word}: </span>
      </span>
      <div className={css.what}>
        <p className={css.label}>{line.label}</p>
        <p className={css.reason}>{line.reason}</p>
        <p className={css.source}>{line.source}</p>
      </div>
      <span className={css.when}>
        {line.second !== null && (
          <a href={`#/run/${run}/walk/${Math.max(0, line.second)}`}>
            <Timestamp second={line.second} startsAt={startsAt} />
          </a>
        )}
      </span>
      <span className={css.points}>
        {line.of === 0 ? figure(line.points) : `${figure(line.points)} / ${figure(line.of)}`}
      </span>
    </li>
  );
}
