import type { Run } from "#domain/run";
import { decodeRun, encodeRun, type ShapeError } from "#engine/index";
import { hashJson } from "#lib/hash";
import { messageOf } from "#lib/message";
import { err, ok, type Result } from "#lib/result";
import type { FrozenRun } from "./contract";
import { ownLabels, withLabels } from "./file-labels";
import { type Envelope, envelopeFault, type FileNote } from "./file-shape";

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
    return fault("json", `The file is not JSON: ${messageOf(error)}`);
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
