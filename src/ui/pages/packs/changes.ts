import type { Pack } from "#domain/pack";

/** What keeping a pack would do to a drill of the one with the same id. */
export interface DrillChange {
  readonly slug: string;
  readonly what: "new" | "changed" | "same" | "gone";
  /** Files that are new, other or gone. */
  readonly files: number;
}

export const slugsOf = ({ files }: Pack): readonly string[] =>
  [...new Set(files.flatMap(({ path }) => /^drills\/([^/]+)\//.exec(path)?.[1] ?? []))].sort();

/** The files of a drill and those that drills share, by path. */
const textsOf = ({ files }: Pack, slug: string): ReadonlyMap<string, string> =>
  new Map(
    files
      .filter(({ path }) => path.startsWith(`drills/${slug}/`) || !path.startsWith("drills/"))
      .map(({ path, text }) => [path, text]),
  );

/** Drill by drill, in the order of their slugs. A system or people that changed count for every drill. */
export function changesOf(before: Pack, after: Pack): readonly DrillChange[] {
  const old = slugsOf(before);
  const now = slugsOf(after);
  return [...new Set([...old, ...now])].sort().map((slug) => {
    const was = textsOf(before, slug);
    const is = textsOf(after, slug);
    const paths = new Set([...was.keys(), ...is.keys()]);
    const files = [...paths].filter((path) => was.get(path) !== is.get(path)).length;
    const what = !old.includes(slug) ? "new" : !now.includes(slug) ? "gone" : files > 0 ? "changed" : "same";
    return { slug, what, files };
  });
}
