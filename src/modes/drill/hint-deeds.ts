import type { ActRequest } from "#domain/actions";
import type { Command } from "#domain/commands";
import type { Scene } from "#domain/drill";
import type { JournalEntry } from "#domain/journal";
import type { View } from "#domain/view";

/** Seconds between two words to an audience of which the drill says nothing. */
const USUAL_CADENCE = 900;

/** What a player has done by now, so that a hint does not tell it to be done. */
export interface Done {
  readonly view: Pick<View, "now" | "alerts" | "operations" | "requests" | "hypotheses" | "facts" | "followups">;
  /** Second of the last own message, by audience. */
  readonly said: ReadonlyMap<string, number>;
  /** Who has been given a task. */
  readonly tasked: ReadonlySet<string>;
}

/** Reads what was done before somebody else goes on; `journal` as it is then. */
export function doneBefore(
  { now, alerts, operations, requests, hypotheses, facts, followups }: View,
  journal: readonly JournalEntry[],
  author: string,
): Done {
  const said = new Map<string, number>();
  const tasked = new Set<string>();
  for (const { kind, by, at, data } of journal) {
    if (by !== author) continue;
    if (kind === "message") said.set(String(data.audience), at.second);
    if (kind === "task" && data.state === "given") tasked.add(String(data.person));
  }
  return { view: { now, alerts, operations, requests, hypotheses, facts, followups }, said, tasked };
}

const LEVER = ["node", "region", "flag", "key", "class", "pod"] as const satisfies readonly (keyof ActRequest)[];
const SETTING = ["version", "value", "amount", "to"] as const satisfies readonly (keyof ActRequest)[];

/** Whether two actions move the same thing; what one of them leaves open, the platform chose. */
const isSameLever = (a: ActRequest, b: ActRequest): boolean =>
  a.action === b.action &&
  LEVER.every((field) => a[field] === undefined || b[field] === undefined || a[field] === b[field]);

const isSameSetting = (a: ActRequest, b: ActRequest): boolean => SETTING.every((field) => a[field] === b[field]);

/**
 * Whether an action is under way or done: the last time its lever was moved, it was moved there; or it was, has been taken
 * back since, and nothing alerts.
 */
function isDone(request: ActRequest, { view }: Done): boolean {
  const own = view.operations.flatMap(({ request: each, phase }) =>
    phase !== "failed" && phase !== "cancelled" && isSameLever(each, request) ? [each] : [],
  );
  const last = own.at(-1);
  if (last === undefined || isSameSetting(last, request)) return last !== undefined;
  return own.some((each) => isSameSetting(each, request)) && view.alerts.every(({ state }) => state !== "firing");
}

/** Whether a command of the expert still has to be given: it changes something, and the player has not done it. */
export function isOpen(command: Command, scene: Scene, done: Done): boolean {
  const { view } = done;
  switch (command.kind) {
    case "act":
      return !isDone(command.args as ActRequest, done);
    case "answer":
      // What will be asked later is answered later.
      return view.requests.some(({ id, state }) => id === command.args.request && state === "open");
    case "task":
      return !done.tasked.has(command.args.person);
    case "hypothesis":
      return view.hypotheses.every(({ state }) => state === "rejected");
    case "pin":
      return view.facts.every(({ pinned }) => pinned === null);
    case "followup":
      return view.followups.length === 0;
    case "say": {
      const { audience } = command.args;
      const every = scene.score.cadence.find((each) => each.audience === audience)?.every ?? USUAL_CADENCE;
      const last = done.said.get(audience);
      return last === undefined || view.now - last >= every / 2;
    }
    default:
      return true;
  }
}
