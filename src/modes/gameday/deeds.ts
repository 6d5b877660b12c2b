import type { Second } from "#domain/ids";
import type { Deed, DeedKind, TeamDeed } from "#domain/team";

/** A deed of one kind with who did it and when. */
export type Done<K extends DeedKind> = Extract<TeamDeed, { do: K }> & { readonly who: string; readonly second: Second };

/** The deeds of some kinds, in order. */
export function done<K extends DeedKind>(deeds: readonly Deed[], ...kinds: readonly K[]): readonly Done<K>[] {
  const wanted: ReadonlySet<string> = new Set(kinds);
  return deeds.flatMap(({ at, seat, deed }) =>
    wanted.has(deed.do) ? [{ ...deed, who: seat, second: at.second } as unknown as Done<K>] : [],
  );
}

/** What a field last came to for each id, in the order in which the ids first came. */
export function latest<T, K>(items: readonly T[], keyOf: (item: T) => K): readonly T[] {
  const last = new Map<K, T>();
  for (const item of items) last.set(keyOf(item), item);
  return [...last.values()];
}
