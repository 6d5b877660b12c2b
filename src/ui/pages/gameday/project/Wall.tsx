import type { ReactNode } from "react";
import { useOpenRoom } from "../../../team/context";
import css from "./project.module.css";

/** The whole wall: that it is an exercise, which one, and what there is beside that in the first line. */
export function Wall({ head, children }: { head?: ReactNode; children: ReactNode }) {
  const { setup } = useOpenRoom();
  return (
    <div className={css.wall}>
      <header className={css.head}>
        <strong className={css.exercise}>EXERCISE</strong>
        <h1 className={css.title}>{setup.title}</h1>
        {head}
      </header>
      <main className={css.main}>{children}</main>
    </div>
  );
}
