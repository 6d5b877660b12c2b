import type { Groups, Lexicon, Rule } from "#domain/rules";
import { type Cursor, suggest } from "../cursor";
import type { RuleFile, RuleMapFile } from "../schema/question";

/** Kinds of tokens a phrase may ask for (see `language`). */
const TOKEN_KINDS = ["number", "percent", "time", "host", "when", "in", "at"];
const WORD = /^(?:[a-z0-9][a-z0-9_]*!?|@[a-z][\w-]*|#[a-z]+)$/;
const GAP = /^~\d*$/;

/** Compiles written rules: checks each phrase, resolves ideas (`=name`). */
export class RuleReader {
  constructor(
    private readonly groups: Groups,
    private readonly ideas: ReadonlyMap<string, Cursor<RuleFile>>,
    private readonly resolved = new Map<string, Rule>(),
  ) {}

  read(cursor: Cursor<RuleFile>, inside: readonly string[] = []): Rule {
    const { value } = cursor;
    if (typeof value === "string") return this.phrase(cursor as Cursor<string>, inside);
    if (Array.isArray(value)) return this.list(cursor as Cursor<readonly RuleFile[]>, inside);
    return this.map(cursor as Cursor<RuleMapFile>, inside);
  }

  /** One phrase; also the check of a group's member. */
  phrase(cursor: Cursor<string>, inside: readonly string[] = []): Rule {
    const text = cursor.value.trim();
    if (text.startsWith("=")) return this.idea(cursor, text.slice(1), inside);
    const elements = text.split(" ");
    for (const element of elements) this.element(cursor, element);
    if (elements.every((element) => GAP.test(element) || element.endsWith("?")))
      cursor.error("rule.empty", `"${text}" asks for no word`);
    return text;
  }

  private idea(cursor: Cursor<string>, name: string, inside: readonly string[]): Rule {
    const known = this.resolved.get(name);
    if (known !== undefined) return known;
    const found = this.ideas.get(name);
    if (found === undefined)
      cursor.error("reference.idea", `unknown idea "=${name}"${suggest(name, this.ideas.keys(), "idea")}`);
    else if (inside.includes(name))
      cursor.error("rule.circle", `the idea "=${name}" leans on itself: ${[...inside, name].join(" → ")}`);
    else {
      const rule = this.read(found, [...inside, name]);
      this.resolved.set(name, rule);
      return rule;
    }
    return name;
  }

  private element(cursor: Cursor<string>, element: string): void {
    if (GAP.test(element)) return;
    for (const word of element.replace(/\?$/, "").split("|")) {
      const quoted = `"${word}" in "${cursor.value.trim()}"`;
      if (!WORD.test(word))
        cursor.error(
          "rule.word",
          `${quoted} is no word: lower-case letters and digits, with ! or ?, @group, #kind or ~N`,
        );
      else if (word.startsWith("#") && !TOKEN_KINDS.includes(word.slice(1)))
        cursor.error("rule.kind", `${quoted} is no kind of word${suggest(word.slice(1), TOKEN_KINDS, "kind")}`);
      else if (word.startsWith("@") && !Object.hasOwn(this.groups, word.slice(1)))
        cursor.error(
          "reference.group",
          `unknown group ${quoted}${suggest(word.slice(1), Object.keys(this.groups), "group")}`,
        );
    }
  }

  private list(cursor: Cursor<readonly RuleFile[]>, inside: readonly string[]): Rule {
    const parts = cursor.items().map((item) => this.read(item, inside));
    if (parts.length === 0) cursor.error("rule.empty", "an empty list of rules, expected at least one");
    return parts.length === 1 ? (parts[0] as Rule) : { any: parts };
  }

  private map(cursor: Cursor<RuleMapFile>, inside: readonly string[]): Rule {
    const { value } = cursor;
    const given = (["any", "all", "ordered", "rule", "not", "polar"] as const).filter(
      (key) => value[key] !== undefined,
    );
    const [key] = given;
    if (key === undefined || given.length > 1) {
      cursor.error("rule.form", "expected exactly one of any, all, ordered, rule (with without), not, polar");
      return "";
    }
    const one = (name: "rule" | "without" | "not" | "polar"): Rule =>
      this.read(cursor.get(name) as Cursor<RuleFile>, inside);
    if ((value.without !== undefined) !== (key === "rule"))
      cursor.error("rule.form", '"rule" and "without" belong together');
    if (value.within !== undefined && key !== "all" && key !== "ordered")
      cursor.error("rule.form", '"within" belongs to "all" or "ordered"');
    if (key === "rule") return { rule: one("rule"), without: value.without === undefined ? "" : one("without") };
    if (key === "not") return { not: one("not") };
    if (key === "polar") return { polar: one("polar") };
    const parts = cursor
      .get(key)
      .items()
      .map((item) => this.read(item as Cursor<RuleFile>, inside));
    if (parts.length === 0) cursor.error("rule.empty", `"${key}" is empty, expected at least one rule`);
    if (key === "any") return { any: parts };
    const near = value.within === undefined ? {} : { within: value.within };
    return key === "all" ? { all: parts, ...near } : { ordered: parts, ...near };
  }

  /** Everything the lexicon says, every idea compiled. */
  lexicon(): Lexicon {
    const ideas = [...this.ideas].map(([name, cursor]) => {
      const rule = this.resolved.get(name) ?? this.read(cursor, [name]);
      this.resolved.set(name, rule);
      return [name, rule] as const;
    });
    return { groups: this.groups, ideas: Object.fromEntries(ideas) };
  }
}
