import type * as v from "valibot";
import { Cursor } from "./cursor";
import type { Sink } from "./diagnostics";
import { type Located, toPlain } from "./parse/located";
import { parseYaml } from "./parse/yaml";
import { checkSchema } from "./schema/check";

/** A file as the compiler is handed it; paths are relative to the project, with forward slashes. */
export interface ContentFile {
  readonly path: string;
  readonly text: string;
}

/** Reads a YAML file; null after reporting why not. */
export function readFile(file: ContentFile, sink: Sink): Located | null {
  return parseYaml(file, sink);
}

/**
 * What fits the schema of a located value, ready to be walked; null after reporting that nothing does. Names that were
 * lost with what does not fit are added to `lost`.
 */
export function checked<T extends v.GenericSchema>(
  schema: T,
  node: Located,
  sink: Sink,
  lost: Set<string>,
): Cursor<v.InferOutput<T>> | null {
  const result = checkSchema(schema, node, sink);
  for (const name of result.lost) lost.add(name);
  return result.node && new Cursor(toPlain(result.node) as v.InferOutput<T>, result.node, sink);
}
