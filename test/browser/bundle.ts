import { fileURLToPath } from "node:url";
import { build, type Rollup } from "vite";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A module with all it imports as one classic script; what it exports is in the global `name`. */
export async function classicScript(entry: string, name: string): Promise<string> {
  const result = (await build({
    root,
    configFile: false,
    logLevel: "error",
    publicDir: false,
    resolve: { tsconfigPaths: true },
    build: { write: false, minify: false, lib: { entry, formats: ["iife"], name, fileName: name } },
  })) as Rollup.RollupOutput[];
  const chunk = result[0]?.output[0];
  if (chunk === undefined) throw new Error("nothing was built");
  return chunk.code;
}
