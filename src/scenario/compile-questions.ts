import type { Labels, ModelPart, Question } from "#domain/questions";
import type { Lexicon } from "#domain/rules";
import { type Cursor, suggest } from "./cursor";
import { type Diagnostic, Sink } from "./diagnostics";
import { type ContentFile, Reading, readFile } from "./files";
import { generateQuestion, type QuestionBody } from "./generate/question";
import { RuleReader } from "./generate/rules";
import { type FrontMatter, readFrontMatter } from "./parse/front-matter";
import { answersFile, lexiconFile, questionFile, type RuleFile } from "./schema/question";

/** A question, and where its parts stand, for findings about what it says. */
export interface LocatedQuestion {
  readonly question: Question;
  /** Place of a value, by keys and indices as in the file's head (`concepts`, `backoff`, `strong`); the nearest one there is. */
  place(path: readonly string[]): Pick<Diagnostic, "file" | "line" | "column">;
}

export interface CompiledQuestions {
  readonly questions: readonly LocatedQuestion[];
  readonly labels: Labels;
  readonly lexicon: Lexicon;
  readonly diagnostics: Diagnostic[];
}

export interface QuestionOptions {
  /** Ids of the sources there are; not checked when absent. */
  readonly sources?: readonly string[];
  /** Slugs of the drills there are. */
  readonly drills?: readonly string[];
}

const QUESTION_PATH = /(?:^|\/)questions\/(?!README\.)([^/]+)\.md$/;

/**
 * Compiles the question bank from its files: `questions/<source>.md`, `questions/lexicon/*.yaml`, `answers/<source>.yaml`
 * (others are ignored). What has an error is left out; every problem of every file is reported.
 */
export function compileQuestions(files: readonly ContentFile[], options: QuestionOptions = {}): CompiledQuestions {
  const sink = new Sink();
  const reading = new Reading(sink);
  const reader = readLexicon(files, sink, reading);
  const lexicon = reader.lexicon();
  const questions = files.flatMap((file) => {
    const name = QUESTION_PATH.exec(file.path)?.[1];
    return name === undefined ? [] : (readQuestion(file, name, sink, reading, reader, options) ?? []);
  });
  const byId = new Map<string, Question | null>(
    files.flatMap(({ path }) => {
      const name = QUESTION_PATH.exec(path)?.[1];
      return name === undefined ? [] : [[name, null]];
    }),
  );
  for (const { question } of questions) byId.set(question.id, question);
  const labelled = files.flatMap((file) =>
    /(?:^|\/)answers\/[^/]+\.ya?ml$/.test(file.path) ? (readLabels(file, sink, reading, byId) ?? []) : [],
  );
  return {
    questions,
    labels: {
      answers: labelled.flatMap((file) => file.answers),
      phrases: labelled.flatMap((file) => file.phrases),
    },
    lexicon,
    diagnostics: sink.sorted(),
  };
}

function readLexicon(files: readonly ContentFile[], sink: Sink, reading: Reading): RuleReader {
  const groups: Record<string, readonly string[]> = {};
  const members: Cursor<string>[] = [];
  const ideas = new Map<string, Cursor<RuleFile>>();
  for (const file of files) {
    if (!/(?:^|\/)questions\/lexicon\/[^/]+\.ya?ml$/.test(file.path)) continue;
    const node = readFile(file, sink);
    const cursor = node && reading.checked(lexiconFile, node);
    for (const [name, group] of cursor?.get("groups").entries() ?? []) {
      if (Object.hasOwn(groups, name)) group.errorAtKey("reference.duplicate", `there is a group "${name}" already`);
      groups[name] = group.value;
      members.push(...group.items());
    }
    for (const [name, idea] of cursor?.get("ideas").entries() ?? []) {
      if (ideas.has(name)) idea.errorAtKey("reference.duplicate", `there is an idea "${name}" already`);
      ideas.set(name, idea);
    }
  }
  const reader = new RuleReader(groups, ideas);
  for (const member of members) {
    if (/[@=]/.test(member.value)) member.error("rule.member", "a member of a group cannot name a group or an idea");
    else reader.phrase(member);
  }
  return reader;
}

function readQuestion(
  file: ContentFile,
  name: string,
  sink: Sink,
  reading: Reading,
  reader: RuleReader,
  { sources, drills }: QuestionOptions,
): LocatedQuestion | null {
  const before = sink.errors;
  const { head, body, line } = readFrontMatter(file, sink);
  const cursor = head && reading.checked(questionFile, head);
  const parts = readBody(file, { head, body, line }, sink);
  if (!cursor) return null;
  const { id } = cursor.value;
  if (id !== name) cursor.get("id").error("question.id", `the id is "${id}", expected that of the file: "${name}"`);
  if (sources && !sources.includes(id))
    cursor.get("id").error("reference.source", `unknown source "${id}"${suggest(id, sources, "source")}`);
  for (const drill of cursor.get("drills").items()) {
    if (drills && !drills.includes(drill.value))
      drill.error("reference.drill", `unknown drill "${drill.value}"${suggest(drill.value, drills, "drill")}`);
  }
  const question = generateQuestion(cursor, parts, reader);
  if (sink.errors > before) return null;
  return { question, place: (path) => placeOf(cursor, path) };
}

function placeOf(cursor: Cursor<unknown>, path: readonly string[]): Pick<Diagnostic, "file" | "line" | "column"> {
  let { node } = cursor;
  for (const key of path) {
    const next =
      node.kind === "map" ? node.entries.get(key)?.node : node.kind === "list" ? node.items[Number(key)] : undefined;
    if (next === undefined) break;
    node = next;
  }
  return { file: node.source.path, ...node.source.position(node.start) };
}

/** `## Model answer` with one `###` per part, then for coding questions `## Code` and `## Proof`, a fenced block each. */
function readBody(file: ContentFile, { body, line }: FrontMatter, sink: Sink): QuestionBody {
  const report = (at: number, code: string, message: string): void =>
    sink.add({ file: file.path, line: line + at, column: 1, severity: "error", code, message });
  const sections = new Map<string, { readonly at: number; readonly lines: string[] }>();
  let current: { readonly at: number; readonly lines: string[] } | null = null;
  let fenced = false;
  body.split("\n").forEach((text, at) => {
    if (text.startsWith("```")) fenced = !fenced;
    const heading = fenced ? undefined : /^## (.+)$/.exec(text)?.[1]?.trim();
    if (heading !== undefined) {
      current = { at, lines: [] };
      if (!["Model answer", "Code", "Proof"].includes(heading))
        report(
          at,
          "question.section",
          `unknown section "${heading}"${suggest(heading, ["Model answer", "Code", "Proof"], "section")}`,
        );
      sections.set(heading, current);
    } else if (current) current.lines.push(text);
    else if (text.trim() !== "") report(at, "question.section", 'text outside a section, expected "## Model answer"');
  });
  const model = sections.get("Model answer");
  const parts: ModelPart[] = (model?.lines.join("\n") ?? "")
    .split(/^### /m)
    .slice(1)
    .map((part) => {
      const [heading = "", ...rest] = part.split("\n");
      return { heading: heading.trim(), text: rest.join("\n").trim() };
    });
  if (parts.length < 2)
    report(
      model?.at ?? 0,
      "question.model",
      'expected "## Model answer" with two or more parts, each with a "### heading"',
    );
  const fence = (name: string): QuestionBody["code"] => {
    const section = sections.get(name);
    if (!section) return null;
    const found = /^```(\w+)\n([\s\S]*?)^```/m.exec(section.lines.join("\n"));
    if (!found) report(section.at, "question.code", `"## ${name}" has no fenced block with a language`);
    return found ? { language: found[1] as string, text: found[2] as string } : null;
  };
  const code = fence("Code");
  const proof = fence("Proof");
  if (code && !proof) report(0, "question.code", 'there is code but no "## Proof" that it runs');
  return { model: parts, code, proof };
}

function readLabels(
  file: ContentFile,
  sink: Sink,
  reading: Reading,
  questions: ReadonlyMap<string, Question | null>,
): Labels | null {
  const node = readFile(file, sink);
  const cursor = node && reading.checked(answersFile, node);
  if (!cursor) return null;
  const question = questions.get(cursor.value.question);
  // A card with mistakes of its own is told about there; its labels are read once it is mended.
  if (question === null) return null;
  if (!question) {
    const { value } = cursor;
    cursor
      .get("question")
      .error(
        "reference.question",
        `unknown question "${value.question}"${suggest(value.question, questions.keys(), "question")}`,
      );
    return null;
  }
  const concepts = question.concepts.map((one) => one.id);
  const flags = question.flags.map((one) => one.id);
  const known = (
    list: Cursor<readonly string[] | undefined>,
    valid: readonly string[],
    kind: string,
  ): readonly string[] =>
    list.items().map((item) => {
      if (!valid.includes(item.value))
        item.error(`reference.${kind}`, `unknown ${kind} "${item.value}"${suggest(item.value, valid, kind)}`);
      return item.value;
    });
  const labelled = (key: "answers" | "fresh") =>
    cursor
      .get(key)
      .entries()
      .map(([id, one]) => ({
        question: question.id,
        id,
        kind: one.value.kind,
        text: one.value.text.trim(),
        hit: known(one.get("hit"), concepts, "concept"),
        unclear: known(one.get("unclear"), concepts, "concept"),
        flags: known(one.get("flags"), flags, "flag"),
        fresh: key === "fresh",
      }));
  const answers = [...labelled("answers"), ...labelled("fresh")];
  const phrases = cursor
    .get("phrasings")
    .entries()
    .flatMap(([concept, one]) => {
      if (!concepts.includes(concept))
        one.errorAtKey("reference.concept", `unknown concept "${concept}"${suggest(concept, concepts, "concept")}`);
      const labelled = (said: boolean) => (text: string) => ({
        question: question.id,
        concept,
        text: text.trim(),
        said,
      });
      return [...(one.value.said ?? []).map(labelled(true)), ...(one.value.unsaid ?? []).map(labelled(false))];
    });
  return { answers, phrases };
}
