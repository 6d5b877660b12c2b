import { useCallback, useEffect, useState } from "react";
import type { Take } from "#domain/interview";
import { SILENCE } from "#modes/interview/pace";
import { saying } from "#questions/interviewers";
import type { QuestionMatcher } from "#questions/matcher";
import { Button } from "../../kit/Button";
import { Status } from "../../kit/Sign";
import { Recorder } from "../../recording/Recorder";
import { LittleSpace } from "../../recording/Space";
import type { UsedMicrophone } from "../../recording/useMicrophone";
import { AskBack } from "./Answering";
import type { LiveInterview } from "./live";
import css from "./room.module.css";
import { useLive } from "./useLive";

/** The turn of the candidate, spoken: it is recorded, and stopping hands it in. It can be written instead. */
export function Speaking({
  live,
  at,
  turn,
  matcher,
  microphone,
  onSpoken,
  onWrite,
}: {
  live: LiveInterview;
  at: number;
  turn: number;
  matcher: QuestionMatcher;
  microphone: UsedMicrophone;
  /** Told how many seconds were spoken so far. */
  onSpoken: (seconds: number) => void;
  /** Writes this one instead. */
  onWrite: () => void;
}) {
  const { header, state } = useLive(live);
  const { persona, seed, thinkAloud } = header.setup;
  /** What is recorded now; earlier parts are from before the page or the microphone went away. */
  const [current, setCurrent] = useState<string | null>(null);
  const [silent, setSilent] = useState(0);
  const parts = (state.rounds[at]?.turns[turn]?.takes ?? []).filter((id) => id !== current);
  const isOpen = microphone.now.state === "open";
  // Where nothing can be recorded, writing is the way on.
  const cannot = microphone.now.state === "obstacle";
  useEffect(() => {
    if (!isOpen) setCurrent(null);
  }, [isOpen]);
  const quiet = Math.floor(silent / SILENCE);
  const give = (take: string | null) => {
    // Where the interviewer has moved on meanwhile, what was said counts without being given.
    const open = live.getState().state.rounds[at]?.turns[turn];
    if (open?.answeredAt === null) live.do({ type: "answer", round: at, turn, text: "", take });
  };
  const onTake = useCallback(
    (take: Take, silence: number) => {
      const open = live.getState().state.rounds[at]?.turns[turn];
      if (open?.answeredAt === null && !open.takes.includes(take.id))
        live.do({ type: "take", round: at, turn, take: take.id });
      setCurrent(take.id);
      onSpoken(take.seconds * take.talk);
      setSilent(silence);
    },
    [live, at, turn, onSpoken],
  );
  return (
    <>
      <div className={css.field}>
        {parts.length > 0 && (
          <p>
            <Status tone="good">kept</Status> {parts.length === 1 ? "A part" : `${parts.length} parts`} of this answer
            {parts.length === 1 ? " is" : " are"} recorded. Go on where you were, or hand it in.
          </p>
        )}
        <Recorder
          microphone={microphone}
          interview={header.id}
          stop={turn === 0 ? "That is my answer" : "That is my reply"}
          onTake={onTake}
          onStop={(take) => give(take?.id ?? null)}
          otherwise={
            <>
              {parts.length === 0 && cannot && <Button onClick={onWrite}>Write it instead</Button>}
              <Button
                kind={parts.length === 0 && cannot ? "quiet" : "default"}
                onClick={() => give(parts.at(-1) ?? null)}
              >
                {parts.length === 0 ? "I have nothing to say" : turn === 0 ? "That is my answer" : "That is my reply"}
              </Button>
              {parts.length === 0 && !cannot && (
                <Button kind="quiet" onClick={onWrite}>
                  Write it instead
                </Button>
              )}
            </>
          }
        />
        <LittleSpace />
        {thinkAloud && quiet > 0 && (
          <p role="status" className={css.nudge}>
            {saying(persona, "silence", seed, at, quiet)}
          </p>
        )}
      </div>
      {turn === 0 && <AskBack live={live} at={at} matcher={matcher} />}
    </>
  );
}
