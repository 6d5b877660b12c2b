import { type Diagnostic, Sink } from "./diagnostics";
import { type ContentFile, Reading, readFile } from "./files";
import { sourcesFile } from "./schema/sources";

export interface CompiledSources {
  /** What each source asks, by id, in the order of the file; what does not fit is left out. */
  readonly sources: ReadonlyMap<string, string>;
  readonly diagnostics: Diagnostic[];
}

/** Compiles `sources.yaml`. */
export function compileSources(file: ContentFile): CompiledSources {
  const sink = new Sink();
  const node = readFile(file, sink);
  const cursor = node && new Reading(sink).checked(sourcesFile, node);
  return { sources: new Map(Object.entries(cursor?.value.sources ?? {})), diagnostics: sink.sorted() };
}
