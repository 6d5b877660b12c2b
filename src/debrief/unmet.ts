import type { Program, Scene, StoryEffect, StoryRequest } from "#domain/drill";
import type { PersonId, RequestId, Second } from "#domain/ids";
import { activeIn, type DrillState, exploreStructure, storyBool, storyText } from "#engine/index";
import type { CelNode } from "#lib/cel";
import { quoted, withoutFigures } from "./deeds";

/** An answer that was there to give. */
export interface UntakenOption {
  readonly request: RequestId;
  readonly from: string;
  /** When it was asked. */
  readonly second: Second;
  /** The answer in its own words, quoted, with the figures of the second it was first offered. */
  readonly text: string;
  /** What was answered instead; null when nothing was. */
  readonly instead: string | null;
}

/** Somebody of the case who was not met, or not asked. */
export interface Stranger {
  readonly person: PersonId;
  readonly name: string;
  readonly role: string;
  /** When they first spoke; null when they never did. */
  readonly spoke: Second | null;
  /** What they had to say or could have been asked, in sentences. */
  readonly text: string;
}

/** The ways a run did not take. Nothing that cannot be reached in its variant is among them. */
export interface Unmet {
  /** What the story never came to, in the drill's words, each once. Sentences. */
  readonly turns: readonly string[];
  readonly requests: readonly { readonly request: RequestId; readonly from: string; readonly text: string }[];
  readonly options: readonly UntakenOption[];
  readonly endings: readonly { readonly ending: string; readonly title: string }[];
  readonly people: readonly Stranger[];
}

/** Gathers, while a run goes by, which states it was in and which answers it was offered. */
export class WayWatch {
  readonly states = new Set<string>();
  /** Answers by request and option, worded when they were first offered. */
  readonly offered = new Map<RequestId, Map<string, string>>();
  private values: readonly unknown[] | null = null;

  /** To be shown the state after creation, every command and every second. */
  observe(state: DrillState): void {
    const { story, code, scene } = state;
    if (story.machines !== this.values) {
      this.values = story.machines;
      code.machines.forEach((machine, i) => {
        for (const name of activeIn(story.machines[i])) this.states.add(`${machine.id}.${name}`);
      });
    }
    scene.requests.forEach((request, i) => {
      if (story.requests[i]?.state === "open") this.offer(state, request);
    });
  }

  private offer(state: DrillState, { id, options }: StoryRequest): void {
    const known = this.offered.get(id) ?? new Map<string, string>();
    this.offered.set(id, known);
    for (const option of options) {
      if (known.has(option.id) || (option.available !== null && !storyBool(state, option.available))) continue;
      known.set(option.id, storyText(state, option.label));
    }
  }
}

/** Whether a condition can never hold in a variant, as far as its outline tells. */
function neverHolds(node: CelNode, variant: string): boolean {
  if (node[0] === "bool") return !node[1];
  if (node[0] !== "op") return false;
  const [, operator, operands] = node;
  if (operator === "&&") return operands.some((operand) => neverHolds(operand, variant));
  if (operator === "||") return operands.every((operand) => neverHolds(operand, variant));
  const [left, right] = operands;
  if (left?.[0] !== "id" || left[1] !== "variant" || right?.[0] !== "str") return false;
  return (operator === "==" && right[1] !== variant) || (operator === "!=" && right[1] === variant);
}

/** Every effect of a scene, wherever it hangs. */
function effectsOf({ remarks, requests, machines, tasks, brokenPromise }: Scene): readonly StoryEffect[] {
  return [
    ...remarks.flatMap(({ effects }) => effects),
    ...requests.flatMap(({ options, silence }) => [...options.flatMap(({ effects }) => effects), ...silence.effects]),
    ...machines.flatMap(({ effects }) => Object.values(effects).flat()),
    ...tasks.flatMap(({ effects }) => effects),
    ...brokenPromise.flatMap(({ effects }) => effects),
  ];
}

function canBePut(scene: Scene, { id, trigger }: StoryRequest): boolean {
  const isOpened = effectsOf(scene).some((effect) => effect.kind === "open" && effect.request === id);
  const isTimed = trigger.at !== null || (trigger.when !== null && !neverHolds(trigger.when.node, scene.variant.id));
  return isOpened || isTimed;
}

/** As much of a request that was never put is told. */
const EXCERPT = 120;

function peopleOf({ scene, messages, story }: DrillState): readonly Stranger[] {
  const said = effectsOf(scene).flatMap((effect) => (effect.kind === "remark" ? [effect.from] : []));
  const voices = [...scene.remarks.map(({ from }) => from), ...said];
  return scene.people.flatMap(({ id, name, role }) => {
    const spoke = messages.find(({ kind, from }) => kind === "person" && from === id)?.second ?? null;
    const asks = scene.requests.some((request) => request.from === id && canBePut(scene, request));
    const tasks = scene.tasks.filter(({ person }) => person === id);
    const isAsked = story.tasks.some(({ person }) => person === id);
    const isMet = spoke !== null && (tasks.length === 0 || isAsked);
    if (isMet || isAsked || !(asks || tasks.length > 0 || voices.includes(id))) return [];
    const text = [
      spoke === null && asks ? "Would have had a question." : "",
      spoke === null && voices.includes(id) ? "Would have had something to say." : "",
      tasks.length > 0 ? "Could have been given something to do, and was not." : "",
    ];
    return [{ person: id, name, role, spoke, text: text.filter((part) => part !== "").join(" ") }];
  });
}

/** What a finished run did not meet; `watch` was shown the whole of it. */
export function unmetOf(program: Program, state: DrillState, watch: WayWatch): Unmet {
  const { scene, story, header } = state;
  const nameOf = (id: PersonId) => scene.people.find((person) => person.id === id)?.name ?? id;
  const own = { ...program, variants: program.variants.filter(({ info }) => info.id === header.variant) };
  const turns = exploreStructure(own).machines.flatMap(({ machine, reached }) => {
    const words = scene.machines.find(({ id }) => id === machine)?.turns ?? {};
    return reached.flatMap((state) => (watch.states.has(`${machine}.${state}`) ? [] : (words[state] ?? [])));
  });
  const options = scene.requests.flatMap(({ id, from }, i): UntakenOption[] => {
    const put = story.requests[i];
    const offered = watch.offered.get(id);
    if (put === undefined || offered === undefined) return [];
    const given = put.answer === null ? undefined : offered.get(put.answer);
    const instead = given === undefined ? null : quoted(given);
    return [...offered].flatMap(([option, text]) =>
      option === put.answer
        ? []
        : [{ request: id, from: nameOf(from), second: put.openedAt, text: quoted(text), instead }],
    );
  });
  const requests = scene.requests.flatMap((request, i) =>
    story.requests[i]?.state === "idle" && canBePut(scene, request)
      ? [{ request: request.id, from: nameOf(request.from), text: quoted(withoutFigures(request.text), EXCERPT) }]
      : [],
  );
  const endings = scene.endings.flatMap(({ id, title, when }, i) =>
    i === story.ending || neverHolds(when.node, header.variant) ? [] : [{ ending: id, title }],
  );
  return { turns: [...new Set(turns)], requests, options, endings, people: peopleOf(state) };
}
