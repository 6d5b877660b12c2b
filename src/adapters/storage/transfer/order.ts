import type { StoreName } from "../database";
import { ORDER } from "./format";

/** What belongs to the record before it, and by which field. */
export const OWNERS: Partial<Record<StoreName, { readonly store: StoreName; readonly field: string }>> = {
  commands: { store: "runs", field: "run" },
  frozen: { store: "runs", field: "run" },
  packFiles: { store: "packs", field: "id" },
  interviewEvents: { store: "interviews", field: "interview" },
};

/** Whether records of a store are followed by others that belong to them. */
export const hasParts = (store: StoreName): boolean => Object.values(OWNERS).some((owner) => owner.store === store);

const fieldOf = (record: unknown, field: string): unknown =>
  typeof record === "object" && record !== null ? (record as Record<string, unknown>)[field] : undefined;

/** What a record has in common with those that belong together with it; null where none do. */
export function familyIn(store: StoreName, record: unknown): string | null {
  const field = OWNERS[store]?.field ?? (hasParts(store) ? "id" : null);
  return field === null ? null : String(fieldOf(record, field));
}

/**
 * What whole stores hold in the order of a file of lines: each run and interview with what belongs to it, and last what belongs to nothing.
 * @param family what `familyIn` says of an item
 */
export function* inOrder<T>(
  list: (store: StoreName) => readonly T[],
  family: (store: StoreName, item: T) => string | null,
): Generator<{ readonly store: StoreName; readonly item: T }> {
  const owned = new Map<string, { readonly store: StoreName; readonly item: T }[]>();
  for (const store of Object.keys(OWNERS) as StoreName[]) {
    for (const item of list(store)) {
      const owner = `${OWNERS[store]?.store} ${family(store, item)}`;
      const held = owned.get(owner) ?? [];
      held.push({ store, item });
      owned.set(owner, held);
    }
  }
  for (const store of ORDER) {
    if (OWNERS[store] !== undefined) continue;
    for (const item of list(store)) {
      yield { store, item };
      if (!hasParts(store)) continue;
      const owner = `${store} ${family(store, item)}`;
      yield* owned.get(owner) ?? [];
      owned.delete(owner);
    }
  }
  for (const rest of owned.values()) yield* rest;
}
