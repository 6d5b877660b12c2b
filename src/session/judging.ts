import type { Program } from "#domain/drill";
import type { Run } from "#domain/run";
import { ENGINE_VERSION, sceneOf } from "#engine/index";
import { canonicalJson } from "#lib/hash";
import { messageOf } from "#lib/message";
import { err, ok, type Result } from "#lib/result";
import { type FrozenRun, IMPORTED } from "./contract";
import { CHANGED, ownLabels, UNCONFIRMED, withLabels } from "./file-labels";
import type { OpenedFile, RunFile } from "./files";
import { hasEnded } from "./peek";
import { whyNotPlayable } from "./run";

/** Seconds that a log may go on after the drill's limit; a batch that was simulated ahead is far shorter. */
const BEYOND_LIMIT = 600;

/** What can be said of a file's score in this version. */
export type Finding =
  /** The replay gives the file's score. */
  | { readonly state: "confirmed" }
  /** The replay gives another one, which is kept. `differences`: sentences, the first few. */
  | { readonly state: "differs"; readonly differences: readonly string[] }
  /** The file has no score; this is the replay's. */
  | { readonly state: "scored" }
  /** The run is not over: it can be gone on with. */
  | { readonly state: "open" }
  /** Played with another version of the engine or the drill: what was frozen is all there is. */
  | { readonly state: "unconfirmed"; readonly why: string };

/** A file that can be stored, with what its debrief will show; `frozen` is null while the run is open. */
export interface Judged {
  readonly finding: Finding;
  readonly frozen: FrozenRun | null;
}

const DIFFERENCES_SHOWN = 4;

/** A value of a card, in two decimals where it is a number: real ones have no more. */
const figure = (value: number | string | null | undefined): string =>
  typeof value === "number" ? String(Math.round(value * 100) / 100) : (value ?? "nothing");

/** How two scores of one run differ: what the file says, and what the replay gives. */
function differences(stated: FrozenRun, found: FrozenRun, sameText: boolean): string[] {
  const [a, b] = [stated.scorecard, found.scorecard];
  const list: string[] = [];
  const compare = (
    what: string,
    says: number | string | null | undefined,
    gives: number | string | null | undefined,
  ) => {
    if (says !== gives) list.push(`${what}: the file says ${figure(says)}, the replay gives ${figure(gives)}`);
  };
  compare("total", a.total, b.total);
  for (const { dimension, score } of b.dimensions) {
    compare(dimension, a.dimensions.find((each) => each.dimension === dimension)?.score, score);
  }
  compare("ending", a.ending?.id, b.ending?.id);
  compare("marks", a.marks.length, b.marks.length);
  for (const mark of b.marks) compare(mark.label, a.marks.find(({ id }) => id === mark.id)?.points, mark.points);
  // Figures first; what differs only in words or curves is one sentence.
  const own = withLabels(stated, ownLabels(stated));
  if (list.length === 0 && sameText && canonicalJson(own) !== canonicalJson(found)) {
    list.push("reasons, messages or curves: the file has others than the replay");
  }
  return list.slice(0, DIFFERENCES_SHOWN);
}

/**
 * Replays an opened file and compares. `freeze` scores a finished run with the program it was played with.
 * @returns a sentence instead when the run is of no use here: it can neither be replayed nor read
 */
export async function judge(
  { run, frozen }: RunFile,
  program: Program,
  freeze: (program: Program, run: Run) => Promise<FrozenRun>,
): Promise<Result<Judged, string>> {
  const refusal = whyNotPlayable(program, run.header);
  if (refusal !== null) {
    if (frozen === null) return err(`${refusal.text} The file has only the log, without a score that could be read.`);
    return ok({ finding: { state: "unconfirmed", why: refusal.text }, frozen });
  }
  // Replaying what no drill could last would keep the page busy for as long as a file likes.
  const longest = sceneOf(program, run.header).limit + BEYOND_LIMIT;
  if (run.horizon > longest) {
    return err(`run.horizon is ${run.horizon}: the drill lasts at most ${longest - BEYOND_LIMIT} seconds.`);
  }
  try {
    if (!hasEnded(program, run)) return ok({ finding: { state: "open" }, frozen: null });
    const found = await freeze(program, run);
    if (frozen === null) return ok({ finding: { state: "scored" }, frozen: found });
    const list = differences(frozen, found, run.header.textHash === program.hashes.text);
    const finding: Finding = list.length === 0 ? { state: "confirmed" } : { state: "differs", differences: list };
    return ok({ finding, frozen: found });
  } catch (error) {
    return err(`The log cannot be replayed with engine ${ENGINE_VERSION}: ${messageOf(error)}`);
  }
}

/** What is kept of a run that came from a file: its end, labelled with where it is from and what is wrong with it. */
export function labelled(frozen: FrozenRun, seal: OpenedFile["seal"], finding: Finding): FrozenRun {
  return withLabels(frozen, [
    ...ownLabels(frozen),
    IMPORTED,
    ...(seal === "changed" ? [CHANGED] : []),
    ...(finding.state === "unconfirmed" ? [UNCONFIRMED] : []),
  ]);
}
