import { type Ref, useEffect, useImperativeHandle, useMemo, useRef, useState } from "react";
import type { Second } from "#domain/ids";
import type { Run } from "#domain/run";
import { offset } from "#lib/format";
import { messageOf } from "#lib/message";
import { chronicleOf } from "#modes/gameday/chronicle";
import { Playback } from "#session/index";
import { durationInWords } from "../../../kit/format";
import { useHotkeys } from "../../../kit/hotkeys";
import { nextStop, previousStop, Scrubber, type Stop } from "../../../kit/Scrubber";
import { ErrorState, Loading } from "../../../kit/State";
import { LiveProvider, useView } from "../../../live";
import { useServices } from "../../../services";
import { useScrub } from "../../walk/useScrub";
import { AsItWas } from "./AsItWas";
import css from "./after.module.css";
import type { Told } from "./told";

export interface RunLineHandle {
  /** Goes to a second, and brings the line into view. */
  readonly show: (second: number) => void;
}

/** The whole run as a line to move along, and below it how things stood at that second. */
export function RunLine({ told, ref }: { told: Told; ref: Ref<RunLineHandle> }) {
  const { clock } = useServices();
  const [playback, setPlayback] = useState<Playback | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const section = useRef<HTMLElement>(null);
  const { program, run, exercise } = told;
  useEffect(() => {
    let made: Playback | null = null;
    // Replaying takes a moment: what can be read already is painted first.
    const timer = setTimeout(() => {
      try {
        made = new Playback(program, asPlayed(run, exercise.leftAt), clock, exercise.ackedAt ?? 0);
        setPlayback(made);
      } catch (error) {
        setFailure(messageOf(error));
      }
    }, 0);
    return () => {
      clearTimeout(timer);
      made?.dispose();
    };
  }, [program, run, clock, exercise]);
  useImperativeHandle(
    ref,
    () => ({
      show: (second) => {
        playback?.seek(second);
        section.current?.scrollIntoView?.({ block: "start", behavior: "instant" });
        section.current?.querySelector("input")?.focus({ preventScroll: true });
      },
    }),
    [playback],
  );
  if (failure !== null) return <ErrorState title="The run cannot be shown">{failure}</ErrorState>;
  if (playback === null) return <Loading label="Going back into the run" height={180} />;
  return (
    <section ref={section} aria-label="The run" className={css.run}>
      <h2 className="visually-hidden">The run</h2>
      <LiveProvider value={playback}>
        <Line told={told} playback={playback} />
        <AsItWas run={run.header.id} />
      </LiveProvider>
    </section>
  );
}

/** The run as far as somebody was there: how the world went on without anybody would be most of the line after a short exercise. */
const asPlayed = (run: Run, leftAt: Second): Run => ({
  ...run,
  commands: run.commands.filter(({ second }) => second <= leftAt),
  horizon: Math.min(run.horizon, leftAt),
});

/** The height of the drawing in its own units. */
const HEIGHT = 100;

function areaOf(all: readonly number[], step: number, length: number): string {
  const values = all.slice(0, Math.ceil(length / step) + 1);
  const most = Math.max(1e-9, ...values);
  const points = values.map((value, i) => `${Math.min(length, i * step)},${HEIGHT - (HEIGHT * value) / most}`);
  const end = Math.min(length, values.length * step);
  return `M0,${HEIGHT} L${points.join(" L")} L${end},${HEIGHT} Z`;
}

function Line({ told, playback }: { told: Told; playback: Playback }) {
  const { exercise, frozen } = told;
  const now = useView((view) => view.now);
  const [head, move] = useScrub(playback, now);
  const length = playback.until;
  const { impact } = frozen.scorecard;
  const stops = useMemo(
    () =>
      chronicleOf(exercise)
        .filter(({ at }) => at >= 0 && at <= length)
        .map(({ at, text }): Stop => ({ at, label: text })),
    [exercise, length],
  );
  const area = useMemo(() => areaOf(impact.player, impact.step, length), [impact, length]);
  const go = (stop: Stop | undefined) => stop !== undefined && playback.seek(stop.at);
  useHotkeys([
    { keys: "[", label: "What happened before", group: "The run", run: () => go(previousStop(stops, playback.now)) },
    { keys: "]", label: "What happened next", group: "The run", run: () => go(nextStop(stops, playback.now)) },
  ]);
  return (
    <Scrubber
      label="Second of the run"
      length={length}
      value={head}
      describe={(value) => `${offset(value)} of ${durationInWords(length)}`}
      stops={stops}
      onMove={move}
    >
      <svg viewBox={`0 0 ${Math.max(1, length)} ${HEIGHT}`} preserveAspectRatio="none" className={css.area}>
        <title>What customers bore</title>
        <path d={area} />
      </svg>
      {stops.map(({ at, label }, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a run that is over does not change
          key={index}
          title={label}
          className={css.stop}
          style={{ left: `${(100 * at) / Math.max(1, length)}%` }}
        />
      ))}
    </Scrubber>
  );
}
