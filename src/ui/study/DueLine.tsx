import { useMemo } from "react";
import { queueOf } from "#modes/study/queue";
import { Counts } from "./Counts";
import css from "./study.module.css";
import { useNow, useStudy } from "./useStudy";
import { ZONE } from "./zone";

/** What there is to study today, and the way there. While it is not known only the way. */
export function DueLine() {
  const desk = useStudy();
  const [now] = useNow(60);
  const study = desk === null || typeof desk === "string" ? null : desk.study;
  const queue = useMemo(() => study && queueOf(study, now, ZONE), [study, now]);
  return (
    <div className={css.due}>
      <a href="#/study">{queue?.next === null ? "Studied for today" : "Study today's cards"}</a>
      {queue && <Counts counts={queue.counts} />}
    </div>
  );
}
