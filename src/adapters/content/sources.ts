import type { Program } from "#domain/drill";
import { type CompiledSources, type ContentFile, compileSources, formatDiagnostic } from "#scenario/index";
import type { Sources } from "#session/contract";

export const SOURCES_FILE = "content/sources.yaml";

/** The sources of some files, and what is wrong with them; null where the file is not there. */
export function sourcesIn(files: readonly ContentFile[]): CompiledSources | null {
  const file = files.find(({ path }) => path === SOURCES_FILE);
  return file === undefined ? null : compileSources(file);
}

/** What each source asks, by id, in the order of the file. Throws a RangeError when the file is missing or wrong. */
export function readSources(files: readonly ContentFile[]): ReadonlyMap<string, string> {
  const found = sourcesIn(files);
  if (found === null) throw new RangeError(`there is no ${SOURCES_FILE}`);
  const [first] = found.diagnostics;
  if (first !== undefined) throw new RangeError(formatDiagnostic(first));
  return found.sources;
}

/** The sources with the drills that rehearse them. */
export function sourcesOf(files: readonly ContentFile[], programs: readonly Program[]): Sources {
  const entries = [...(sourcesIn(files)?.sources ?? [])].map(([id, asks]) => {
    const drills = programs.filter(({ sources }) => sources.includes(id)).map(({ card }) => card.slug);
    return [id, { asks, drills }] as const;
  });
  return Object.fromEntries(entries);
}
