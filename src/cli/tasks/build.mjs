import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { prepare, root } from "./install.mjs";

const inputs = ["src", "content", "public", "index.html", "vite.config.ts", "tsconfig.json", "package-lock.json"];
// Inside node_modules, so that a fresh install rebuilds and the built folder holds nothing but the app.
const stampFile = join(root, "node_modules", ".cache", "meantime", "build");

/**
 * Adds one file or folder to the digest: names and contents, in a fixed order.
 * @param {import("node:crypto").Hash} hash
 * @param {string} path relative to the root
 */
function digest(hash, path) {
  const full = join(root, path);
  if (!existsSync(full)) return;
  if (statSync(full).isDirectory()) {
    for (const name of readdirSync(full).sort()) digest(hash, `${path}/${name}`);
    return;
  }
  hash.update(path).update("\0").update(readFileSync(full)).update("\0");
}

/** A digest of everything the built app is made from. */
function stampOfInputs() {
  const hash = createHash("sha256");
  for (const path of inputs) digest(hash, path);
  return hash.digest("hex");
}

/**
 * Builds the app into dist unless dist is already made from the present sources.
 * @param {{ force?: boolean }} [options]
 * @returns {Promise<"built" | "present">}
 */
export async function buildApp(options = {}) {
  const stamp = stampOfInputs();
  const previous = existsSync(stampFile) ? readFileSync(stampFile, "utf8") : "";
  if (options.force !== true && previous === stamp && existsSync(join(root, "dist", "index.html"))) return "present";
  const { build } = await import("vite");
  await build({ root, logLevel: "warn" });
  mkdirSync(join(stampFile, ".."), { recursive: true });
  writeFileSync(stampFile, stamp);
  return "built";
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  prepare();
  const started = process.hrtime.bigint();
  await buildApp({ force: true });
  console.log(`Built into dist/ in ${(Number(process.hrtime.bigint() - started) / 1e9).toFixed(1)} s`);
}
