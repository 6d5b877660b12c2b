import type { System } from "#domain/system";
import { err, ok, type Result } from "#lib/result";
import { type Diagnostic, Sink } from "./diagnostics";
import { ExpressionCache, Expressions } from "./expressions";
import { type ContentFile, Reading, readFile } from "./files";
import { systemNames } from "./generate/collect";
import { Gen } from "./generate/gen";
import { checkSystemSize } from "./generate/size";
import { generateSystem } from "./generate/system";
import { patchLocated } from "./parse/located";
import { systemFile } from "./schema/system";

/** Past of a system that runs without a drill: long enough to show a steady state. */
const HISTORY = 10;

/**
 * Compiles a system file alone. Further files are patches on it, in the order given. The past is 10 s where the file
 * says nothing. Fails with every diagnostic found; warnings alone do not fail.
 */
export function compileSystem(files: readonly ContentFile[]): Result<{ readonly system: System }, Diagnostic[]> {
  const sink = new Sink();
  const nodes = files.map((file) => readFile(file, sink));
  const [first, ...patches] = nodes;
  if (!first || patches.some((p) => !p)) return err(sink.sorted());
  let merged = first;
  for (const patch of patches) {
    if (patch) merged = patchLocated(merged, patch, () => {});
  }
  const reading = new Reading(sink);
  const system = reading.checked(systemFile, merged);
  if (!system || !checkSystemSize(system)) return err(sink.sorted());
  const gen = new Gen(new Expressions(systemNames(system, reading.lost), new ExpressionCache()));
  const value = generateSystem(gen, system, HISTORY);
  return sink.failed ? err(sink.sorted()) : ok({ system: value });
}
