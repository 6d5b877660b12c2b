import { build } from "vite";

/** A module with all it imports as one script that defines `name`, for engines that know no modules. */
export async function bundled(entry: string, name: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "silent",
    resolve: { tsconfigPaths: true },
    build: {
      write: false,
      minify: false,
      lib: { entry, formats: ["iife"], name, fileName: name.toLowerCase() },
    },
  });
  const [result] = Array.isArray(built) ? built : [built];
  if (result === undefined || !("output" in result)) throw new Error("nothing was built");
  return result.output[0].code;
}
