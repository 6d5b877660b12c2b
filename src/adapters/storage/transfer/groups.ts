import type { Group } from "./kind";
import { familyIn, OWNERS } from "./order";
import type { Found } from "./read";

/** No run and no interview has more records. */
const MAX_PARTS = 30_000;

type RecordFound = Extract<Found, { is: "record" }>;

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
        familyIn(open.store, open.record) === familyIn(store, record);
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
