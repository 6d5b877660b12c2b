import type * as v from "valibot";
import type { DrillCard, Play, Program, Scene, VariantInfo } from "#domain/drill";
import type { Outline } from "#domain/outline";
import { diff } from "#lib/merge";
import { Cursor, suggest } from "./cursor";
import { type Diagnostic, Sink } from "./diagnostics";
import { ExpressionCache, Expressions } from "./expressions";
import { type ContentFile, Reading, readFile } from "./files";
import { drillNames, systemNames } from "./generate/collect";
import { Gen } from "./generate/gen";
import { lintFacts, lintScene } from "./generate/lint";
import { play } from "./generate/plays";
import { generateScene, type RunbookPage, type SceneParts } from "./generate/scene";
import { checkDrillSize, checkSystemSize, checkWatched } from "./generate/size";
import { hashesOf } from "./hashes";
import { Names } from "./names";
import { outlineOf } from "./outline";
import { type Located, patchLocated, toPlain, without } from "./parse/located";
import { type DrillFile, drillFile, peopleFile } from "./schema/drill";
import { type PlayFile, playFile } from "./schema/play";
import { systemFile } from "./schema/system";

export interface CompileOptions {
  /** Folder name of the drill, for the card. Taken from the path of drill.yaml when absent. */
  readonly slug?: string;
  /** Ids of message features, from the language room; they are not checked when absent. */
  readonly features?: readonly string[];
  /** Ids of the sources there are; not checked when absent. */
  readonly sources?: readonly string[];
}

export interface Compiled {
  /** Only when there is no error. */
  readonly program?: Program;
  readonly diagnostics: Diagnostic[];
  /** Names of the first variant by kind, for completion in editors. */
  readonly symbols?: Readonly<Record<string, readonly string[]>>;
  /** For a picture of it; as soon as drill.yaml can be read. */
  readonly outline?: Outline;
}

/**
 * Compiles a drill from its files: one `drill.yaml`, the system and people files it names (others are ignored), `plays/*.yaml`,
 * `debrief.md`, `runbook/*.md`. Every variant is compiled whole; the program holds the first one and the others as
 * patches on it.
 */
export function compileDrill(files: readonly ContentFile[], options: CompileOptions = {}): Compiled {
  return new Compilation(files, options).run();
}

/** A variant whose files fit the schema: its patch applied, its names known. */
interface Prepared {
  readonly info: VariantInfo;
  readonly parts: SceneParts;
  readonly names: Names;
}

class Compilation {
  private readonly sink = new Sink();
  private readonly cache = new ExpressionCache();
  private readonly reading = new Reading(this.sink);
  private outline: Outline | undefined;

  constructor(
    private readonly files: readonly ContentFile[],
    private readonly options: CompileOptions,
  ) {}

  run(): Compiled {
    const main = this.files.find((f) => f.path === "drill.yaml" || f.path.endsWith("/drill.yaml"));
    if (!main) {
      this.fileError("drill.yaml", "file.missing", "there is no drill.yaml");
      return this.result();
    }
    const folder = main.path.slice(0, -"drill.yaml".length);
    const own = this.files.filter((f) => f.path.startsWith(folder) && f !== main);
    const drill = readFile(main, this.sink);
    const plays = own
      .filter((f) => f.path.startsWith(`${folder}plays/`) && /\.ya?ml$/.test(f.path))
      .map((f) => ({ path: f.path, cursor: this.read(playFile, readFile(f, this.sink)) }));
    if (!drill) return this.result();
    const raw = this.read(drillFile, drill);
    if (raw) this.sources(raw);
    const system = this.named(drill, "system", main.path);
    this.outline = outlineOf(drill, system);
    const people = this.read(peopleFile, this.named(drill, "people", main.path));
    const runbook = runbookPages(own, folder);
    const debrief = own.find((f) => f.path === `${folder}debrief.md`)?.text;
    if (debrief === undefined) this.fileWarning(main.path, "file.missing", "there is no debrief.md beside drill.yaml");
    if (!raw || !people || !system) {
      if (system) this.read(systemFile, system);
      return this.result();
    }
    const rest = { people, runbook, debrief: debrief ?? "" };
    const variants = variantsOf(drill);
    const ids = variants.map((v) => v.info.id);
    const prepared = variants.flatMap((v) => this.prepare(v, drill, system, rest, ids) ?? []);
    // With a variant missing, names that only it has would be reported everywhere.
    if (prepared.length < variants.length) return this.result();
    const wide = Names.together(prepared.map((p) => p.names));
    const scenes = prepared.map((p) => generateScene(new Gen(new Expressions(p.names, this.cache)), p.parts, p.info));
    const players = this.plays(new Gen(new Expressions(wide, this.cache)), plays, scenes[0]?.page.id ?? "");
    prepared.forEach(({ parts }, i) => {
      checkWatched(parts.drill, scenes[i] as Scene);
    });
    if (!this.sink.failed) this.lint(prepared, scenes);
    const names = prepared[0]?.names;
    return this.sink.failed ? this.result(names) : this.result(names, this.program(main.path, raw, scenes, players));
  }

  private read<T extends v.GenericSchema>(schema: T, node: Located | null): Cursor<v.InferOutput<T>> | null {
    return node && this.reading.checked(schema, node);
  }

  private sources(drill: Cursor<DrillFile>): void {
    const known = this.options.sources;
    for (const source of known ? drill.get("sources").items() : []) {
      if (!known?.includes(source.value))
        source.error(
          "reference.source",
          `unknown source "${source.value}"${suggest(source.value, known ?? [], "source")}`,
        );
    }
  }

  private lint(prepared: readonly Prepared[], scenes: readonly Scene[]): void {
    const variants = prepared.map(({ parts }, i) => ({ ...parts, scene: scenes[i] as Scene }));
    for (const { drill, system, scene } of variants) lintScene(drill, system, scene);
    lintFacts(variants);
  }

  private program(path: string, drill: Cursor<DrillFile>, scenes: readonly Scene[], plays: readonly Play[]): Program {
    const base = scenes[0] as Scene;
    const program: Omit<Program, "hashes"> = {
      format: 1,
      card: card(this.options.slug ?? path.split("/").at(-2) ?? "drill", drill.value, base, scenes.length),
      sources: drill.value.sources ?? [],
      base,
      variants: scenes.map((scene) => ({ info: scene.variant, patch: diff(base, scene) })),
      plays,
    };
    return { ...program, hashes: hashesOf(program, scenes) };
  }

  /** Applies the variant's patch and the drill's world, and checks what comes out of it. */
  private prepare(
    variant: Variant,
    drill: Located,
    system: Located,
    rest: Omit<SceneParts, "drill" | "system">,
    ids: readonly string[],
  ): Prepared | null {
    const patched = variant.patch ? this.patch(drill, variant.patch) : drill;
    const d = this.read(drillFile, patched);
    const world = patched.kind === "map" ? patched.entries.get("world")?.node : undefined;
    const s = this.read(systemFile, world ? this.patch(system, world) : system);
    if (!d || !s) return null;
    const fits = [checkSystemSize(s), checkDrillSize(d)];
    if (fits.includes(false)) return null;
    const pages = rest.runbook.map((r) => r.id);
    const names = drillNames(
      systemNames(s, this.reading.lost),
      d,
      rest.people,
      pages,
      ids,
      this.options.features ?? [],
    );
    return { info: variant.info, parts: { ...rest, drill: d, system: s }, names };
  }

  /** Plays run on every variant, so they may name what exists in any of them. */
  private plays(
    gen: Gen,
    files: readonly { readonly path: string; readonly cursor: Cursor<PlayFile> | null }[],
    page: string,
  ): Play[] {
    const seen = new Set<string>();
    return files.flatMap(({ path, cursor }) => {
      if (!cursor) return [];
      const compiled = play(gen, cursor, fileName(path), page);
      if (seen.has(compiled.id)) cursor.error("reference.duplicate", `another play is called "${compiled.id}"`);
      seen.add(compiled.id);
      return [compiled];
    });
  }

  private patch(base: Located, patch: Located): Located {
    return patchLocated(base, patch, (entry, key) => {
      const at = new Cursor(null, entry.node, this.sink, entry);
      at.errorAtKey("variant.nothing", `there is no "${key}" to delete`);
    });
  }

  /** The system or people file that the drill names. */
  private named(drill: Located, key: "system" | "people", path: string): Located | null {
    const entry = drill.kind === "map" ? drill.entries.get(key) : undefined;
    if (entry?.node.kind !== "scalar" || typeof entry.node.value !== "string") return null;
    const folder = key === "system" ? "systems" : "people";
    const id = entry.node.value;
    const isOne = (f: ContentFile): boolean =>
      f.path === `${folder}/${id}.yaml` || f.path.endsWith(`/${folder}/${id}.yaml`);
    const file = this.files.find(isOne);
    if (file) return readFile(file, this.sink);
    const known = this.files
      .filter((f) => f.path.includes(`${folder}/`) && f.path.endsWith(".yaml"))
      .map((f) => fileName(f.path));
    const { line, column } = entry.node.source.position(entry.node.start);
    this.sink.add({
      file: path,
      line,
      column,
      severity: "error",
      code: `reference.${key}`,
      message: `there is no ${folder}/${id}.yaml${suggest(id, known, "such file")}`,
    });
    return null;
  }

  private fileError(file: string, code: string, message: string): void {
    this.sink.add({ file, line: 1, column: 1, severity: "error", code, message });
  }

  private fileWarning(file: string, code: string, message: string): void {
    this.sink.add({ file, line: 1, column: 1, severity: "warning", code, message });
  }

  private result(names?: Names, program?: Program): Compiled {
    const diagnostics = this.sink.sorted();
    return {
      diagnostics,
      ...(this.outline && { outline: this.outline }),
      ...(names ? { symbols: names.listing() } : {}),
      ...(program ? { program } : {}),
    };
  }
}

interface Variant {
  readonly info: VariantInfo;
  readonly patch: Located | undefined;
}

/** Variants as written; one called `base` when there are none. */
function variantsOf(drill: Located): Variant[] {
  const map = drill.kind === "map" ? drill.entries.get("variants")?.node : undefined;
  if (map?.kind !== "map" || map.entries.size === 0)
    return [{ info: { id: "base", label: "Base", weight: 1 }, patch: undefined }];
  return [...map.entries].map(([id, { node }]) => {
    const plain = (toPlain(node) ?? {}) as { label?: unknown; weight?: unknown };
    const patch = node.kind === "map" ? node.entries.get("patch")?.node : undefined;
    const weight = typeof plain.weight === "number" ? plain.weight : 1;
    return {
      info: { id, label: typeof plain.label === "string" ? plain.label : id, weight },
      patch: patch && without(patch, ["variants"]),
    };
  });
}

function runbookPages(files: readonly ContentFile[], folder: string): RunbookPage[] {
  return files
    .filter((f) => f.path.startsWith(`${folder}runbook/`) && f.path.endsWith(".md"))
    .map((f) => ({
      id: fileName(f.path),
      title: /^#\s+(.+)$/m.exec(f.text)?.[1]?.trim() ?? fileName(f.path),
      markdown: f.text,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function fileName(path: string): string {
  return (path.split("/").at(-1) as string).replace(/\.[a-z]+$/, "");
}

function card(slug: string, d: DrillFile, scene: Scene, variants: number): DrillCard {
  return {
    slug,
    code: d.code,
    title: d.title,
    summary: d.summary,
    form: d.form ?? "live",
    minutes: d.minutes,
    level: d.level ?? "intermediate",
    tags: d.tags ?? [],
    company: d.company ?? scene.system.name,
    skills: d.skills ?? [],
    variants,
  };
}
