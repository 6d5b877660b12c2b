import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Kinds of incidents a drill can be started from, each a folder of `forms/` whose drill passes its checks as it stands. */
export const FORMS = {
  release: "a fresh release fails for some; taken back",
  capacity: "more people than there is room for; room is made",
  dependency: "somebody else's service does not answer; let go of",
  data: "one session holds a lock that everybody waits for; ended",
} as const;
export type Form = keyof typeof FORMS;

export interface Start {
  readonly slug: string;
  /** Code of the incident, such as INC-9001. */
  readonly code: string;
  /** From the folder that holds `drills/` to the JSON Schemas. */
  readonly schemas: string;
}

/** A file to be written, by its path below the folder that holds `drills/`, `systems/` and `people/`. */
export interface StartFile {
  readonly path: string;
  readonly text: string;
}

/** Every file of a new drill, ready to be written. */
export function filesOfForm(form: Form, start: Start): readonly StartFile[] {
  const folder = fileURLToPath(new URL(`./forms/${form}`, import.meta.url));
  const words: Readonly<Record<string, string>> = {
    SLUG: start.slug,
    NAME: nameOf(start.slug),
    CODE: start.code,
    SCHEMAS: start.schemas,
  };
  return textsBelow(folder).map(({ path, text }) => ({
    path: placeOf(path, start.slug),
    text: text.replace(/\b(SLUG|NAME|CODE|SCHEMAS)\b/g, (word) => words[word] ?? word),
  }));
}

function textsBelow(folder: string, below = ""): StartFile[] {
  return readdirSync(join(folder, below), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = below === "" ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) return textsBelow(folder, path);
      return [{ path, text: readFileSync(join(folder, path), "utf8") }];
    });
}

/** The company's files lie beside the drills: several may share them. */
function placeOf(path: string, slug: string): string {
  if (path === "system.yaml") return `systems/${slug}.yaml`;
  if (path === "people.yaml") return `people/${slug}.yaml`;
  return `drills/${slug}/${path}`;
}

/** `harbour-lights` → "Harbour lights". */
function nameOf(slug: string): string {
  const words = slug.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
