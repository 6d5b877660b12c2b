import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { prepare, root } from "./install.mjs";

const inputs = ["src", "content", "public", "index.html", "vite.config.ts", "tsconfig.json", "package-lock.json"];
// Inside node_modules, so that a fresh install rebuilds and the built folder holds nothing but the app.
const stamps = join(root, "node_modules", ".cache", "meantime");

/** What each way of building leaves: a folder to be served, one file to be carried about, or a folder whose page may talk to another server. */
const pages = { production: "dist/index.html", single: "dist-single/meantime.html", sync: "dist-sync/index.html" };

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
 * Builds the app unless what was built is already made from the present sources.
 * @param {{ force?: boolean, mode?: "production" | "single", sync?: string | null }} [options] `sync`: another server that the page may talk to
 * @returns {Promise<"built" | "present">}
 */
export async function buildApp({ force = false, mode = "production", sync = null } = {}) {
  const kind = sync === null ? mode : "sync";
  const stamp = stampOfInputs() + (sync ?? "");
  const stampFile = join(stamps, kind);
  const previous = existsSync(stampFile) ? readFileSync(stampFile, "utf8") : "";
  if (!force && previous === stamp && existsSync(join(root, pages[kind]))) return "present";
  console.log("Building the app, which takes a minute …");
  const { build } = await import("vite");
  if (sync !== null) process.env.MEANTIME_SYNC = sync;
  await build({ root, mode, logLevel: "warn", ...(sync === null ? {} : { build: { outDir: "dist-sync" } }) });
  mkdirSync(stamps, { recursive: true });
  writeFileSync(stampFile, stamp);
  return "built";
}

/**
 * Does what `buildApp` does in a process of its own, which takes the memory that building needs with it, and says what came
 * of it; or ends this one.
 * @param {{ sync?: string | null }} [options]
 */
export function buildApart({ sync = null } = {}) {
  const args = [fileURLToPath(import.meta.url), "apart", ...(sync === null ? [] : [sync])];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

if (process.argv[1] === fileURLToPath(import.meta.url) && process.argv[2] === "apart") {
  const built = await buildApp({ sync: process.argv[3] ?? null });
  console.log(built === "built" ? "Built the app." : "The app is already built.");
} else if (process.argv[1] === fileURLToPath(import.meta.url)) {
  prepare();
  const mode = process.argv[2] === "single" ? "single" : "production";
  const started = process.hrtime.bigint();
  await buildApp({ force: true, mode });
  const seconds = (Number(process.hrtime.bigint() - started) / 1e9).toFixed(1);
  const size = mode === "single" ? `, ${(statSync(join(root, pages.single)).size / 1e6).toFixed(1)} MB` : "";
  console.log(`Built ${pages[mode]} in ${seconds} s${size}`);
}
