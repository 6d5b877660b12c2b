import { Pause, Play } from "lucide-react";
import { TEMPOS } from "#domain/team";
import { clock as clockText, offset } from "#lib/format";
import { IconButton } from "../../../kit/Button";
import { Status } from "../../../kit/Sign";
import { SegmentedControl } from "../../../kit/Toggle";
import { useLive, useView } from "../../../live";
import { useOpenRoom, useTeam, useTeamView } from "../../../team/context";
import { StopReal } from "../../../team/Exercise";
import { ExerciseMark } from "../../../team/ExerciseMark";
import { SeatSwitch } from "../../../team/SeatSwitch";
import { useTitle } from "../../../title";
import desk from "../../console/console.module.css";
import { Impact, Severity, UpdateDue } from "../../console/Header";

/** Which exercise, whose seat, what time it is, how bad, what is owed, and the way out. */
export function TeamHeader() {
  const { setup } = useOpenRoom();
  useTitle(setup.title);
  return (
    <div className={desk.head}>
      <ExerciseMark />
      <h1 className={desk.title}>
        {/* Where there is no room for it, it is still what the page is about. */}
        <span className="visually-hidden">{setup.title}</span>
        <span aria-hidden="true" className={desk.incident}>
          {setup.title}
        </span>
      </h1>
      <SeatSwitch />
      <Severity />
      <TeamClock />
      <span className={desk.grow} />
      <Impact />
      <UpdateDue />
      <StopReal />
    </div>
  );
}

/** A clock that stands for longer than this without a beacon is out of reach. Milliseconds. */
const SILENT = 6_000;

/** Simulated time; for who drives it, the ways to stop it and to set its tempo. */
export function TeamClock() {
  const { session } = useOpenRoom();
  const time = useView((view) => view.clock);
  const now = useView((view) => view.now);
  const state = useTeamView((team) => team.clock.state);
  const tempo = useTeamView((team) => team.clock.tempo);
  const isHolder = useTeam((team) => team.isHolder);
  const isSilent = useTeam((team) => !team.isHolder && (team.silence ?? 0) > SILENT);
  // Its beacons say that it stands still although nobody paused it.
  const isHeld = useLive(({ status }) => status === "paused") && !isHolder && !isSilent && state === "running";
  const set = (to: "running" | "paused", speed: (typeof TEMPOS)[number]) => void session.setClock(to, speed, "");
  return (
    <div className={desk.clock}>
      <time className={desk.time}>{clockText(time)}</time>
      <span className={desk.elapsed}>{offset(now)}</span>
      {state === "paused" && <Status tone="info">paused</Status>}
      {isHeld && <Status tone="warn">held: the facilitator's machine cannot store</Status>}
      {isSilent && state === "running" && <Status tone="warn">no clock: the facilitator cannot be reached</Status>}
      {!isHolder && tempo !== 1 && <Status tone="neutral">{tempo}×</Status>}
      {isHolder && (
        <span className={desk.clockControls}>
          <IconButton
            label={state === "running" ? "Pause the exercise" : "Go on"}
            keys="space"
            icon={state === "running" ? <Pause /> : <Play />}
            onClick={() => set(state === "running" ? "paused" : "running", tempo)}
          />
          <SegmentedControl
            label="Tempo"
            segments={TEMPOS.map((each) => ({
              value: String(each),
              label: `${each}×`,
              name: `${each} seconds a second`,
            }))}
            value={String(tempo)}
            onChange={(value) => set(state === "paused" ? "paused" : "running", Number(value) as typeof tempo)}
          />
        </span>
      )}
    </div>
  );
}
