import { canonicalJson, hashString } from "#lib/hash";
import { readRecord } from "../record";
import { programIn, programRecord } from "../records/program";
import { createQuarantine, quarantineRecord } from "../records/quarantine";
import { settingRecord } from "../records/setting";
import type { Kind, Outcome } from "./kind";
import { copyName } from "./names";

/**
 * Compiled drills. The name of one is made of fingerprints of its content: what claims another's name is refused, or a file could put
 * a drill of its own in the place of one that comes with the app.
 */
export const programs: Kind = {
  counts: "drills",
  stores: ["programs", "quarantine"],
  prepare({ record }) {
    const read = readRecord(programRecord, record);
    if (!read.ok) return read.error.reason;
    const program = programIn(read.value);
    if (!program.ok) return program.error;
    const { hashes, ...rest } = program.value;
    if (read.value.hash !== `${hashes.dynamics}-${hashes.text}` || hashString(JSON.stringify(rest)) !== hashes.text)
      return "the drill is not the one that its name stands for";
    return async (tx) => {
      const store = tx.objectStore("programs");
      const { hash } = read.value;
      const raw: unknown = await store.get(hash);
      if (raw !== undefined) {
        const own = readRecord(programRecord, raw);
        if (own.ok || own.error.newer) return { is: "known" };
        await tx.objectStore("quarantine").put(createQuarantine("programs", hash, own.error.reason, Date.now(), raw));
      }
      await store.put(read.value);
      return { is: "came" };
    };
  },
};

/** One's own choices stay; where none were made, those of the file come. */
export const settings: Kind = {
  counts: "settings",
  stores: ["settings"],
  prepare({ record }) {
    const read = readRecord(settingRecord, record);
    if (!read.ok) return read.error.reason;
    return async (tx) => {
      const store = tx.objectStore("settings");
      if ((await store.getKey(read.value.id)) !== undefined) return { is: "known" };
      await store.add(read.value);
      return { is: "came" };
    };
  },
};

/** What could not be read where the file came from stays what it is. */
export const quarantine: Kind = {
  counts: "set-aside",
  stores: ["quarantine"],
  prepare({ record }) {
    const read = readRecord(quarantineRecord, record);
    if (!read.ok) return read.error.reason;
    const content = canonicalJson(read.value);
    return async (tx) => {
      const store = tx.objectStore("quarantine");
      const copy = copyName(read.value.id, content);
      for (const id of [read.value.id, copy]) {
        const own: unknown = await store.get(id);
        if (own === undefined) {
          await store.add({ ...read.value, id });
          return { is: "came" };
        }
        if (id === copy || hasContent(own, content)) break;
      }
      return { is: "known" } satisfies Outcome;
    };
  },
};

function hasContent(own: unknown, content: string): boolean {
  try {
    return canonicalJson(own) === content;
  } catch {
    return false;
  }
}
