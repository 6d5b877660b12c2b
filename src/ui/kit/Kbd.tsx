import css from "./Kbd.module.css";
import { keyLabels } from "./keys";

/** Keys as they are named on this computer. `keys` is written as for useHotkeys: `mod+k`, `g b`, `?`. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className={css.group}>
      {keyLabels(keys).map((label, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the order of a key sequence is its identity
        <kbd key={index} className={css.key}>
          {label}
        </kbd>
      ))}
    </span>
  );
}
