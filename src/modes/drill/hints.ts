import { actionText, lookText } from "#debrief/index";
import type { ActionKind, ActRequest } from "#domain/actions";
import type { Command } from "#domain/commands";
import type { Program, Scene } from "#domain/drill";
import type { FactId, RequestId, Second } from "#domain/ids";
import type { Run } from "#domain/run";
import type { Look } from "#domain/telemetry";
import { continuePlay, type DrillState, idle, playOf, replay, storyText, view } from "#engine/index";
import { HINT_COSTS } from "#score/index";

export type HintStep = 1 | 2 | 3;

/** What each step of a hint gives away. */
const HINT_STEPS: Readonly<Record<HintStep, string>> = {
  1: "Where to look",
  2: "What it means",
  3: "What to do",
};

export interface TakenHint {
  readonly second: Second;
  readonly step: HintStep;
  /** What the step gives away, in general. */
  readonly label: string;
  readonly text: string;
}

export interface Advice {
  /** The hints that were taken, oldest first, in words. */
  readonly taken: readonly TakenHint[];
  /** What the next one gives away, and what it costs in points of `diagnose`. */
  readonly next: { readonly step: HintStep; readonly label: string; readonly price: number };
}

/** Three steps about one thing that the player has not seen, or, when nothing is missing, about what to do next. */
interface Ladder {
  readonly fact: FactId | null;
  readonly texts: Readonly<Record<HintStep, string>>;
}

/** Actions that only look. */
const CAPTURES: ReadonlySet<ActionKind> = new Set(["thread-dump", "heap-dump", "profile", "explain-analyze"]);

/** How far ahead the expert is followed, in simulated seconds. */
const AHEAD = 900;

/** Facts that any sufficient set of evidence contains, or a mark demands: the ones worth a hint. */
function evidenceOf({ score }: Scene): ReadonlySet<FactId> {
  return new Set([...score.diagnosis.sufficient.flat(), ...score.marks.flatMap((mark) => mark.evidence?.facts ?? [])]);
}

/**
 * Everything about the hints of a run as it stands: those that were taken, told again, and what the next one would be. They come from
 * following the drill's expert from the very second on, in the situation as it is. A pure function of program and log; takes one replay
 * and fifteen simulated minutes for every hint that began a new subject.
 */
export function adviceOf(program: Program, run: Run): Advice {
  const now = replay(program, run);
  const taken: TakenHint[] = [];
  const used = new Set<FactId>();
  let ladder: Ladder | null = null;
  let last: HintStep | 0 = 0;
  for (const { kind, at, data } of now.journal) {
    if (kind !== "hint") continue;
    const step = data.step as HintStep;
    if (step === 1 || ladder === null) {
      ladder = ladderAt(replay(program, run, at), used);
      if (ladder.fact !== null) used.add(ladder.fact);
    }
    last = step;
    taken.push({ second: at.second, step, label: HINT_STEPS[step], text: ladder.texts[step] });
  }
  const fact = ladder?.fact;
  const isOver = last === 0 || last === 3 || now.story.facts.some(({ id }) => id === fact);
  const step: HintStep = isOver ? 1 : ((last + 1) as HintStep);
  return { taken, next: { step, label: HINT_STEPS[step], price: HINT_COSTS[step] } };
}

/** Follows the expert from a state on (which is used up) and says what it came upon first. */
function ladderAt(state: DrillState, used: ReadonlySet<FactId>): Ladder {
  const { program, scene, header } = state;
  const known = new Set(state.story.facts.map(({ id }) => id));
  const evidence = evidenceOf(scene);
  const { author, role } = header.roles[0] ?? { author: "player", role: "lead" };
  const from = state.log.length;
  const journalFrom = state.journal.length;
  const open = new Set(view(state, role).requests.flatMap(({ id, state: stands }) => (stands === "open" ? [id] : [])));
  const expert = program.plays.find(({ id }) => id === "expert");
  continuePlay(state, expert === undefined ? idle : playOf(expert), { until: state.now + AHEAD });
  const found = state.story.facts.find(({ id }) => evidence.has(id) && !known.has(id) && !used.has(id));
  const given = state.log.slice(from).filter((command) => command.author === author);
  const about = found === undefined ? given : given.filter(({ second }) => second >= found.second);
  const texts = {
    1: found === undefined ? nothingNew(state, evidence) : whereText(scene, state, found, given, journalFrom),
    2: found === undefined ? together(scene, known, evidence) : meaning(scene, found),
    3: whatText(state, about.length > 0 ? about : given, open),
  };
  return { fact: found?.id ?? null, texts };
}

interface Found {
  readonly id: FactId;
  readonly text: string;
  readonly second: Second;
  readonly panel: string;
}

function whereText(
  scene: Scene,
  state: DrillState,
  found: Found,
  given: readonly Command[],
  journalFrom: number,
): string {
  if (found.panel === "told") {
    const task = state.journal
      .slice(journalFrom)
      .findLast(({ kind, at }) => kind === "task" && at.second <= found.second);
    const person = scene.people.find(({ id }) => id === task?.data.person);
    return person === undefined
      ? "Listen to the people in the channel: one of them knows more."
      : `${person.name} (${person.role}) can find something out for you. Give them a task.`;
  }
  const look = given.findLast(
    (command): command is Extract<Command, { kind: "look" }> =>
      command.kind === "look" && command.args.panel === found.panel && command.second <= found.second,
  );
  const place = look === undefined ? `the panel “${found.panel}”` : lookText(scene, look.args as Look);
  return `Look at ${place}.`;
}

function meaning(scene: Scene, found: Found): string {
  const why = scene.facts.find(({ id }) => id === found.id)?.why ?? "";
  return why === "" ? found.text : `${found.text} ${why}`;
}

function nothingNew(state: DrillState, evidence: ReadonlySet<FactId>): string {
  const seen = state.story.facts.filter(({ id }) => evidence.has(id));
  return seen.length === 0
    ? "Nothing more can be found out at the moment. Watch whether it gets better or worse."
    : "You have seen what is needed for the next step. Read once more what you have found out, in the notebook.";
}

function together(scene: Scene, known: ReadonlySet<FactId>, evidence: ReadonlySet<FactId>): string {
  const whys = scene.facts.filter(({ id, why }) => known.has(id) && evidence.has(id) && why !== "").slice(0, 3);
  return whys.length === 0
    ? "What you know so far does not tell yet."
    : `Taken together: ${whys.map(({ why }) => why).join(" ")}`;
}

/** The first thing the expert does that changes something; else whom it tells, else that it waits. */
function whatText(state: DrillState, given: readonly Command[], open: ReadonlySet<RequestId>): string {
  const { scene } = state;
  for (const command of given) {
    if (command.kind === "act" && !CAPTURES.has(command.args.action))
      return `${actionText(scene, command.args as ActRequest)}.`;
    // What will be asked later is answered later.
    if (command.kind === "answer" && open.has(command.args.request)) {
      const request = scene.requests.find(({ id }) => id === command.args.request);
      const option = request?.options.find(({ id }) => id === command.args.option);
      const person = scene.people.find(({ id }) => id === request?.from);
      if (option !== undefined) return `Answer ${person?.name ?? "the request"}: “${storyText(state, option.label)}”`;
    }
    if (command.kind === "resolve") return "It is over: make sure that it stays so, then declare it resolved.";
  }
  const said = given.find((command) => command.kind === "say");
  if (said?.kind === "say")
    return `Tell the ${said.args.audience}: who is affected, what is being done, when the next word comes.`;
  return "Wait. Let what has been done work, and look whether it does.";
}
