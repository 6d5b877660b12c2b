import type { ComingDay } from "#modes/study/queue";
import { plural } from "../../study/words";
import css from "./study.module.css";

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;
/** Height of the tallest column, in pixels. */
const TALLEST = 72;

function dayName(day: number): { readonly weekday: string; readonly date: string } {
  const date = new Date(day * 86_400_000);
  return { weekday: WEEKDAYS[date.getUTCDay()] ?? "", date: String(date.getUTCDate()) };
}

/** How many cards come on each day: those to be reviewed, and new ones on top. */
export function Forecast({ days }: { days: readonly ComingDay[] }) {
  const most = Math.max(1, ...days.map(({ reviews, new: fresh }) => reviews + fresh));
  const height = (count: number): number => Math.ceil((TALLEST * count) / most);
  return (
    <figure className={css.forecast}>
      <figcaption className={css.legend}>
        <span data-part="new">new</span>
        <span data-part="reviews">to review</span>
      </figcaption>
      {/* biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers */}
      <ol role="list" className={css.days}>
        {days.map(({ day, reviews, new: fresh }, at) => {
          const { weekday, date } = dayName(day);
          return (
            <li key={day} className={css.day}>
              <span className="visually-hidden">
                {at === 0 ? "Today" : `${weekday} ${date}`}: {plural(reviews, "review")}, {fresh} new
              </span>
              <span aria-hidden="true" className={css.column}>
                <span className={css.sum}>{reviews + fresh === 0 ? "" : reviews + fresh}</span>
                <i data-part="new" style={{ height: height(fresh) }} />
                <i data-part="reviews" style={{ height: height(reviews) }} />
              </span>
              <span aria-hidden="true" className={css.dayName} data-today={at === 0 || undefined}>
                <span>{weekday}</span>
                <span>{date}</span>
              </span>
            </li>
          );
        })}
      </ol>
    </figure>
  );
}
