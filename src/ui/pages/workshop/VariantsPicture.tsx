import type { Outline } from "#domain/outline";
import { percent } from "#lib/format";
import { EmptyState } from "../../kit/State";
import { idOf } from "./marked";
import css from "./workshop.module.css";

/** How often each variant is met, and what its patch is about. */
export function VariantsPicture({
  outline: { variants },
  part,
  onGo,
}: {
  outline: Outline;
  part: string | null;
  onGo: (part: string) => void;
}) {
  if (variants.length === 0) {
    return (
      <EmptyState title="One way it can be">
        <p>
          With <code>variants</code>, the same incident has several causes: each is a patch on this file.
        </p>
      </EmptyState>
    );
  }
  const total = variants.reduce((sum, { weight }) => sum + weight, 0);
  return (
    // biome-ignore lint/a11y/noRedundantRoles: lists without bullets lose their role in some browsers
    <ul role="list" className={css.variants}>
      {variants.map(({ id, label, weight, changes }) => (
        <li key={id}>
          <button
            type="button"
            className={css.partName}
            aria-current={part === idOf.variant(id) ? "true" : undefined}
            onClick={() => onGo(idOf.variant(id))}
          >
            {id}
          </button>{" "}
          {label}
          <span className={css.share}>{total > 0 ? `${percent(weight / total)} of runs` : "never"}</span>
          {changes.length === 0 ? (
            <p className="muted">As the file stands.</p>
          ) : (
            <p className={css.changes}>{changes.join(" · ")}</p>
          )}
        </li>
      ))}
    </ul>
  );
}
