import { FastForward, Pause, Play, SkipForward } from "lucide-react";
import type { Speed } from "#session/contract";
import { canPause, canSkip, togglePause } from "../../controls";
import { Button, IconButton } from "../../kit/Button";
import { SegmentedControl } from "../../kit/Toggle";
import { useLive, useSession } from "../../live";
import css from "./console.module.css";

const SPEEDS = [
  { value: "1", label: "1×", name: "Real time" },
  { value: "5", label: "5×", name: "Five times as fast" },
  { value: "20", label: "20×", name: "Twenty times as fast" },
] as const;

/** Seconds one may wait at once in an untimed run. */
const WAITS = [
  { seconds: 30, label: "30 s", name: "Wait 30 s" },
  { seconds: 120, label: "2 min", name: "Wait 2 min" },
] as const;

/** Speed, pause and skip; in untimed play, waiting instead. */
export function ClockControls() {
  const session = useSession();
  const status = useLive((state) => state.status);
  const speed = useLive((state) => state.speed);
  const clock = useLive((state) => state.clock);
  const isRunning = status === "playing" || status === "skipping";
  if (status === "finished" || status === "read-only" || status === "replay") return null;
  if (clock === "untimed") {
    return (
      <div className={css.clockControls}>
        {WAITS.map(({ seconds, label, name }) => (
          <Button key={seconds} aria-label={name} onClick={() => void session.wait(seconds)}>
            {label}
          </Button>
        ))}
        <IconButton
          label="Wait until something happens"
          keys="."
          icon={<SkipForward />}
          onClick={() => session.skip()}
        />
      </div>
    );
  }
  return (
    <div className={css.clockControls}>
      {canPause(status, clock) && (
        <IconButton
          label={isRunning ? "Pause" : "Go on"}
          keys="space"
          icon={isRunning ? <Pause /> : <Play />}
          onClick={() => togglePause(session)}
        />
      )}
      <SegmentedControl
        label="Speed"
        segments={SPEEDS}
        value={String(speed) as "1" | "5" | "20"}
        onChange={(value) => session.setSpeed(Number(value) as Speed)}
      />
      {canSkip(clock) && (
        <IconButton
          label={status === "skipping" ? "Skipping to the next change" : "Skip to the next change"}
          keys="."
          icon={<FastForward />}
          pressed={status === "skipping"}
          onClick={() => (status === "skipping" ? session.pause() : session.skip())}
        />
      )}
    </div>
  );
}
