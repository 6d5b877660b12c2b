import { existsSync, statSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { compileOne, compilePath, fileAt, readContent, slugsOf } from "#adapters/content/disk";
import type { CompiledDrill } from "#adapters/content/model";
import type { Play, Program } from "#domain/drill";
import { type ContentFile, formatDiagnostic } from "#scenario/index";
import { hint, UsageError } from "./args";
import { Failure } from "./io";

/** A drill as it was found: by slug in the project's content, or by the folder it lies in. */
export interface DrillRef {
  readonly slug: string;
  /** Absolute folder when it lies outside content/, else null. */
  readonly folder: string | null;
}

function codeOf(files: readonly ContentFile[], slug: string): string {
  const text = files.find(({ path }) => path.endsWith(`drills/${slug}/drill.yaml`))?.text ?? "";
  return /^code:\s*["']?([^\s"'#]+)/m.exec(text)?.[1] ?? "";
}

/** Finds a drill by slug, code, folder or `drill.yaml`. */
export function findDrill(root: string, cwd: string, name: string): DrillRef {
  const files = readContent(root);
  const slugs = slugsOf(files);
  const slug = slugs.find((s) => s === name || codeOf(files, s).toLowerCase() === name.toLowerCase());
  if (slug !== undefined) return { slug, folder: null };
  const path = resolve(cwd, name);
  if (existsSync(path)) {
    const folder = statSync(path).isDirectory() ? path : dirname(path);
    if (existsSync(resolve(folder, "drill.yaml"))) return { slug: basename(folder), folder };
  }
  throw new UsageError(`there is no drill "${name}"; ${hint(name, slugs)}`);
}

/** Every drill of the project, or those that are named. */
export function findDrills(root: string, cwd: string, names: readonly string[]): readonly DrillRef[] {
  if (names.length > 0) return names.map((name) => findDrill(root, cwd, name));
  return slugsOf(readContent(root)).map((slug) => ({ slug, folder: null }));
}

function compiled(root: string, { slug, folder }: DrillRef): CompiledDrill {
  if (folder === null) return compileOne(readContent(root), slug);
  return compilePath(root, folder).drills[0] ?? { slug, program: null, diagnostics: [] };
}

function errorsOf({ diagnostics }: CompiledDrill): string {
  return diagnostics
    .filter((d) => d.severity === "error")
    .map(formatDiagnostic)
    .join("\n");
}

const programs = new Map<string, Program>();

/** Every command compiles what lies on disk by then. */
export function forgetPrograms(): void {
  programs.clear();
}

/** The drill's program; one compilation per command. A drill with errors is a Failure that lists them. */
export function loadProgram(root: string, ref: DrillRef): Program {
  const key = ref.folder ?? `${root}\n${ref.slug}`;
  const known = programs.get(key);
  if (known !== undefined) return known;
  const drill = compiled(root, ref);
  if (drill.program === null) throw new Failure(errorsOf(drill));
  programs.set(key, drill.program);
  return drill.program;
}

/** Compiles a play from a file that is not part of the drill, against the drill. */
export function loadPlay(root: string, ref: DrillRef, file: string): Play {
  const slug = ref.slug;
  const content = readContent(root).filter(({ path }) => !path.includes(`drills/${slug}/plays/`));
  const own = fileAt(root, file);
  const path = `content/drills/${slug}/plays/${basename(file)}`;
  const drill = compileOne([...content, { path, text: own.text }], slug);
  const play = drill.program?.plays[0];
  if (play === undefined) throw new Failure(errorsOf(drill).replaceAll(path, own.path));
  return play;
}
