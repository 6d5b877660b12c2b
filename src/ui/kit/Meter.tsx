import type { ReactNode } from "react";
import { cx } from "./cx";
import { durationInWords, formatDuration, formatValue, type Unit } from "./format";
import css from "./Meter.module.css";
import type { Tone } from "./Sign";

/** Work under way. `done` is 0–1, or undefined while unknown; `secondsLeft` is shown and read out. */
export function Progress({
  label,
  done,
  secondsLeft,
  tone = "info",
  hideLabel = false,
}: {
  label: string;
  done?: number;
  secondsLeft?: number;
  tone?: Tone;
  hideLabel?: boolean;
}) {
  const share = done === undefined ? undefined : Math.min(1, Math.max(0, done));
  const percent = share === undefined ? undefined : Math.round(share * 100);
  const spoken = [
    percent === undefined ? "under way" : `${percent} %`,
    secondsLeft !== undefined && `${durationInWords(secondsLeft)} left`,
  ];
  return (
    <div className={css.progress}>
      {!hideLabel && <span className={css.label}>{label}</span>}
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={spoken.filter(Boolean).join(", ")}
        className={css.track}
      >
        <div
          className={cx(css.fill, css[tone], share === undefined && css.unknown)}
          style={share === undefined ? undefined : { transform: `scaleX(${share})` }}
        />
      </div>
      {secondsLeft !== undefined && (
        <span aria-hidden="true" className={css.left}>
          {formatDuration(secondsLeft)}
        </span>
      )}
    </div>
  );
}

/** A level within limits, such as a pool in use. The tone follows `warnAt` and `badAt` (shares of max, 0–1). */
export function Meter({
  label,
  value,
  max,
  unit = "",
  warnAt = 0.8,
  badAt = 0.95,
}: {
  label: string;
  value: number;
  max: number;
  unit?: Unit;
  warnAt?: number;
  badAt?: number;
}) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  const tone: Tone = share >= badAt ? "bad" : share >= warnAt ? "warn" : "good";
  const text = `${formatValue(value, unit)} of ${formatValue(max, unit)}`;
  return (
    <div className={css.meter}>
      <span className={css.label}>{label}</span>
      {/* biome-ignore lint/a11y/useSemanticElements: meter cannot be styled alike everywhere */}
      <div
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={value}
        aria-valuetext={text}
        className={css.track}
      >
        <div className={cx(css.fill, css[tone])} style={{ transform: `scaleX(${share})` }} />
        <i className={css.tick} style={{ left: `${warnAt * 100}%` }} />
      </div>
      <span aria-hidden="true" className={cx(css.left, tone !== "good" && css[`text-${tone}`])}>
        {text}
      </span>
    </div>
  );
}

/** A score from 0 to 100 with an optional reference mark and the sentence that matters most. */
export function ScoreBar({
  label,
  value,
  weight,
  reference,
  children,
}: {
  label: string;
  value: number;
  /** Share of the total, 0–1. */
  weight?: number;
  /** A value to compare with, such as somebody else's. */
  reference?: { label: string; value: number };
  children?: ReactNode;
}) {
  const score = Math.round(Math.min(100, Math.max(0, value)));
  return (
    <div className={css.score}>
      <span className={css.scoreLabel}>
        {label}
        {weight !== undefined && <span className={css.weight}> {Math.round(weight * 100)} %</span>}
      </span>
      {/* biome-ignore lint/a11y/useSemanticElements: meter cannot be styled alike everywhere */}
      <div
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={score}
        aria-valuetext={`${score} of 100${reference ? `, ${reference.label} ${Math.round(reference.value)}` : ""}`}
        className={cx(css.track, css.scoreTrack)}
      >
        <div className={cx(css.fill, css.plain)} style={{ transform: `scaleX(${score / 100})` }} />
        {reference && (
          <i
            className={css.reference}
            title={`${reference.label} ${Math.round(reference.value)}`}
            style={{ left: `${reference.value}%` }}
          />
        )}
      </div>
      <strong className={css.scoreValue}>{score}</strong>
      {children !== undefined && <p className={css.sentence}>{children}</p>}
    </div>
  );
}
