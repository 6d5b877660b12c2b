import { parse } from "yaml";
import type { Program } from "#domain/drill";
import type { ContentFile } from "#scenario/index";
import type { Sources } from "#session/contract";

export const SOURCES_FILE = "content/sources.yaml";

/** What each source asks, by id, in the order of the file. Throws a RangeError when the file is missing or has no map. */
export function readSources(files: readonly ContentFile[]): ReadonlyMap<string, string> {
  const file = files.find(({ path }) => path === SOURCES_FILE);
  if (file === undefined) throw new RangeError(`there is no ${SOURCES_FILE}`);
  const value: unknown = parse(file.text);
  const sources = value !== null && typeof value === "object" && "sources" in value ? value.sources : null;
  if (sources === null || typeof sources !== "object") throw new RangeError(`${SOURCES_FILE} has no map "sources"`);
  return new Map(Object.entries(sources).map(([id, asks]) => [id, String(asks)]));
}

/** The sources with the drills that rehearse them. */
export function sourcesOf(files: readonly ContentFile[], programs: readonly Program[]): Sources {
  const entries = [...readSources(files)].map(([id, asks]) => {
    const drills = programs.filter(({ sources }) => sources.includes(id)).map(({ card }) => card.slug);
    return [id, { asks, drills }] as const;
  });
  return Object.fromEntries(entries);
}
