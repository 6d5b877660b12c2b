import { type ReactNode, useEffect, useRef } from "react";
import { scoreRound } from "#modes/interview/scorecard";
import type { QuestionMatcher } from "#questions/matcher";
import { Section } from "../../kit/Page";
import { Model } from "../../rubric/Model";
import { heardOf, useTakes } from "./Listening";
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
  const takes = useTakes(header.id);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  const round = state.rounds[at];
  const score = round && scoreRound(header, round, at, matcher, state.elapsed);
  return (
    <div ref={place} tabIndex={-1} className={css.feedback}>
      <div className={css.onward}>{children}</div>
      <Section title={score?.basis === "self" ? "What was said" : "What was heard"}>
        {round && score && (
          <QuestionResult
            score={score}
            level={3}
            heard={heardOf(score, round, takes, (concept, status) =>
              live.do({ type: "tick", round: at, concept, status, by: "self" }),
            )}
          />
        )}
        <details className={css.more}>
          <summary>Model answer</summary>
          <Model question={matcher.question} />
        </details>
      </Section>
    </div>
  );
}
