import type * as v from "valibot";
import { nearest } from "#lib/nearest";
import { suggest } from "../cursor";
import type { Sink } from "../diagnostics";
import type { Located, LocatedEntry, LocatedMap, LocatedScalar } from "../parse/located";
import type { Source } from "../parse/source";

/** What the walk below knows of Valibot's schemas: they are data, so that one definition serves authors, editors and types. */
interface SchemaData {
  readonly type: string;
  readonly message?: unknown;
  readonly entries?: Readonly<Record<string, SchemaData>>;
  readonly options?: readonly unknown[];
  readonly item?: SchemaData;
  readonly items?: readonly SchemaData[];
  readonly key?: SchemaData;
  readonly value?: SchemaData;
  readonly wrapped?: SchemaData;
  readonly getter?: (input: unknown) => SchemaData;
  readonly "~run": (dataset: { value: unknown }, config: object) => { issues?: readonly { message: string }[] };
}

export interface Checked {
  /** The value without what does not fit; null when nothing useful is left. */
  readonly node: Located | null;
  /** Names that stood in what was taken out: references to them are not mistakes of their own. */
  readonly lost: ReadonlySet<string>;
}

/** Maps that were found to fit a schema entirely: variants share most of theirs. Kept for one compilation. */
export type KnownGood = Map<Located, unknown>;

/**
 * Checks a located value against a Valibot schema and reports every problem at its place. The walk is ours because
 * Valibot stops at the first unknown key of a map, a union can be told apart by what was written, and what fits can go on
 * to the next passes, so that all mistakes of a file are found at once.
 */
export function checkSchema(schema: v.GenericSchema, node: Located, sink: Sink, known: KnownGood = new Map()): Checked {
  const check = new Check(sink, known);
  return { node: check.walk(schema as unknown as SchemaData, node), lost: check.lost };
}

/** Entries of a map of which some may be replaced or left out; most maps fit and are not copied. */
class Kept {
  private copy: Map<string, LocatedEntry> | null = null;

  constructor(private readonly map: LocatedMap) {}

  get entries(): ReadonlyMap<string, LocatedEntry> {
    return this.copy ?? this.map.entries;
  }

  has(key: string): boolean {
    return this.entries.has(key);
  }

  put(key: string, entry: LocatedEntry): void {
    this.copy ??= new Map(this.map.entries);
    this.copy.set(key, entry);
  }

  drop(key: string): void {
    this.copy ??= new Map(this.map.entries);
    this.copy.delete(key);
  }
}

class Check {
  readonly lost = new Set<string>();

  constructor(
    private readonly sink: Sink,
    private readonly known: KnownGood,
  ) {}

  /** The value without the parts that do not fit; null when it does not fit itself. */
  walk(schema: SchemaData, node: Located, entry?: LocatedEntry): Located | null {
    switch (schema.type) {
      case "optional":
        return this.walk(schema.wrapped as SchemaData, node, entry);
      case "nullable":
        return isNull(node) ? node : this.walk(schema.wrapped as SchemaData, node, entry);
      case "lazy":
        return this.walk((schema.getter as (input: unknown) => SchemaData)(undefined), node, entry);
      case "unknown":
        return node;
      case "union":
        return this.union(schema, node, entry);
      case "strict_object":
        return this.object(schema, node, entry);
      case "record":
        return this.record(schema, node);
      case "array":
        return this.array(schema, node);
      case "tuple":
        return this.tuple(schema, node);
      default:
        return this.leaf(schema, node);
    }
  }

  private leaf(schema: SchemaData, node: Located): Located | null {
    if (node.kind !== "scalar") return this.wrong(schema, node);
    const issue = schema["~run"]({ value: node.value }, {}).issues?.[0];
    if (!issue) return node;
    if (schema.type === "picklist" && typeof node.value === "string") {
      const valid = suggest(node.value, (schema.options ?? []).map(String), "choice");
      return this.report(node, "schema.choice", `"${node.value}" is not valid here${valid}`);
    }
    return this.wrong(schema, node, issue.message);
  }

  private union(schema: SchemaData, node: Located, entry?: LocatedEntry): Located | null {
    const options = (schema.options ?? []) as readonly SchemaData[];
    const fitting = options.filter((option) => kindOf(option) === node.kind);
    const only = fitting[0];
    if (only && fitting.length === 1 && node.kind !== "scalar") return this.walk(only, node, entry);
    if (node.kind === "scalar" && fitting.some((option) => accepts(option, node.value))) return node;
    return this.wrong(schema, node);
  }

  private object(schema: SchemaData, node: Located, entry?: LocatedEntry): Located | null {
    if (node.kind !== "map") return this.wrong(schema, node);
    if (this.known.get(node) === schema) return node;
    const known = schema.entries ?? {};
    const kept = new Kept(node);
    for (const [key, item] of node.entries) {
      const inner = Object.hasOwn(known, key) ? known[key] : undefined;
      if (inner) this.keep(kept, key, item, this.walk(inner, item.node, item));
      else {
        const all = Object.keys(known);
        const unused = all.filter((k) => !node.entries.has(k));
        // A patch repeats keys of what it changes: one that is there already may have been meant.
        const meant = nearest(key, unused) ?? nearest(key, all);
        const message = `unknown key "${key}"${suggest(key, meant === undefined ? unused : [meant], "other key")}`;
        this.put(item.keySource, item.keyStart, "schema.unknown-key", message);
        kept.drop(key);
        this.lose(key, item.node);
      }
    }
    let whole = true;
    for (const [key, inner] of required(schema)) {
      if (kept.has(key)) continue;
      const written = node.entries.get(key);
      if (!written) {
        const message = `"${key}" is missing, expected ${expectation(inner)}`;
        this.put(entry?.keySource ?? node.source, entry?.keyStart ?? node.start, "schema.missing", message);
      }
      const value = standIn(inner);
      if (value === undefined) whole = false;
      else {
        const place = written?.node ?? node;
        const scalar: LocatedScalar = {
          kind: "scalar",
          source: place.source,
          start: place.start,
          end: place.end,
          value,
          style: "other",
        };
        kept.put(key, { keyStart: place.start, keySource: place.source, ...written, node: scalar });
      }
    }
    return whole ? this.kept(schema, node, kept) : null;
  }

  private record(schema: SchemaData, node: Located): Located | null {
    if (node.kind !== "map") return this.wrong(schema, node);
    if (this.known.get(node) === schema) return node;
    const kept = new Kept(node);
    for (const [key, item] of node.entries) {
      const issue = (schema.key as SchemaData)["~run"]({ value: key }, {}).issues?.[0];
      if (issue) {
        const message = `"${key}" cannot be a key here, expected ${issue.message}`;
        this.put(item.keySource, item.keyStart, "schema.key", message);
      }
      const value = this.walk(schema.value as SchemaData, item.node, item);
      this.keep(kept, key, item, issue ? null : value);
    }
    return this.kept(schema, node, kept);
  }

  /** The map itself when all of it fits. */
  private kept(schema: SchemaData, node: LocatedMap, { entries }: Kept): Located {
    if (entries !== node.entries) return { ...node, entries };
    this.known.set(node, schema);
    return node;
  }

  private array(schema: SchemaData, node: Located): Located | null {
    if (node.kind !== "list") return this.wrong(schema, node);
    const items: Located[] = [];
    let isWhole = true;
    for (const item of node.items) {
      const fitting = this.walk(schema.item as SchemaData, item);
      if (fitting) items.push(fitting);
      isWhole &&= fitting === item;
    }
    return isWhole ? node : { ...node, items };
  }

  private tuple(schema: SchemaData, node: Located): Located | null {
    const items = schema.items ?? [];
    if (node.kind !== "list" || node.items.length !== items.length) return this.wrong(schema, node);
    const kept = node.items.flatMap((item, i) => this.walk(items[i] as SchemaData, item) ?? []);
    return kept.length === items.length ? { ...node, items: kept } : null;
  }

  private keep(kept: Kept, key: string, item: LocatedEntry, node: Located | null): void {
    if (node === item.node) return;
    if (node) kept.put(key, { ...item, node });
    else {
      kept.drop(key);
      this.lose(key, item.node);
    }
  }

  private lose(key: string, node: Located): void {
    this.lost.add(key);
    if (node.kind === "map") for (const [inner, item] of node.entries) this.lose(inner, item.node);
  }

  private wrong(schema: SchemaData, node: Located, expected = expectation(schema)): null {
    return this.report(node, "schema.type", `expected ${expected}, found ${found(node)}`);
  }

  private report(node: Located, code: string, message: string): null {
    this.put(node.source, node.start, code, message);
    return null;
  }

  private put(source: Source, offset: number, code: string, message: string): void {
    this.sink.add({ file: source.path, ...source.position(offset), severity: "error", code, message });
  }
}

/**
 * Something in the place of a required number or word that is missing or wrong, so that what stands beside it is checked
 * all the same. Not for names: nothing can be said about what they would lead to.
 */
function standIn(schema: SchemaData): string | number | undefined {
  const candidates = schema.type === "picklist" ? (schema.options as readonly (string | number)[]) : [1, "…"];
  return candidates.find((value) => !schema["~run"]({ value }, {}).issues);
}

const needed = new WeakMap<SchemaData, readonly (readonly [string, SchemaData])[]>();

/** The keys of a map that must be there. */
function required(schema: SchemaData): readonly (readonly [string, SchemaData])[] {
  const known = needed.get(schema);
  if (known) return known;
  const found = Object.entries(schema.entries ?? {}).filter(([, inner]) => inner.type !== "optional");
  needed.set(schema, found);
  return found;
}

/** Whether a scalar fits. What is of another type is not handed to Valibot: writing an issue costs more than the check. */
function accepts(schema: SchemaData, value: LocatedScalar["value"]): boolean {
  const { type } = schema;
  if ((type === "string" || type === "number" || type === "boolean") && typeof value !== type) return false;
  return !schema["~run"]({ value }, {}).issues;
}

function isNull(node: Located): boolean {
  return node.kind === "scalar" && node.value === null;
}

function kindOf(schema: SchemaData): Located["kind"] {
  if (schema.type === "strict_object" || schema.type === "record") return "map";
  return schema.type === "array" || schema.type === "tuple" ? "list" : "scalar";
}

function expectation(schema: SchemaData): string {
  if (typeof schema.message === "string") return schema.message;
  return schema.wrapped ? expectation(schema.wrapped) : "something else";
}

function found(node: Located): string {
  if (node.kind === "map") return "a map";
  if (node.kind === "list") return "a list";
  if (node.value === null) return "nothing";
  const text = String(node.value);
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return typeof node.value === "string" ? `"${short}"` : short;
}
