import { useEffect, useRef, useState } from "react";
import type { RoundState } from "#modes/interview/fold";
import { leftOf, paceOf } from "#modes/interview/pace";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { TextArea } from "../../kit/Field";
import { formatDuration } from "../../kit/format";
import { Progress } from "../../kit/Meter";
import { Status, type Tone } from "../../kit/Sign";
import { useServices } from "../../services";
import type { LiveInterview } from "./live";
import css from "./room.module.css";
import { useLive } from "./useLive";

const PACE: Readonly<Record<ReturnType<typeof paceOf>["state"], { readonly tone: Tone; readonly word: string }>> = {
  fine: { tone: "neutral", word: "in time" },
  near: { tone: "warn", word: "last quarter" },
  over: { tone: "bad", word: "over time" },
};

/** Beside the conversation: the time of the round and of the interview, a pad for notes, and the way out. */
export function Aside({
  live,
  round,
  now,
  onStop,
}: {
  live: LiveInterview;
  round: RoundState;
  now: number;
  /** Called before it is stopped: what was written counts. */
  onStop: () => void;
}) {
  const { header } = useLive(live);
  const [asks, setAsks] = useState(false);
  const { used, box, state } = paceOf(round, now);
  const left = leftOf(header, { elapsed: now });
  return (
    <aside className={css.aside} aria-label="Time and notes">
      <div className={css.pace}>
        <div className={css.paceLine}>
          <span>This round</span>
          <Status plain tone={PACE[state].tone}>
            {PACE[state].word}
          </Status>
          <span className={css.figure}>
            {formatDuration(used)} of {formatDuration(box)}
          </span>
        </div>
        <Progress
          hideLabel
          label="Time of this round"
          done={used / box}
          tone={state === "fine" ? "info" : PACE[state].tone}
        />
        <div className={css.paceLine}>
          <span>Interview</span>
          <span className={css.figure}>
            {left >= 0 ? `${formatDuration(left)} left` : `${formatDuration(-left)} over`}
          </span>
        </div>
      </div>
      <NotesPad live={live} />
      <Button kind="quiet" onClick={() => setAsks(true)}>
        End the interview
      </Button>
      <Dialog
        open={asks}
        onOpenChange={setAsks}
        size="s"
        title="End the interview here?"
        description="What was answered counts. Rounds that were not asked are left out."
        footer={
          <>
            <Button onClick={() => setAsks(false)}>Go on</Button>
            <Button
              kind="danger"
              onClick={() => {
                onStop();
                live.do({ type: "end", why: "stopped" });
              }}
            >
              End it
            </Button>
          </>
        }
      />
    </aside>
  );
}

const EVERY = 2000;

/** Notes for oneself: kept, never scored. */
export function NotesPad({ live }: { live: LiveInterview }) {
  const { clock } = useServices();
  const [text, setText] = useState(() => live.getState().state.notes);
  const latest = useRef(text);
  useEffect(() => {
    const flush = () => {
      if (latest.current !== live.getState().state.notes) live.do({ type: "note", text: latest.current });
    };
    live.leaving.add(flush);
    const stop = clock.every(EVERY, flush);
    return () => {
      stop();
      live.leaving.delete(flush);
      flush();
    };
  }, [clock, live]);
  return (
    <TextArea
      label="Notes"
      rows={5}
      value={text}
      onChange={({ currentTarget: { value } }) => {
        latest.current = value;
        setText(value);
      }}
      hint="Kept with the interview, not scored."
    />
  );
}
