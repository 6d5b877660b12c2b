import { type ReactNode, useEffect, useRef } from "react";
import { clock, offset } from "#lib/format";
import { cx } from "../../kit/cx";
import css from "./RunTimeline.module.css";
import { scrollInPanel } from "./scroll";
import type { Line } from "./story";

/** The run line by line. Lines with marks lead to them; every line leads to its second on the curve. */
export function RunTimeline({
  lines,
  startsAt,
  current,
  children,
  onSelect,
}: {
  lines: readonly Line[];
  /** Second of the day at T+0. */
  startsAt: number;
  /** The line that is selected. */
  current: Line | undefined;
  /** What is to be said below it. */
  children?: ReactNode;
  onSelect: (line: Line) => void;
}) {
  const here = useRef<HTMLLIElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another current line is scrolled to
  useEffect(() => {
    if (here.current !== null) scrollInPanel(here.current);
  }, [current]);
  return (
    // biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers
    <ol role="list" className={css.lines}>
      {lines.map((line, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a finished run does not change
          key={index}
          ref={line === current ? here : undefined}
          className={css.line}
        >
          <button
            type="button"
            aria-current={line === current ? "true" : undefined}
            onClick={() => onSelect(line)}
            className={css.button}
          >
            <time className={css.time} title={clock(startsAt + line.second)}>
              {offset(line.second)}
            </time>
            <i aria-hidden="true" className={cx(css.dot, css[line.tone])} />
            <span className={css.text}>
              <span className={cx(line.tone === "player" && css.own)}>
                {line.title}
                {line.count > 1 && <span className={css.times}> ×{line.count}</span>}
              </span>
              {line.detail !== "" && <span className={css.detail}>{line.detail}</span>}
            </span>
            {line.marks.length > 0 && (
              <span className={css.marks}>
                {line.marks.length} {line.marks.length === 1 ? "mark" : "marks"}
              </span>
            )}
          </button>
          {line === current && children}
        </li>
      ))}
    </ol>
  );
}
