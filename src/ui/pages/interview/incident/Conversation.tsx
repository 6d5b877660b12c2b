import { useEffect, useLayoutEffect, useRef } from "react";
import type { IncidentSaying } from "#domain/interview";
import { dueRemark, leftOf } from "#modes/interview/incident/pace";
import { Button } from "../../../kit/Button";
import { cx } from "../../../kit/cx";
import { Callout } from "../../../kit/State";
import { Timestamp } from "../../../kit/Timestamp";
import { useLive, useSession, useView } from "../../../live";
import { useStartsAt } from "../../../who";
import { Asking } from "./Asking";
import { CarryingOut } from "./CarryingOut";
import { Hint } from "./Hint";
import css from "./incident.module.css";
import { useRound } from "./round";
import { type Talk, useTalk } from "./useTalk";

/** The talk with the interviewer: what was said, and below it what one says next. It goes on where it is not to be seen. */
export function Conversation({ isSeen }: { isSeen: boolean }) {
  const talk = useTalk();
  const status = useLive((state) => state.status);
  const { notice } = useRound();
  useUnasked(talk);
  useHints(talk);
  return (
    <div className={css.talk}>
      <div className={css.notice}>{notice}</div>
      <Thread isSeen={isSeen} />
      {talk.problem !== null && (
        <div className={css.note}>
          <Callout tone="bad" title="That could not be stored">
            {talk.problem} What you wrote is still here; try again.
          </Callout>
        </div>
      )}
      {status === "finished" ? (
        <Over />
      ) : status === "read-only" ? null : talk.open !== null ? (
        <CarryingOut key={talk.open.intent.id} talk={talk} open={talk.open} />
      ) : (
        <>
          <Asking talk={talk} />
          <Hint talk={talk} />
        </>
      )}
    </div>
  );
}

/** What the interviewer says by itself: near the end, in a silence, and when the time is over. */
function useUnasked(talk: Talk): void {
  const session = useSession();
  const { said, spec, interview } = useRound();
  const { persona, thinkAloud } = interview.header.setup;
  const now = useView((view) => view.now);
  const status = useLive((state) => state.status);
  const isOver = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once in every second
  useEffect(() => {
    const { view } = session.getState();
    if (view === null || status !== "playing" || talk.busy || talk.problem !== null) return;
    if (leftOf(view, spec.seconds) <= 0) {
      if (isOver.current) return;
      isOver.current = true;
      // The round ends even when the word about it cannot be stored.
      void talk.speak("over").then(() => session.send({ kind: "end", args: {} }));
      return;
    }
    const { seconds } = spec;
    const due = dueRemark(view, said, session.log().run, { seconds, thinkAloud, persona });
    // Whoever is being asked something is not asked for more.
    if (due !== null && (talk.open === null || due === "closing")) void talk.speak(due);
  }, [now, status, talk.busy]);
}

/** Whatever hint is taken is said here, also one that could not be written down when it was. */
function useHints({ busy, problem, tellHints }: Talk): void {
  const session = useSession();
  const taken = useLive(() => session.log().run.commands.filter(({ kind }) => kind === "hint").length);
  const { said } = useRound();
  const told = said.filter(({ kind }) => kind === "hint").length;
  // A hint that was refused gives nothing to say: how many were taken is looked at once.
  const seen = useRef(told);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked when one more was taken
  useEffect(() => {
    if (busy || problem !== null || taken <= seen.current) return;
    seen.current = taken;
    void tellHints().then((isTold) => {
      if (!isTold) seen.current = told;
    });
  }, [taken, busy, problem]);
}

function Over() {
  const session = useSession();
  const { onDone } = useRound();
  const problem = useLive((state) => state.problem);
  return (
    <div className={css.over}>
      {problem !== null && (
        <Callout
          tone="bad"
          title="The result could not be stored"
          action={<Button onClick={() => session.resume()}>Try again</Button>}
        >
          {problem.text}
        </Callout>
      )}
      <p>The incident round is over. You may still look around.</p>
      <Button kind="primary" onClick={onDone}>
        Go on with the interview
      </Button>
    </div>
  );
}

/** Everything said, the newest last and in view. */
function Thread({ isSeen }: { isSeen: boolean }) {
  const { said } = useRound();
  const startsAt = useStartsAt();
  const end = useRef<HTMLOListElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever is added is at the end
  useLayoutEffect(() => {
    const { current } = end;
    if (current !== null) current.scrollTop = current.scrollHeight;
  }, [said.length, isSeen]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <ol ref={end} tabIndex={0} aria-label="What was said" aria-live="polite" className={css.thread}>
      {said.length === 0 && (
        <li className={css.empty}>
          Say what you would look at or do: “error rate by region?”, “who is affected?”, “roll back …”. Nothing happens
          before you have confirmed what you meant.
        </li>
      )}
      {said.map((each, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what was said is only added to
        <Line key={index} said={each} startsAt={startsAt} />
      ))}
    </ol>
  );
}

function Line({ said, startsAt }: { said: IncidentSaying; startsAt: number }) {
  const isOwn = said.kind === "request";
  const who = isOwn ? "You" : said.kind === "hint" ? "Hint" : "Interviewer";
  return (
    <li className={cx(css.line, isOwn && css.own, said.kind === "hint" && css.hint)}>
      <p className={css.who}>
        <strong>{who}</strong>
        {said.kind === "request" && said.intent !== null && <span className={css.meant}>{said.intent}</span>}
        <span className={css.when}>
          <Timestamp second={said.second} startsAt={startsAt} />
        </span>
      </p>
      <p className={css.text}>{said.text}</p>
    </li>
  );
}
