// How much JavaScript the built app loads, in kB of gzip (1 kB = 1000 bytes), from Vite's manifest.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const dist = fileURLToPath(new URL("../../dist/", import.meta.url));
/** The list may have about a hundred drills one day, at some 0.25 kB each. */
const limits = { home: 110, console: 250, cards: 30 };

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
 * The lazily loaded chunks that start in a folder.
 * @param {string} folder
 */
const startingIn = (folder) => Object.keys(manifest).filter((key) => key.startsWith(`${folder}/`));

/** @type {Set<string>} */
const home = new Set();
for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry === true) collect(key, home);
for (const key of startingIn("src/ui/pages/home")) collect(key, home);
// The cards of all drills come with the first load, but they are content: they grow with every drill that is written.
const cards = [...home].filter((file) => /\/drills-[^/]+\.js$/.test(file));
for (const file of cards) home.delete(file);
const cardsSize = kilobytes(cards);
if (cards.length !== 1) console.error("the list of drills is not a chunk of its own");
console.log(`list of drills: ${cardsSize.toFixed(1)} kB gz (at most ${limits.cards})`);
const homeSize = kilobytes(home);
console.log(
  `first load of home: ${homeSize.toFixed(1)} kB gz of JavaScript in ${home.size} files (at most ${limits.home})`,
);
let met = homeSize <= limits.home && cards.length === 1 && cardsSize <= limits.cards;

if (existsSync(join(dist, "..", "src/ui/pages/console"))) {
  // Panels are loaded ahead; what a panel itself loads when it is opened (the editor of queries) is not.
  const panels = startingIn("src/ui/panels").filter((key) => key.endsWith("/index.tsx"));
  // What only a team has on its desk is loaded by nobody who plays alone.
  const isTeams = (/** @type {string} */ key) => /panels\/(conduct|team|timeline)\/|\/TeamBanners/.test(key);
  const keys = [...startingIn("src/ui/pages/console"), ...panels].filter((key) => !isTeams(key));
  /** @type {Set<string>} */
  const all = new Set(home);
  for (const key of keys) collect(key, all);
  const more = kilobytes(all) - homeSize;
  console.log(`console adds: ${more.toFixed(1)} kB gz in ${all.size - home.size} files (at most ${limits.console})`);
  // Without a chunk of its own the console would be part of the first load.
  if (keys.length === 0) console.error("src/ui/pages/console is not loaded lazily");
  met = met && keys.length > 0 && more <= limits.console;
}
process.exitCode = met ? 0 : 1;
