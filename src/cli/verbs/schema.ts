import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { FILE_KINDS, type FileKind, jsonSchema } from "#scenario/index";
import { hint, UsageError } from "../args";
import { JSON_FLAG } from "../flags";
import { Failure, printJson, type Verb } from "../io";

function kindOf(name: string): FileKind {
  const kind = FILE_KINDS.find((one) => one === name);
  if (kind === undefined) throw new UsageError(`there is no kind of file "${name}"; ${hint(name, FILE_KINDS)}`);
  return kind;
}

/** Writes one `<kind>.json` each; gives their paths below the folder. */
function write(folder: string, kinds: readonly FileKind[]): readonly string[] {
  try {
    mkdirSync(folder, { recursive: true });
    return kinds.map((kind) => {
      writeFileSync(join(folder, `${kind}.json`), `${JSON.stringify(jsonSchema(kind), null, 2)}\n`);
      return `${kind}.json`;
    });
  } catch (error) {
    throw new Failure(`cannot write to ${folder}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

export const schema: Verb = {
  name: "schema",
  summary: "JSON Schema of a kind of file, for editors; all of them as files with --out",
  positional: { label: "[kind]", least: 0, most: 1 },
  flags: {
    out: { kind: "text", value: "<folder>", help: "write <kind>.json there instead of printing" },
    json: JSON_FLAG,
  },
  run(args, io) {
    const [name] = args.positional;
    const kinds = name === undefined ? FILE_KINDS : [kindOf(name)];
    const out = args.text("out");
    if (out !== undefined) {
      const written = write(resolve(io.cwd, out), kinds);
      if (args.has("json")) printJson(io, { folder: out, files: written });
      else for (const file of written) io.out(join(out, file));
      return 0;
    }
    if (name !== undefined) printJson(io, jsonSchema(kindOf(name)));
    else if (args.has("json")) printJson(io, Object.fromEntries(kinds.map((kind) => [kind, jsonSchema(kind)])));
    else
      for (const kind of kinds) io.out(`${kind.padEnd(9)} ${String(jsonSchema(kind).title).replace("Meantime: ", "")}`);
    return 0;
  },
};
