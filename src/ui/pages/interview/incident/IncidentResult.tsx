import { calibrationWords } from "#modes/interview/calibration";
import type { IncidentLine } from "#modes/interview/incident/lines";
import { gotText } from "#modes/interview/incident/markdown";
import type { IncidentDimension, IncidentScore } from "#modes/interview/incident/score";
import { awayWords } from "#modes/interview/pace";
import { Button } from "../../../kit/Button";
import { ScoreBar } from "../../../kit/Meter";
import { type Tone, ToneShape } from "../../../kit/Sign";
import { EmptyState, ErrorState, Loading } from "../../../kit/State";
import { OrderKept } from "./OrderKept";
import css from "./result.module.css";
import type { RoundInterview } from "./round";
import { Transcript } from "./Transcript";
import type { Incidents } from "./useIncidents";
import { WalkTo } from "./WalkTo";

/** What an incident round came to: four dimensions, each line with its second, the order that was kept, and what was said. */
export function IncidentResult({
  interview,
  round: index,
  incidents: { outcomes, again },
  self,
  away,
}: {
  interview: RoundInterview;
  round: number;
  incidents: Incidents;
  /** One's own score, 0 to 100. */
  self: number | null;
  /** Seconds of the round in which nobody was there. */
  away: number;
}) {
  const outcome = outcomes.get(index);
  switch (outcome?.state) {
    case undefined:
      return <Loading label="Scoring the incident round" lines={6} />;
    case "failed":
      return (
        <ErrorState title="The incident round could not be scored" action={<Button onClick={again}>Try again</Button>}>
          {outcome.why}
        </ErrorState>
      );
    case "none":
      return (
        <EmptyState
          title="There is no score of the incident round"
          action={outcome.run !== null && <a href={`#/run/${outcome.run}/debrief`}>What was kept of its run</a>}
        >
          {outcome.why}
        </EmptyState>
      );
    case "scored":
      return (
        <div className={css.result}>
          <Scored score={outcome.score} startsAt={outcome.startsAt} self={self} away={away} />
          <Transcript interview={interview} index={index} run={outcome.score.run} startsAt={outcome.startsAt} />
        </div>
      );
  }
}

interface ScoredProps {
  readonly score: IncidentScore;
  readonly startsAt: number;
  readonly self: number | null;
  readonly away: number;
}

function Scored({ score, startsAt, self, away }: ScoredProps) {
  const { total, hints, run } = score;
  const remarks = [
    hints === 0 ? null : hints === 1 ? "one step of a hint taken" : `${hints} steps of hints taken`,
    awayWords(away),
  ].filter((remark) => remark !== null);
  return (
    <>
      <div>
        <ScoreBar
          label="Score"
          value={total}
          {...(self !== null && { reference: { label: "your own score", value: self } })}
        >
          {self !== null && `${calibrationWords(self - total, "score")} You said ${Math.round(self)}.`}
        </ScoreBar>
        <p className={css.remarks}>
          {remarks.map((remark) => (
            <span key={remark}>{remark}</span>
          ))}
          <a href={`#/run/${run}/debrief`}>Debrief of the run</a>
        </p>
      </div>
      {score.dimensions.map((dimension) => (
        <Dimension key={dimension.id} dimension={dimension} run={run} startsAt={startsAt} />
      ))}
      <OrderKept order={score.order} run={run} startsAt={startsAt} />
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

function Line({ line, run, startsAt }: { line: IncidentLine; run: string; startsAt: number }) {
  const { tone, word } = standing(line);
  return (
    <li className={css.line}>
      <span>
        <ToneShape tone={tone} />
        <span className="visually-hidden">{word}: </span>
      </span>
      <div className={css.what}>
        <p className={css.label}>{line.label}</p>
        <p className={css.reason}>{line.reason}</p>
        <p className={css.source}>{line.source}</p>
      </div>
      <span className={css.when}>
        {line.second !== null && <WalkTo run={run} second={line.second} startsAt={startsAt} />}
      </span>
      <span className={css.points}>{gotText(line)}</span>
    </li>
  );
}
