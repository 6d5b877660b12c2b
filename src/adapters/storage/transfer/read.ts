import { NotAccepted } from "#session/transfer";
import type { StoreName } from "../database";
import { EXPORT_FORMAT, isDeeper, isStore, LINES_VERSION, MAX_DEPTH, MAX_LINE, ORDER, WHOLE_VERSION } from "./format";
import { linesOf } from "./lines";

/** A record as a file has it, or what there is instead; `until`: share of the file that ends with it, 0 to 1. */
export type Found = { readonly where: string; readonly until: number } & (
  | { readonly is: "record"; readonly store: StoreName; readonly record: unknown }
  /** `raw` undefined: too large to be kept, or nothing at all. */
  | { readonly is: "fault"; readonly store: string; readonly reason: string; readonly raw: unknown }
  /** The end that a whole file has. */
  | { readonly is: "end" }
);

/** A file of version 1 is one JSON text, which is read at once: no string is longer than this. */
const MAX_WHOLE = 400_000_000;
/** Bytes in which the beginning of a file says what it is. */
const HEAD = 4096;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function parsed(text: string): { readonly value: unknown } | { readonly reason: string } {
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
export async function* recordsOf(file: Blob): AsyncGenerator<Found> {
  yield* (await versionOf(file)) === 1 ? inWhole(file) : inLines(file);
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

/** A file of version 1, as the rescue page writes it. */
async function* inWhole(file: Blob): AsyncGenerator<Found> {
  if (file.size > MAX_WHOLE) {
    throw new NotAccepted(
      `The file has ${Math.round(file.size / 1e6)} MB in one piece, more than a browser reads at once. Save everything again from the page with your data: files from there are read line by line.`,
    );
  }
  const text = await file.text();
  const whole = parsed(text);
  if ("reason" in whole) throw new NotAccepted(`The file ${whole.reason}: it was cut off or changed.`);
  const stores = isRecord(whole.value) && isRecord(whole.value.stores) ? whole.value.stores : null;
  if (stores === null) throw new NotAccepted("The file has no list of stores.");
  const list = (store: StoreName): readonly unknown[] => {
    const records = Object.hasOwn(stores, store) ? stores[store] : [];
    return Array.isArray(records) ? records : [];
  };
  const total = Math.max(
    1,
    ORDER.reduce((sum, store) => sum + list(store).length, 0),
  );
  let done = 0;
  for (const { store, record, at } of inOrder(list)) {
    yield { is: "record", store, record, where: `stores.${store}[${at}]`, until: ++done / total };
  }
  yield { is: "end", where: "the end", until: 1 };
}

/** What the records of a store belong to. */
const OWNED = {
  commands: ["runs", "run"],
  frozen: ["runs", "run"],
  interviewEvents: ["interviews", "interview"],
  packFiles: ["packs", "id"],
} as const;
const OWNERS: ReadonlySet<string> = new Set(Object.values(OWNED).map(([owner]) => owner));

interface Placed {
  readonly store: StoreName;
  readonly record: unknown;
  readonly at: number;
}

/** Records of whole stores in the order of a file of lines: each run and interview with what belongs to it. */
export function* inOrder(list: (store: StoreName) => readonly unknown[]): Generator<Placed> {
  const owned = new Map<string, Placed[]>();
  for (const store of Object.keys(OWNED) as (keyof typeof OWNED)[]) {
    const [of, field] = OWNED[store];
    list(store).forEach((record, at) => {
      const owner = `${of} ${isRecord(record) ? String(record[field]) : ""}`;
      const held = owned.get(owner) ?? [];
      held.push({ store, record, at });
      owned.set(owner, held);
    });
  }
  for (const store of ORDER) {
    if (Object.hasOwn(OWNED, store)) continue;
    for (const [at, record] of list(store).entries()) {
      yield { store, record, at };
      if (!OWNERS.has(store) || !isRecord(record)) continue;
      const owner = `${store} ${String(record.id)}`;
      yield* owned.get(owner) ?? [];
      owned.delete(owner);
    }
  }
  for (const rest of owned.values()) yield* rest;
}
