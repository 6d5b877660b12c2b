import type { Program } from "#domain/drill";
import type { Run } from "#domain/run";
import { decodeRun, ENGINE_VERSION, encodeRun, type ShapeError } from "#engine/index";
import { canonicalJson, hashJson } from "#lib/hash";
import { err, ok, type Result } from "#lib/result";
import { type FrozenRun, IMPORTED } from "./contract";
import { type Envelope, envelopeFault, type FileNote } from "./file-shape";
import { hasEnded } from "./peek";
import { whyNotPlayable } from "./run";

export { type FileNote, MAX_NOTE } from "./file-shape";

export const RUN_FILE_FORMAT = "meantime-run";
export const RUN_FILE_VERSION = 1;
/** Characters of a file; a run of ninety minutes has about a hundredth. */
export const MAX_RUN_FILE = 24_000_000;

/** What a file has got to say about a run. Times in epoch milliseconds. */
export interface RunFile {
  readonly run: Run;
  readonly title: string;
  readonly createdAt: number;
  readonly playedAt: number;
  readonly frozen: FrozenRun | null;
  readonly notes: readonly FileNote[];
}

/** A file that was read. `seal`: whether it is as it was saved; a plain log has none. */
export interface OpenedFile {
  readonly file: RunFile;
  readonly seal: "whole" | "changed" | "none";
}

/** Why a file is not opened: what, where in it, and what was expected, as a sentence for the screen. */
export interface FileFault {
  readonly kind: "size" | "json" | "format" | "newer" | "shape";
  readonly text: string;
}

/** Beside `IMPORTED`: labels that belong to the browser that opened a file, not to the run. */
const CHANGED = "changed after it was saved";
const UNCONFIRMED = "score not confirmed";
const LOCAL_LABELS: readonly string[] = [IMPORTED, CHANGED, UNCONFIRMED];

const withLabels = (frozen: FrozenRun, labels: readonly string[]): FrozenRun => ({
  ...frozen,
  scorecard: { ...frozen.scorecard, labels },
});

const ownLabels = ({ scorecard }: FrozenRun): readonly string[] =>
  scorecard.labels.filter((label) => !LOCAL_LABELS.includes(label));

/**
 * A run as the text of a file: its log, what it keeps of its end, its notes, and a digest of it all.
 * @param savedAt epoch milliseconds
 */
export function encodeRunFile(file: RunFile, savedAt: number): string {
  const { run, title, createdAt, playedAt, frozen, notes } = file;
  const content = {
    format: RUN_FILE_FORMAT,
    version: RUN_FILE_VERSION,
    savedAt,
    title,
    createdAt,
    playedAt,
    run: encodeRun(run),
    frozen: frozen === null ? null : withLabels(frozen, ownLabels(frozen)),
    notes,
  };
  return JSON.stringify({ ...content, digest: hashJson(content) });
}

const fault = (kind: FileFault["kind"], text: string): Result<never, FileFault> => err({ kind, text });
const shapeFault = ({ path, message }: ShapeError) => fault("shape", `${path} ${message}.`);

/** A plain log, as a console saves it when nothing else works: no times, no score. */
function plainLog(value: unknown): Result<OpenedFile, FileFault> {
  const run = decodeRun(value);
  if (!run.ok) return shapeFault(run.error);
  const file = { run: run.value, title: run.value.header.code, createdAt: 0, playedAt: 0, frozen: null, notes: [] };
  return ok({ file, seal: "none" });
}

function formatOf(value: unknown): { readonly format: unknown; readonly version: unknown } | null {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return null;
  const { format, version } = value as Readonly<Record<string, unknown>>;
  return { format, version };
}

/** Reads the text of a file that may hold anything. Whether its drill exists and its score is right comes later. */
export function decodeRunFile(text: string): Result<OpenedFile, FileFault> {
  if (text.length > MAX_RUN_FILE) {
    return fault("size", `The file has ${text.length} characters; a run file has at most ${MAX_RUN_FILE}.`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return fault("json", `The file is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const stated = formatOf(value);
  if (stated?.format === 1) return plainLog(value);
  if (stated?.format === "meantime-export") {
    return fault(
      "format",
      "This is a file of everything a browser had stored, not of one run. Runs are saved one by one in their debrief.",
    );
  }
  if (stated?.format !== RUN_FILE_FORMAT) {
    return fault("format", `format must be "${RUN_FILE_FORMAT}": this is no file of a run.`);
  }
  if (typeof stated.version === "number" && stated.version > RUN_FILE_VERSION) {
    return fault(
      "newer",
      `The file was saved by a newer version of Meantime: its format is ${stated.version}, this version reads ${RUN_FILE_VERSION}. Reload the page to get the newest.`,
    );
  }
  const wrong = envelopeFault(value);
  if (wrong !== null) return shapeFault(wrong);
  const { digest, run: log, ...rest } = value as Envelope;
  const run = decodeRun(log);
  if (!run.ok) {
    const { path, message } = run.error;
    return shapeFault({ path: path.startsWith("run") ? path : `run.${path}`, message });
  }
  const { title, createdAt, playedAt, frozen, notes } = rest;
  const seal = hashJson({ ...rest, run: log }) === digest ? "whole" : "changed";
  return ok({ file: { run: run.value, title, createdAt, playedAt, frozen, notes }, seal });
}

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
  try {
    if (!hasEnded(program, run)) return ok({ finding: { state: "open" }, frozen: null });
    const found = await freeze(program, run);
    if (frozen === null) return ok({ finding: { state: "scored" }, frozen: found });
    const list = differences(frozen, found, run.header.textHash === program.hashes.text);
    const finding: Finding = list.length === 0 ? { state: "confirmed" } : { state: "differs", differences: list };
    return ok({ finding, frozen: found });
  } catch (error) {
    return err(
      `The log cannot be replayed with engine ${ENGINE_VERSION}: ${error instanceof Error ? error.message : String(error)}`,
    );
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
