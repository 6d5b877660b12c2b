import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { readContent, readFolder, slugsOf } from "#adapters/content/disk";
import { filesOfForm } from "#adapters/content/form";
import { DRILL_FORMS, type DrillForm } from "#domain/forms";
import type { ContentFile } from "#scenario/index";
import { type Args, hint, UsageError } from "../args";
import { JSON_FLAG } from "../flags";
import { textsOfForm } from "../forms";
import { Failure, type Io, printJson, type Verb } from "../io";
import { makeQuestion, questionId } from "../question";

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** Ours begin lower; an author changes it to whatever it is to be. */
const FIRST_CODE = 9001;

function formOf(name: string): DrillForm {
  if (!Object.hasOwn(DRILL_FORMS, name))
    throw new UsageError(`there is no form "${name}"; ${hint(name, Object.keys(DRILL_FORMS))}`);
  return name as DrillForm;
}

/** The first code that no drill among the files has. */
function freeCode(files: readonly ContentFile[]): string {
  const taken = new Set(files.flatMap(({ text }) => /^code:\s*["']?([^\s"'#]+)/m.exec(text)?.[1]?.toUpperCase() ?? []));
  let number = FIRST_CODE;
  while (taken.has(`INC-${number}`)) number++;
  return `INC-${number}`;
}

function freeSlug(slug: string, taken: readonly string[]): string {
  let number = 2;
  while (taken.includes(`${slug}-${number}`)) number++;
  return `${slug}-${number}`;
}

const slashes = (path: string): string => path.split(sep).join("/");

interface Made {
  readonly slug: string;
  readonly code: string;
  readonly form: DrillForm;
  /** As they are named from where the person stands. */
  readonly files: readonly string[];
}

function make(args: Args, io: Io): Made {
  const slug = args.positional[0] ?? "";
  if (!SLUG.test(slug))
    throw new UsageError(
      `"${slug}" cannot be the name of a drill; lower-case letters, digits and hyphens, as in late-orders`,
    );
  const form = formOf(args.text("form") ?? "release");
  const into = args.text("into");
  const folder = into === undefined ? join(io.root, "content") : resolve(io.cwd, into);
  const known = [
    ...readContent(io.root),
    ...(existsSync(folder) && into !== undefined ? readFolder(io.root, folder) : []),
  ];
  const slugs = slugsOf(known);
  if (slugs.includes(slug)) throw new Failure(`there is a drill "${slug}" already; ${freeSlug(slug, slugs)} is free`);
  const code = freeCode(known.filter(({ path }) => path.endsWith("/drill.yaml")));
  const schemas = slashes(relative(folder, join(io.root, "dist/schema")));
  const files = [...filesOfForm(textsOfForm(form), { slug, code, schemas })];
  // A folder of one's own is a pack: zipped, it can be imported in the app.
  if (into !== undefined && !existsSync(join(folder, "pack.yaml")))
    files.push({ path: "pack.yaml", text: `pack: ${slug}\ntitle: ${slug}\nversion: 1\n` });
  const there = files.filter(({ path }) => existsSync(join(folder, path)));
  const named = (path: string): string => slashes(relative(io.cwd, join(folder, path))) || ".";
  if (there.length > 0)
    throw new Failure(
      `nothing was written, for these are there already: ${there.map(({ path }) => named(path)).join(", ")}`,
    );
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return { slug, code, form, files: files.map(({ path }) => named(path)) };
}

function next(io: Io, { slug, files }: Made, own: boolean): void {
  const folder = dirname(files.find((path) => path.endsWith("/drill.yaml")) ?? ".");
  const steps: readonly (readonly [string, string])[] = [
    [`npm run --silent meantime -- check ${folder}`, "what is wrong, with file, line and column"],
    [`npm run --silent meantime -- play ${folder} --play expert`, "plays and scores it"],
    [`npm run --silent meantime -- calibrate ${folder}`, "every player against its band"],
    ...(own ? [] : [["npm run dev", "plays it in the browser, and follows every change"] as const]),
  ];
  io.out(`\nNext, for ${slug}:`);
  for (const [command, what] of steps) io.out(`  ${command}\n      ${what}`);
  io.out("  then change it: content/README.md, “A first drill”, goes through it step by step");
}

/** `new question <id>`; always in the project, whose bank it joins. */
function startQuestion(args: Args, io: Io): number {
  for (const flag of ["form", "into"]) {
    if (args.has(flag)) throw new UsageError(`--${flag} is for drills; a question is written into content/questions/`);
  }
  const made = makeQuestion(io.root, questionId(args.positional));
  if (args.has("json")) {
    printJson(io, made);
    return 0;
  }
  const [card = ""] = made.files;
  io.out(`Made the question ${made.id}:`);
  for (const path of made.files) io.out(`  ${path}`);
  io.out(`\nNext, for ${made.id}:`);
  io.out(`  npm run --silent meantime -- check ${card}\n      what is wrong, with file, line and column`);
  io.out(`  npm run --silent meantime -- read ${made.id} -\n      what its rules hear in an answer that you type`);
  io.out("  then change it: content/README.md, “Questions”");
  return 0;
}

export const newDrill: Verb = {
  name: "new",
  summary: `starts a drill, or the card of a question, that passes its checks; forms: ${Object.entries(DRILL_FORMS)
    .map(([form, what]) => `${form} (${what})`)
    .join(", ")}`,
  positional: { label: "<slug> | question <id>", least: 1, most: 2 },
  flags: {
    form: { kind: "text", value: "<form>", help: `${Object.keys(DRILL_FORMS).join(", ")}; default release` },
    into: { kind: "text", value: "<folder>", help: "a folder of your own instead of the project's content/" },
    json: JSON_FLAG,
  },
  run(args, io) {
    if (args.positional.length > 1 || args.positional[0] === "question") return startQuestion(args, io);
    const made = make(args, io);
    if (args.has("json")) {
      printJson(io, made);
      return 0;
    }
    io.out(`Made ${made.code}, ${made.slug}, from the form “${made.form}”:`);
    for (const path of made.files) io.out(`  ${path}`);
    next(io, made, args.has("into"));
    return 0;
  },
};
