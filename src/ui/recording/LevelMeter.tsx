import { useEffect, useState } from "react";
import type { OpenMicrophone } from "#session/contract";
import { cx } from "../kit/cx";
import { useMedia } from "../media";
import css from "./recording.module.css";
import { levelWord } from "./words";

/** The line goes from here to full scale, dB. */
const FROM = -60;
const BARS = 20;
/** Levels that a look at the meter sums up: the last three tenths of a second, or a second where nothing shall move. */
const LATELY = { calm: 20, lively: 6 } as const;

const barsOf = (level: number): number => Math.round((Math.max(0, level - FROM) / -FROM) * BARS);

/** How loud it is: bars that light up, and a word. With reduced motion it changes once a second. */
export function LevelMeter({ microphone }: { microphone: OpenMicrophone }) {
  const isCalm = useMedia("(prefers-reduced-motion: reduce)");
  const [level, setLevel] = useState<number | null>(null);
  useEffect(() => {
    const lately = isCalm ? LATELY.calm : LATELY.lively;
    let heard: number[] = [];
    let fresh = 0;
    return microphone.listen((levels) => {
      heard = [...heard, ...levels.filter((each) => !Number.isNaN(each))].slice(-lately);
      fresh += levels.length;
      if (heard.length === 0 || (isCalm && fresh < lately)) return;
      fresh = 0;
      setLevel(Math.max(...heard));
    });
  }, [microphone, isCalm]);
  const word = level === null ? "no level" : levelWord(level);
  const lit = level === null ? 0 : barsOf(level);
  return (
    <div className={css.level}>
      {/* biome-ignore lint/a11y/useSemanticElements: meter cannot be styled alike everywhere */}
      <div
        role="meter"
        aria-label="Loudness"
        aria-valuemin={FROM}
        aria-valuemax={0}
        aria-valuenow={Math.round(Math.max(FROM, level ?? FROM))}
        aria-valuetext={word}
        className={css.bars}
      >
        {Array.from({ length: BARS }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: bars have no other name than their place
          <i key={i} className={cx(i < lit && css.lit, i < lit && word === "too loud" && css.over)} />
        ))}
      </div>
      <span className={css.word} aria-hidden="true">
        {word}
      </span>
    </div>
  );
}
