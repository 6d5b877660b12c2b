import type * as v from "valibot";
import { suggest } from "../cursor";
import type { Sink } from "../diagnostics";
import type { Located, LocatedEntry } from "../parse/located";
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

/**
 * Checks a located value against a Valibot schema and reports every problem at its place. The walk is ours because
 * Valibot stops at the first unknown key of a map, and because a union can be told apart by what was written.
 * Returns whether the value is valid.
 */
export function checkSchema(schema: v.GenericSchema, node: Located, sink: Sink): boolean {
  return new Check(sink).walk(schema as unknown as SchemaData, node);
}

class Check {
  constructor(private readonly sink: Sink) {}

  walk(schema: SchemaData, node: Located, entry?: LocatedEntry): boolean {
    switch (schema.type) {
      case "optional":
        return this.walk(schema.wrapped as SchemaData, node, entry);
      case "nullable":
        return isNull(node) || this.walk(schema.wrapped as SchemaData, node, entry);
      case "lazy":
        return this.walk((schema.getter as (input: unknown) => SchemaData)(undefined), node, entry);
      case "unknown":
        return true;
      case "union":
        return this.union(schema, node, entry);
      case "strict_object":
        return this.object(schema, node, entry);
      case "record":
        return this.record(schema, node);
      case "array":
        return node.kind === "list"
          ? all(node.items, (item) => this.walk(schema.item as SchemaData, item))
          : this.wrong(schema, node);
      case "tuple":
        return this.tuple(schema, node);
      default:
        return this.leaf(schema, node);
    }
  }

  private leaf(schema: SchemaData, node: Located): boolean {
    if (node.kind !== "scalar") return this.wrong(schema, node);
    const issue = schema["~run"]({ value: node.value }, {}).issues?.[0];
    if (!issue) return true;
    if (schema.type === "picklist" && typeof node.value === "string") {
      return this.report(
        node,
        "schema.choice",
        `"${node.value}" is not valid here${suggest(node.value, (schema.options ?? []).map(String), "choice")}`,
      );
    }
    return this.wrong(schema, node, issue.message);
  }

  private union(schema: SchemaData, node: Located, entry?: LocatedEntry): boolean {
    const options = (schema.options ?? []) as readonly SchemaData[];
    const fitting = options.filter((option) => kindOf(option) === node.kind);
    const only = fitting[0];
    if (only && fitting.length === 1 && node.kind !== "scalar") return this.walk(only, node, entry);
    if (node.kind === "scalar" && fitting.some((option) => !option["~run"]({ value: node.value }, {}).issues))
      return true;
    return this.wrong(schema, node);
  }

  private object(schema: SchemaData, node: Located, entry?: LocatedEntry): boolean {
    if (node.kind !== "map") return this.wrong(schema, node);
    const entries = schema.entries ?? {};
    let valid = true;
    for (const [key, item] of node.entries) {
      const inner = Object.hasOwn(entries, key) ? entries[key] : undefined;
      if (inner) valid = this.walk(inner, item.node, item) && valid;
      else {
        valid = false;
        const unused = Object.keys(entries).filter((k) => !node.entries.has(k));
        this.put(
          item.keySource,
          item.keyStart,
          "schema.unknown-key",
          `unknown key "${key}"${suggest(key, unused, "other key")}`,
        );
      }
    }
    for (const [key, inner] of Object.entries(entries)) {
      if (inner.type === "optional" || node.entries.has(key)) continue;
      valid = false;
      const message = `"${key}" is missing, expected ${expectation(inner)}`;
      this.put(entry?.keySource ?? node.source, entry?.keyStart ?? node.start, "schema.missing", message);
    }
    return valid;
  }

  private record(schema: SchemaData, node: Located): boolean {
    if (node.kind !== "map") return this.wrong(schema, node);
    return all([...node.entries], ([key, item]) => {
      const keys = schema.key as SchemaData;
      const issue = keys["~run"]({ value: key }, {}).issues?.[0];
      if (issue) {
        const names =
          keys.type === "picklist"
            ? suggest(key, (keys.options ?? []).map(String), "choice")
            : `, expected ${issue.message}`;
        this.put(item.keySource, item.keyStart, "schema.key", `"${key}" cannot be a key here${names}`);
      }
      return this.walk(schema.value as SchemaData, item.node, item) && !issue;
    });
  }

  private tuple(schema: SchemaData, node: Located): boolean {
    const items = schema.items ?? [];
    if (node.kind !== "list" || node.items.length !== items.length) return this.wrong(schema, node);
    return all(node.items, (item, i) => this.walk(items[i] as SchemaData, item));
  }

  private wrong(schema: SchemaData, node: Located, expected = expectation(schema)): boolean {
    return this.report(node, "schema.type", `expected ${expected}, found ${found(node)}`);
  }

  private report(node: Located, code: string, message: string): false {
    this.put(node.source, node.start, code, message);
    return false;
  }

  private put(source: Source, offset: number, code: string, message: string): void {
    this.sink.add({ file: source.path, ...source.position(offset), severity: "error", code, message });
  }
}

/** Every item is visited, so that all problems are reported. */
function all<T>(items: readonly T[], check: (item: T, i: number) => boolean): boolean {
  let valid = true;
  items.forEach((item, i) => {
    if (!check(item, i)) valid = false;
  });
  return valid;
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
