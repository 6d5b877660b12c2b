import { canonicalJson } from "#lib/hash";
import { PACKS_CHANNEL } from "../database";
import { readRecord } from "../record";
import { type PackRecord, packRecord } from "../records/pack";
import { type PackFilesRecord, packFilesRecord } from "../records/packFiles";
import type { Kind, Outcome, Writing } from "./kind";
import { copiesOf, copyName } from "./names";

const ID = /^(?=.{1,60}$)[a-z0-9]+(-[a-z0-9]+)*$/;
/** Below the root of the pack, and nowhere else. */
const PATH = /^(?!.*\.\.)[\w.-]+(\/[\w.-]+)*$/;

interface WholePack {
  readonly record: PackRecord;
  readonly files: PackFilesRecord["files"];
}

const contentOf = ({ record, files }: WholePack): string =>
  canonicalJson([record.pack.version, [...files].sort((a, b) => (a.path < b.path ? -1 : 1))]);

async function ownPack(tx: Writing, id: string): Promise<WholePack | null> {
  const record = readRecord(packRecord, await tx.objectStore("packs").get(id));
  const files = readRecord(packFilesRecord, await tx.objectStore("packFiles").get(id));
  return record.ok && files.ok ? { record: record.value, files: files.value.files } : null;
}

async function isFree(tx: Writing, id: string): Promise<boolean> {
  const found = await Promise.all([tx.objectStore("packs").getKey(id), tx.objectStore("packFiles").getKey(id)]);
  return found.every((key) => key === undefined);
}

async function write(tx: Writing, { record, files }: WholePack): Promise<void> {
  // What came of compiling it is worked out here: a file may say anything, and names may be taken here that were not there.
  await tx.objectStore("packs").put({ ...record, cards: [], errors: 0, engine: 0 });
  await tx.objectStore("packFiles").put({ version: 1, id: record.id, files });
}

const merger = (pack: WholePack) => {
  const content = contentOf(pack);
  const { id, pack: stated } = pack.record;
  return async (tx: Writing): Promise<Outcome> => {
    if (await isFree(tx, id)) {
      await write(tx, pack);
      return { is: "came" };
    }
    for (const key of await tx.objectStore("packs").getAllKeys(copiesOf(id))) {
      const copy = await ownPack(tx, key);
      if (copy !== null && contentOf(copy) === content) return { is: "known" };
    }
    const own = await ownPack(tx, id);
    if (own !== null && (own.record.pack.version > stated.version || contentOf(own) === content))
      return { is: "known" };
    if (own !== null && own.record.pack.version < stated.version) {
      await write(tx, { ...pack, record: { ...pack.record, createdAt: own.record.createdAt } });
      return { is: "longer" };
    }
    let copy = copyName(id, content);
    for (let n = 1; !(await isFree(tx, copy)); n++) copy = copyName(id, content + n);
    const title = `${stated.title} (copy)`;
    await write(tx, { ...pack, record: { ...pack.record, id: copy, pack: { ...stated, title } } });
    return { is: "twice", id: copy, title };
  };
};

/** Packs with their text: the newer version counts; two that have the same version and differ are both kept. */
export const packs: Kind = {
  counts: "packs",
  stores: ["packs", "packFiles"],
  prepare({ record: raw, parts }) {
    const record = readRecord(packRecord, raw);
    if (!record.ok) return record.error.reason;
    const [part] = parts;
    if (part === undefined) return "the text of the pack is missing";
    const files = readRecord(packFilesRecord, part.record);
    if (!files.ok) return files.error.reason;
    if (!ID.test(record.value.id)) return "the pack's id is none";
    const wrong = files.value.files.find(({ path }) => !PATH.test(path));
    if (wrong !== undefined) return `the pack has a file that is not below its root: ${wrong.path}`;
    return merger({ record: record.value, files: files.value.files });
  },
};

/** Lists of packs in all tabs are made anew. */
export function tellOfPacks(): void {
  if (typeof BroadcastChannel === "undefined") return;
  const channel = new BroadcastChannel(PACKS_CHANNEL);
  channel.postMessage("changed");
  channel.close();
}
