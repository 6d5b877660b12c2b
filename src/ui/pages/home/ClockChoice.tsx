import { useId } from "react";
import { CLOCK_WORDS, OWN_CLOCKS, type OwnClock } from "../../clocks";
import css from "./ClockChoice.module.css";

/** How time shall run: each mode with its one line, side by side. */
export function ClockChoice({ value, onChange }: { value: OwnClock; onChange: (clock: OwnClock) => void }) {
  const id = useId();
  return (
    <fieldset className={css.choice}>
      <legend className={css.legend}>Clock</legend>
      <div className={css.modes}>
        {OWN_CLOCKS.map((mode) => (
          <label key={mode} className={css.mode}>
            <input
              type="radio"
              name="clock"
              aria-labelledby={`${id}-${mode}`}
              aria-describedby={`${id}-${mode}-line`}
              checked={mode === value}
              onChange={() => onChange(mode)}
            />
            <span>
              <strong id={`${id}-${mode}`}>{CLOCK_WORDS[mode].label}</strong>
              <span id={`${id}-${mode}-line`} className={css.line}>
                {CLOCK_WORDS[mode].line}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
