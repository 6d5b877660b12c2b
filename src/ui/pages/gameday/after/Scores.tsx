import type { Report } from "#modes/gameday/report";
import { ScoreBar } from "../../../kit/Meter";
import { DIMENSION_WORDS } from "../../../words";
import css from "./after.module.css";

/** What the incident was worth, for the team as a whole. */
export function Scores({ score }: { score: NonNullable<Report["score"]> }) {
  return (
    <section aria-label="Score of the incident" className={css.scores}>
      <h3>The incident: {Math.round(score.total)} of 100, together</h3>
      {score.cap !== null && (
        <p className={css.quiet}>
          At most {score.cap.total}: {score.cap.reason}
        </p>
      )}
      {score.dimensions.map(({ dimension, score: value, weight, sentence }) => (
        <ScoreBar key={dimension} label={DIMENSION_WORDS[dimension]} value={value} weight={weight / 100}>
          {sentence}
        </ScoreBar>
      ))}
    </section>
  );
}
