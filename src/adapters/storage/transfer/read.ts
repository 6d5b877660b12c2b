import { NotAccepted } from "#session/transfer";
import type { StoreName } from "../database";
import { EXPORT_FORMAT, isDeeper, isStore, LINES_VERSION, MAX_DEPTH, MAX_LINE, WHOLE_VERSION } from "./format";
import { linesOf } from "./lines";

/** A record as a file has it, or what there is instead; `until`: share of the file that ends with it, 0 to 1. */
export type Found = { readonly where: string; readonly until: number } & (
  | { readonly is: "record"; readonly store: StoreName; readonly record: unknown }
  /** `raw` undefined: too large to be kept, or nothing at all. */
  | { readonly is: "fault"; readonly store: string; readonly reason: string; readonly raw: unknown }
  /** The end that a whole file has. */
  | { readonly is: "end" }
);

/** Bytes in which the beginning of a file says what it is. */
const HEAD = 4096;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A JSON text that is not nested too deep. */
export function parsed(text: string): { readonly value: unknown } | { readonly reason: string } {
  if (isDeeper(text, MAX_DEPTH)) return { reason: `is nested more than ${MAX_DEPTH} deep` };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { reason: "is not JSON" };
  }
}

/** Says of a file what it is by how it begins; throws NotAccepted for what is no export, or a newer one. */
async function versionOf(file: Blob): Promise<1 | 2> {
  const head = (await file.slice(0, HEAD).text()).trimStart();
  const [first = ""] = head.split("\n", 1);
  const line = parsed(first);
  const stated = "value" in line && isRecord(line.value) ? line.value : {};
  const format = stated.format ?? /"format"\s*:\s*"([^"]*)"/.exec(head)?.[1];
  const version = Number(stated.version ?? /"version"\s*:\s*(\d+)/.exec(head)?.[1]);
  if (format !== EXPORT_FORMAT) {
    throw new NotAccepted(`The file does not begin as a file of everything does: with "format": "${EXPORT_FORMAT}".`);
  }
  if (version === LINES_VERSION || version === WHOLE_VERSION) return version;
  throw new NotAccepted(
    version > LINES_VERSION
      ? `The file was saved by a newer version of Meantime: its format is ${version}, this version reads ${LINES_VERSION}. Reload to get the newer one, and import it there.`
      : "The file does not say which version of the format it has.",
  );
}

/** Everything a file has, record after record, owners before what belongs to them. Throws NotAccepted before the first. */
export async function* recordsOf(file: Blob, signal?: AbortSignal): AsyncGenerator<Found> {
  if ((await versionOf(file)) === LINES_VERSION) yield* inLines(file);
  else yield* (await import("./whole")).inWhole(file, signal);
}

async function* inLines(file: Blob): AsyncGenerator<Found> {
  for await (const { number, text, reason, until: bytes, isOpen } of linesOf(file, MAX_LINE)) {
    if (number === 1 || text?.trim() === "") continue;
    const where = `line ${number}`;
    const until = bytes / file.size;
    if (text === null) {
      yield { is: "fault", where, until, store: "?", reason, raw: undefined };
      continue;
    }
    const line = parsed(text);
    if ("reason" in line) {
      const [said, raw] = isOpen ? ["is cut off", undefined] : [line.reason, text];
      yield { is: "fault", where, until, store: "?", reason: said, raw };
      continue;
    }
    yield { where, until, ...lineIn(line.value) };
  }
}

type Said = Found extends infer F ? (F extends unknown ? Omit<F, "where" | "until"> : never) : never;

function lineIn(value: unknown): Said {
  if (!isRecord(value)) return { is: "fault", store: "?", reason: "is not a record", raw: value };
  if (value.end === true) return { is: "end" };
  const { store, record, unwritable } = value;
  if (typeof unwritable === "string") {
    const reason = `was damaged where it came from, and could not be written: ${unwritable}`;
    return { is: "fault", store: String(store), reason, raw: undefined };
  }
  if (!isStore(store) || record === undefined)
    return { is: "fault", store: "?", reason: "is not a record of a store that there is", raw: value };
  return { is: "record", store, record };
}
