import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { prepare, root } from "./install.mjs";

// npm run fuzz -- [cases] [seed] [first]: ten thousand cases where no number is given; a case is the same for a seed and a number.
if (!process.argv.slice(2).every((text) => /^\d{1,9}$/.test(text))) {
  console.error("npm run fuzz -- [cases] [seed] [first]: all three are whole numbers.");
  process.exit(2);
}
prepare();
// Bundled like the app itself: a development loader that keeps function names would slow down what is carried out.
const { build } = await import("esbuild");
const outdir = join(root, "node_modules/.cache/meantime-fuzz");
rmSync(outdir, { recursive: true, force: true });
await build({
  entryPoints: ["run.ts", "worker.ts"].map((name) => join(root, "test/fuzz", name)),
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
