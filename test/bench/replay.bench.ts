import { replay } from "#engine/index";
import { scoreRun } from "#score/index";
import { createWorld, tick, type World } from "#world/index";
import { Des } from "./des";
import { drill, medianOf, runOf } from "./drill";
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

export default async (): Promise<BenchResult> => {
  const program = drill();
  const run = runOf(program, "expert");
  const { system } = program.base;
  const state = replay(program, run);
  const seconds = state.now + system.history;
  const elapsed = medianOf(5, () => void replay(program, run));
  const speed = (1000 * seconds) / elapsed;

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
      `${Math.round(speed)} simulated s/s on one core: ${seconds} s in ${Math.round(elapsed)} ms, ${run.commands.length} commands (at least ${LEAST_SPEED})`,
      `${world.lanes.length} lanes in ${world.cells.length} cells, telemetry recorded`,
      `discrete events: ${desSpeed.toFixed(1)} simulated s/s, ${Math.round((result.events - before) / DES_SECONDS)} events per simulated s, mean response ${(1000 * result.meanResponse).toFixed(1)} ms (modelled ${(1000 * modelled).toFixed(1)} ms)`,
      `ratio ${Math.round(ratio)} (at least ${LEAST_RATIO})`,
      `replay with scoring: ${Math.round(scoring)} ms`,
    ],
    met: speed >= LEAST_SPEED && ratio >= LEAST_RATIO,
  };
};
