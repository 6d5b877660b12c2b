import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { compileContent, compilePath, readContent } from "#adapters/content/disk";
import { type Diagnostic, formatDiagnostic } from "#scenario/index";
import { UsageError } from "../args";
import { JSON_FLAG } from "../flags";
import { printJson, type Verb } from "../io";
import { checkPack } from "../packs";

function diagnosticsOf(root: string, cwd: string, paths: readonly string[]): readonly Diagnostic[] {
  if (paths.length === 0) return compileContent(readContent(root)).diagnostics;
  const found = paths.flatMap((path) => {
    const full = resolve(cwd, path);
    if (!existsSync(full)) throw new UsageError(`there is no file "${path}"`);
    return checkPack(root, full) ?? compilePath(root, full).diagnostics;
  });
  return [...new Map(found.map((d) => [formatDiagnostic(d), d])).values()];
}

export const check: Verb = {
  name: "check",
  summary: "what is wrong with content or packs: `file:line:col severity code message`; 1 when there is an error",
  positional: { label: "[paths…]", least: 0, most: 1000 },
  flags: { json: JSON_FLAG },
  run(args, io) {
    const diagnostics = diagnosticsOf(io.root, io.cwd, args.positional);
    if (args.has("json")) printJson(io, diagnostics);
    else for (const diagnostic of diagnostics) io.out(formatDiagnostic(diagnostic));
    const errors = diagnostics.filter((d) => d.severity === "error").length;
    io.err(`${errors} errors, ${diagnostics.length - errors} warnings`);
    return errors > 0 ? 1 : 0;
  },
};
