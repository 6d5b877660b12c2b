import type { ReactNode } from "react";
import css from "./conduct.module.css";

/** A part of a tab: what it is, and what can be done with it. */
export function Part({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title} className={css.part}>
      <div className={css.partHead}>
        <h3>{title}</h3>
        {actions}
      </div>
      {children}
    </section>
  );
}
