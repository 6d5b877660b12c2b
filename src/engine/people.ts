import type { Audience } from "#domain/commands";
import type { StoryEffect } from "#domain/drill";
import { cancelPlan, runPlan } from "#world/index";
import { planEscalation } from "./alert-pages";
import { isStopped } from "./budget";
import { plan } from "./due";
import { seeFact } from "./facts";
import { stepRequest } from "./machines";
import { type DrillState, post, raise, record } from "./state";
import type { RequestRecord } from "./story";
import { storyBool, storyNumber, storyText } from "./values";

/** Seconds a person takes to react to an answer. */
const REPLY_DELAY = 4;

/** A trigger's moment has come: what it triggers happens now, or `after` seconds later. Only the first time counts. */
export function fire(state: DrillState, index: number): void {
  if (state.story.fired[index] !== false) return;
  state.story.fired = state.story.fired.with(index, true);
  const trigger = state.code.triggers[index]?.trigger;
  if (trigger === undefined) return;
  if (trigger.after > 0) plan(state.story, state.now + trigger.after, "trigger", "", index);
  else carryOut(state, index);
}

/** What a trigger leads to, unless it no longer should. */
export function carryOut(state: DrillState, index: number): void {
  const { scene } = state;
  const unless = state.code.triggers[index]?.trigger.unless ?? null;
  if (unless !== null && storyBool(state, unless)) return;
  const remark = index - 1;
  const request = remark - scene.remarks.length;
  if (remark < 0) page(state);
  else if (request < 0) makeRemark(state, remark);
  else openRequest(state, request);
}

function page(state: DrillState): void {
  const { story, scene } = state;
  story.pagedAt = state.now;
  story.pageBody = storyText(state, scene.page.body);
  record(state, "page", "platform", { page: scene.page.id });
  raise(state, "page");
  planEscalation(state, scene.page.id, 0, state.now);
}

function makeRemark(state: DrillState, index: number): void {
  const remark = state.scene.remarks[index];
  if (remark === undefined) return;
  post(state, {
    audience: remark.audience,
    from: remark.from,
    kind: "person",
    text: storyText(state, remark.text),
    request: null,
  });
  const { id, from, audience, interrupts } = remark;
  record(state, "remark", from, { remark: id, from, audience, interrupts });
  runEffects(state, remark.effects, from, audience);
}

/** Puts a request to the player; nothing when it was put before. */
export function openRequest(state: DrillState, index: number): void {
  const request = state.scene.requests[index];
  const before = state.story.requests[index];
  if (request === undefined || before === undefined) return;
  const next = stepRequest(before.state, "OPEN");
  if (next === before.state) return;
  const due = state.now + request.deadline;
  const text = storyText(state, request.text);
  setRequest(state, index, { state: next, openedAt: state.now, due, answer: null, text });
  post(state, { audience: request.audience, from: request.from, kind: "person", text, request: request.id });
  record(state, "request", request.from, { request: request.id, state: "open", from: request.from, due });
  plan(state.story, due, "expire", request.id, index);
}

export function setRequest(state: DrillState, index: number, record: RequestRecord): void {
  state.story.requests = state.story.requests.with(index, record);
}

/** An open request that nobody answered: silence is an answer. */
export function expireRequest(state: DrillState, index: number): void {
  const request = state.scene.requests[index];
  const before = state.story.requests[index];
  if (request === undefined || before?.state !== "open") return;
  setRequest(state, index, { ...before, state: stepRequest(before.state, "EXPIRE") });
  record(state, "answer", "story", { request: request.id, option: "silence" });
  raise(state, `answer.${request.id}.silence`);
  if (request.silence.reply !== null) plan(state.story, state.now + REPLY_DELAY, "reply", request.id, -1);
  runEffects(state, request.silence.effects, request.from, request.audience);
}

/** Consequences of an answer: reactions at once, the person's words a moment later. `option` is its index. */
export function settleAnswer(state: DrillState, index: number, option: number, by: string): void {
  const request = state.scene.requests[index];
  const before = state.story.requests[index];
  const chosen = request?.options[option];
  if (request === undefined || before === undefined || chosen === undefined) return;
  setRequest(state, index, { ...before, state: stepRequest(before.state, "ANSWER"), answer: chosen.id });
  record(state, "answer", by, { request: request.id, option: chosen.id });
  raise(state, `answer.${request.id}.${chosen.id}`);
  if (chosen.reply !== null) plan(state.story, state.now + REPLY_DELAY, "reply", request.id, option);
  runEffects(state, chosen.effects, request.from, request.audience);
}

/** A person's reaction to an answer (`option` −1 = to silence). */
export function reply(state: DrillState, requestId: string, option: number): void {
  const request = state.scene.requests[state.code.requests.get(requestId) ?? -1];
  const text = option < 0 ? request?.silence.reply : request?.options[option]?.reply;
  if (request === undefined || text === null || text === undefined) return;
  const { audience, from } = request;
  post(state, { audience, from, kind: "person", text: storyText(state, text), request: null });
  record(state, "remark", from, { remark: `${requestId}.reply`, from, audience, interrupts: false });
}

/**
 * Carries out what the story does. Never a metric; the world changes only by its own plans. What a person tells with it is
 * told to an audience; null: to everybody.
 */
export function runEffects(
  state: DrillState,
  effects: readonly StoryEffect[],
  by: string,
  audience: Audience | null = null,
): void {
  if (isStopped(state)) return;
  for (const effect of effects) {
    switch (effect.kind) {
      case "remark": {
        const index = state.code.saidIndex.get(effect) ?? -1;
        if (effect.after > 0) plan(state.story, state.now + effect.after, "effect", "", index);
        else sayEffect(state, index);
        break;
      }
      case "gauge":
        addToGauge(state, state.code.gauges.get(effect.gauge) ?? -1, storyNumber(state, effect.add));
        break;
      case "cancel-plan":
        cancelPlan(state.world, effect.plan, by);
        break;
      case "run-plan":
        runPlan(state.world, effect.plan, by);
        break;
      case "fact":
        seeFact(state, effect.fact, "told", by, audience);
        break;
      case "open":
        openRequest(state, state.code.requests.get(effect.request) ?? -1);
        break;
    }
  }
}

/** A remark that is an effect of something else. */
export function sayEffect(state: DrillState, index: number): void {
  const effect = state.code.said[index];
  if (effect === undefined || isStopped(state)) return;
  const { audience, from } = effect;
  post(state, { audience, from, kind: "person", text: storyText(state, effect.text), request: null });
  record(state, "remark", from, { remark: "", from, audience, interrupts: false });
}

/** Moves a gauge within its bounds. */
export function addToGauge(state: DrillState, index: number, change: number): void {
  const gauge = state.scene.gauges[index];
  const before = state.story.gauges[index];
  if (gauge === undefined || before === undefined) return;
  const after = Math.min(gauge.max, Math.max(gauge.min, before + change));
  if (after === before) return;
  state.story.gauges = state.story.gauges.with(index, after);
  state.revision++;
}

/** A task that a person has finished. */
export function finishTask(state: DrillState, index: number): void {
  const task = state.scene.tasks[index];
  if (task === undefined) return;
  post(state, {
    audience: "incident",
    from: task.person,
    kind: "person",
    text: storyText(state, task.reply),
    request: null,
  });
  record(state, "task", task.person, { person: task.person, task: index, state: "done" });
  runEffects(state, task.effects, task.person, "incident");
}
