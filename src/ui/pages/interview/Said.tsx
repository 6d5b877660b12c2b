import type { ReactNode } from "react";
import css from "./room.module.css";

/** What the interviewer says. */
export function Said({ quote = "", children }: { quote?: string; children: ReactNode }) {
  return (
    <div className={css.said}>
      <span className={css.who}>Interviewer</span>
      {quote !== "" && <q className={css.quote}>{quote}</q>}
      <p>{children}</p>
    </div>
  );
}

/** What the candidate said. */
export function Answer({ children }: { children: ReactNode }) {
  return (
    <div className={css.answer}>
      <span className={css.who}>You</span>
      <p>{children}</p>
    </div>
  );
}
