import { fileURLToPath } from "node:url";
import { build, type Rollup } from "vite";

const root = fileURLToPath(new URL("../../..", import.meta.url));

let built: Promise<string> | undefined;

/** The adapters with the test's handles (`entry.ts`) as one classic script. */
export function adaptersScript(): Promise<string> {
  built ??= (async () => {
    const result = (await build({
      root,
      configFile: false,
      logLevel: "error",
      publicDir: false,
      resolve: { tsconfigPaths: true },
      build: {
        write: false,
        minify: false,
        lib: { entry: "test/browser/storage/entry.ts", formats: ["iife"], name: "unused", fileName: "unused" },
      },
    })) as Rollup.RollupOutput[];
    const chunk = result[0]?.output[0];
    if (chunk === undefined) throw new Error("nothing was built");
    return chunk.code;
  })();
  return built;
}
