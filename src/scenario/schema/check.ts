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

/** Maps that were found to fit a schema entirely: variants share most of theirs. */
export type KnownGood = WeakMap<Located, unknown>;

/**
 * Checks a located value against a Valibot schema and reports every problem at its place. The walk is ours because
 * Valibot stops at the first unknown key of a map, a union can be told apart by what was written, and what fits can go on
 * to the next passes, so that all mistakes of a file are found at once.
 */
export function checkSchema(
  schema: v.GenericSchema,
  node: Located,
  sink: Sink,
  known: KnownGood = new WeakMap(),
): Checked {
  const check = new Check(sink, known);
  return { node: check.walk(schema as unknown as SchemaData, node), lost: check.lost };
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
    const scalar = node.kind === "scalar" ? { value: node.value } : undefined;
    if (scalar && fitting.some((option) => !option["~run"]({ ...scalar }, {}).issues)) return node;
    return this.wrong(schema, node);
  }

  private object(schema: SchemaData, node: Located, entry?: LocatedEntry): Located | null {
    if (node.kind !== "map") return this.wrong(schema, node);
    if (this.known.get(node) === schema) return node;
    const known = schema.entries ?? {};
    const kept = new Map<string, LocatedEntry>();
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
        this.lose(key, item.node);
      }
    }
    let whole = true;
    for (const [key, inner] of Object.entries(known)) {
      if (inner.type === "optional" || kept.has(key)) continue;
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
        kept.set(key, { keyStart: place.start, keySource: place.source, ...written, node: scalar });
      }
    }
    return whole ? this.kept(schema, node, kept) : null;
  }

  private record(schema: SchemaData, node: Located): Located | null {
    if (node.kind !== "map") return this.wrong(schema, node);
    if (this.known.get(node) === schema) return node;
    const kept = new Map<string, LocatedEntry>();
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
  private kept(schema: SchemaData, node: LocatedMap, kept: ReadonlyMap<string, LocatedEntry>): Located {
    const whole = kept.size === node.entries.size && [...kept].every(([key, item]) => node.entries.get(key) === item);
    if (!whole) return { ...node, entries: kept };
    this.known.set(node, schema);
    return node;
  }

  private array(schema: SchemaData, node: Located): Located | null {
    if (node.kind !== "list") return this.wrong(schema, node);
    const items = node.items.flatMap((item) => this.walk(schema.item as SchemaData, item) ?? []);
    return items.length === node.items.length && items.every((item, i) => item === node.items[i])
      ? node
      : { ...node, items };
  }

  private tuple(schema: SchemaData, node: Located): Located | null {
    const items = schema.items ?? [];
    if (node.kind !== "list" || node.items.length !== items.length) return this.wrong(schema, node);
    const kept = node.items.flatMap((item, i) => this.walk(items[i] as SchemaData, item) ?? []);
    return kept.length === items.length ? { ...node, items: kept } : null;
  }

  private keep(kept: Map<string, LocatedEntry>, key: string, item: LocatedEntry, node: Located | null): void {
    if (node) kept.set(key, node === item.node ? item : { ...item, node });
    else this.lose(key, item.node);
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
