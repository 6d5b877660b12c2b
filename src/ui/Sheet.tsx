import type { ReactNode } from "react";
import { cx } from "./kit/cx";
import css from "./Sheet.module.css";

/** A page to read: one column in the middle of the frame. `wide` where it has two on a large screen. */
export function Sheet({ wide = false, children }: { wide?: boolean; children: ReactNode }) {
  return <div className={cx(css.sheet, wide && css.wide)}>{children}</div>;
}

/**
 * The top of a sheet: where one is, what it is called, what it is about, and below that what can be done with it. `isQuestion`: the title is a whole
 * sentence, and set like one.
 */
export function SheetHead({
  path,
  title,
  isQuestion = false,
  about,
  children,
}: {
  path?: ReactNode;
  title: string;
  isQuestion?: boolean;
  about?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <header className={css.head}>
      {path !== undefined && <p className={css.path}>{path}</p>}
      <h1 className={isQuestion ? css.question : css.title}>{title}</h1>
      {about !== undefined && <About>{about}</About>}
      {children}
    </header>
  );
}

/** What something is about, before it. */
export function About({ children }: { children: ReactNode }) {
  return <p className={css.about}>{children}</p>;
}
