import { type ReactNode, useEffect, useRef } from "react";
import { scoreRound } from "#modes/interview/scorecard";
import type { QuestionMatcher } from "#questions/matcher";
import { Section } from "../../kit/Page";
import { Model } from "../../rubric/Model";
import type { LiveInterview } from "./live";
import { QuestionResult } from "./QuestionResult";
import css from "./room.module.css";
import { useLive } from "./useLive";

/** In practice: what was heard of the rubric, right after a question. `children`: the way on. */
export function Feedback({
  live,
  matcher,
  at,
  children,
}: {
  live: LiveInterview;
  matcher: QuestionMatcher;
  at: number;
  children: ReactNode;
}) {
  const { header, state } = useLive(live);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  const round = state.rounds[at];
  const score = round && scoreRound(header, round, at, matcher, state.elapsed);
  return (
    <div ref={place} tabIndex={-1} className={css.feedback}>
      <div className={css.onward}>{children}</div>
      <Section title="What was heard">
        {score && <QuestionResult score={score} level={3} />}
        <details className={css.more}>
          <summary>Model answer</summary>
          <Model question={matcher.question} />
        </details>
      </Section>
    </div>
  );
}
