import type { TabletopIncident } from "#domain/exercise";
import { nearest } from "#lib/nearest";
import { storyProblem } from "./ink";
import { TABLETOP_LIMITS } from "./plan-shape";
import { textOf } from "./text-of";

/** A file that somebody chose: its name or path, and its text. */
export interface IncidentFile {
  readonly name: string;
  readonly text: string;
}

/** Something that is wrong in a list: where, and what was expected. The rest is still read. */
export interface IncidentProblem {
  /** `general_incidents.json`, or `general_incidents.json, incident 3`. */
  readonly where: string;
  readonly text: string;
}

export interface IncidentList {
  readonly incidents: readonly TabletopIncident[];
  readonly problems: readonly IncidentProblem[];
}

type Fields = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The fields of the form, and the names that lists have for them; the first is the one that counts. */
const NAMES = {
  id: ["ID", "id", "Id", "key"],
  title: ["title", "label", "name", "summary"],
  scenario: ["scenario", "description", "text", "details", "body"],
  story: ["inkstory", "inkStory", "ink_story", "ink", "story"],
} as const;

/** Wrappers around a list. */
const WRAPPERS = ["incidents", "scenarios", "data", "items"];

const field = (raw: Fields, what: keyof typeof NAMES): unknown => {
  const name = NAMES[what].find((each) => Object.hasOwn(raw, each) && raw[each] !== null && raw[each] !== "");
  return name === undefined ? undefined : raw[name];
};

const kindOf = (value: unknown): string =>
  value === null
    ? "null"
    : Array.isArray(value)
      ? "a list"
      : typeof value === "object"
        ? "an object"
        : `a ${typeof value}`;

const baseName = (path: string): string => path.split(/[\\/]/).at(-1)?.split(/[?#]/)[0]?.toLowerCase() ?? "";

/** Reads lists and the stories that lie beside them. */
class Reader {
  readonly incidents: TabletopIncident[] = [];
  readonly problems: IncidentProblem[] = [];
  private readonly used = new Set<string>();
  /** IDs that the list being read has itself: lists may have the same ones without anybody's fault. */
  private own = new Set<string>();
  private readonly stories: ReadonlyMap<string, IncidentFile>;

  constructor(stories: readonly IncidentFile[]) {
    this.stories = new Map(stories.map((file) => [baseName(file.name), file]));
  }

  list(name: string, value: unknown): void {
    const items = this.unwrapped(name, value);
    if (items === null) return;
    this.own = new Set();
    if (items.length === 0) this.report(name, "The list is empty: expected at least one incident.");
    items.forEach((raw, nth) => {
      if (this.incidents.length < TABLETOP_LIMITS.incidents) this.incident(`${name}, incident ${nth + 1}`, raw, nth);
      else if (this.incidents.length === TABLETOP_LIMITS.incidents && nth === items.length - 1)
        this.report(name, `Only the first ${TABLETOP_LIMITS.incidents} incidents were read: expected at most so many.`);
    });
  }

  report(where: string, text: string): void {
    this.problems.push({ where, text });
  }

  private unwrapped(name: string, value: unknown): readonly unknown[] | null {
    if (Array.isArray(value)) return value;
    if (isRecord(value)) {
      const wrapper = WRAPPERS.find((each) => Array.isArray(value[each]));
      if (wrapper !== undefined) return value[wrapper] as readonly unknown[];
      if (field(value, "title") !== undefined || field(value, "scenario") !== undefined) return [value];
      const near = Object.keys(value)
        .slice(0, 50)
        .map((key) => nearest(key, WRAPPERS))
        .find((each) => each !== undefined);
      const meant = near === undefined ? "" : ` Did you mean “${near}”?`;
      this.report(name, `Expected a list of incidents, found an object without “incidents”.${meant}`);
      return null;
    }
    this.report(name, `Expected a list of incidents, found ${kindOf(value)}.`);
    return null;
  }

  private incident(where: string, raw: unknown, nth: number): void {
    if (!isRecord(raw)) {
      this.report(where, `Expected an object with a title and a scenario, found ${kindOf(raw)}.`);
      return;
    }
    const scenario = this.words(where, raw, "scenario", TABLETOP_LIMITS.scenario);
    const title = this.words(where, raw, "title", TABLETOP_LIMITS.title);
    const story = this.story(where, field(raw, "story"));
    if (scenario === "" && title === "" && story === null) {
      this.unnamed(where, raw);
      return;
    }
    if (scenario === "" && story === null) this.report(where, "It has no scenario: the title is told instead.");
    this.incidents.push({
      id: this.idOf(field(raw, "id"), nth, where),
      title: title === "" ? openingOf(scenario, nth) : title,
      scenario: scenario === "" && story === null ? title : scenario,
      story,
    });
  }

  /** Nothing to tell was found: perhaps under a name that is nearly right. */
  private unnamed(where: string, raw: Fields): void {
    const known = [...NAMES.title, ...NAMES.scenario];
    const near = Object.keys(raw)
      .slice(0, 50)
      .map((key) => [key, nearest(key, known)] as const)
      .find(([, meant]) => meant !== undefined);
    const hint = near === undefined ? "" : ` “${near[0].slice(0, 40)}” may be meant as “${near[1]}”.`;
    this.report(where, `It was left out: expected a title or a scenario.${hint}`);
  }

  private words(where: string, raw: Fields, what: "title" | "scenario", most: number): string {
    const value = field(raw, what);
    if (value === undefined) return "";
    const isText = typeof value === "string" || typeof value === "number";
    const lines = Array.isArray(value) && value.every((each) => typeof each === "string") ? value.join("\n") : null;
    if (!isText && lines === null) {
      this.report(where, `Its ${what} is ${kindOf(value)}: expected a text.`);
      return "";
    }
    const text = textOf(lines ?? String(value), what === "scenario");
    if (text.length <= most) return text;
    this.report(where, `Its ${what} has ${text.length} characters: it was cut after ${most}.`);
    return text.slice(0, most);
  }

  /** The story as JSON text: given as such, as an object, or as the name of a file that was chosen too. */
  private story(where: string, value: unknown): string | null {
    if (value === undefined) return null;
    if (typeof value !== "string" && !isRecord(value)) {
      this.report(where, `Its story is ${kindOf(value)}: expected a file name or a compiled Ink story.`);
      return null;
    }
    const own = typeof value === "string" ? value.trim() : JSON.stringify(value);
    if (own.startsWith("{")) return this.checked(where, own);
    const file = this.stories.get(baseName(own));
    if (file !== undefined) return this.checked(`${where}, story ${file.name}`, file.text);
    const near = nearest(baseName(own), this.stories.keys());
    const hint = near === undefined ? "choose that file together with the list" : `did you mean “${near}”?`;
    this.report(where, `Its story “${own.slice(0, 120)}” is not among the files: ${hint}.`);
    return null;
  }

  private checked(where: string, story: string): string | null {
    const text = story.replace(/^\uFEFF/, "");
    const problem = storyProblem(text);
    if (problem === null) return text;
    this.report(where, problem);
    return null;
  }

  private idOf(value: unknown, nth: number, where: string): string {
    const isName = (typeof value === "string" || typeof value === "number") && String(value).trim() !== "";
    const wanted = (isName ? textOf(String(value), false) : `${nth + 1}`).slice(0, 100) || `${nth + 1}`;
    if (value !== undefined && !isName) this.report(where, `Its ID is ${kindOf(value)}: expected a text or a number.`);
    let id = wanted;
    for (let n = 2; this.used.has(id); n++) id = `${wanted}-${n}`;
    if (this.own.has(wanted) && isName) this.report(where, `The ID “${wanted}” was taken already: it became “${id}”.`);
    this.used.add(id);
    this.own.add(wanted);
    return id;
  }
}

/** A title for one that has none. */
function openingOf(scenario: string, nth: number): string {
  const line = scenario.split("\n")[0]?.trim() ?? "";
  if (line === "") return `Incident ${nth + 1}`;
  return line.length <= 80 ? line : `${line.slice(0, 77).trimEnd()} …`;
}

/** Whether a file is a compiled Ink story. */
const isStory = (value: unknown): boolean => isRecord(value) && Object.hasOwn(value, "inkVersion");

/**
 * Reads lists of incidents in the Wheel-of-Misfortune form, and the compiled Ink stories they name, from the files somebody
 * chose. What can be read is read; everything else is said with its place. Never throws.
 */
export function readIncidents(files: readonly IncidentFile[]): IncidentList {
  const parsed = files.map((file) => ({ file, ...parse(file) }));
  const stories = parsed.filter(({ value }) => isStory(value)).map(({ file }) => file);
  const reader = new Reader(stories);
  for (const { file, value, problem } of parsed) {
    if (problem !== null) reader.report(file.name, problem);
    else if (!isStory(value)) reader.list(file.name, value);
  }
  const [alone] = stories;
  if (alone !== undefined && stories.length === files.length) {
    reader.report(alone.name, "This is a story without a list: expected a list of incidents that names it.");
  }
  return { incidents: reader.incidents, problems: reader.problems };
}

/** More than this is no list. Characters. */
const MOST_TEXT = 50_000_000;

function parse({ name, text }: IncidentFile): { readonly value: unknown; readonly problem: string | null } {
  if (text.length > MOST_TEXT) return { value: null, problem: "The file is too large: expected at most 50 MB." };
  try {
    return { value: JSON.parse(text.replace(/^\uFEFF/, "")) as unknown, problem: null };
  } catch (error) {
    return { value: null, problem: syntaxProblem(name, text, error) };
  }
}

/** What a parser says differs between browsers; where it stopped is worth more. */
function syntaxProblem(name: string, text: string, error: unknown): string {
  const said = error instanceof Error ? error.message : "";
  const position = /position (\d+)/.exec(said)?.[1];
  if (text.trim() === "") return "The file is empty: expected a list of incidents.";
  if (/\.(ink)$/i.test(name)) return "This is Ink as it is written: expected the story compiled to JSON.";
  if (/\.(jsonnet|ya?ml|md|html?)$/i.test(name)) return "Expected JSON: turn it into JSON first.";
  if (position === undefined) return "It is no JSON: expected a list of incidents.";
  const before = text.slice(0, Number(position)).split("\n");
  return `It is no JSON from line ${before.length}, column ${(before.at(-1) ?? "").length + 1} on.`;
}
