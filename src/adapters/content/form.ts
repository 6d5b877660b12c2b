import type { PackFile } from "#domain/pack";

/** What a drill that is started from a form is called. */
export interface Start {
  readonly slug: string;
  /** Code of the incident, such as INC-9001. */
  readonly code: string;
  /** In place of the form's own title. */
  readonly title?: string;
  /** From the folder that holds `drills/` to the JSON Schemas; null where no editor looks for them. */
  readonly schemas: string | null;
}

/**
 * Every file of a new drill, by its path below the folder that holds `drills/`, `systems/` and `people/`. `texts` are those of the form, by
 * their paths below its folder.
 */
export function filesOfForm(texts: readonly PackFile[], start: Start): readonly PackFile[] {
  const { slug, code, schemas, title } = start;
  const words: Readonly<Record<string, string>> = {
    SLUG: slug,
    NAME: nameOf(slug),
    CODE: code,
    SCHEMAS: schemas ?? "",
  };
  return texts.map(({ path, text }) => {
    const kept = schemas === null ? text.replace(/^# yaml-language-server: .*\n+/, "") : text;
    const filled = kept.replace(/\b(SLUG|NAME|CODE|SCHEMAS)\b/g, (word) => words[word] ?? word);
    const isMain = path === "drill.yaml" && title !== undefined;
    const entitled = isMain ? filled.replace(/^title: .*$/m, () => `title: ${scalar(title)}`) : filled;
    return { path: placeOf(path, slug), text: entitled };
  });
}

/** A line of text as YAML: as it is where that means the same, else in quotes. */
const scalar = (text: string): string =>
  /^[A-Za-z](?:[\w ,.'’-]*[\w.])?$/.test(text) && !WORD.test(text) ? text : JSON.stringify(text);

/** What YAML takes for something else than text. */
const WORD = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

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
