import type { Program } from "#domain/drill";
import type { Run, RunHeader } from "#domain/run";
import type { Mark, Scorecard } from "#domain/score";
import { type DrillState, ENGINE_VERSION, hashState, type Player, playThrough, resolveScene } from "#engine/index";
import { duration } from "#lib/format";
import { baselineOf, rememberCurve, ScoreFold, scorecard } from "#score/index";
import { table } from "./io";
import type { Band } from "./players";

/** One finished run in figures. Documented in README.md; fields are only ever added. */
export interface RunReport {
  readonly drill: string;
  readonly code: string;
  readonly play: string | null;
  readonly variant: string;
  readonly seed: number;
  readonly engine: number;
  readonly dynamicsHash: string;
  readonly total: number;
  readonly band: Band | null;
  readonly within: boolean | null;
  readonly ending: { readonly id: string; readonly title: string } | null;
  readonly cap: Scorecard["cap"];
  readonly dimensions: Scorecard["dimensions"];
  readonly marks: readonly Mark[];
  readonly impact: {
    readonly horizon: number;
    readonly player: number;
    readonly expert: number;
    readonly idle: number;
    /** Idle harm divided by the expert's. */
    readonly spread: number;
  };
  readonly labels: readonly string[];
  readonly commands: number;
  readonly refused: readonly { readonly second: number; readonly command: string; readonly code: string }[];
  /** Last simulated second, and the fingerprint of the state there. */
  readonly second: number;
  readonly hash: string;
}

export function reportOf(
  program: Program,
  state: DrillState,
  card: Scorecard,
  play: { readonly id: string | null; readonly band: Band | null },
): RunReport {
  const { totals, horizon } = card.impact;
  const { header } = state;
  return {
    drill: program.card.slug,
    code: program.card.code,
    play: play.id,
    variant: header.variant,
    seed: header.seed,
    engine: ENGINE_VERSION,
    dynamicsHash: program.hashes.dynamics,
    total: card.total,
    band: play.band,
    within: play.band === null ? null : card.total >= play.band[0] && card.total <= play.band[1],
    ending: card.ending === null ? null : { id: card.ending.id, title: card.ending.title },
    cap: card.cap,
    dimensions: card.dimensions,
    marks: card.marks,
    impact: {
      horizon,
      player: Math.round(totals.player),
      expert: Math.round(totals.expert),
      idle: Math.round(totals.idle),
      spread: totals.expert > 0 ? Math.round((totals.idle / totals.expert) * 100) / 100 : 0,
    },
    labels: card.labels,
    commands: state.log.length,
    refused: state.journal
      .filter((entry) => entry.kind === "refused")
      .map(({ at, data }) => ({ second: at.second, command: String(data.command), code: String(data.code) })),
    second: state.now,
    hash: hashState(state),
  };
}

/** Plays a drill to its end and scores it on the way: one simulation, not two. `play` is the player's name among the drill's plays. */
export function playAndScore(
  program: Program,
  header: RunHeader,
  player: Player,
  play: string | null,
): { readonly run: Run; readonly state: DrillState; readonly card: Scorecard } {
  const fold = new ScoreFold(resolveScene(program, header.variant));
  const { run, state } = playThrough(program, header, player, { watch: (at) => fold.observe(at) });
  if (play !== null) rememberCurve(program, header, play, fold.harm);
  return { run, state, card: scorecard(state, fold, baselineOf(program, header)) };
}

const SIGNS: Readonly<Record<Mark["state"], string>> = { earned: "✓", partly: "~", missed: "·", cost: "✗" };

function bandText({ band, within }: RunReport): string {
  return band === null ? "" : `  band ${band[0]}–${band[1]}: ${within === true ? "within" : "OUTSIDE"}`;
}

/** A report for people. */
export function reportLines(report: RunReport): string[] {
  const { impact } = report;
  return [
    `${report.code} ${report.drill}  variant ${report.variant}  seed ${report.seed}${report.play === null ? "" : `  play ${report.play}`}`,
    `total ${report.total}${bandText(report)}`,
    ...(report.cap === null ? [] : [`capped at ${report.cap.total}: ${report.cap.reason}`]),
    `ending ${report.ending === null ? "none" : `${report.ending.id}: ${report.ending.title}`}`,
    `harm ${impact.player} over ${duration(impact.horizon)} (expert ${impact.expert}, idle ${impact.idle}, spread ${impact.spread})`,
    ...(report.labels.length === 0 ? [] : [`labels ${report.labels.join(", ")}`]),
    "",
    ...table([
      ["dimension", "score", "weight", "what matters most"],
      ...report.dimensions.map((d) => [d.dimension, d.score, d.weight, d.sentence]),
    ]),
    "",
    ...table([
      ["", "mark", "points", "of", "second", "dimension", "label"],
      ...report.marks.map((m) => [
        SIGNS[m.state],
        m.id,
        Math.round(m.points * 10) / 10,
        m.of,
        m.second ?? "–",
        m.dimension,
        m.label,
      ]),
    ]),
    ...(report.refused.length === 0 ? [] : ["", "refused commands"]),
    ...report.refused.map((r) => `  ${r.second} ${r.command} ${r.code}`),
    "",
    `${report.commands} commands, ${report.second} s, hash ${report.hash}`,
  ];
}
