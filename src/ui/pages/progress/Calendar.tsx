import { calendarOf, rhythmOf, rhythmText } from "#modes/drill/streak";
import { Section } from "../../kit/Page";
import { NARROW, useMedia } from "../../media";
import { dateOfDay, monthOfDay } from "./days";
import css from "./progress.module.css";

const WEEKS = 53;
const WEEKS_NARROW = 27;
/** A day in the drawing's own units, with its gap. */
const CELL = 12;
const SIZE = 10;
const TOP = 14;
const LEFT = 24;
/** Runs of a day from which the next shade begins. */
const SHADES = [1, 2, 4] as const;

const shadeOf = (runs: number): number => SHADES.filter((least) => runs >= least).length;

/** A year of days, with how many runs each has, and the rhythm in words. The same is in a table, by month. */
export function Calendar({ days, today }: { days: readonly number[]; today: number }) {
  const count = useMedia(NARROW) ? WEEKS_NARROW : WEEKS;
  const weeks = calendarOf(days, today, count);
  const text = rhythmText(rhythmOf(days, today));
  const months = new Map<string, { runs: number; days: Set<number> }>();
  for (const day of [...days].sort((a, b) => b - a)) {
    const { key } = monthOfDay(day);
    const month = months.get(key) ?? { runs: 0, days: new Set() };
    month.runs += 1;
    month.days.add(day);
    months.set(key, month);
  }
  const width = LEFT + count * CELL;
  return (
    <Section title="Calendar">
      <p className={css.rhythm}>{text}</p>
      <svg
        role="img"
        aria-label={`Days with a run in the last ${count} weeks. ${text} The table below has the figures.`}
        viewBox={`0 0 ${width} ${TOP + 7 * CELL}`}
        className={css.calendar}
      >
        {["Mon", "Wed", "Fri"].map((name, at) => (
          <text key={name} x={0} y={TOP + at * 2 * CELL + 9}>
            {name}
          </text>
        ))}
        {weeks.map((week, at) => {
          const [first] = week;
          if (first === undefined) return null;
          const month = monthOfDay(first.day);
          const before = weeks[at - 1]?.[0];
          const isNew = before !== undefined && monthOfDay(before.day).key !== month.key;
          return (
            <g key={first.day} transform={`translate(${LEFT + at * CELL} 0)`}>
              {isNew && (
                <text x={0} y={9}>
                  {month.name}
                </text>
              )}
              {week.map(({ day, runs }, row) =>
                runs === null ? null : (
                  <rect
                    key={day}
                    y={TOP + row * CELL}
                    width={SIZE}
                    height={SIZE}
                    rx={2}
                    data-shade={shadeOf(runs)}
                    data-today={day === today || undefined}
                  >
                    <title>{`${dateOfDay(day)}: ${runs} ${runs === 1 ? "run" : "runs"}`}</title>
                  </rect>
                ),
              )}
            </g>
          );
        })}
      </svg>
      <details className={css.byMonth}>
        <summary>By month</summary>
        <table aria-label="Runs by month" className={css.months}>
          <thead>
            <tr>
              <th scope="col">Month</th>
              <th scope="col">Runs</th>
              <th scope="col">Days</th>
            </tr>
          </thead>
          <tbody>
            {[...months].map(([key, month]) => (
              <tr key={key}>
                <th scope="row">{key}</th>
                <td>{month.runs}</td>
                <td>{month.days.size}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </Section>
  );
}
