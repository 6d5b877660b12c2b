import type { StoreName } from "../database";
import type { Group } from "./kind";
import type { Found } from "./read";

/** What belongs to the record before it, and by which field. */
const OWNERS: Partial<Record<StoreName, { readonly store: StoreName; readonly field: string }>> = {
  commands: { store: "runs", field: "run" },
  frozen: { store: "runs", field: "run" },
  packFiles: { store: "packs", field: "id" },
  interviewEvents: { store: "interviews", field: "interview" },
};

/** Whether records of a store are followed by others that belong to them. */
export const hasParts = (store: StoreName): boolean => Object.values(OWNERS).some((owner) => owner.store === store);

/** No run and no interview has more records. */
const MAX_PARTS = 30_000;

type RecordFound = Extract<Found, { is: "record" }>;

const fieldOf = (record: unknown, field: string): unknown =>
  typeof record === "object" && record !== null ? (record as Record<string, unknown>)[field] : undefined;

/** Puts records that belong together together. They follow each other in a file; what does not is a stray. */
export class Grouping {
  private open: Group | null = null;

  /** The group that was complete before this record, if one was, and whether the record belongs to nothing. */
  add({ store, record, where }: RecordFound): { readonly whole: Group | null; readonly isStray: boolean } {
    const owner = OWNERS[store];
    if (owner !== undefined) {
      const open = this.open;
      const isOwn =
        open?.store === owner.store &&
        open.parts.length < MAX_PARTS &&
        fieldOf(open.record, "id") === fieldOf(record, owner.field);
      if (isOwn) open.parts.push({ store, record });
      return { whole: null, isStray: !isOwn };
    }
    const whole = this.close();
    this.open = { where, store, record, parts: [] };
    return { whole, isStray: false };
  }

  /** The last group. */
  close(): Group | null {
    const last = this.open;
    this.open = null;
    return last;
  }
}
