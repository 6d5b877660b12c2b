import * as v from "valibot";
import type { DrillCard } from "#domain/drill";
import type { Pack } from "#domain/pack";
import type { PackSummary } from "#session/contract";
import { Count, Id, listOf, type RecordType } from "../record";

/** What is known of a pack without its text. `version` is that of the record; the pack's own stands in `pack`. */
export interface PackRecord extends Omit<PackSummary, "title" | "version"> {
  readonly version: 1;
  readonly pack: Pick<Pack, "title" | "version">;
  /** The version of the simulation its drills were last compiled for. */
  readonly engine: number;
}

const Said = v.pipe(v.string(), v.maxLength(2000));
const Words = listOf(Said);

const Card: v.GenericSchema<unknown, DrillCard> = v.object({
  slug: Id,
  code: Id,
  title: Said,
  summary: Said,
  form: v.picklist(["live", "plan", "talk", "explore"]),
  minutes: v.pipe(v.number(), v.minValue(0)),
  level: v.picklist(["foundation", "intermediate", "advanced"]),
  tags: Words,
  company: Said,
  skills: Words,
  variants: Count,
});

export const packRecord: RecordType<PackRecord> = {
  name: "pack",
  store: "packs",
  version: 1,
  schema: v.object({
    version: v.literal(1),
    id: Id,
    pack: v.object({ title: Said, version: v.pipe(Count, v.minValue(1)) }),
    createdAt: v.number(),
    updatedAt: v.number(),
    cards: listOf(Card),
    errors: Count,
    engine: Count,
  }),
  migrations: [],
};

/** What came of compiling a pack. */
export interface PackFindings {
  readonly cards: readonly DrillCard[];
  readonly errors: number;
  readonly engine: number;
}

/** Times in epoch milliseconds. */
export function createPackRecord(pack: Pack, found: PackFindings, createdAt: number, updatedAt: number): PackRecord {
  const { id, title, version } = pack;
  return { version: 1, id, pack: { title, version }, createdAt, updatedAt, ...found };
}

/** What the list shows of it. */
export function packSummary({ pack, version: _record, engine: _engine, ...rest }: PackRecord): PackSummary {
  return { ...rest, ...pack };
}
