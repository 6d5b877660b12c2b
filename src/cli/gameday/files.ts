import { readdirSync, readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { extname, join, relative } from "node:path";
import { gzipSync } from "node:zlib";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".webmanifest": "application/manifest+json",
};
/** Worth packing. */
const TEXT = /\.(html|js|css|json|svg|webmanifest)$/;
/** Whose name changes with what is in it. */
const NAMED = /^\/assets\//;

/** The files of a built app, by path. Only what lay there at the start is served: no path leads anywhere else. */
export class Files {
  private readonly paths = new Map<string, string>();
  private readonly packed = new Map<string, Buffer>();

  constructor(folder: string) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath, entry.name);
      this.paths.set(`/${relative(folder, file).replaceAll("\\", "/")}`, file);
    }
  }

  /** Answers with a file, or that there is none. */
  answer(path: string, response: ServerResponse, takesGzip: boolean, isHead: boolean): void {
    const name = path === "/" ? "/index.html" : path;
    const file = this.paths.get(name);
    if (file === undefined) {
      response
        .writeHead(404, { "content-type": "text/plain; charset=utf-8" })
        .end(isHead ? "" : `There is no ${path.slice(0, 200)} here.`);
      return;
    }
    const isPacked = takesGzip && TEXT.test(name);
    const body = isPacked ? this.pack(name, file) : existing(file);
    if (body === null) {
      response
        .writeHead(404, { "content-type": "text/plain; charset=utf-8" })
        .end(isHead ? "" : "The app was built anew since this was started. Start it again, then reload.");
      return;
    }
    response.writeHead(200, {
      "content-type": TYPES[extname(name)] ?? "application/octet-stream",
      "content-length": body.length,
      "cache-control": NAMED.test(name) ? "public, max-age=31536000, immutable" : "no-cache",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      vary: "accept-encoding",
      ...(isPacked ? { "content-encoding": "gzip" } : {}),
    });
    response.end(isHead ? "" : body);
  }

  private pack(name: string, file: string): Buffer | null {
    const known = this.packed.get(name);
    if (known !== undefined) return known;
    const plain = existing(file);
    if (plain === null) return null;
    const packed = gzipSync(plain);
    this.packed.set(name, packed);
    return packed;
  }
}

/** What is in a file; null where it is gone: the app may be built anew while this serves it. */
function existing(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}
