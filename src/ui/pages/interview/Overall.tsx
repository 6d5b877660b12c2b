import type { InterviewHeader } from "#domain/interview";
import { calibrationWords } from "#modes/interview/calibration";
import type { InterviewState } from "#modes/interview/fold";
import { timeWords } from "#modes/interview/pace";
import { type InterviewScore, judgeOf } from "#modes/interview/scorecard";
import { ScoreBar } from "../../kit/Meter";
import { Section } from "../../kit/Page";
import { Loading } from "../../kit/State";
import { DIMENSION_WORDS } from "../../rubric/words";
import type { Incidents } from "./incident/useIncidents";
import css from "./result.module.css";

/** What the interview came to as a whole, beside one's own score: of what it is made, and how long it took. */
export function Overall({
  header,
  state,
  score,
  incidents: { rounds, outcomes },
}: {
  header: InterviewHeader;
  state: InterviewState;
  score: InterviewScore;
  incidents: Incidents;
}) {
  const { self } = state;
  const { overall, coverage, byDimension, incidents: scored } = score;
  const isScoring = outcomes.size < rounds.length;
  const hasIncident = rounds.length > 0;
  const judge = judgeOf(score);
  // Of one thing only there is nothing to take apart.
  const isMixed = hasIncident && (coverage !== null || scored.length > 1);
  return (
    <Section title="Overall">
      <div className={css.bars}>
        {isScoring ? (
          <Loading label="Scoring the incident round" lines={2} />
        ) : (
          overall !== null && (
            <ScoreBar
              label={isMixed ? "Everything" : hasIncident ? "The incident" : "Rubric coverage"}
              value={overall}
              {...(self !== null && { reference: { label: "your own score", value: self } })}
            >
              {self !== null && `${calibrationWords(self - overall, judge)} You said ${Math.round(self)}.`}
            </ScoreBar>
          )
        )}
        {isMixed && scored.map(({ index, score }) => <ScoreBar key={index} label="The incident" value={score.total} />)}
        {isMixed && coverage !== null && <ScoreBar label="Rubric coverage" value={coverage} />}
        {byDimension.size > 1 &&
          [...byDimension].map(([dimension, value]) => (
            <ScoreBar key={dimension} label={DIMENSION_WORDS[dimension]} value={value} />
          ))}
      </div>
      {rounds.map((index) => {
        const outcome = outcomes.get(index);
        if (outcome === undefined || outcome.state === "scored") return null;
        return (
          <p key={index} className={css.took}>
            Without the incident: {outcome.why}
          </p>
        );
      })}
      <p className={css.took}>
        Took {timeWords(state.endedAt ?? state.elapsed, header.setup.minutes * 60, state.away)}.
      </p>
    </Section>
  );
}
