import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, relative, resolve, sep } from "node:path";
import type { Program } from "#domain/drill";
import {
  type CompileOptions,
  type ContentFile,
  compileDeck,
  compileDrill,
  compileGuide,
  compileSystem,
  type Diagnostic,
} from "#scenario/index";
import { FEATURE_IDS } from "./features";
import { compileGameday, deckOf } from "./gameday";
import { Memo } from "./memo";
import type { CompiledBank, CompiledContent, CompiledDrill } from "./model";
import { neededFiles } from "./packs/needed";
import { compileBank } from "./questions";
import { SOURCES_FILE, sourcesIn } from "./sources";

export { Memo } from "./memo";
export { readSources, sourcesOf } from "./sources";

const TEXT = /\.(ya?ml|md)$/;

function walk(root: string, folder: string, into: ContentFile[]): void {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) walk(root, path, into);
    else if (TEXT.test(name)) into.push(fileAt(root, path));
  }
}

/** One file, its path written relative to `root` with forward slashes (absolute when it lies outside). */
export function fileAt(root: string, path: string): ContentFile {
  const inside = relative(root, path);
  const shown = inside.startsWith("..") ? resolve(path) : inside;
  return { path: shown.split(sep).join("/"), text: readFileSync(path, "utf8") };
}

/** Every text file of `content/` below the project's root, in a fixed order. */
export function readContent(root: string): readonly ContentFile[] {
  const files: ContentFile[] = [];
  const folder = join(root, "content");
  if (existsSync(folder)) walk(root, folder, files);
  return files;
}

/** Every text file below a folder anywhere, for content that is being written outside the project. */
export function readFolder(root: string, folder: string): readonly ContentFile[] {
  const files: ContentFile[] = [];
  walk(root, folder, files);
  return files;
}

/** What a drill of `content/` is written in: its own files, its system and its people, by their paths below `content/`. */
export function textOf(files: readonly ContentFile[], slug: string): readonly ContentFile[] {
  const inside = files.map(({ path, text }) => ({ path: path.replace(/^content\//, ""), text }));
  return neededFiles(inside, slug);
}

/** Slugs of the drills among some files, in order. */
export function slugsOf(files: readonly ContentFile[]): readonly string[] {
  return files.flatMap(({ path }) => /(?:^|\/)drills\/([^/]+)\/drill\.yaml$/.exec(path)?.[1] ?? []);
}

/** Ids of the sources that drills may name; everything may be named where there is no list. */
function sourceIds(files: readonly ContentFile[]): readonly string[] | undefined {
  const found = sourcesIn(files)?.sources;
  return found && [...found.keys()];
}

function optionsOf(slug: string, sources: readonly string[] | undefined): CompileOptions {
  return { slug, features: FEATURE_IDS, ...(sources && { sources }) };
}

/** Compiles one drill of a set of files; the folder is found by its slug. */
export function compileOne(
  files: readonly ContentFile[],
  slug: string,
  sources: readonly string[] | undefined = sourceIds(files),
): CompiledDrill {
  const own = files.filter(({ path }) => path.includes(`drills/${slug}/`));
  const shared = files.filter(({ path }) => /(?:^|\/)(systems|people)\/[^/]+$/.test(path));
  const { program, diagnostics } = compileDrill([...own, ...shared], optionsOf(slug, sources));
  return { slug, program: program ?? null, diagnostics };
}

/**
 * Diagnostics of systems that no drill uses and that would otherwise never be looked at. The others may lean on what a
 * drill adds to them.
 */
function checkSystems(files: readonly ContentFile[]): readonly Diagnostic[] {
  const used = new Set(files.flatMap(({ path, text }) => (/\/drill\.yaml$/.test(path) ? systemOf(text) : [])));
  return files.flatMap((file) => {
    const id = /(?:^|\/)systems\/([^/]+)\.ya?ml$/.exec(file.path)?.[1];
    if (id === undefined || used.has(id)) return [];
    const compiled = compileSystem([file]);
    return compiled.ok ? [] : compiled.error;
  });
}

/** The system that a drill names. */
function systemOf(drill: string): string[] {
  const name = /^system:\s*["']?([^\s"'#]+)/m.exec(drill)?.[1];
  return name === undefined ? [] : [name];
}

/** Two drills must not share a code: it is their address. */
function duplicateCodes(drills: readonly CompiledDrill[]): readonly Diagnostic[] {
  const owners = new Map<string, string>();
  return drills.flatMap(({ slug, program }) => {
    if (program === null) return [];
    const { code } = program.card;
    const owner = owners.get(code);
    owners.set(code, owner ?? slug);
    if (owner === undefined) return [];
    const message = `code ${code} is taken by drill "${owner}" already`;
    const file = `content/drills/${slug}/drill.yaml`;
    return [{ file, line: 1, column: 1, severity: "error", code: "reference.duplicate", message }];
  });
}

function uniqueDiagnostics(all: readonly Diagnostic[]): readonly Diagnostic[] {
  const known = new Map(all.map((d) => [JSON.stringify(d), d]));
  return [...known.values()].sort((a, b) =>
    a.file !== b.file ? (a.file < b.file ? -1 : 1) : a.line - b.line || a.column - b.column,
  );
}

/** Compiles everything: all drills, the question bank, then whatever systems say on their own. With a `memo` of before, only what changed. */
export function compileContent(files: readonly ContentFile[], memo: Memo = new Memo()): CompiledContent {
  const sources = sourceIds(files);
  const listed = files.filter(({ path }) => path === SOURCES_FILE);
  const slugs = slugsOf(files);
  const drills = slugs.map((slug) =>
    memo.of(`drill ${slug}`, [...textOf(files, slug), ...listed], () => compileOne(files, slug, sources)),
  );
  const cards = files.filter(({ path }) => /^content\/(?:questions|answers)\//.test(path));
  const bank = memo.of(`bank beside ${slugs.join(" ")}`, [...cards, ...listed], () => bankOf(files));
  const gameday = compileGameday(files, drills);
  const diagnostics = [
    ...drills.flatMap((drill) => drill.diagnostics),
    ...bank.diagnostics,
    ...gameday.diagnostics,
    ...(sourcesIn(files)?.diagnostics ?? []),
    ...checkSystems(files),
    ...duplicateCodes(drills),
  ];
  return { drills, bank, gameday, diagnostics: uniqueDiagnostics(diagnostics) };
}

/** The question bank of some files, in the order of the sources; what it names in other folders is checked where those are there. */
export function bankOf(files: readonly ContentFile[]): CompiledBank {
  const sources = sourceIds(files);
  const bank = compileBank(files, { ...(sources && { sources }), drills: slugsOf(files) });
  const rank = new Map((sources ?? []).map((id, i) => [id, i]));
  const questions = [...bank.questions].sort((a, b) => (rank.get(a.id) ?? 0) - (rank.get(b.id) ?? 0));
  return { ...bank, questions };
}

/** A file of the bank alone: with the card it belongs to, and what cards share. */
function bankFile(root: string, path: string): readonly Diagnostic[] {
  const { path: shown } = fileAt(root, path);
  const name = basename(path).replace(TEXT, "");
  const near = readContent(root).filter(
    (file) =>
      /\/(?:lexicon\/[^/]+|sources\.yaml|drill\.yaml)$/.test(file.path) ||
      basename(file.path).replace(TEXT, "") === name,
  );
  return bankOf(near).diagnostics.filter(({ file }) => file === shown);
}

/** What is wrong with the guide beside a drill; its cards are those of the project's deck. */
function guideBeside(root: string, own: readonly ContentFile[], program: Program): readonly Diagnostic[] {
  const file = own.find(({ path }) => path.endsWith("guide.yaml"));
  if (file === undefined) return [];
  const { cards } = deckOf(readContent(root));
  return compileGuide(
    file,
    program,
    cards.map(({ id }) => id),
  ).diagnostics;
}

/**
 * Compiles a drill or a system that lies anywhere: a drill's folder (its company's files are looked for beside it and
 * in the project), a `drill.yaml`, a system file, or a folder with several of them.
 */
export function compilePath(root: string, path: string): CompiledContent {
  const full = resolve(path);
  const isFolder = statSync(full).isDirectory();
  if (!isFolder && basename(full) !== "drill.yaml") {
    const drill = /^(.*[\\/]drills[\\/][^\\/]+)[\\/]/.exec(full)?.[1];
    if (drill !== undefined && existsSync(join(drill, "drill.yaml"))) return compilePath(root, drill);
    if (/[\\/]people[\\/]/.test(full)) return compileContent(readFolder(root, resolve(full, "../..")));
    const { path: shown } = fileAt(root, full);
    if (shown === SOURCES_FILE)
      return { drills: [], bank: null, gameday: null, diagnostics: sourcesIn([fileAt(root, full)])?.diagnostics ?? [] };
    if (/[\\/](?:questions|answers)[\\/]/.test(full))
      return { drills: [], bank: null, gameday: null, diagnostics: bankFile(root, full) };
    if (/[\\/]gameday[\\/]deck\.yaml$/.test(full)) {
      const { diagnostics } = compileDeck(fileAt(root, full));
      return { drills: [], bank: null, gameday: null, diagnostics };
    }
    const compiled = compileSystem([fileAt(root, full)]);
    return { drills: [], bank: null, gameday: null, diagnostics: compiled.ok ? [] : compiled.error };
  }
  const folder = isFolder ? full : resolve(full, "..");
  const own = readFolder(root, folder);
  if (!existsSync(join(folder, "drill.yaml"))) return compileContent(own);
  const known = new Set(own.map((file) => file.path));
  const content = resolve(folder, "../..");
  const beside = ["systems", "people"]
    .map((name) => join(content, name))
    .filter((name) => existsSync(name))
    .flatMap((name) => readFolder(root, name));
  const shared = [...beside, ...readContent(root).filter(({ path: p }) => /^content\/(systems|people)\//.test(p))];
  const files = [...own];
  for (const file of shared) {
    if (known.has(file.path)) continue;
    known.add(file.path);
    files.push(file);
  }
  const slug = basename(folder);
  const inside = own.some(({ path }) => path.startsWith("content/"));
  const sources = inside ? sourceIds(readContent(root)) : undefined;
  const { program, diagnostics: found } = compileDrill(files, optionsOf(slug, sources));
  const diagnostics = [...found, ...(program === undefined ? [] : guideBeside(root, own, program))];
  return { drills: [{ slug, program: program ?? null, diagnostics }], bank: null, gameday: null, diagnostics };
}
