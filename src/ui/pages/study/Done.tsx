import type { Study } from "#modes/study/fold";
import { type ComingDay, forecastOf, type Queue } from "#modes/study/queue";
import { EmptyState } from "../../kit/State";
import { plural } from "../../study/words";
import { ZONE } from "../../study/zone";
import { clockWhen } from "../../when";
import { Forecast } from "./Forecast";
import css from "./study.module.css";

const DAYS = 14;

function tomorrowText(tomorrow: ComingDay | undefined): string {
  if (tomorrow === undefined || tomorrow.reviews + tomorrow.new === 0) return "Nothing comes tomorrow.";
  const parts = [
    ...(tomorrow.reviews > 0 ? [plural(tomorrow.reviews, "review")] : []),
    ...(tomorrow.new > 0 ? [`${tomorrow.new} new`] : []),
  ];
  return `Tomorrow: ${parts.join(" and ")}.`;
}

/** Nothing is left for now: what there was, and what comes. */
export function Done({ study, queue, now }: { study: Study; queue: Queue; now: number }) {
  const days = forecastOf(study, queue, ZONE, DAYS);
  const { reviews, new: fresh } = queue.done;
  const isWaiting = queue.waitsUntil !== null;
  return (
    <div className={css.done}>
      <EmptyState
        title={isWaiting ? "A pause" : reviews > 0 ? "Done for today" : "Nothing to study today"}
        action={<a href="#/study/browse">Browse the cards</a>}
      >
        {reviews > 0 && (
          <p>
            {plural(reviews, "grade")} given today
            {fresh > 0 && `, ${fresh} ${fresh === 1 ? "card" : "cards"} for the first time`}.
          </p>
        )}
        {queue.waitsUntil !== null && (
          <p>The next card in learning comes at {clockWhen(queue.waitsUntil, now)}. It is still there tomorrow, too.</p>
        )}
        <p>{tomorrowText(days[1])}</p>
      </EmptyState>
      <section aria-label="The next 14 days">
        <h2 className={css.heading}>The next 14 days</h2>
        <Forecast days={days} />
      </section>
    </div>
  );
}
