import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { writeWorker } from "../../src/cli/build/offline.mjs";
import type { Served } from "./harness";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** What is served: dist, or the folder that DIST names. */
export const DIST = process.env.DIST ?? join(root, "dist");

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json",
};

/** Which file answers a path; null: none. */
export type FileOf = (path: string) => string | null;

/** Files as they lie in a folder, and the folder's page for itself. */
export const within =
  (folder: string): FileOf =>
  (path) =>
    join(folder, path);

/** A static server whose files can be exchanged while it runs, as by a deployment. */
export interface StaticServer extends Served {
  fileOf: FileOf;
}

/**
 * Serves a folder below a path and nothing else: files as they lie there, index.html for the folder itself, 404 for the
 * rest. No redirections, no fallback.
 * @param at begins and ends with a slash
 */
export async function serveStatic(folder: string, at = "/"): Promise<StaticServer> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "", "http://host");
    const file = pathname.startsWith(at) ? served.fileOf(pathname.slice(at.length) || "index.html") : null;
    if (file === null || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
    response.end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  onTestFinished(close);
  const served: StaticServer = { url: `http://127.0.0.1:${port}${at}`, close, fileOf: within(folder) };
  return served;
}

/** A later build that shares no script or style with the first: every one of them has another name and content. */
export async function laterBuild(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "meantime-later-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(DIST, folder, { recursive: true });
  const assets = join(folder, "assets");
  const renamed = new Map(
    readdirSync(assets)
      .filter((name) => /\.(js|css)$/.test(name))
      .map((name) => [name, name.replace(/\.(\w+)$/, "-later.$1")]),
  );
  const anyName = new RegExp([...renamed.keys()].map((name) => name.replaceAll(".", "\\.")).join("|"), "g");
  const rename = (text: string) => text.replace(anyName, (name) => renamed.get(name) ?? name);
  for (const [name, later] of renamed) {
    const file = join(assets, name);
    writeFileSync(file, `${rename(readFileSync(file, "utf8"))}\n/* later */`);
    renameSync(file, join(assets, later));
  }
  const page = join(folder, "index.html");
  writeFileSync(
    page,
    rename(readFileSync(page, "utf8")).replace('<html lang="en">', '<html lang="en" data-build="later">'),
  );
  await writeWorker(root, folder);
  return folder;
}
