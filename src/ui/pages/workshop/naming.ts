import type { Diagnostic, Pack } from "#domain/pack";
import type { DrillLibrary, DrillNames, PackShelf } from "#session/contract";

const CODE = /^(code:[ \t]*)["']?[^\s#"']+["']?/m;

/** The code that a drill gives itself in its drill.yaml; empty where it is written in an unusual way. */
export function codeOf({ files }: Pack, slug: string): string {
  const text = files.find(({ path }) => path === `drills/${slug}/drill.yaml`)?.text ?? "";
  return /^code:[ \t]*["']?([^\s#"']+)/m.exec(text)?.[1] ?? "";
}

/** The pack under another title, with one of its drills under another slug and code. A pack that was called like its drill still is. */
export function named(pack: Pack, slug: string, names: DrillNames): Pack {
  const folder = `drills/${slug}/`;
  const files = pack.files.map(({ path, text }) => ({
    path: path.startsWith(folder) ? `drills/${names.slug}/${path.slice(folder.length)}` : path,
    text: path === `${folder}drill.yaml` ? text.replace(CODE, (_, key: string) => `${key}${names.code}`) : text,
  }));
  return { ...pack, id: pack.id === slug ? names.slug : pack.id, title: names.title, files };
}

/** The nearest names that nobody has; a number that is there already is counted on. */
export async function freeNames(shelf: PackShelf, library: DrillLibrary, names: DrillNames): Promise<DrillNames> {
  const ids = new Set((await shelf.list()).map(({ id }) => id));
  const next = (base: string, isTaken: (name: string) => boolean): string => {
    let number = 2;
    while (isTaken(`${base}-${number}`)) number++;
    return `${base}-${number}`;
  };
  const isDrill = (name: string) => library.bySlugOrCode(name) !== null;
  const isSlug = (name: string) => isDrill(name) || ids.has(name);
  return {
    title: names.title,
    slug: isSlug(names.slug) ? next(names.slug.replace(/-\d+$/, ""), isSlug) : names.slug,
    code: isDrill(names.code) ? next(names.code.replace(/(\d)-\d+$/, "$1"), isDrill) : names.code,
  };
}

/** Diagnostics about a name begin so. */
const ABOUT = { slug: "pack.slug", code: "pack.code", title: "pack.title" } as const satisfies Record<
  keyof DrillNames,
  string
>;

export type NameProblems = Readonly<Partial<Record<keyof DrillNames, string>>>;

/** What is wrong with the names that a pack was checked under, by name. */
export function nameProblems(diagnostics: readonly Diagnostic[]): NameProblems {
  return Object.fromEntries(
    Object.entries(ABOUT).flatMap(([field, code]) => {
      const about = diagnostics.find((each) => each.severity === "error" && each.code.startsWith(code));
      return about === undefined ? [] : [[field, about.message]];
    }),
  );
}
