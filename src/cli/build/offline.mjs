import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";

/** Built, but not asked for by any page; or, like what says that there is a relay, only by asking the server. */
const NOT_KEPT = /^(\.vite\/|schema\/|relay\/|sw\.js$|files\.json$|console\.png$)/;

/** @param {string | Buffer} content */
const digest = (content) => createHash("sha256").update(content).digest("base64");

/**
 * Every file that pages may ask for, with its digest. The page itself is what a server answers for the folder.
 * @param {string} folder
 * @returns {Record<string, string>} by path with slashes
 */
function filesOf(folder) {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    )
    .filter((path) => !NOT_KEPT.test(path))
    .sort();
  return Object.fromEntries(
    paths.map((path) => [path === "index.html" ? "" : path, digest(readFileSync(join(folder, path)))]),
  );
}

/**
 * Writes the service worker, and the names of all files, into a folder where everything else of a build is written.
 * @param {string} root
 * @param {string} folder
 */
export async function writeWorker(root, folder) {
  const files = filesOf(folder);
  const { outputFiles } = await build({
    entryPoints: [join(root, "src/app/offline/worker.ts")],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    define: { BUILD: JSON.stringify({ id: digest(JSON.stringify(files)).slice(0, 12), files }) },
  });
  writeFileSync(join(folder, "sw.js"), outputFiles[0]?.contents ?? "");
  // For pages that have no service worker.
  writeFileSync(join(folder, "files.json"), JSON.stringify(Object.keys(files)));
}

/**
 * The service worker of the built page.
 * @param {string} root
 * @returns {import("vite").Plugin}
 */
export function offline(root) {
  let outDir = "";
  return {
    name: "offline",
    apply: "build",
    configResolved: (config) => {
      outDir = resolve(config.root, config.build.outDir);
    },
    writeBundle: { order: "post", sequential: true, handler: () => writeWorker(root, outDir) },
  };
}
