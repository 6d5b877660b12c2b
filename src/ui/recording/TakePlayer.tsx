import { Download, Pause, Play } from "lucide-react";
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from "react";
import type { Chunk, Take } from "#domain/interview";
import { takeWords } from "#modes/interview/speech";
import { download } from "../download";
import { Button, IconButton } from "../kit/Button";
import { durationInWords, formatDuration } from "../kit/format";
import { Scrubber } from "../kit/Scrubber";
import { Callout } from "../kit/State";
import { SegmentedControl } from "../kit/Toggle";
import css from "./recording.module.css";
import { blobOf, fileName, isBroken } from "./sound";

const SPEEDS = ["1", "1.5", "2"] as const;
type PlayedSpeed = (typeof SPEEDS)[number];

/** Beyond the end of any recording, seconds: a browser asked for it finds out where the end is. */
const BEYOND = 1e7;

export interface PlayerHandle {
  /** Plays, or pauses. */
  toggle(): void;
}

/** Plays a recording. Its length is the measured one until the browser has found the true one: what is recorded live does not say it. */
export function TakePlayer({
  take,
  chunks,
  label = "Recording",
  handle,
}: {
  take: Take;
  chunks: readonly Chunk[];
  /** What it is, for those who do not see it. */
  label?: string;
  handle?: Ref<PlayerHandle>;
}) {
  const audio = useRef<HTMLAudioElement>(null);
  const finding = useRef(false);
  const [url, setUrl] = useState<string>();
  const [length, setLength] = useState(take.seconds);
  const [at, setAt] = useState(0);
  const [isPlaying, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<PlayedSpeed>("1");
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(blobOf(take, chunks));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [take, chunks]);
  const element = () => audio.current;
  const toggle = () => {
    const sound = element();
    if (sound === null) return;
    if (!sound.paused) return sound.pause();
    if (sound.ended) sound.currentTime = 0;
    sound.play().catch((error: unknown) => setFailure(String(error)));
  };
  useImperativeHandle(handle, () => ({ toggle }));
  const findEnd = () => {
    const sound = element();
    if (sound === null) return;
    if (Number.isFinite(sound.duration)) {
      setLength(sound.duration);
      if (finding.current) {
        finding.current = false;
        sound.currentTime = 0;
      }
    } else if (!finding.current) {
      finding.current = true;
      sound.currentTime = BEYOND;
    }
  };
  const move = (to: number) => {
    const sound = element();
    if (sound === null) return;
    sound.currentTime = Math.min(to, length);
    setAt(Math.min(to, length));
  };
  const stops = take.pauses.map((pause) => ({ at: pause.at + pause.seconds, label: "after a pause" }));
  return (
    <fieldset className={css.player} aria-label={label}>
      {/* biome-ignore lint/a11y/useMediaCaption: it is what the listener said themselves; nobody has written it down */}
      <audio
        ref={audio}
        src={url}
        preload="auto"
        onLoadedMetadata={findEnd}
        onDurationChange={findEnd}
        onTimeUpdate={(event) => !finding.current && setAt(event.currentTarget.currentTime)}
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setPlaying(false)}
        onError={(event) => setFailure(event.currentTarget.error?.message || "The browser cannot play it.")}
      />
      <div className={css.line} data-print="hide">
        <Button icon={isPlaying ? <Pause /> : <Play />} disabled={failure !== null} onClick={toggle}>
          {isPlaying ? "Pause" : "Play"}
        </Button>
        <div className={css.track}>
          <Scrubber
            label={`Place in: ${label}`}
            length={length}
            value={Math.min(at, length)}
            describe={(value) => `${durationInWords(value)} of ${durationInWords(length)}`}
            stops={stops}
            onMove={move}
          >
            <Line pauses={take.pauses} length={length} />
          </Scrubber>
        </div>
        <span className={css.time}>
          {formatDuration(Math.floor(at))} / {formatDuration(Math.round(length))}
        </span>
        <SegmentedControl
          label="Speed"
          segments={SPEEDS.map((value) => ({ value, label: `${value}×` }))}
          value={speed}
          onChange={(next) => {
            setSpeed(next);
            if (audio.current !== null) audio.current.playbackRate = Number(next);
          }}
        />
        <IconButton
          label="Save the recording as a file"
          icon={<Download />}
          onClick={() => download(fileName(take), blobOf(take, chunks), take.type)}
        />
      </div>
      <p className={css.meta}>
        {takeWords(take)}. {take.pauses.length > 0 && "Gaps are pauses; ] and [ go along them."}
      </p>
      {isBroken(chunks) && (
        <Callout tone="warn" title="Parts of it are missing">
          Not every piece can be read, so it may stop early or jump. Save it as a file: other programs may play more of
          it.
        </Callout>
      )}
      {failure !== null && (
        <Callout tone="bad" title="It cannot be played here">
          {failure} Save it as a file, and try another program.
        </Callout>
      )}
    </fieldset>
  );
}

/** The recording as a line with a gap for every pause. */
function Line({ pauses, length }: { pauses: Take["pauses"]; length: number }) {
  const whole = Math.max(length, 0.1);
  return (
    <span className={css.sound}>
      {pauses.map(({ at, seconds }) => (
        <i
          key={at}
          className={css.gap}
          style={{ left: `${(100 * at) / whole}%`, width: `${(100 * Math.min(seconds, whole - at)) / whole}%` }}
        />
      ))}
    </span>
  );
}
