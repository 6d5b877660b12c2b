import { canonicalJson } from "#lib/hash";
import { readRecord } from "../record";
import { type DocumentRecord, documentRecord } from "../records/document";
import type { Kind, Outcome, Renamed, Writing } from "./kind";
import { copiesOf, copyName, familyOf, isPlain } from "./names";

/** What was written, whatever it and its run are called here, and whenever it was saved. */
const contentOf = ({ kind, run, body }: DocumentRecord): string =>
  canonicalJson({ kind, run: run === null ? null : familyOf(run), body });

function titleOf({ kind, body }: DocumentRecord): string {
  return "title" in body && body.title !== "" ? body.title : kind;
}

const merger = (document: DocumentRecord) => async (tx: Writing, renamed: Renamed) => {
  const store = tx.objectStore("documents");
  const content = contentOf(document);
  const copies = await store.getAllKeys(copiesOf(document.id));
  for (const id of new Set([document.id, familyOf(document.id), ...copies])) {
    const raw: unknown = await store.get(id);
    const own = raw === undefined ? null : readRecord(documentRecord, raw);
    if (own?.ok === true && contentOf(own.value) === content) return { is: "known" } as const;
  }
  const isNew = isPlain(document.id) && (await store.getKey(document.id)) === undefined;
  let { id } = document;
  for (let n = 0; !isNew && (n === 0 || (await store.getKey(id)) !== undefined); n++) {
    id = copyName(document.id, canonicalJson([n, content]));
  }
  const run = document.run === null ? null : (renamed.runs.get(document.run) ?? document.run);
  await store.add({ ...document, id, run });
  const outcome: Outcome = isNew ? { is: "came" } : { is: "twice", id, title: titleOf(document) };
  return outcome;
};

/** What was written. Where the two sides differ, nobody knows which one is meant: both are kept. */
export const documents: Kind = {
  counts: "documents",
  stores: ["documents"],
  prepare({ record }) {
    const read = readRecord(documentRecord, record);
    return read.ok ? merger(read.value) : read.error.reason;
  },
};
