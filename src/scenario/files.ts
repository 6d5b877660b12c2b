import type * as v from "valibot";
import { Cursor } from "./cursor";
import type { Sink } from "./diagnostics";
import { type Located, toPlain } from "./parse/located";
import { parseYaml } from "./parse/yaml";
import { checkSchema, type KnownGood } from "./schema/check";

/** A file as the compiler is handed it; paths are relative to the project, with forward slashes. */
export interface ContentFile {
  readonly path: string;
  readonly text: string;
}

/** Reads a YAML file; null after reporting why not. */
export function readFile(file: ContentFile, sink: Sink): Located | null {
  return parseYaml(file, sink);
}

/** What the checks of one compilation share. */
export class Reading {
  /** Names that were lost with what does not fit its schema. */
  readonly lost = new Set<string>();
  private readonly known: KnownGood = new Map();
  private readonly plain = new Map<Located, unknown>();

  constructor(private readonly sink: Sink) {}

  /** What fits the schema, ready to be walked; null after reporting that nothing useful does. */
  checked<T extends v.GenericSchema>(schema: T, node: Located): Cursor<v.InferOutput<T>> | null {
    const result = checkSchema(schema, node, this.sink, this.known);
    for (const name of result.lost) this.lost.add(name);
    return result.node && new Cursor(toPlain(result.node, this.plain) as v.InferOutput<T>, result.node, this.sink);
  }
}
