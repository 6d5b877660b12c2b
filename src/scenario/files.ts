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

/** A located value that fits the schema, ready to be walked; null after reporting everything that does not fit. */
export function checked<T extends v.GenericSchema>(
  schema: T,
  node: Located,
  sink: Sink,
): Cursor<v.InferOutput<T>> | null {
  return checkSchema(schema, node, sink) ? new Cursor(toPlain(node) as v.InferOutput<T>, node, sink) : null;
}
