import type { Program } from "#domain/drill";
import type { RunHeader } from "#domain/run";
import { CelError } from "#lib/cel";
import { addCounted, tick as tickWorld, type World } from "#world/index";
import { endSilence, escalate } from "./alert-pages";
import { isStopped } from "./budget";
import { compileScene, type StoryCode } from "./code";
import { checkUpdates, settlePromise } from "./commitments";
import { plan, takeDue } from "./due";
import { beginStory, takeWorldEvents, tellStory } from "./events";
import { watchLooks } from "./facts";
import { StoryEnv } from "./host";
import { worldAtOutset } from "./outset";
import { addToGauge, carryOut, expireRequest, finishTask, fire, reply, sayEffect } from "./people";
import { sceneOf } from "./scene";
import { type DrillState, isFrozen, raise, record } from "./state";
import { emptyStory, type Story } from "./story";
import { emptyTeam, endOutages } from "./team/story";
import { storyBool, storyNumber, storyText } from "./values";

/** Seconds between evaluations of conditions and triggers that read metrics or versions. */
const METRIC_STEP = 5;

/** Gauges drift in steps of this many seconds. */
const GAUGE_STEP = 10;

/**
 * A drill at T+0, its history simulated. `header.variant` says which scene; throws a RangeError when the program has
 * no such variant.
 */
export function createState(program: Program, header: RunHeader): DrillState {
  const scene = sceneOf(program, header);
  const story = emptyStory(scene);
  if (header.clock === "team") story.team = emptyTeam(header);
  const state = assemble(program, header, worldAtOutset(scene, header.seed), story);
  state.code.triggers.forEach(({ trigger }, index) => {
    if (trigger.at !== null) plan(state.story, Math.max(0, trigger.at), "trigger", "at", index);
  });
  state.impact.failed.push(0);
  state.impact.answered.push(0);
  beginStory(state);
  happen(state);
  return state;
}

/** A state around a world and a story. `past` is taken over, not copied. */
export function assemble(
  program: Program,
  header: RunHeader,
  world: World,
  story: Story,
  past: Pick<DrillState, "log" | "journal" | "messages" | "impact"> = {
    log: [],
    journal: [],
    messages: [],
    impact: { failed: [], answered: [] },
  },
): DrillState {
  const scene = sceneOf(program, header);
  const code = compileScene(scene);
  return {
    program,
    header,
    scene,
    code,
    world,
    now: world.second,
    ordinal: 0,
    story,
    ...past,
    refusals: new Map(),
    revision: 0,
    settled: new Int32Array(code.watched).fill(-1),
    pending: [],
    memo: new Map(),
    means: new Map(),
    scraped: { at: Number.NEGATIVE_INFINITY, series: new Map() },
  };
}

/** One simulated second. Nothing happens any more once the ending is known. */
export function tick(state: DrillState): void {
  if (isFrozen(state)) return;
  tickWorld(state.world);
  state.now++;
  state.ordinal = 0;
  state.means.clear();
  addImpact(state);
  happen(state);
  close(state);
}

/** Everything that is due at this second, in a fixed order. */
function happen(state: DrillState): void {
  if (state.story.team !== undefined) endOutages(state.story.team, state.now);
  takeWorldEvents(state);
  checkTriggers(state);
  checkConditions(state);
  runDue(state);
  checkUpdates(state);
  driftGauges(state);
  watchLooks(state);
  tellStory(state);
  // What the story did may have changed the world's plans; their events belong to this second.
  takeWorldEvents(state);
  tellStory(state);
}

function addImpact(state: DrillState): void {
  const { failed, answered } = state.impact;
  const before = { failed: failed[state.now - 1] ?? 0, answered: answered[state.now - 1] ?? 0 };
  const sum = addCounted(state.world, state.now - 1, before);
  failed.push(sum.failed);
  answered.push(sum.answered);
}

/** Whether a watched expression holds; one that reads no clock is not asked again while nothing has happened. */
function holds(state: DrillState, env: StoryEnv, code: StoryCode): boolean {
  if (!code.clocked && state.settled[code.number] === state.revision) return false;
  let value = false;
  try {
    value = code.run(env) === true;
  } catch (error) {
    if (!(error instanceof CelError)) throw error;
  }
  if (!value) state.settled[code.number] = state.revision;
  return value;
}

/** Means of metrics are sums over many lanes and seconds: what reads them is asked only now and then. */
function isSample(state: DrillState): boolean {
  return state.now % METRIC_STEP === 0;
}

function checkTriggers(state: DrillState): void {
  const { triggers } = state.code;
  const env = new StoryEnv(state);
  for (let i = 0; i < triggers.length; i++) {
    const when = triggers[i]?.when;
    if (!when || state.story.fired[i] !== false || (when.sampled && !isSample(state))) continue;
    if (holds(state, env, when)) fire(state, i);
  }
}

function checkConditions(state: DrillState): void {
  if (isStopped(state)) return;
  const { conditions } = state.code;
  const env = new StoryEnv(state);
  for (let i = 0; i < conditions.length; i++) {
    const condition = conditions[i];
    const before = state.story.conditions[i];
    if (condition === undefined || before === undefined) continue;
    // Between samples a condition stays as it was.
    const held = condition.code.sampled && !isSample(state) ? before.since >= 0 : holds(state, env, condition.code);
    if (!held) {
      if (before.since >= 0) state.story.conditions = state.story.conditions.with(i, { since: -1, told: false });
      continue;
    }
    const since = before.since < 0 ? state.now : before.since;
    const due = !before.told && state.now - since >= condition.hold;
    if (since !== before.since || due) {
      state.story.conditions = state.story.conditions.with(i, { since, told: before.told || due });
    }
    if (!due) continue;
    record(state, "condition", "story", { condition: condition.id });
    raise(state, `condition.${condition.id}`);
  }
}

function runDue(state: DrillState): void {
  for (let due = takeDue(state.story, state.now); due !== null; due = takeDue(state.story, state.now)) {
    switch (due.kind) {
      case "trigger":
        // Planned either for the trigger's own second ("at") or for the effect after it.
        if (due.ref === "at") fire(state, due.index);
        else carryOut(state, due.index);
        break;
      case "expire":
        expireRequest(state, due.index);
        break;
      case "reply":
        reply(state, due.ref, due.index);
        break;
      case "effect":
        sayEffect(state, due.index);
        break;
      case "task":
        finishTask(state, due.index);
        break;
      case "promise":
        settlePromise(state, due.index);
        break;
      case "escalate":
        escalate(state, due.ref, due.index);
        break;
      case "silence":
        endSilence(state, due.ref, due.index);
        break;
    }
  }
}

function driftGauges(state: DrillState): void {
  if (state.now === 0 || state.now % GAUGE_STEP !== 0) return;
  state.scene.gauges.forEach((gauge, i) => {
    if (gauge.drift !== null) addToGauge(state, i, (storyNumber(state, gauge.drift) * GAUGE_STEP) / 60);
  });
}

/** The limit ends the player's part; the ending is decided when the horizon is over as well. */
function close(state: DrillState): void {
  const { story, scene, now } = state;
  if (story.leftAt < 0 && now >= scene.limit) leave(state, "platform");
  if (story.leftAt < 0 || now < Math.min(scene.score.horizon, scene.limit)) return;
  const index = scene.endings.findIndex((ending) => storyBool(state, ending.when));
  const ending = scene.endings[index];
  story.ending = Math.max(0, index);
  if (ending === undefined) return;
  story.endingText = storyText(state, ending.text);
  record(state, "ending", "story", { ending: ending.id });
}

/** The player's part is over: from here on nobody acts, and the world runs on to the horizon. */
export function leave(state: DrillState, by: string): void {
  state.story.leftAt = state.now;
  state.story.phase = "ended";
  record(state, "end", by, {});
  close(state);
}

/** Runs on until the ending is known. */
export function finish(state: DrillState): void {
  while (!isFrozen(state)) {
    if (state.story.leftAt < 0) leave(state, "platform");
    tick(state);
  }
}
