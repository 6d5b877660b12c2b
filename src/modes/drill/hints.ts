import { carriedOut } from "#debrief/index";
import type { Program, Scene } from "#domain/drill";
import type { FactId, Second } from "#domain/ids";
import type { Run } from "#domain/run";
import { continuePlay, type DrillState, idle, playOf, replay, view } from "#engine/index";
import { HINT_COSTS } from "#score/index";
import { doneBefore } from "./hint-deeds";
import { meaning, nothingNew, together, WAIT, whatText, whereText } from "./hint-words";

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
  /** What the next one gives away, and what it costs in points of `diagnose`; null while it would be the last one again. */
  readonly next: { readonly step: HintStep; readonly label: string; readonly price: number } | null;
}

/** Three steps about one thing that the player has not seen, or, when nothing is missing, about what to do next. */
interface Ladder {
  readonly fact: FactId | null;
  readonly texts: Readonly<Record<HintStep, string>>;
}

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
  const isAgain = last === 3 && ladder?.fact === null && isSame(ladder, ladderAt(now, used));
  return { taken, next: isAgain ? null : { step, label: HINT_STEPS[step], price: HINT_COSTS[step] } };
}

const isSame = (a: Ladder, b: Ladder): boolean =>
  a.fact === b.fact && a.texts[1] === b.texts[1] && a.texts[2] === b.texts[2] && a.texts[3] === b.texts[3];

/** Follows the expert from a state on (which is used up) and says what it came upon first. */
function ladderAt(state: DrillState, used: ReadonlySet<FactId>): Ladder {
  const { program, scene, header } = state;
  const { author, role } = header.roles[0] ?? { author: "player", role: "lead" };
  const before = view(state, role);
  const { facts } = before;
  const done = doneBefore(before, state.journal, author);
  const known = new Set(facts.map(({ id }) => id));
  const evidence = evidenceOf(scene);
  const { now } = state;
  const from = state.log.length;
  const journalFrom = state.journal.length;
  const expert = program.plays.find(({ id }) => id === "expert");
  continuePlay(state, expert === undefined ? idle : playOf(expert), { until: now + AHEAD });
  const found = state.story.facts.find(({ id }) => evidence.has(id) && !known.has(id) && !used.has(id));
  const given = carriedOut(state, from).filter((command) => command.author === author);
  const after = found === undefined ? given : given.filter(({ second }) => second >= found.second);
  const texts = {
    1: found === undefined ? nothingNew(facts, evidence) : whereText(state, found, given, journalFrom),
    2: found === undefined ? together(scene, facts) : meaning(scene, found),
    3: whatText(state, after, done, found?.second ?? now) ?? whatText(state, given, done, now) ?? WAIT,
  };
  return { fact: found?.id ?? null, texts };
}
