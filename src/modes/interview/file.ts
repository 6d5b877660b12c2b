import * as v from "valibot";
import type { Chunk, InterviewDeed, InterviewEvent, InterviewHeader, Take } from "#domain/interview";
import type { Run } from "#domain/run";
import { decodeRun, encodeRun } from "#engine/index";
import { hashJson } from "#lib/hash";
import { messageOf } from "#lib/message";
import { err, ok, type Result } from "#lib/result";
import { EventSchema, HeaderSchema, TakeSchema } from "./shape";

const FORMAT = "meantime-interview";
const VERSION = 1;
/** Characters of a file: an hour of sound is about 20 million. */
export const MAX_FILE = 64_000_000;
/** What a file may hold at most; a real one stays far below. */
const MOST = { events: 20_000, rounds: 40, takes: 200, runs: 40, chunks: 20_000, text: 40_000 } as const;

/** A whole interview: what was agreed, what happened, what was recorded, and the runs of its incident rounds. */
export interface WholeFile {
  readonly header: InterviewHeader;
  readonly status: "open" | "finished";
  /** What it came to, 0 to 100, if it was read. */
  readonly coverage: number | null;
  readonly events: readonly InterviewEvent[];
  readonly takes: readonly { readonly take: Take; readonly chunks: readonly Chunk[] }[];
  readonly runs: readonly Run[];
}

/** A file that was read. `isWhole`: it is as it was saved. */
export interface ReadFile {
  readonly file: WholeFile;
  readonly isWhole: boolean;
}

const bytesOf = (base64: string): ArrayBuffer => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)).buffer;

function base64Of(bytes: ArrayBuffer): string {
  let binary = "";
  for (const byte of new Uint8Array(bytes)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** Everything of an interview as the text of a file. `savedAt` in epoch milliseconds. */
export function encodeInterviewFile(file: WholeFile, savedAt: number): string {
  const { header, status, coverage, events, takes, runs } = file;
  const content = {
    format: FORMAT,
    version: VERSION,
    savedAt,
    header,
    status,
    coverage,
    events,
    takes: takes.map(({ take, chunks }) => ({
      take,
      chunks: chunks.map(({ index, bytes }) => ({ index, base64: base64Of(bytes) })),
    })),
    runs: runs.map(encodeRun),
  };
  return JSON.stringify({ ...content, digest: hashJson(content) });
}

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
const Envelope = v.strictObject({
  format: v.literal(FORMAT),
  version: v.literal(VERSION),
  savedAt: v.number(),
  header: HeaderSchema,
  status: v.picklist(["open", "finished"]),
  coverage: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(100))),
  events: v.pipe(v.array(EventSchema), v.maxLength(MOST.events)),
  takes: v.pipe(
    v.array(
      v.strictObject({
        take: TakeSchema,
        chunks: v.pipe(
          v.array(v.strictObject({ index: Count, base64: v.pipe(v.string(), v.base64()) })),
          v.maxLength(MOST.chunks),
        ),
      }),
    ),
    v.maxLength(MOST.takes),
  ),
  runs: v.pipe(v.array(v.unknown()), v.maxLength(MOST.runs)),
  digest: v.string(),
});

const stated = (value: unknown): { readonly format?: unknown; readonly version?: unknown } =>
  value !== null && typeof value === "object" ? value : {};

/** The longest text in an event or a header; what is written by hand is never so long. */
function longest(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (value === null || typeof value !== "object") return 0;
  return Object.values(value).reduce<number>((most, each) => Math.max(most, longest(each)), 0);
}

/** The runs of a file, each of which a round of it must have been played in. */
function readRuns(logs: readonly unknown[], events: readonly InterviewEvent[]): Result<readonly Run[], string> {
  const played = new Set(events.flatMap(({ deed }) => (deed.type === "run" ? [deed.run] : [])));
  const runs: Run[] = [];
  for (const [i, log] of logs.entries()) {
    const read = decodeRun(log);
    if (!read.ok) return err(`runs.${i}.${read.error.path}: ${read.error.message}.`);
    const { id } = read.value.header;
    if (!played.has(id)) return err(`runs: no round was played in ${id}.`);
    if (runs.some(({ header }) => header.id === id)) return err("runs: two have the same id.");
    runs.push(read.value);
  }
  return ok(runs);
}

/** Reads the text of a file that may hold anything. The error is a sentence for the screen. */
export function decodeInterviewFile(text: string): Result<ReadFile, string> {
  if (text.length > MAX_FILE)
    return err(`The file has ${text.length} characters; an interview has at most ${MAX_FILE}.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return err(`The file is not JSON: ${messageOf(error)}`);
  }
  const { format, version } = stated(value);
  if (format !== FORMAT) return err(`format must be "${FORMAT}": this is no file of an interview.`);
  if (typeof version === "number" && version > VERSION) {
    return err(
      `The file was saved by a newer version of Meantime: its format is ${version}, this version reads ${VERSION}.`,
    );
  }
  const read = v.safeParse(Envelope, value);
  if (!read.success) {
    const [issue] = read.issues;
    return err(`${v.getDotPath(issue) ?? "file"}: ${issue.message}`);
  }
  const { digest, takes, runs: logs, ...rest } = read.output;
  const { header, status, coverage, events } = rest;
  if (header.rounds.length > MOST.rounds) return err(`header.rounds may have ${MOST.rounds} items.`);
  if (longest({ header, events }) > MOST.text) return err(`No text may have more than ${MOST.text} characters.`);
  const foreign = takes.find(({ take }) => take.interview !== header.id);
  if (foreign !== undefined) return err(`takes: the recording ${foreign.take.id} belongs to another interview.`);
  const twice = new Set(takes.map(({ take }) => take.id)).size < takes.length;
  if (twice) return err("takes: two recordings have the same id.");
  const runs = readRuns(logs, events);
  if (!runs.ok) return runs;
  const { digest: _digest, ...sealed } = value as Record<string, unknown>;
  return ok({
    isWhole: hashJson(sealed) === digest,
    file: {
      header,
      status,
      coverage,
      events,
      runs: runs.value,
      takes: takes.map(({ take, chunks }) => ({
        take,
        chunks: chunks.map(({ index, base64 }) => ({ index, bytes: bytesOf(base64) })),
      })),
    },
  });
}

/**
 * The copy of an interview that is kept here: with an id of its own, to look at only, and its recordings with it. `newId` gives ids;
 * `runIds` says what its runs are called here, where that is another name.
 */
export function copyOf(
  { header, events, takes, ...rest }: WholeFile,
  newId: () => string,
  runIds: ReadonlyMap<string, string> = new Map(),
): WholeFile {
  const id = newId();
  const ids = new Map(takes.map(({ take }) => [take.id, newId()]));
  const deedOf = (deed: InterviewDeed): InterviewDeed => {
    if (deed.type === "take") return { ...deed, take: ids.get(deed.take) ?? deed.take };
    if (deed.type === "run") return { ...deed, run: runIds.get(deed.run) ?? deed.run };
    if (deed.type === "answer" && deed.take !== null) return { ...deed, take: ids.get(deed.take) ?? null };
    return deed;
  };
  return {
    ...rest,
    header: { ...header, id, copyOf: header.copyOf ?? header.id },
    events: events.map((event) => ({ ...event, deed: deedOf(event.deed) })),
    takes: takes.map(({ take, chunks }) => ({
      take: { ...take, id: ids.get(take.id) ?? newId(), interview: id },
      chunks,
    })),
  };
}
