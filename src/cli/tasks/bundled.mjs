import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { root } from "./install.mjs";

/**
 * Bundles parts of the project, like the app itself: a development loader that keeps function names would slow down what is carried out
 * or measured.
 * @param {string} name of the folder for what is built
 * @param {readonly string[]} entryPoints absolute paths
 * @returns {Promise<string>} the folder
 */
export async function bundle(name, entryPoints) {
  const outdir = join(root, "node_modules/.cache", name);
  rmSync(outdir, { recursive: true, force: true });
  await build({
    entryPoints: [...entryPoints],
    outdir,
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "error",
  });
  return outdir;
}

/**
 * Bundles parts of the project and runs the one called `run.ts`.
 * @param {string} name of the folder for what is built
 * @param {readonly string[]} entryPoints absolute paths
 * @returns {Promise<number>} exit code
 */
export async function runBundled(name, entryPoints) {
  const outdir = await bundle(name, entryPoints);
  const args = [join(outdir, "run.js"), ...process.argv.slice(2)];
  return spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" }).status ?? 1;
}
