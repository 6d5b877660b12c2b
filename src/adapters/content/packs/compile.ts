import type { DrillCard, Program } from "#domain/drill";
import type { Diagnostic, Pack, PackFile } from "#domain/pack";
import { messageOf } from "#lib/message";
import { compileDrill } from "#scenario/index";
import type { DrillReading, PackReading } from "#session/contract";
import { FEATURE_IDS } from "../features";
import { aboutFile, arranged, isError } from "./diagnostics";
import { LIMITS } from "./limits";
import { freeName } from "./names";
import { isUsed, slugOf } from "./paths";
import { faultsOf } from "./read";

/** A drill that is there already, and in whose hands: a sentence ends with `owner`. */
export interface Taken {
  readonly slug: string;
  readonly code: string;
  readonly owner: string;
}

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Slugs of the drills of a pack, in order. */
export function slugsIn(files: readonly PackFile[]): readonly string[] {
  return [...new Set(files.flatMap(({ path }) => slugOf(path) ?? []))].sort();
}

/** The files that a drill may need: its own, and all systems and people. */
export function filesFor(files: readonly PackFile[], slug: string): readonly PackFile[] {
  return files.filter(({ path }) => path.startsWith(`drills/${slug}/`) || /^(?:systems|people)\//.test(path));
}

/** Compiles every drill of a pack and says all that is wrong with it. `taken` are the drills of everybody else. Never throws for what is in it. */
export function compilePack(pack: Pack, taken: readonly Taken[], before: readonly Diagnostic[] = []): PackReading {
  const faults = faultsOf("pack.yaml", pack);
  if (faults.length > 0) return { pack: null, diagnostics: arranged([...before, ...faults]), cards: [], drills: [] };
  const slugs = slugsIn(pack.files);
  const diagnostics: Diagnostic[] = [...before, ...unusedFiles(pack.files)];
  if (slugs.length === 0) {
    diagnostics.push(aboutFile("pack.yaml", "pack.empty", "there is no drill, expected drills/<slug>/drill.yaml"));
  }
  if (slugs.length > LIMITS.drills) {
    const message = `there are ${slugs.length} drills, expected at most ${LIMITS.drills}; the others are left out`;
    diagnostics.push(aboutFile("pack.yaml", "pack.drills", message));
  }
  const names = new Names(taken);
  const drills = slugs.slice(0, LIMITS.drills).map((slug): DrillReading => {
    const compiled = compileOne(pack.files, slug);
    const clashes = compiled.program === null ? [] : names.enter(compiled.program.card, pack.files);
    diagnostics.push(...compiled.diagnostics, ...clashes);
    return { ...compiled.reading, program: clashes.length > 0 ? null : compiled.program };
  });
  const cards = drills.flatMap(({ program }) => program?.card ?? []);
  return { pack, diagnostics: arranged(diagnostics), cards, drills };
}

interface One {
  readonly program: Program | null;
  readonly reading: Omit<DrillReading, "program">;
  readonly diagnostics: readonly Diagnostic[];
}

function compileOne(files: readonly PackFile[], slug: string): One {
  const main = `drills/${slug}/drill.yaml`;
  const nothing = { program: null, reading: { slug, outline: null, symbols: {} } };
  if (!SLUG.test(slug)) {
    const message = `"${slug}" cannot be the folder of a drill, expected lower-case letters, digits and hyphens`;
    return { ...nothing, diagnostics: [aboutFile(main, "pack.slug", message)] };
  }
  try {
    const { program, diagnostics, outline, symbols } = compileDrill(filesFor(files, slug), {
      slug,
      features: FEATURE_IDS,
    });
    const reading = { slug, outline: outline ?? null, symbols: symbols ?? {} };
    // A drill without a drill.yaml is reported for a file of that name alone.
    const placed = diagnostics.map((each) => (each.file === "drill.yaml" ? { ...each, file: main } : each));
    return { program: program ?? null, reading, diagnostics: placed };
  } catch (error) {
    const message = `the drill cannot be compiled: ${messageOf(error)}`;
    return { ...nothing, diagnostics: [aboutFile(main, "pack.compile", message)] };
  }
}

function unusedFiles(files: readonly PackFile[]): readonly Diagnostic[] {
  return files
    .filter(({ path }) => !isUsed(path))
    .map(({ path }) => aboutFile(path, "pack.unused", "nothing uses a file at this place", "warning"));
}

/** Slugs and codes that are spoken for: those of others, then those of the pack's own drills one after the other. */
class Names {
  private readonly slugs = new Map<string, string>();
  private readonly codes = new Map<string, string>();

  constructor(taken: readonly Taken[]) {
    for (const { slug, code, owner } of taken) {
      this.slugs.set(slug, owner);
      this.codes.set(code.toLowerCase(), owner);
    }
  }

  /** What keeps a drill from being listed; its names are spoken for when that is nothing. */
  enter({ slug, code }: DrillCard, files: readonly PackFile[]): readonly Diagnostic[] {
    const main = `drills/${slug}/drill.yaml`;
    const clashes: Diagnostic[] = [];
    // An address has room for one drill: `#/INC-2041` whatever the case, and a slug is found like a code.
    const slugOwner = this.slugs.get(slug) ?? this.codes.get(slug);
    if (slugOwner !== undefined) {
      const free = freeName(slug, (each) => this.slugs.has(each) || this.codes.has(each));
      const message = `the slug "${slug}" is taken by a drill ${slugOwner}, rename the folder, for instance to "${free}"`;
      clashes.push(aboutFile(main, "pack.slug-taken", message));
    }
    const wanted = code.toLowerCase();
    const codeOwner = this.codes.get(wanted) ?? this.slugs.get(wanted);
    if (codeOwner !== undefined) {
      const free = freeName(code, (each) => this.codes.has(each.toLowerCase()));
      const message = `the code ${code} is taken by a drill ${codeOwner}, the nearest free one is ${free}`;
      clashes.push({ ...aboutFile(main, "pack.code-taken", message), ...placeOfCode(files, main) });
    }
    if (!/^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/.test(code)) {
      const message = `"${code.slice(0, 40)}" cannot be a code, expected letters, digits and hyphens such as INC-9001`;
      clashes.push({ ...aboutFile(main, "pack.code", message), ...placeOfCode(files, main) });
    }
    if (clashes.some(isError)) return clashes;
    this.slugs.set(slug, "of this pack");
    this.codes.set(wanted, "of this pack");
    return [];
  }
}

/** Where a drill's code is written, from 1; the beginning of the file where it is written in an unusual way. */
function placeOfCode(files: readonly PackFile[], path: string): { readonly line: number; readonly column: number } {
  const text = files.find((file) => file.path === path)?.text ?? "";
  const found = /^code:[ \t]*/m.exec(text);
  if (found === null) return { line: 1, column: 1 };
  return { line: text.slice(0, found.index).split("\n").length, column: found[0].length + 1 };
}
