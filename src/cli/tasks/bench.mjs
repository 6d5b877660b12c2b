import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { prepare, root } from "./install.mjs";

prepare();
// Bundled like the app itself: a development loader that keeps function names would slow down what is measured.
const { build } = await import("esbuild");
const folder = join(root, "test/bench");
const outdir = join(root, "node_modules/.cache/meantime-bench");
rmSync(outdir, { recursive: true, force: true });
await build({
  entryPoints: readdirSync(folder)
    .filter((name) => name === "run.ts" || name.endsWith(".bench.ts"))
    .map((name) => join(folder, name)),
  outdir,
  bundle: true,
  splitting: true,
  platform: "node",
  format: "esm",
  packages: "external",
  logLevel: "error",
});
const args = [join(outdir, "run.js"), ...process.argv.slice(2)];
process.exitCode = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" }).status ?? 1;
