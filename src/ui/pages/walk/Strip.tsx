import { Pause, Play } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { messageOf } from "#lib/message";
import type { Playback, Speed } from "#session/index";
import { IconButton } from "../../kit/Button";
import { useHotkeys } from "../../kit/hotkeys";
import { nextStop, previousStop } from "../../kit/Scrubber";
import { ErrorState } from "../../kit/State";
import { SegmentedControl } from "../../kit/Toggle";
import { useLive, useView } from "../../live";
import { useNotes } from "../../notes/useNotes";
import { useServices } from "../../services";
import { playFromHere } from "../../starting";
import type { Debrief } from "../debrief/load";
import { Commentary } from "./Commentary";
import { type Place, walkTo } from "./places";
import { keepShown } from "./shown";
import { stopsOf } from "./stops";
import { Track } from "./Track";
import { Ways } from "./Ways";
import css from "./walk.module.css";

const SPEEDS = [
  { value: "1", label: "1×" },
  { value: "5", label: "5×" },
  { value: "20", label: "20×" },
] as const;

/** Milliseconds without movement after which the address names the second. */
const SETTLED_MS = 400;

/** Below the header of a run that is walked through: the line of the whole run, and what one may do from here. */
export function Strip({ debrief, playback, place }: { debrief: Debrief; playback: Playback; place: Place }) {
  const services = useServices();
  const now = useView((view) => view.now);
  const speed = useLive((state) => state.speed);
  const isPlaying = useLive(() => playback.isPlaying);
  const [problem, setProblem] = useState<string | null>(null);
  const notes = useNotes(debrief.run.header.id);
  const { run, frozen } = debrief;
  const [isCommented, setCommented] = useState(run.header.shown !== undefined);
  const stops = useMemo(() => stopsOf(frozen), [frozen]);
  const go = (to: number | undefined) => {
    if (to !== undefined) playback.seek(to);
  };
  const comment = () => setCommented(!isCommented);
  const toggle = () => (playback.isPlaying ? playback.pause() : playback.resume());
  useHotkeys([
    { keys: "[", label: "The mark before", group: "Walk", run: () => go(previousStop(stops, playback.now)?.at) },
    { keys: "]", label: "The mark after", group: "Walk", run: () => go(nextStop(stops, playback.now)?.at) },
    { keys: "space", label: "Play, stand still", group: "Walk", run: toggle },
    { keys: "c", label: "Commentary", group: "Walk", run: comment },
  ]);
  // A reload, or a link that is passed on, comes back to this second. Replaced: the way back leads to the debrief.
  useEffect(() => {
    const timer = setTimeout(
      () => history.replaceState(history.state, "", walkTo(place.run, now, place.stand)),
      SETTLED_MS,
    );
    return () => clearTimeout(timer);
  }, [place, now]);
  const playOn = () => {
    playback.pause();
    keepShown(services, debrief)
      .then(() => playFromHere(services, debrief.program, run, playback.now))
      .catch((error: unknown) => setProblem(messageOf(error)));
  };
  return (
    <section aria-label="The run" className={css.strip}>
      <div className={css.controls}>
        <IconButton
          label={isPlaying ? "Stand still" : "Play"}
          keys="space"
          icon={isPlaying ? <Pause /> : <Play />}
          onClick={toggle}
        />
        <SegmentedControl
          label="Speed"
          segments={SPEEDS}
          value={`${speed}`}
          onChange={(value) => playback.setSpeed(Number(value) as Speed)}
        />
      </div>
      <Track debrief={debrief} playback={playback} now={now} stops={stops} notes={notes.list} />
      <Ways
        debrief={debrief}
        playback={playback}
        place={place}
        notes={notes}
        now={now}
        isCommented={isCommented}
        onComment={comment}
        onPlayOn={playOn}
      />
      {problem !== null && <ErrorState title="It could not be forked">{problem}</ErrorState>}
      {isCommented && <Commentary debrief={debrief} playback={playback} />}
    </section>
  );
}
