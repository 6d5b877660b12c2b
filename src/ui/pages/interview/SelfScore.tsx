import { useId, useState } from "react";
import { Button } from "../../kit/Button";
import css from "./room.module.css";

/** One's own judgement, 0 to 100, before anything is shown. */
export function SelfScore({
  label,
  initial = 50,
  button = "Take this score",
  onScore,
}: {
  label: string;
  initial?: number;
  button?: string;
  onScore: (score: number) => void;
}) {
  const [score, setScore] = useState(initial);
  const id = useId();
  return (
    <form
      className={css.self}
      onSubmit={(event) => {
        event.preventDefault();
        onScore(score);
      }}
    >
      <Scale id={id} label={label} score={score} onChange={setScore} autoFocus />
      <Button type="submit" kind="primary">
        {button}
      </Button>
    </form>
  );
}

/** A scale from 0 to 100 in steps of five. `autoFocus`: what had the focus is gone, and this is what comes next. */
export function Scale({
  id,
  label,
  score,
  onChange,
  autoFocus = false,
}: {
  id: string;
  label: string;
  score: number;
  onChange: (score: number) => void;
  autoFocus?: boolean;
}) {
  return (
    <div className={css.scale}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="range"
        min={0}
        max={100}
        step={5}
        // biome-ignore lint/a11y/noAutofocus: in place of what had the focus and is gone
        autoFocus={autoFocus}
        value={score}
        onChange={(event) => onChange(Number(event.currentTarget.value))}
      />
      <output htmlFor={id} className={css.figure}>
        {score}
      </output>
    </div>
  );
}
