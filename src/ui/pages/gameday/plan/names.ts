import type { Renames } from "#domain/team";
import { nearest } from "#lib/nearest";
import type { RenameForm } from "#modes/gameday/rename";

/** What came of a pasted list. */
export interface ReadNames {
  readonly renames: Renames;
  /** Names that were given. */
  readonly count: number;
  /** Lines that say nothing, and why: sentences. */
  readonly problems: readonly { readonly line: number; readonly text: string }[];
}

/** One's own name for something, or none: an empty one takes it away. */
export function renamed(names: Readonly<Record<string, string>>, id: string, name: string): Record<string, string> {
  const { [id]: _, ...others } = names;
  return name === "" ? others : { ...others, [id]: name };
}

/** Reads lines such as `checkout=Basket`, by the id or the name something has now. Every other name stays as it was. */
export function readNames(text: string, form: RenameForm, before: Renames): ReadNames {
  const known = new Map<string, { readonly kind: keyof Renames; readonly id: string }>();
  for (const kind of ["services", "people"] as const) {
    for (const { id, name } of form[kind]) {
      // A service's name ends in its id in brackets.
      const label = kind === "services" ? name.replace(/ \([^()]*\)$/, "") : name;
      for (const word of [id, name, label]) {
        const key = word.toLowerCase();
        if (!known.has(key)) known.set(key, { kind, id });
      }
    }
  }
  let renames = before;
  let count = 0;
  const problems: ReadNames["problems"][number][] = [];
  /** Takes what a line says; why it says nothing, else null. */
  const take = (line: string): string | null => {
    const at = line.search(/[=\t]/);
    if (at < 0) return "expected a name that is there, an equals sign, and its new name";
    const [from, to] = [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    const found = known.get(from.toLowerCase());
    if (found === undefined) {
      const near = nearest(from.toLowerCase(), [...known.keys()]);
      return `there is no “${from}” in this drill${near === undefined ? "" : `; did you mean “${near}”?`}`;
    }
    if (to === "") return `“${from}” gets no name: write one after the equals sign`;
    if (to.length > MOST) return `the name for “${from}” has ${to.length} characters, expected at most ${MOST}`;
    renames = { ...renames, [found.kind]: renamed(renames[found.kind], found.id, to) };
    count++;
    return null;
  };
  text.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === "" || line.trim().startsWith("#")) return;
    const problem = take(line);
    if (problem !== null) problems.push({ line: index + 1, text: problem });
  });
  return { renames, count, problems };
}

/** Names as they are now, with those put back that went from `before` to `after` and were not changed again. */
export function takenBack(now: Renames, before: Renames, after: Renames): Renames {
  const back = (kind: keyof Renames) => {
    const ids = new Set([...Object.keys(before[kind]), ...Object.keys(after[kind])]);
    let names = { ...now[kind] };
    for (const id of ids) if (now[kind][id] === after[kind][id]) names = renamed(names, id, before[kind][id] ?? "");
    return names;
  };
  return { services: back("services"), people: back("people") };
}

/** Characters a name may have while it is typed; what is too long for the drill is said at its field. */
export const MOST = 60;
