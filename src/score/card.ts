import { DIMENSIONS, type Program } from "#domain/drill";
import type { Run, RunHeader } from "#domain/run";
import { GROWN, type ImpactComparison, type Mark, type Scorecard, TRIED } from "#domain/score";
import { type DrillState, resolveScene, storyBool, storyText } from "#engine/index";
import { duration } from "#lib/format";
import { type Baseline, baselineOf, curveOf, IMPACT_STEP } from "./baseline";
import { cadenceMarks } from "./cadence";
import { diagnosisMarks } from "./diagnosis";
import { dimensionScore, restoreSentence, sentenceOf } from "./dimensions";
import { ScoreFold } from "./fold";
import { followupMarks, followupsAvailable } from "./followups";
import { horizonOf, restoreScore } from "./impact";
import { rounded } from "./points";
import { walk } from "./walk";

/** Points of `diagnose` that the steps of a hint cost: where to look, what it means, what to do. */
export const HINT_COSTS: Readonly<Record<1 | 2 | 3, number>> = { 1: 4, 2: 8, 3: 12 };

const HINTS = { 1: "where to look", 2: "what it means", 3: "what to do" } as const;

function hintMarks(state: DrillState): Mark[] {
  return state.journal
    .filter((entry) => entry.kind === "hint")
    .map((entry, index) => ({
      id: `hint-${index + 1}`,
      dimension: "diagnose",
      label: `Hint: ${HINTS[entry.data.step as 1 | 2 | 3]}`,
      points: -HINT_COSTS[entry.data.step as 1 | 2 | 3],
      of: 0,
      second: entry.at.second,
      state: "cost",
      seen: [],
      reason: "What a hint tells was not found by yourself. The more it tells, the more it costs.",
      source: "Meantime",
    }));
}

function labelsOf(state: DrillState): string[] {
  const hints = state.story.hints;
  const pauses = state.journal.filter((entry) => entry.kind === "pause");
  const paused = pauses.reduce((sum, { data }) => sum + (typeof data.seconds === "number" ? data.seconds : 0), 0);
  return [
    ...(hints > 0 ? [`hints: ${hints}`] : []),
    ...(pauses.length > 0 ? [`paused to read: ${pauses.length}×, ${duration(Math.round(paused))}`] : []),
    ...originLabels(state.header),
  ];
}

/** Whose run it is, where it is not the player's own from beginning to end. */
function originLabels({ forkOf, shown, grown, tried, clock }: RunHeader): string[] {
  if (shown !== undefined) return [shown.play === "idle" ? "nobody acting" : "shown by the expert"];
  return [
    ...(clock === "team" ? ["played by a team"] : []),
    ...(forkOf === null ? [] : ["forked"]),
    ...(grown === undefined ? [] : [GROWN]),
    ...(tried === undefined ? [] : [TRIED]),
  ];
}

function compareImpact(state: DrillState, fold: ScoreFold, baseline: Baseline): ImpactComparison {
  const player = curveOf(fold.harm);
  const expert = baseline.expert ?? { total: 0, points: player.points.map(() => 0) };
  return {
    horizon: horizonOf(state.scene),
    step: IMPACT_STEP,
    player: player.points,
    expert: expert.points,
    idle: baseline.idle.points,
    totals: { player: player.total, expert: expert.total, idle: baseline.idle.total },
  };
}

/** All marks of a run that has come to its end. */
function marksOf(state: DrillState, fold: ScoreFold): Mark[] {
  const { story, scene } = state;
  const start = story.ackedAt >= 0 ? story.ackedAt : Math.max(0, story.pagedAt);
  const end = story.resolvedAt >= 0 ? story.resolvedAt : story.leftAt;
  return [
    ...diagnosisMarks(state, fold.namedAt),
    ...hintMarks(state),
    ...fold.marks.finish(fold.moment(state)),
    ...cadenceMarks(scene.score, fold.said, start, Math.max(start, end)),
    ...followupMarks(state, fold.namedAt !== null),
  ];
}

/** The lowest cap that holds at the end. */
function capOf(state: DrillState): Scorecard["cap"] {
  let lowest: Scorecard["cap"] = null;
  for (const cap of state.scene.score.caps) {
    if ((lowest !== null && lowest.total <= cap.total) || !storyBool(state, cap.when)) continue;
    lowest = { total: cap.total, reason: storyText(state, cap.reason) };
  }
  return lowest;
}

/** Points there are to get in a dimension; of follow-ups only as many as make a list that gets done. */
function availableOf(state: DrillState, marks: readonly Mark[]): number {
  const isFollowup = (mark: Mark) => mark.id.startsWith("followup-");
  const others = marks.filter((mark) => !isFollowup(mark)).reduce((sum, mark) => sum + mark.of, 0);
  return others + (marks.some(isFollowup) ? followupsAvailable(state) : 0);
}

function judge(state: DrillState, marks: readonly Mark[], impact: ImpactComparison): Scorecard["dimensions"] {
  const { weights } = state.scene.score;
  const judged: Scorecard["dimensions"][number][] = [];
  for (const dimension of DIMENSIONS) {
    const weight = weights[dimension] ?? 0;
    if (weight <= 0) continue;
    const own = marks.filter((mark) => mark.dimension === dimension);
    if (dimension === "restore") {
      const { player, expert, idle } = impact.totals;
      const extra = own.reduce((sum, mark) => sum + mark.points, 0);
      const score = Math.max(0, Math.min(100, restoreScore(player, expert, idle) + extra));
      judged.push({ dimension, score: rounded(score), weight, sentence: restoreSentence(impact) });
    } else {
      const score = dimensionScore(own, availableOf(state, own));
      judged.push({ dimension, score: rounded(score), weight, sentence: sentenceOf(dimension, own, score) });
    }
  }
  return judged;
}

/** What a fold over a finished run comes to, between the two runs of the baseline. */
export function scorecard(state: DrillState, fold: ScoreFold, baseline: Baseline): Scorecard {
  const marks = marksOf(state, fold);
  const impact = compareImpact(state, fold, baseline);
  const dimensions = judge(state, marks, impact);
  const weights = dimensions.reduce((sum, d) => sum + d.weight, 0);
  const earned = dimensions.reduce((sum, d) => sum + d.weight * d.score, 0) / Math.max(1e-9, weights);
  const cap = capOf(state);
  const ending = state.scene.endings[state.story.ending];
  return {
    total: rounded(Math.min(earned, cap?.total ?? 100)),
    dimensions,
    marks,
    cap,
    impact,
    ending: ending === undefined ? null : { id: ending.id, title: ending.title, text: state.story.endingText },
    labels: labelsOf(state),
  };
}

/** Scores a run and gives the state it came to, for those who want more of it than the card. */
export function scoreWithState(
  program: Program,
  run: Run,
): { readonly card: Scorecard; readonly state: DrillState; readonly fold: ScoreFold } {
  const fold = new ScoreFold(resolveScene(program, run.header.variant));
  const state = walk(program, run, (at) => fold.observe(at));
  return { card: scorecard(state, fold, baselineOf(program, run.header)), state, fold };
}

/** The score of a run: a pure function of program and log. */
export function scoreRun(program: Program, run: Run): Scorecard {
  return scoreWithState(program, run).card;
}
