import type { DrillNames, PackShelf } from "#session/contract";
import type { Draft } from "./draft";
import { type NameProblems, named, nameProblems } from "./naming";

/**
 * Stores the pack that is being written under other names and goes on there. Resolves with what is wrong with them: nothing was changed
 * then. Rejects with a StorageError. `isKept`: the shelf has it under its present names.
 */
export async function rename(
  draft: Draft,
  shelf: PackShelf,
  slug: string,
  names: DrillNames,
  isKept: boolean,
): Promise<NameProblems> {
  const { pack } = draft.getState();
  const wanted = named(pack, slug, names);
  const isTaken = wanted.id !== pack.id && (await shelf.load(wanted.id)) !== null;
  const { diagnostics } = await shelf.check(wanted);
  const found = nameProblems(diagnostics);
  const problems = isTaken ? { ...found, slug: `another pack is called “${wanted.id}”` } : found;
  if (Object.keys(problems).length > 0) return problems;
  draft.stop();
  try {
    await shelf.save(wanted);
    if (isKept && wanted.id !== pack.id) await shelf.remove(pack.id);
  } catch (error) {
    draft.resume();
    throw error;
  }
  if (names.slug === slug) draft.take(wanted);
  else location.hash = `#/workshop/${names.slug}`;
  return {};
}
