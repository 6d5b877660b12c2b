import { cx } from "./cx";
import css from "./Kbd.module.css";
import { keyLabels } from "./keys";

/** Keys as they are named on this computer. `keys` is written as for useHotkeys: `mod+k`, `g b`, `?`. On touch screens only with `always`. */
export function Kbd({ keys, always = false }: { keys: string; always?: boolean }) {
  return (
    <span className={cx(css.group, !always && css.hint)}>
      {keyLabels(keys).map((label, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the order of a key sequence is its identity
        <kbd key={index} className={css.key}>
          {label}
        </kbd>
      ))}
    </span>
  );
}
