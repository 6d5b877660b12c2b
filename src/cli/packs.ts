import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import { zipSync } from "fflate";
import { readContent, slugsOf } from "#adapters/content/disk";
import { compilePack, type Taken } from "#adapters/content/packs/compile";
import { openPack } from "#adapters/content/packs/read";
import type { Diagnostic } from "#scenario/index";

const HEAD = "pack.yaml";

/** A pack as it lies on a disk: a zip, one YAML file, or a folder with its head. */
type Form = "zip" | "yaml" | "folder";

function formOf(path: string): Form | null {
  if (statSync(path).isDirectory()) return existsSync(join(path, HEAD)) ? "folder" : null;
  if (/\.zip$/i.test(path)) return "zip";
  if (!/\.ya?ml$/.test(path)) return null;
  const text = readFileSync(path, "utf8");
  if (/^files:/m.test(text) && /^pack:/m.test(text)) return "yaml";
  return basename(path) === HEAD ? "folder" : null;
}

/**
 * What is wrong with a pack, as importing it in the app would say; null when there is no pack at the path. A folder is read as the zip that
 * is made of it. Files in a zip or in one YAML file are named behind it, as if it were a folder.
 * @param path absolute
 */
export function checkPack(root: string, path: string): readonly Diagnostic[] | null {
  const form = formOf(path);
  if (form === null) return null;
  const place = form === "folder" && !statSync(path).isDirectory() ? dirname(path) : path;
  const { pack, diagnostics } = openPack(place, form === "folder" ? zipOf(place) : bytesOf(readFileSync(place)));
  const found = pack === null ? diagnostics : compilePack(pack, takenIn(root), diagnostics).diagnostics;
  const placed = relative(root, place);
  const shown = (placed.startsWith("..") || isAbsolute(placed) ? place : placed).split(sep).join("/");
  return found.map((each) => {
    const whole = each.file === place || (form === "yaml" && each.file === HEAD);
    return { ...each, file: whole ? shown : `${shown}/${each.file}` };
  });
}

/** The names of the drills in `content/`, which no pack may use. */
function takenIn(root: string): readonly Taken[] {
  const files = readContent(root);
  return slugsOf(files).map((slug) => {
    const text = files.find(({ path }) => path === `content/drills/${slug}/drill.yaml`)?.text ?? "";
    return { slug, code: /^code:\s*["']?([^\s"'#]+)/m.exec(text)?.[1] ?? "", owner: "of Meantime" };
  });
}

/** The folder as a zip, without what is hidden: an author's folder may have a history of its own in it. */
function zipOf(folder: string): ArrayBuffer {
  const entries: Record<string, Uint8Array> = {};
  const walk = (below: string): void => {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
      if (entry.name.startsWith(".")) continue;
      const path = below === "" ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile()) entries[path] = readFileSync(join(folder, path));
    }
  };
  walk("");
  return bytesOf(zipSync(entries, { level: 0 }));
}

const bytesOf = (bytes: Uint8Array): ArrayBuffer =>
  bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
