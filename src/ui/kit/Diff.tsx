import { useMemo } from "react";
import { cx } from "./cx";
import css from "./Diff.module.css";
import { type DiffKind, parseDiff } from "./diff";

const SIGN: Record<DiffKind, string> = { added: "+", removed: "−", same: " ", hunk: " ", file: " ", note: " " };
const SPOKEN: Partial<Record<DiffKind, string>> = { added: "added: ", removed: "removed: " };

/** A unified diff with line numbers; added and removed lines have a sign, a colour and, for screen readers, a word. */
export function Diff({ label, text }: { label: string; text: string }) {
  const lines = useMemo(() => parseDiff(text), [text]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section aria-label={label} tabIndex={0} className={css.diff}>
      <div className={css.lines}>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a text are their positions
          <div key={index} className={cx(css.line, css[line.kind])}>
            <span aria-hidden="true" className={css.number}>
              {line.before}
            </span>
            <span aria-hidden="true" className={css.number}>
              {line.after}
            </span>
            <span aria-hidden="true" className={css.sign}>
              {SIGN[line.kind]}
            </span>
            <code>
              {SPOKEN[line.kind] !== undefined && <span className="visually-hidden">{SPOKEN[line.kind]}</span>}
              {line.text}
            </code>
          </div>
        ))}
      </div>
    </section>
  );
}
