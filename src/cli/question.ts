import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { hint, UsageError } from "./args";
import { Failure } from "./io";

/** As in `content/sources.yaml`: a subject and a number. */
const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const SOURCES = "content/sources.yaml";

export interface MadeQuestion {
  readonly id: string;
  /** From the project's root: the card, and the list of sources where a line was added. */
  readonly files: readonly string[];
}

/**
 * Writes the card of a question that passes its checks into the project's content, and its source into the list where it is not there.
 * Overwrites nothing.
 */
export function makeQuestion(root: string, id: string): MadeQuestion {
  if (!ID.test(id))
    throw new UsageError(`"${id}" cannot be the id of a question; a word, then hyphens and digits, as in war-170`);
  const card = `content/questions/${id}.md`;
  if (existsSync(join(root, card))) throw new Failure(`nothing was written, for ${card} is there already`);
  if (!existsSync(join(root, SOURCES)))
    throw new Failure(`there is no ${SOURCES}, in which every question has its line`);
  const form = readFileSync(fileURLToPath(new URL("./forms/question.md", import.meta.url)), "utf8");
  mkdirSync(dirname(join(root, card)), { recursive: true });
  writeFileSync(join(root, card), form.replace(/^id: ID$/m, `id: ${id}`));
  return { id, files: addSource(root, id) ? [card, SOURCES] : [card] };
}

/** Whether a line had to be added. The list is a map of one level that ends with the file. */
function addSource(root: string, id: string): boolean {
  const path = join(root, SOURCES);
  const text = readFileSync(path, "utf8");
  if (new RegExp(`^ +${id}:`, "m").test(text)) return false;
  writeFileSync(path, `${text.trimEnd()}\n  ${id}: Putting rows right by hand in production\n`);
  return true;
}

/** The id behind `new question`; an error that says what is wanted where there is none. */
export function questionId(positional: readonly string[]): string {
  const [first = "", id] = positional;
  if (first !== "question")
    throw new UsageError(`new makes one thing at a time; "${first}" is none, ${hint(first, ["question"])}`);
  if (id === undefined) throw new UsageError("new question wants <id>, as in war-170");
  return id;
}
