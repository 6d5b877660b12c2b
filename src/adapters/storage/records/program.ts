import * as v from "valibot";
import type { Program } from "#domain/drill";
import { hashString } from "#lib/hash";
import { err, ok, type Result } from "#lib/result";
import { Id, type RecordType } from "../record";

/** A compiled drill as text: half the size of an object in the database, and a damaged one is noticed. */
export interface ProgramRecord {
  readonly version: 1;
  readonly hash: string;
  readonly json: string;
  /** Fingerprint of `json`. */
  readonly check: string;
}

export const programRecord: RecordType<ProgramRecord> = {
  name: "program",
  store: "programs",
  version: 1,
  schema: v.pipe(
    v.object({ version: v.literal(1), hash: Id, json: v.string(), check: v.string() }),
    v.check((record) => hashString(record.json) === record.check, "the text is not the one that was written"),
  ),
  migrations: [],
};

export function createProgramRecord(hash: string, program: Program): ProgramRecord {
  const json = JSON.stringify(program);
  return { version: 1, hash, json, check: hashString(json) };
}

const Frame = v.looseObject({
  format: v.literal(1),
  card: v.looseObject({ slug: v.string() }),
  base: v.looseObject({}),
  variants: v.array(v.unknown()),
  hashes: v.object({ dynamics: v.string(), text: v.string() }),
});

/** The drill in a record. What stands in it was compiled here and is vouched for by `check`; only its frame is looked at. */
export function programIn(record: ProgramRecord): Result<Program, string> {
  try {
    const value: unknown = JSON.parse(record.json);
    return v.is(Frame, value) ? ok(value as unknown as Program) : err("not a compiled drill of this format");
  } catch (error) {
    return err(String(error));
  }
}
