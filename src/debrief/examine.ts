import type { Program } from "#domain/drill";
import type { Second } from "#domain/ids";
import type { Run } from "#domain/run";
import { type DrillState, idle, Keyframes, newHeader, type Player, playOf, playThrough } from "#engine/index";
import { walk } from "#score/index";
import { type Budget, budgetOf } from "./budget";
import { type Course, courseOf } from "./course";
import { type Coverage, coverageOf } from "./coverage";
import { type Sight, sightOf } from "./knowable";
import { type StageTimes, stagesOf } from "./stages";
import { type Unmet, unmetOf, WayWatch } from "./unmet";

/** What a finished run is worth knowing of beyond its score. Plain data. */
export interface Study {
  readonly stages: StageTimes;
  readonly budget: Budget;
  readonly unmet: Unmet;
  /**
   * Seconds at which to ask what was knowable, to tell what was never looked at: evenly spread ones, then those between
   * them, and a minute after something was done.
   */
  readonly samples: readonly (readonly Second[])[];
}

/** Seconds between evenly spread samples at least, and how many there are at most in each round. */
const LEAST_APART: Second = 120;
const MOST_SAMPLES = 10;
const MOST_BETWEEN = 20;
/** Samples nearer than this to another show what that shows. */
const NEAR: Second = 40;
/** So long after something was done its figures are there. */
const SETTLED: Second = 60;

/** Seconds from the page to the last one that somebody was there. */
function samplesOf({ story, journal }: DrillState, horizon: Second): Study["samples"] {
  const from = Math.max(0, story.pagedAt);
  const to = Math.max(from, Math.min(horizon, story.leftAt < 0 ? horizon : story.leftAt));
  const steps = Math.max(1, Math.min(MOST_SAMPLES - 1, Math.floor((to - from) / LEAST_APART)));
  const at = (share: number): Second => from + Math.round(share * (to - from));
  const even = [...new Set(Array.from({ length: steps + 1 }, (_, i) => at(i / steps)))];
  const between = Array.from({ length: steps }, (_, i) => at((i + 0.5) / steps));
  const done = journal.flatMap(({ kind, data, at: { second } }) =>
    (kind === "operation" || kind === "plan") && data.phase === "done" ? [second + SETTLED] : [],
  );
  const fine: Second[] = [];
  for (const second of [...done, ...between]) {
    const isNew = ![...even, ...fine].some((taken) => Math.abs(taken - second) < NEAR);
    if (second >= from && second <= to && isNew && fine.length < MOST_BETWEEN) fine.push(second);
  }
  return [even, fine.sort((a, b) => a - b)];
}

/**
 * A finished run under examination. Nothing is computed before it is asked for, and everything once: the study costs a
 * replay and two plays, the first sight a replay, each further one some tenths of a second.
 */
export class Examination {
  private keyframes: Keyframes | null = null;
  private readonly sights = new Map<Second, Sight>();
  private last: { readonly state: DrillState; readonly watch: WayWatch } | null = null;

  constructor(
    private readonly program: Program,
    private readonly run: Run,
  ) {}

  study(): Study {
    const { state, watch } = this.walked();
    const expert = this.program.plays.find(({ id }) => id === "expert");
    const doingNothing = this.program.plays.find(({ id }) => id === "idle");
    const player = courseOf(state);
    const best = expert === undefined ? null : this.courseOfPlay(playOf(expert));
    const nobody = this.courseOfPlay(doingNothing === undefined ? idle : playOf(doingNothing));
    return {
      stages: stagesOf(player, best, nobody),
      budget: budgetOf(player, best, nobody),
      unmet: unmetOf(this.program, state, watch),
      samples: samplesOf(state, this.run.horizon),
    };
  }

  /** What had been seen at a second of the run, and what could have been. A second after its last one is its last one. */
  sight(second: Second): Sight {
    this.keyframes ??= Keyframes.of(this.program, this.run);
    const at = Math.max(0, Math.min(Math.floor(second), this.keyframes.until));
    const known = this.sights.get(at);
    if (known !== undefined) return known;
    const sight = sightOf(this.keyframes.at(at));
    this.sights.set(at, sight);
    return sight;
  }

  /** What was never looked at, as far as the seconds asked about so far tell. */
  coverage(): Coverage {
    const { scene, journal } = this.walked().state;
    return coverageOf(scene, journal, [...this.sights.values()]);
  }

  private walked(): { readonly state: DrillState; readonly watch: WayWatch } {
    if (this.last !== null) return this.last;
    const watch = new WayWatch();
    const state = walk(this.program, this.run, (at) => watch.observe(at));
    this.last = { state, watch };
    return this.last;
  }

  private courseOfPlay(player: Player): Course {
    const { seed, variant } = this.run.header;
    return courseOf(playThrough(this.program, newHeader(this.program, { seed, variant }), player).state);
  }
}
