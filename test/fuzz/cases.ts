import { parse, stringify } from "yaml";
import { readContent, slugsOf, textOf } from "#adapters/content/disk";
import { slugsIn } from "#adapters/content/packs/compile";
import type { Pack, PackFile } from "#domain/pack";
import { Dice } from "./dice";
import { KINDS, STRUCTURAL } from "./structural";
import { TEXTUAL } from "./textual";
import type { Value } from "./tree";

/** A real drill as a pack, changed. The same seed and number make the same one. */
export interface Case {
  readonly seed: number;
  readonly number: number;
  readonly slug: string;
  /** What was changed, in words: "drills/x/drill.yaml: change a number". */
  readonly changes: readonly string[];
  readonly pack: Pack;
}

const files = readContent(process.cwd());

/** Drills that are changed; plays, debriefs and runbooks included. */
const DRILLS: readonly { readonly slug: string; readonly files: readonly PackFile[] }[] = slugsOf(files).map(
  (slug) => ({
    slug,
    files: textOf(files, slug).map((file) => (file.path.startsWith("systems/") ? shortened(file) : file)),
  }),
);

/** What a simulated past of half an hour proves here, one of two minutes proves as well. */
function shortened({ path, text }: PackFile): PackFile {
  return { path, text: text.replace(/^history:.*$/m, "history: 2m") };
}

const parsed = new Map<string, Value>();

/** What a file says, to be changed. */
function contentOf({ text }: PackFile): Value {
  let value = parsed.get(text);
  if (value === undefined) {
    value = parse(text) as Value;
    parsed.set(text, value);
  }
  return structuredClone(value);
}

/** Which file is changed: the drill itself most often. */
function chosen(among: readonly PackFile[], dice: Dice): PackFile {
  const where = dice.value();
  const test = where < 0.5 ? /drill\.yaml$/ : where < 0.8 ? /^systems\// : where < 0.92 ? /\/plays\// : /./;
  return dice.of(among.filter(({ path }) => test.test(path)));
}

/** Changes a file; its text stays when nothing in it can be changed in the way that was drawn. */
function changed(
  file: PackFile,
  others: readonly PackFile[],
  dice: Dice,
): { readonly file: PackFile; readonly kind: string } {
  const isYaml = file.path.endsWith(".yaml");
  if (!isYaml || dice.value() < 0.2) {
    const kind = dice.of(Object.keys(TEXTUAL));
    return { kind, file: { ...file, text: TEXTUAL[kind]?.(file.text, dice) ?? file.text } };
  }
  const root = contentOf(file);
  const other = contentOf(dice.of(others.filter(({ path }) => path.endsWith(".yaml"))));
  const kinds = [];
  for (let left = dice.of([1, 1, 1, 2, 3]); left > 0; left--) {
    const kind = dice.of(KINDS);
    if (STRUCTURAL[kind]?.(root, dice, other) === true) kinds.push(kind);
  }
  return { kind: kinds.join(" + ") || "nothing", file: { ...file, text: stringify(root, { lineWidth: 0 }) } };
}

export function caseOf(seed: number, number: number): Case {
  const dice = new Dice(seed, number);
  const drill = dice.of(DRILLS);
  const others = dice.of(DRILLS).files;
  const target = chosen(drill.files, dice);
  const { file, kind } = changed(target, [...others, ...drill.files], dice);
  const all = drill.files.map((each) => (each === target ? file : each));
  const pack: Pack = { id: "fuzzed", title: "Fuzzed", version: 1, files: all };
  return { seed, number, slug: slugsIn(all)[0] ?? drill.slug, changes: [`${target.path}: ${kind}`], pack };
}
