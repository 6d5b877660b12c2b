import { Mic, Pause, Square } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { Take } from "#domain/interview";
import { pausesWords } from "#modes/interview/speech";
import type { OpenMicrophone } from "#session/contract";
import { announce } from "../kit/announce";
import { Button } from "../kit/Button";
import { durationInWords, formatDuration } from "../kit/format";
import { useHotkeys } from "../kit/hotkeys";
import { Callout } from "../kit/State";
import { useServices } from "../services";
import { LevelMeter } from "./LevelMeter";
import { Recording, type RecordingPhase, type RecordingState } from "./recording";
import css from "./recording.module.css";
import type { UsedMicrophone } from "./useMicrophone";
import { GONE_WORDS, OBSTACLE_WORDS, PASSING } from "./words";

/** Seconds without a voice after which it is said that nothing is heard. */
const DEAF = 6;

interface RecorderProps {
  readonly microphone: UsedMicrophone;
  readonly interview: string;
  /** Called when one has begun, and whenever more is known of it; `silent`: for so many seconds nobody has spoken. */
  readonly onTake?: (take: Take, silent: number) => void;
  /** Called when somebody has ended one. Then another one can be made. */
  readonly onStop: (take: Take | null) => void;
  /** What stopping is called here. */
  readonly stop?: string;
  /** Ends by itself after so many seconds. */
  readonly limit?: number;
  /** Shown where nothing can be recorded: another way. */
  readonly otherwise?: ReactNode;
}

/** Records somebody: asks for the microphone, shows how loud it is, and stores what is said as it comes. `r` records, pauses and goes on. */
export function Recorder(props: RecorderProps) {
  const { microphone, otherwise, onStop } = props;
  const { now, open } = microphone;
  /** How many there were: every recording has an id of its own, and so nothing is ever recorded over. */
  const [nth, setNth] = useState(0);
  if (now.state === "open") {
    const over = ({ take, isLost }: RecordingState) => {
      setNth(nth + 1);
      // Nobody has ended what ended because the device is gone: it is gone on with.
      if (!isLost) onStop(take);
    };
    return <Controls key={nth} {...props} onEnd={over} open={now.microphone} />;
  }
  if (now.state === "obstacle") {
    const { title, text } = now.wasOpen ? GONE_WORDS : OBSTACLE_WORDS[now.obstacle];
    return (
      <Obstacle title={title} text={text}>
        {PASSING.includes(now.obstacle) && (
          <Button onClick={open} autoFocus>
            Try again
          </Button>
        )}
        {otherwise}
      </Obstacle>
    );
  }
  return (
    <div className={css.recorder}>
      {now.state === "closed" ? (
        <>
          <div className={css.line}>
            <Button kind="primary" icon={<Mic />} onClick={open} autoFocus>
              Use the microphone
            </Button>
            {otherwise}
          </div>
          <p className={css.meta}>The browser asks you first. What you say stays in this browser.</p>
        </>
      ) : (
        <p role="status" className={css.meta}>
          Opening the microphone…
        </p>
      )}
    </div>
  );
}

/** What stands in the way, said also to those who do not see it. Where nothing has the focus (a recorder had it, and is gone), it goes here. */
function Obstacle({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    announce(`${title}. ${text}`);
    if (document.activeElement === document.body) place.current?.focus();
  }, [title, text]);
  return (
    <div ref={place} tabIndex={-1} className={css.obstacle}>
      <Callout tone="warn" title={title}>
        {text}
        <div className={css.ways}>{children}</div>
      </Callout>
    </div>
  );
}

const PHASE_WORDS: Readonly<Record<RecordingPhase, string>> = {
  ready: "Ready",
  recording: "Recording",
  paused: "Paused",
  ending: "Ending",
  ended: "Ended",
};

function Controls({
  open,
  interview,
  onTake,
  onEnd,
  stop = "Stop",
  limit,
  otherwise,
}: RecorderProps & { open: OpenMicrophone; onEnd: (state: RecordingState) => void }) {
  const { clock, interviews } = useServices();
  const [recording] = useState(() => new Recording(open, clock, interviews, interview, clock.id()));
  const state = useSyncExternalStore(recording.subscribe, recording.getState);
  const { phase, take, silent } = state;
  const seconds = useSeconds(recording, phase);
  useEffect(() => {
    const stopListening = recording.listen();
    return () => {
      stopListening();
      // Whoever leaves in the middle keeps what was said.
      void recording.end();
    };
  }, [recording]);
  useEffect(() => {
    if (take !== null) onTake?.(take, silent);
  }, [take, silent, onTake]);
  const isTold = useRef(false);
  useEffect(() => {
    if (phase !== "ended" || isTold.current) return;
    isTold.current = true;
    onEnd(recording.getState());
  }, [phase, recording, onEnd]);
  const isOver = limit !== undefined && seconds >= limit;
  useEffect(() => {
    if (isOver) void recording.end();
  }, [isOver, recording]);
  const isUnderWay = phase === "recording" || phase === "paused";
  const go = () => {
    if (phase === "recording") recording.pause();
    else if (phase === "paused") recording.resume();
    else recording.begin();
    announce(PHASE_WORDS[recording.getState().phase]);
  };
  const end = () => void recording.end();
  useHotkeys(
    [
      { keys: "r", label: "Record, pause, go on", group: "Recording", run: go },
      { keys: "mod+enter", label: stop, group: "Recording", run: () => isUnderWay && end() },
    ],
    { enabled: phase !== "ending" && phase !== "ended" },
  );
  return (
    <div className={css.recorder} data-phase={phase}>
      <div className={css.line}>
        <span className={css.phase}>
          <PhaseSign phase={phase} />
          {PHASE_WORDS[phase]}
        </span>
        <span className={css.time} role="timer" aria-label={`${durationInWords(seconds)} recorded`}>
          {formatDuration(Math.floor(seconds))}
          {limit !== undefined && <span className={css.meta}> of {formatDuration(limit)}</span>}
        </span>
        <LevelMeter microphone={open} />
        <Figures state={state} />
      </div>
      <div className={css.line}>
        <Button
          kind={isUnderWay ? "default" : "primary"}
          icon={phase === "recording" ? <Pause /> : <Mic />}
          keys="r"
          busy={phase === "ending" || phase === "ended"}
          onClick={go}
          autoFocus
        >
          {phase === "recording" ? "Pause" : phase === "paused" ? "Go on" : "Record"}
        </Button>
        {isUnderWay ? (
          <Button kind="primary" icon={<Square />} keys="mod+enter" onClick={end}>
            {stop}
          </Button>
        ) : (
          otherwise
        )}
      </div>
      {phase === "recording" && seconds >= DEAF && (take?.talk ?? 1) === 0 && (
        <Callout tone="warn" title="Nothing is heard">
          Is the right microphone chosen, and is it switched on{open.label === "" ? "" : ` (it is ${open.label} now)`}?
          What is recorded is kept all the same.
        </Callout>
      )}
    </div>
  );
}

/** Seconds recorded, several times a second while it runs. */
function useSeconds(recording: Recording, phase: RecordingPhase): number {
  const { clock } = useServices();
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    setSeconds(recording.seconds());
    if (phase !== "recording") return;
    return clock.every(250, () => setSeconds(recording.seconds()));
  }, [clock, recording, phase]);
  return seconds;
}

/** Pauses and share of talk, as far as they are known. */
function Figures({ state: { take } }: { state: RecordingState }) {
  if (take === null || take.seconds < 1) {
    return <span className={css.meta}>Silences of a second and more are counted as pauses.</span>;
  }
  return (
    <span className={css.figures}>
      <span>{pausesWords(take.pauses.length)}</span>
      <span>spoke {Math.round(take.talk * 100)} %</span>
    </span>
  );
}

/** A dot while it records, two bars while it is paused, a ring before and after. */
function PhaseSign({ phase }: { phase: RecordingPhase }) {
  return (
    <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" className={css.sign}>
      {phase === "recording" ? (
        <circle cx="6" cy="6" r="5" fill="currentcolor" />
      ) : phase === "paused" ? (
        <path d="M2.5 1.5h2.5v9H2.5zM7 1.5h2.5v9H7z" fill="currentcolor" />
      ) : (
        <circle cx="6" cy="6" r="4" fill="none" stroke="currentcolor" strokeWidth="1.7" />
      )}
    </svg>
  );
}
