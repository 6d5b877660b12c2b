import type { EntryPair, TimelineEntry } from "#debrief/index";
import { offset } from "#lib/format";
import { cx } from "../../kit/cx";
import { At } from "./At";
import css from "./compare.module.css";
import type { Side } from "./load";

/** The timeline of both runs as one: A at the left, B at the right, what is the same in both across. */
export function Both({ sides, pairs }: { sides: readonly [Side, Side]; pairs: readonly EntryPair[] }) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers
    <ol role="list" className={css.both}>
      {pairs.map(({ second, entry: [left, right] }, index) => {
        const isSame = left !== null && right !== null;
        const side = left === null ? sides[1] : sides[0];
        const entry = left ?? right;
        if (entry === null) return null;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: finished runs do not change
          <li key={index} className={cx(css.entry, isSame ? css.same : left === null ? css.right : css.left)}>
            <span className={css.when}>
              <At place={side.place} second={second}>
                {offset(second)}
              </At>
            </span>
            <span className={css.side}>{isSame ? "A, B" : left === null ? "B" : "A"}</span>
            <Words entry={entry} />
          </li>
        );
      })}
    </ol>
  );
}

function Words({ entry: { title, detail, count, tone } }: { entry: TimelineEntry }) {
  return (
    <span className={css.words}>
      <span className={cx(tone === "player" && css.own)}>
        {title}
        {count > 1 && ` ×${count}`}
      </span>
      {detail !== "" && <span className={css.detail}> {detail}</span>}
    </span>
  );
}
