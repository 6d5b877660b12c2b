import type { ReactNode } from "react";
import css from "./WrittenHead.module.css";

/** The top of a page about something that was written: what it is, its title, and what can be done with it. */
export function WrittenHead({
  meta,
  title,
  about,
  children,
}: {
  meta?: ReactNode;
  title: string;
  about?: string;
  /** Buttons. */
  children?: ReactNode;
}) {
  return (
    <div className={css.head}>
      <div className={css.text}>
        {meta !== undefined && <p className={css.row}>{meta}</p>}
        <h1 className={css.title}>{title}</h1>
        {about !== undefined && <p className={css.about}>{about}</p>}
      </div>
      <div className={css.row}>{children}</div>
    </div>
  );
}
