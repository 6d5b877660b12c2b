import type { Program } from "#domain/drill";
import type { Second } from "#domain/ids";
import type { Run } from "#domain/run";
import type { Mark, Scorecard } from "#domain/score";
import type { Look } from "#domain/telemetry";
import { causeIsNamed, commandsBefore, type DrillState } from "#engine/index";
import { count, duration, fixed } from "#lib/format";
import { scoreRun, walk } from "#score/index";
import { type Draft, draftOf, Observer, type Work } from "./observer";

/** Something that is done in a run, and why. Sentences. */
export interface Comment {
  readonly second: Second;
  readonly what: string;
  readonly why: string;
  /** What is looked at, where that is what is done. */
  readonly look: Look | null;
}

/** Nothing done for so long is waiting, and is remarked on. */
const LONG = 90;
/** The word about waiting comes so long after what was done last, so that both can be read. */
const BREATH = 15;

/** Marks that say something about the whole run, not about the second they fall on. */
const isOfTheWhole = ({ id }: Mark): boolean => id.startsWith("cadence-") || id === "diagnosis-evidence";

/** So many marks are quoted with one remark. */
const QUOTED = 2;

/** Hangs what a mark says on what was done in its second; a mark that came of itself stands for itself. */
function withMarks(drafts: readonly Draft[], marks: readonly Mark[], from: Second): readonly Draft[] {
  const all = [...drafts];
  const quotes = new Map<Draft, number>();
  for (const mark of marks) {
    const { second, state, label, reason } = mark;
    if (second === null || second < from || state === "missed" || isOfTheWhole(mark)) continue;
    const deed = drafts.findLast((draft) => draft.second === second && draft.kind !== "fact");
    if (deed === undefined) {
      all.push(draftOf(second, "mark", `${state === "cost" ? "It costs" : "It counts"}: ${label}`, [reason]));
      continue;
    }
    const before = quotes.get(deed) ?? 0;
    quotes.set(deed, before + 1);
    if (before < QUOTED) deed.why.push(`The scorecard: “${reason}”`);
  }
  return all.sort((a, b) => a.second - b.second);
}

/** What is waited for at a second. */
function reasonToWait(works: readonly Work[], second: Second): string {
  const running = works.filter((work) => work.from <= second && (work.to ?? Number.POSITIVE_INFINITY) > second);
  const first = running[0];
  if (first !== undefined)
    return running.length === 1
      ? `Under way: ${first.title}.`
      : `Under way: ${first.title}, and ${running.length - 1} more.`;
  const done = works.findLast(({ to }) => to !== null && to <= second && second - to <= 300);
  return done === undefined
    ? "Nothing is under way. The figures are watched meanwhile."
    : `Done: ${done.title}. It takes a while until the figures show what it did.`;
}

/** Says that nothing is done for a while, and what for, wherever that is so. */
function withWaiting(drafts: readonly Draft[], works: readonly Work[]): readonly Draft[] {
  return drafts.flatMap((draft, index) => {
    const next = drafts[index + 1];
    const gap = next === undefined ? 0 : next.second - draft.second;
    if (gap < LONG) return [draft];
    const second = draft.second + BREATH;
    const what = `Waits ${duration(gap)}`;
    return [draft, draftOf(second, "wait", what, [reasonToWait(works, second)])];
  });
}

/** How many seconds the failing is averaged over that somebody takes over with. */
const LATELY = 30;

/** What somebody comes upon who takes over in the middle. */
function outsetOf(state: DrillState): Draft {
  const { story, now, impact, header } = state;
  const failed = ((impact.failed[now] ?? 0) - (impact.failed[Math.max(0, now - LATELY)] ?? 0)) / LATELY;
  const found = story.facts.length;
  return draftOf(
    now,
    "outset",
    header.shown?.play === "idle" ? "From here on nobody acts" : "Here the expert takes over",
    [
      `Found out so far: ${found === 0 ? "nothing" : found === 1 ? "one thing" : `${count(found)} things`}.`,
      `The cause is ${causeIsNamed(state) ? "named" : "not named"}.`,
      failed >= 0.05 ? `${fixed(failed, failed < 10 ? 1 : 0)} requests fail per second.` : "Hardly a request fails.",
    ],
  );
}

function endOf(state: DrillState, { ending, total, cap }: Scorecard): Draft {
  return draftOf(state.now, "ending", ending === null ? "It is over" : `It ends: ${ending.title}`, [
    ...(ending === null || ending.text === "" ? [] : [ending.text]),
    `${fixed(total, 0)} of 100 points.`,
    ...(cap === null ? [] : [`No more than ${fixed(cap.total, 0)}: ${cap.reason}`]),
  ]);
}

/** One sentence after the other; a heading gets its full stop. */
const closed = (words: string): string => (/[.!?…]”?$/.test(words) ? words : `${words}.`);

/**
 * What is done in a run, and why, second by second: from the commands, what they brought to light, the marks, and the
 * catalogue. Of a run that was shown, the part that was shown. `kept` is the card the run was given, if it has one. Pure;
 * costs one replay, without `kept` three the first time.
 */
export function commentaryOf(program: Program, run: Run, kept?: Scorecard): readonly Comment[] {
  const { forkOf, shown } = run.header;
  const taken = shown === undefined ? null : forkOf;
  const from = taken?.second ?? 0;
  const observer = new Observer(
    taken === null ? 0 : commandsBefore(run.commands, taken).length,
    run.commands.length,
    from,
  );
  const outset: Draft[] = [];
  const end = walk(program, run, (state) => {
    if (from > 0 && outset.length === 0 && state.now === from) outset.push(outsetOf(state));
    observer.observe(state);
  });
  const card = kept ?? scoreRun(program, run);
  const drafts = withMarks([...outset, ...observer.drafts], card.marks, from);
  return [...withWaiting(drafts, observer.works), endOf(end, card)].map(({ second, what, why, otherwise, look }) => ({
    second,
    look,
    what: closed(what),
    why: (why.length > 0 ? why : [otherwise])
      .filter((words) => words !== "")
      .map(closed)
      .join(" "),
  }));
}
