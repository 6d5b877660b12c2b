import type { Source } from "./source";

/** A value from a file that still knows where it stands. Maps keep the order of their keys. */
export type Located = LocatedScalar | LocatedList | LocatedMap;

interface Spot {
  readonly source: Source;
  /** Offset of the first character of the value. */
  readonly start: number;
  /** Offset after its last one. */
  readonly end: number;
}
export interface LocatedScalar extends Spot {
  readonly kind: "scalar";
  readonly value: string | number | boolean | null;
  /** How the scalar is written, so that a place inside its text can be found again. */
  readonly style: "plain" | "quoted" | "block" | "other";
}
export interface LocatedList extends Spot {
  readonly kind: "list";
  readonly items: readonly Located[];
}
export interface LocatedMap extends Spot {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, LocatedEntry>;
}
export interface LocatedEntry {
  readonly keyStart: number;
  readonly keySource: Source;
  readonly node: Located;
}

/**
 * The plain JSON value, not to be changed: parts that variants share are the same object when they share `made`. Keys
 * were checked when the file was read, so none reaches a prototype.
 */
export function toPlain(node: Located, made: Map<Located, unknown> = new Map()): unknown {
  if (node.kind === "scalar") return node.value;
  const known = made.get(node);
  if (known !== undefined) return known;
  const plain = node.kind === "list" ? node.items.map((item) => toPlain(item, made)) : plainMap(node, made);
  made.set(node, plain);
  return plain;
}

function plainMap(node: LocatedMap, made: Map<Located, unknown>): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [key, entry] of node.entries) out[key] = toPlain(entry.node, made);
  return out;
}

/**
 * A merge patch on located values: maps are merged key by key, null deletes, everything else replaces; every value
 * keeps the place it came from. `unknown` is told about deletions of what is not there.
 */
export function patchLocated(
  base: Located,
  patch: Located,
  unknown: (entry: LocatedEntry, key: string) => void,
): Located {
  if (patch.kind !== "map" || base.kind !== "map") return patch;
  const entries = new Map(base.entries);
  for (const [key, entry] of patch.entries) {
    const before = entries.get(key);
    if (entry.node.kind === "scalar" && entry.node.value === null) {
      if (before) entries.delete(key);
      else unknown(entry, key);
    } else entries.set(key, before ? { ...entry, node: patchLocated(before.node, entry.node, unknown) } : entry);
  }
  return { ...base, entries };
}

/** The map without some of its keys. */
export function without(map: Located, keys: readonly string[]): Located {
  if (map.kind !== "map") return map;
  const entries = new Map(map.entries);
  for (const key of keys) entries.delete(key);
  return { ...map, entries };
}

/** Offset in the file of the character `index` of a scalar's text; its beginning where the writing hides it. */
export function offsetInScalar(node: Located, index: number): number {
  if (node.kind !== "scalar" || typeof node.value !== "string") return node.start;
  const { text } = node.source;
  const inline = node.start + (node.style === "quoted" ? 1 : 0);
  if (node.style !== "block") return text.startsWith(node.value, inline) ? inline + index : node.start;
  const before = node.value.slice(0, index).split("\n");
  let line = text.indexOf("\n", node.start) + 1;
  const body = node.value.split("\n");
  for (let i = 0; i < before.length; i++) {
    const end = text.indexOf("\n", line);
    const written = text.slice(line, end < 0 ? text.length : end).replace(/\r$/, "");
    const indent = written.length - (body[i] as string).length;
    if (indent < 0 || !written.endsWith(body[i] as string)) return node.start;
    if (i === before.length - 1) return line + indent + (before[i] as string).length;
    if (end < 0) return node.start;
    line = end + 1;
  }
  return node.start;
}
