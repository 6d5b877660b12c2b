import type { Command, Refusal } from "#domain/commands";
import { plan } from "../due";
import { type DrillState, post, raise, record } from "../state";
import { leave } from "../tick";
import { refuse, requireName } from "./names";

type Of<K extends Command["kind"]> = Extract<Command, { kind: K }>;

/** Declares how bad it is; may be revised. */
export function severity(state: DrillState, command: Of<"severity">): Refusal | null {
  const { level } = command.args;
  if (state.story.severity === level) return refuse("severity.same", `It is SEV-${level} already.`);
  state.story.severity = level;
  record(state, "severity", command.author, { level });
  raise(state, "severity");
  return null;
}

const NOT_MINE = "I'm not sure what you need from me there. Can you be more specific?";

/** Gives somebody something to do. They do what they understand, once, and come back when it is done. */
export function task(state: DrillState, command: Of<"task">): Refusal | null {
  const { scene, story, now } = state;
  const { person, minutes } = command.args;
  const refusal = requireName(
    "person",
    person,
    scene.people.map((p) => p.id),
  );
  if (refusal !== null) return refusal;
  const words = command.args.text.toLowerCase();
  const index = scene.tasks.findIndex(
    (t) => t.person === person && t.matches.some((m) => words.includes(m.toLowerCase())),
  );
  const found = scene.tasks[index];
  if (found !== undefined && story.tasks.some((given) => given.task === index)) {
    return refuse("task.given", "They are on it already.");
  }
  story.tasks = [...story.tasks, { second: now, person, task: index }];
  const text = command.args.text.trim();
  post(state, { audience: "incident", from: command.author, kind: "player", text, request: null });
  const limit = minutes === null ? {} : { minutes };
  record(state, "task", command.author, { person, task: index, state: "given", understood: index >= 0, ...limit });
  if (found !== undefined) plan(story, now + Math.max(1, found.seconds), "task", person, index);
  else post(state, { audience: "incident", from: person, kind: "person", text: NOT_MINE, request: null });
  return null;
}

/** Declares the incident over. The horizon goes on: a relapse counts. */
export function resolve(state: DrillState, command: Of<"resolve">): Refusal | null {
  const { story } = state;
  if (story.ackedAt < 0) return refuse("resolve.not-acknowledged", "Nobody has taken this incident yet.");
  if (story.resolvedAt >= 0) return refuse("resolve.done", "It is declared resolved already.");
  story.resolvedAt = state.now;
  story.phase = "resolved";
  const text = command.args.text.trim();
  if (text !== "") post(state, { audience: "incident", from: command.author, kind: "player", text, request: null });
  record(state, "resolve", command.author, { words: text === "" ? 0 : text.split(/\s+/).length });
  raise(state, "resolve");
  return null;
}

/** A hint: no effect on the world, a label on the run. Three steps about one thing, then about another. */
export function hint(state: DrillState, command: Of<"hint">): Refusal | null {
  const { step } = command.args;
  const last = Number(state.journal.findLast(({ kind }) => kind === "hint")?.data.step ?? 0);
  if (step !== 1 && step !== last + 1)
    return refuse("hint.order", "The steps of a hint come one after the other.", String(last === 3 ? 1 : last + 1));
  state.story.hints++;
  record(state, "hint", command.author, { step });
  return null;
}

/** The clock was stopped to read; shown on the run. */
export function pause(state: DrillState, command: Of<"pause">): Refusal | null {
  record(state, "pause", command.author, { seconds: command.args.seconds });
  return null;
}

/** The player leaves, after resolving or giving up. */
export function end(state: DrillState, command: Of<"end">): Refusal | null {
  leave(state, command.author);
  return null;
}
