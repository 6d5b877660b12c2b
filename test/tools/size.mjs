// How much JavaScript the built app loads, in kB of gzip (1 kB = 1000 bytes), from Vite's manifest.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const dist = fileURLToPath(new URL("../../dist/", import.meta.url));
const limits = { home: 110, console: 250 };

/** @typedef {{ file: string, src?: string, name?: string, imports?: string[], isEntry?: boolean }} Chunk */

/** @type {Record<string, Chunk>} */
const manifest = JSON.parse(readFileSync(join(dist, ".vite", "manifest.json"), "utf8"));

/**
 * Adds a chunk and everything it imports statically.
 * @param {string} key
 * @param {Set<string>} files
 */
function collect(key, files) {
  const chunk = manifest[key];
  if (chunk === undefined || files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const imported of chunk.imports ?? []) collect(imported, files);
}

/**
 * @param {Iterable<string>} files
 * @returns {number} kB of gzip
 */
function kilobytes(files) {
  let bytes = 0;
  for (const file of files) bytes += gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
  return bytes / 1000;
}

/**
 * The lazily loaded page whose source lies in src/ui/<name> or src/ui/pages/<name>.
 * @param {string} name
 */
function pages(name) {
  const pattern = new RegExp(`^src/ui/(pages/)?${name}(/|\\.tsx$)`, "i");
  return Object.keys(manifest).filter((key) => pattern.test(key));
}

const home = new Set();
for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry === true) collect(key, home);
for (const key of pages("home")) collect(key, home);
const consolePages = new Set();
for (const key of pages("console")) collect(key, consolePages);
const more = [...consolePages].filter((file) => !home.has(file));

const homeSize = kilobytes(home);
console.log(
  `first load of home: ${homeSize.toFixed(1)} kB gz of JavaScript in ${home.size} files (at most ${limits.home})`,
);
let met = homeSize <= limits.home;
if (consolePages.size > 0) {
  const consoleSize = kilobytes(more);
  console.log(`console adds: ${consoleSize.toFixed(1)} kB gz in ${more.length} files (at most ${limits.console})`);
  met = met && consoleSize <= limits.console;
}
process.exitCode = met ? 0 : 1;
