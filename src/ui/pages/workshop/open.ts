import type { DrillCard } from "#domain/drill";
import type { Pack } from "#domain/pack";
import type { DrillLibrary, PackShelf, PackSummary } from "#session/contract";

/** Slugs of the drills of a pack, in order. */
export function slugsOf({ files }: Pack): readonly string[] {
  return files.flatMap(({ path }) => /^drills\/([^/]+)\/drill\.yaml$/.exec(path)?.[1] ?? []).sort();
}

/** What is opened for a slug. */
export interface Opened {
  readonly pack: Pack;
  readonly slug: string;
  /** The built-in drill it is a copy of, which nobody has changed yet; null for a pack that is stored. */
  readonly from: DrillCard | null;
  /** Stored packs that were begun with the same built-in drill. */
  readonly earlier: readonly PackSummary[];
}

/**
 * The stored pack that has a drill, whether it compiles or not; the first drill of the pack with that id; else a copy of the built-in
 * drill to begin with. Null when there is nothing of that name.
 */
export async function openDrill(shelf: PackShelf, library: DrillLibrary, name: string): Promise<Opened | null> {
  const summaries = await shelf.list();
  const slug = library.bySlugOrCode(name)?.slug ?? name;
  const owner = library.packOf(slug);
  for (const id of owner === null ? summaries.map((each) => each.id) : [owner]) {
    const pack = await shelf.load(id);
    if (pack !== null && slugsOf(pack).includes(slug)) return { pack, slug, from: null, earlier: [] };
  }
  const card = library.bySlugOrCode(slug);
  if (card === null) {
    const pack = await shelf.load(name);
    const first = pack === null ? undefined : slugsOf(pack)[0];
    return pack === null || first === undefined ? null : { pack, slug: first, from: null, earlier: [] };
  }
  const pack = await shelf.ofDrill(card.slug);
  const earlier = summaries.filter(({ id }) => id.startsWith(`${card.slug}-`) && /-\d+$/.test(id));
  return { pack, slug: slugsOf(pack)[0] ?? pack.id, from: card, earlier };
}
