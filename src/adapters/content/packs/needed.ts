import type { PackFile } from "#domain/pack";

/** The word behind a key at the top of a file. */
const named = (key: string, text: string): string | undefined =>
  new RegExp(`^${key}:[ \\t]*["']?([^\\s"'#]+)`, "m").exec(text)?.[1];

/** A drill's own files (but for what only a facilitator reads) and those of the system and the people that it names. Paths begin with `drills/`, `systems/`, `people/`. */
export function neededFiles(files: readonly PackFile[], slug: string): readonly PackFile[] {
  const own = files.filter(({ path }) => path.startsWith(`drills/${slug}/`) && path !== `drills/${slug}/guide.yaml`);
  const main = own.find(({ path }) => path === `drills/${slug}/drill.yaml`)?.text ?? "";
  const wanted = [`systems/${named("system", main)}.yaml`, `people/${named("people", main)}.yaml`];
  return [...own, ...files.filter(({ path }) => wanted.includes(path))];
}
