import type { Scorecard as Card } from "#domain/score";
import { fixed } from "#lib/format";
import { ScoreBar } from "../../kit/Meter";
import { Badge } from "../../kit/Sign";
import { Callout } from "../../kit/State";
import { DIMENSION_WORDS } from "../../words";
import css from "./Scorecard.module.css";

/** The total, how it ended, and each dimension with the sentence that matters most. */
export function Scorecard({ card }: { card: Card }) {
  const weights = card.dimensions.reduce((sum, { weight }) => sum + weight, 0);
  return (
    <section aria-label="Score" className={css.card}>
      <div className={css.total}>
        <p>
          <strong className={css.figure}>{fixed(card.total, 0)}</strong> <span className={css.of}>of 100</span>
        </p>
        {card.ending !== null && (
          <>
            <h2 className={css.ending}>{card.ending.title}</h2>
            <p className={css.text}>{card.ending.text}</p>
          </>
        )}
        {card.cap !== null && (
          <Callout tone="bad" title={`No more than ${fixed(card.cap.total, 0)}`}>
            {card.cap.reason}
          </Callout>
        )}
        {card.labels.length > 0 && (
          <p className={css.labels}>
            {card.labels.map((label) => (
              <Badge key={label}>{label}</Badge>
            ))}
          </p>
        )}
      </div>
      <div className={css.bars}>
        {card.dimensions.map(({ dimension, score, weight, sentence }) => (
          <ScoreBar
            key={dimension}
            label={DIMENSION_WORDS[dimension]}
            value={score}
            weight={weights > 0 ? weight / weights : 0}
          >
            {sentence}
          </ScoreBar>
        ))}
      </div>
    </section>
  );
}
