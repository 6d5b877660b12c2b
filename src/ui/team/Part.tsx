import type { ReactNode } from "react";
import css from "./part.module.css";

/** A part of a panel about the team: what it is, how much of it there is, and what can be done with it. */
export function Part({
  title,
  count,
  actions,
  children,
}: {
  title: string;
  count?: number;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section aria-label={title} className={css.part}>
      <div className={css.partHead}>
        <h3>
          {title}
          {count !== undefined && count > 0 && <span className={css.quiet}> · {count}</span>}
        </h3>
        {actions}
      </div>
      {children}
    </section>
  );
}
