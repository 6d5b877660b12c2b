import type { RunHeader } from "#domain/run";
import { canonicalJson, hashString } from "#lib/hash";

/** Ids that addresses can carry as they are; others are replaced. */
const PLAIN = /^[\w-]{1,64}$/;
const COPY = /-copy-[0-9a-f]{16}$/;
/** So that a copy's name is plain, too, and one that packs may have. */
const BASE = 37;

/**
 * What an id has in common with those of its copies. Something that went two ways in two browsers is kept twice, the second time under
 * a name that is made of this and of what it holds: the same copy has the same name everywhere.
 */
export function familyOf(id: string): string {
  const base = id.replace(COPY, "");
  return PLAIN.test(base) ? base.slice(0, BASE).replace(/-+$/, "") : hashString(base);
}

/** Whether a record may have its id here. */
export const isPlain = (id: string): boolean => PLAIN.test(id);

/** The name of a copy by what it holds, as text. */
export const copyName = (id: string, content: string): string => `${familyOf(id)}-copy-${hashString(content)}`;

/** Keys of all copies of a family. */
export const copiesOf = (id: string): IDBKeyRange =>
  IDBKeyRange.bound(`${familyOf(id)}-copy-`, `${familyOf(id)}-copy-g`);

/** What a run is, whatever it and the run it was forked from are called here. */
export const runIdentity = ({ forkOf, ...header }: RunHeader): string =>
  canonicalJson({
    ...header,
    id: familyOf(header.id),
    forkOf: forkOf === null ? null : { ...forkOf, run: familyOf(forkOf.run) },
  });

/** The recording of an interview that was kept twice: each has its own. */
export const takeName = (take: string, interview: string): string => copyName(take, familyOf(take) + interview);
