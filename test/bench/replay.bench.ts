import { replay } from "#engine/index";
import { scoreRun } from "#score/index";
import { createWorld, tick, type World } from "#world/index";
import { Des } from "./des";
import { drill, LARGEST, medianOf, runOf, slugs } from "./drill";
import type { BenchResult } from "./run";

const LEAST_SPEED = 15_000;
const LEAST_RATIO = 20;
/** Seconds of the drill's load that the discrete-event simulation gets; more would only take longer. */
const DES_SECONDS = 20;

/** Mean response time of all user requests over a world's last minute, so that both sides can be seen to do the same work. */
function meanResponse(world: World): number {
  const { system, recorder } = world;
  let [answers, time] = [0, 0];
  for (const lane of world.lanes) {
    if (system.classes[lane.class]?.entry !== system.operations[lane.operation]?.id) continue;
    for (let t = world.second - 60; t < world.second; t++) {
      const ok = recorder.lane("ok", lane.id, t);
      answers += ok;
      time += ok * recorder.lane("okMean", lane.id, t);
    }
  }
  return time / answers;
}

interface Speed {
  readonly slug: string;
  /** Simulated seconds per second. The history before T+0 is simulated once and then known, so it does not count. */
  readonly speed: number;
  readonly line: string;
}

function speedOf(slug: string): Speed {
  const program = drill(slug);
  const run = runOf(program, "expert");
  const state = replay(program, run);
  const elapsed = medianOf(5, () => void replay(program, run));
  const speed = (1000 * state.now) / elapsed;
  const { world } = state;
  return {
    slug,
    speed,
    line: `${String(Math.round(speed)).padStart(6)} s/s  ${slug}: ${state.now} s in ${Math.round(elapsed)} ms, ${world.lanes.length} lanes in ${world.cells.length} cells, ${world.pace} steps a second`,
  };
}

export default async (): Promise<BenchResult> => {
  const program = drill();
  const run = runOf(program, "expert");
  const { system } = program.base;
  const speeds = slugs.map(speedOf);
  const speed = speeds.find(({ slug }) => slug === LARGEST)?.speed ?? 0;
  const slowest = Math.min(...speeds.map((s) => s.speed));

  const world = createWorld(system, 1);
  // Before anything goes wrong: the healthy load.
  const healthy = -Math.min(system.history, 600);
  while (world.second < healthy) tick(world);
  const modelled = meanResponse(world);
  const des = new Des(system, world);
  des.runUntil(5);
  const before = des.runUntil(5).events;
  const started = performance.now();
  const result = des.runUntil(5 + DES_SECONDS);
  const desSpeed = (1000 * DES_SECONDS) / (performance.now() - started);
  const ratio = speed / desSpeed;
  const scoring = medianOf(3, () => void scoreRun(program, run));
  return {
    name: "replay",
    lines: [
      `simulated seconds per second on one core, telemetry recorded, expert plays (at least ${LEAST_SPEED}):`,
      ...speeds.map(({ line }) => line),
      `discrete events: ${desSpeed.toFixed(1)} simulated s/s, ${Math.round((result.events - before) / DES_SECONDS)} events per simulated s, mean response ${(1000 * result.meanResponse).toFixed(1)} ms (modelled ${(1000 * modelled).toFixed(1)} ms)`,
      `ratio ${Math.round(ratio)} (at least ${LEAST_RATIO})`,
      `replay with scoring: ${Math.round(scoring)} ms`,
    ],
    met: slowest >= LEAST_SPEED && ratio >= LEAST_RATIO,
  };
};
