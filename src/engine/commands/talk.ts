import type { Audience, Command, Refusal } from "#domain/commands";
import type { Scene } from "#domain/drill";
import type { Second } from "#domain/ids";
import { type Feature, judgeMessage, type Audience as Reader, type StatedTime } from "#language/features";
import { promiseMade, updateGiven } from "../commitments";
import { settleAnswer } from "../people";
import { type DrillState, post, raise, record } from "../state";
import { storyBool } from "../values";
import { refuse, unknown } from "./names";

type Of<K extends Command["kind"]> = Extract<Command, { kind: K }>;

/** By whose rules a message is read. The support desk passes on what it is told inside. */
export const READERS: Readonly<Record<Audience, Reader>> = {
  incident: "internal",
  customers: "customers",
  executives: "executives",
  support: "internal",
};

const HALF_DAY = 43_200;
const DAY = 86_400;

/**
 * Run second of a stated time. A point in the day that is past is read on a 12-hour dial ("before one" at noon); one
 * that stays past is taken as it stands.
 */
export function statedSecond(state: DrillState, time: StatedTime): Second {
  if (time.kind === "in") return Math.round(state.now + time.seconds);
  const at = Math.round(time.seconds - state.scene.system.startOfDay);
  const later = [at, at + HALF_DAY, at + DAY].find((second) => second >= state.now && second - state.now < HALF_DAY);
  return later ?? at;
}

/**
 * Judgements by scene, reader and text. Judging is pure and costs more than ten simulated seconds, and the same message
 * is judged again in every replay of a run: resume, score, debrief, keyframes. Bounded; the oldest goes first.
 */
const judgements = new WeakMap<Scene, Map<string, readonly Feature[]>>();
const MOST_JUDGEMENTS = 500;

function judge(scene: Scene, reader: Reader, text: string): readonly Feature[] {
  let known = judgements.get(scene);
  if (known === undefined) {
    known = new Map();
    judgements.set(scene, known);
  }
  const key = `${reader} ${text}`;
  let features = known.get(key);
  if (features === undefined) {
    const people = scene.people.flatMap((person) => person.name.split(" "));
    features = judgeMessage(text, reader, { terms: scene.internalTerms, people });
    if (known.size >= MOST_JUDGEMENTS) known.delete(known.keys().next().value as string);
    known.set(key, features);
  }
  return features;
}

/** Judges what was said, writes it down, and takes the commitments in it at their word. */
export function speak(state: DrillState, audience: Audience, reader: Reader, text: string, author: string): void {
  const { scene, story, now } = state;
  const features = judge(scene, reader, text);
  const ids = [...new Set(features.map((feature) => feature.id))];
  const timeOf = (id: string) => {
    const value = features.find((feature) => feature.id === id)?.value;
    return value === undefined ? null : statedSecond(state, value);
  };
  const promise = timeOf("promise");
  const stated = timeOf("next-update");
  const nextUpdate = stated !== null && stated > now ? stated : null;
  post(state, { audience, from: author, kind: "player", text, request: null });
  story.said = [...story.said, { second: now, audience, features: ids }];
  record(state, "message", author, {
    audience,
    features: ids,
    words: text.split(/\s+/).length,
    ...(promise === null ? {} : { promise }),
    ...(nextUpdate === null ? {} : { nextUpdate }),
  });
  raise(state, `say.${audience}`);
  updateGiven(state, audience, nextUpdate);
  if (promise !== null && promise > now) promiseMade(state, audience, promise, author);
}

/** Says something to an audience, or to one person in its hearing. */
export function say(state: DrillState, command: Of<"say">): Refusal | null {
  const { audience, to } = command.args;
  const text = command.args.text.trim();
  if (text === "") return refuse("say.empty", "There is nothing to say yet.");
  const people = state.scene.people.map((person) => person.id);
  if (to !== undefined && !people.includes(to)) return unknown("person", to, people);
  speak(state, audience, to === undefined ? READERS[audience] : "colleague", text, command.author);
  return null;
}

/** Answers an open request with one of the options offered now; own words, if any, are judged like any message. */
export function answer(state: DrillState, command: Of<"answer">): Refusal | null {
  const { scene, story, code } = state;
  const { request: id, option: optionId } = command.args;
  const index = code.requests.get(id) ?? -1;
  const request = scene.requests[index];
  const put = story.requests[index];
  if (request === undefined || put === undefined || put.state === "idle") {
    const open = scene.requests.filter((_, i) => story.requests[i]?.state === "open").map((r) => r.id);
    return unknown("request", id, open);
  }
  if (put.state !== "open") return refuse("request.closed", "It is too late: this has been answered or has expired.");
  const offered = request.options.filter((o) => o.available === null || storyBool(state, o.available)).map((o) => o.id);
  if (!offered.includes(optionId)) return unknown("option", optionId, offered);
  const text = command.args.text?.trim() ?? "";
  const option = request.options.findIndex((o) => o.id === optionId);
  if (text !== "") speak(state, request.audience, "colleague", text, command.author);
  settleAnswer(state, index, option, command.author);
  return null;
}
