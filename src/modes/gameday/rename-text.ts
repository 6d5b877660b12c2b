/**
 * How names stand in texts. A name is replaced where it surely is one: as a word of its own in what machines write, and in
 * prose where it is written as a name. Replacing is one pass, the longest name first, so that no name is replaced twice and
 * names that stay protect the longer names they are part of.
 */

/** One name and what takes its place; the same word where it stays. */
export interface Replacement {
  readonly from: string;
  readonly to: string;
  /**
   * `label`: as written, wherever it stands. `id`: in what machines write; in prose only where it cannot be an ordinary word, or is
   * written like a name.
   */
  readonly kind: "label" | "id";
}

/** What is written about a service: "order pods", "the ledger service". */
const ABOUT =
  "pods?|service|services|instances?|workers?|threads?|containers?|process(?:es)?|team|release|releases|database|application";
/** What stands before its name: "pods of order", "Restart of web", "Senior engineer, core". */
const BEFORE =
  "(?:[Pp]ods?|[Cc]ontainers?|[Rr]estart|[Rr]elease|[Rr]ollback|[Dd]ump|[Pp]art|[Vv]ersion) of |[Ee]ngineer, |\\*\\*|`|service:";

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Lower-case letters only: such an id may be an ordinary word. */
const isWord = (id: string) => /^[a-z]+$/.test(id);

/** Written like a name of ours: several words, of which only the first has a capital. */
const isPlain = (label: string) => /^[A-Z][a-z]* [^A-Z]+$/.test(label);

/** "bookings database" for "Bookings database": in the middle of a sentence. Single words are left alone, names that are written otherwise keep their capitals. */
function inSentence({ from, to }: Replacement): Replacement[] {
  const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
  return isPlain(from) ? [{ from: lower(from), to: isPlain(to) ? lower(to) : to, kind: "label" }] : [];
}

/** Replaces names in texts; made once for a program. */
export class Replacer {
  private readonly names: ReadonlyMap<string, string>;
  private readonly machine: RegExp | null;
  private readonly prose: RegExp | null;

  constructor(replacements: readonly Replacement[]) {
    const names = new Map<string, string>();
    const anywhere: string[] = [];
    const guarded: string[] = [];
    for (const one of replacements) {
      for (const { from, to, kind } of [one, ...(one.kind === "label" ? inSentence(one) : [])]) {
        if (from === "" || names.has(from)) continue;
        names.set(from, to);
        (kind === "label" || !isWord(from) ? anywhere : guarded).push(from);
      }
    }
    this.names = names;
    this.machine = oneOf([...anywhere, ...guarded], (all) => all);
    this.prose = oneOf(anywhere, (all) => {
      const words = guarded.map(escaped).sort(byLength).join("|");
      if (words === "") return all;
      // A guarded word counts only beside what makes it a name.
      const near = `(?:(?<=${BEFORE})(?:${words})(?![\\w-])|(?<![\\w-])(?:${words})(?=(?: (?:${ABOUT})(?!\\w))|\\*\\*|\`|'s? (?:pods?|workers?)))`;
      return all === "" ? near : `${all}|${near}`;
    });
  }

  /** In log lines, queries, diffs, paths, identifiers: every word that is a name. */
  inMachineText(text: string): string {
    return this.machine === null ? text : text.replace(this.machine, (name) => this.names.get(name) ?? name);
  }

  /** In what people write and read; code in backticks or a fenced block is what machines write. */
  inProse(text: string): string {
    if (!text.includes("`")) return this.replaced(text);
    return text
      .split(/(```[\s\S]*?```|`[^`\n]*`)/)
      .map((part, i) => (i % 2 === 1 ? this.inMachineText(part) : this.replaced(part)))
      .join("");
  }

  private replaced(text: string): string {
    return this.prose === null ? text : text.replace(this.prose, (name) => this.names.get(name) ?? name);
  }
}

const byLength = (a: string, b: string) => b.length - a.length || (a < b ? -1 : 1);

function oneOf(names: readonly string[], more: (all: string) => string): RegExp | null {
  const all =
    names.length === 0
      ? ""
      : `(?<![\\w-])(?:${names.map(escaped).sort(byLength).join("|")})(?![\\w]|-(?=[a-z]*[a-z]\\b(?!\\d)))`;
  const pattern = more(all);
  return pattern === "" ? null : new RegExp(pattern, "g");
}
