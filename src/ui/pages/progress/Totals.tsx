import { type MouseEvent, useMemo } from "react";
import { DIMENSIONS } from "#domain/drill";
import type { Scorecard } from "#domain/score";
import { MASTERED } from "#modes/drill/choice";
import type { RunSummary } from "#session/contract";
import { CLOCK_WORDS } from "../../clocks";
import { Sparkline } from "../../kit/Sparkline";
import { DIMENSION_WORDS } from "../../words";
import { dateText } from "./days";
import css from "./progress.module.css";
import { thinLabel, thinned } from "./thin";

/** Runs over which the line goes: its height is their median. */
const SPAN = 5;

/** The median of the values up to and with each, of at most `SPAN`. */
export function medians(values: readonly number[]): readonly number[] {
  return values.map((_, at) => {
    const part = values.slice(Math.max(0, at - SPAN + 1), at + 1).sort((a, b) => a - b);
    const middle = part.length >> 1;
    const high = part[middle] ?? 0;
    return part.length % 2 === 1 ? high : (high + (part[middle - 1] ?? high)) / 2;
  });
}

const dateOf = (run: RunSummary): string => dateText(run.updatedAt);
const totalOf = (run: RunSummary): number => Math.round(run.total ?? 0);

/** Totals and dimensions of the runs, one after the other. A press on a run opens its debrief; the history does the same by keyboard. */
export function Totals({
  runs,
  cards,
}: {
  /** Finished, the newest first. */
  runs: readonly RunSummary[];
  cards: ReadonlyMap<string, Scorecard>;
}) {
  const inTime = useMemo(() => [...runs].reverse(), [runs]);
  const line = useMemo(() => medians(inTime.map(totalOf)), [inTime]);
  const [first, last] = [inTime[0], inTime.at(-1)];
  if (first === undefined || last === undefined) return null;
  const { length } = inTime;
  const place = (at: number) => (100 * (at + 0.5)) / length;
  const path = line.map((value, at) => `${at === 0 ? "M" : "L"}${place(at)} ${100 - value}`).join("");
  const median = Math.round(line.at(-1) ?? 0);
  const open = (event: MouseEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const run = inTime[Math.min(length - 1, Math.max(0, Math.floor(((event.clientX - left) / width) * length)))];
    if (run !== undefined) location.hash = `#/run/${run.id}/debrief`;
  };
  return (
    <div className={css.charts}>
      <figure className={css.totals}>
        <figcaption className={css.caption}>
          Total of 100 by run
          <span className={css.legend}>
            {(["live", "live-pause", "untimed"] as const).map((clock) => (
              <span key={clock}>
                <i data-clock={clock} /> {CLOCK_WORDS[clock].label}
              </span>
            ))}
            <span>
              <i data-clock="median" /> median of {SPAN}
            </span>
            <span>
              <i data-clock="mastered" /> mastered
            </span>
          </span>
        </figcaption>
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the history below opens the same runs by keyboard */}
        <div
          role="img"
          aria-label={`Totals of ${length} ${length === 1 ? "run" : "runs"} from ${dateOf(first)} to ${dateOf(last)}: first ${totalOf(first)}, last ${totalOf(last)}, median of the last ${Math.min(SPAN, length)} ${median}.`}
          onClick={open}
          className={css.plot}
        >
          {[0, 50, MASTERED].map((value) => (
            <span
              key={value}
              className={css.grid}
              style={{ bottom: `${value}%` }}
              data-mastered={value === MASTERED || undefined}
            >
              {value}
            </span>
          ))}
          <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
            <path d={path} />
          </svg>
          {inTime.map((run, at) => (
            <i
              key={run.id}
              data-clock={run.clock}
              title={`${dateOf(run)} ${run.code}: ${totalOf(run)}, ${CLOCK_WORDS[run.clock].label}`}
              style={{ left: `${place(at)}%`, bottom: `${totalOf(run)}%` }}
            />
          ))}
        </div>
        <div className={css.ends}>
          <span>{dateOf(first)}</span>
          {length > 1 && <span>{dateOf(last)}</span>}
        </div>
      </figure>
      <div className={css.dimensions}>
        <p className={css.caption}>Mean of 100 by dimension</p>
        <dl>
          {DIMENSIONS.map((dimension) => {
            const values = inTime.map(
              (run) => cards.get(run.id)?.dimensions.find((each) => each.dimension === dimension)?.score ?? null,
            );
            const known = values.filter((value) => value !== null);
            const line = thinned(values);
            return (
              <div key={dimension}>
                <dt>{DIMENSION_WORDS[dimension]}</dt>
                <dd>
                  {known.length > 1 && (
                    <Sparkline
                      label={thinLabel(DIMENSION_WORDS[dimension], line.each)}
                      values={line.values}
                      min={0}
                      max={100}
                      width={132}
                      height={22}
                    />
                  )}
                  <span className={css.figure}>
                    {known.length > 0 ? Math.round(known.reduce((sum, value) => sum + value, 0) / known.length) : "–"}
                  </span>
                </dd>
              </div>
            );
          })}
        </dl>
      </div>
    </div>
  );
}
