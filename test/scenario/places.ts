import type { JsonSchema } from "@valibot/to-json-schema";
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type Scalar } from "yaml";
import { readContent, readSources, slugsOf, textOf } from "#adapters/content/disk";
import { FEATURE_IDS } from "#adapters/content/features";
import { type CompileOptions, type ContentFile, jsonSchema } from "#scenario/index";

/** A drill that ships, as it is handed to the compiler. */
export interface DrillText {
  readonly files: readonly ContentFile[];
  readonly options: CompileOptions;
}

/** A key of somebody's own, or a text, and where it is written. */
export interface Place {
  readonly drill: DrillText;
  /** Place in the schema; keys of somebody's own are `*`, the key itself is a `#`: `requests.*.from`, `requests.#`. */
  readonly where: string;
  /** What the schema says of it: one of its shared parts (`duration`, `expression` …) or `text`. */
  readonly kind: string;
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
  readonly value: string;
}

const FILES = [
  ["drill", /drill\.yaml$/],
  ["play", /\/plays\//],
  ["system", /^systems\//],
  ["people", /^people\//],
] as const;

/** One place for each sort of text and key in the schemas, the first that is written in any drill that ships. */
export function places(): readonly Place[] {
  const content = readContent(process.cwd());
  const sources = [...readSources(content).keys()];
  const found = new Map<string, Place>();
  for (const slug of slugsOf(content)) {
    const files = textOf(content, slug);
    const drill = { files, options: { slug, features: FEATURE_IDS, sources } };
    for (const file of files) {
      const kind = FILES.find(([, pattern]) => pattern.test(file.path))?.[0];
      if (kind === undefined) continue;
      for (const place of new Walk(drill, file, jsonSchema(kind), kind).places()) {
        if (!found.has(place.where)) found.set(place.where, place);
      }
    }
  }
  return [...found.values()];
}

/** A file beside its schema. */
class Walk {
  private readonly found: Place[] = [];
  private readonly lines = new LineCounter();

  constructor(
    private readonly drill: DrillText,
    private readonly file: ContentFile,
    private readonly root: JsonSchema,
    private readonly kind: string,
  ) {}

  places(): readonly Place[] {
    const { contents } = parseDocument(this.file.text, { lineCounter: this.lines });
    this.visit(contents, this.root, this.kind, "text");
    return this.found;
  }

  private visit(node: Node | null, given: JsonSchema, where: string, kind: string): void {
    const part = typeof given.$ref === "string" ? given.$ref.replace("#/$defs/", "") : kind;
    const schema = this.fitting(given, node);
    if (isMap(node)) {
      for (const pair of node.items) this.entry(pair.key as Scalar, pair.value as Node | null, schema, where);
    } else if (isSeq(node)) {
      const items = schema.items;
      node.items.forEach((item, i) => {
        const each = Array.isArray(items) ? items[i] : items;
        this.visit(item as Node, (each ?? {}) as JsonSchema, `${where}[]`, part);
      });
    } else if (isScalar(node) && typeof node.value === "string") this.add(node, where, schema.enum ? "choice" : part);
  }

  private entry(key: Scalar, value: Node | null, schema: JsonSchema, where: string): void {
    const name = String(key.value);
    const own = schema.properties?.[name];
    // What patches the system or the drill has the sorts of places that those have.
    if (name === "patch" || where.endsWith(".patch")) return;
    if (own !== undefined) {
      this.visit(value, own as JsonSchema, name === "world" ? "system" : `${where}.${name}`, "text");
      return;
    }
    this.add(key, `${where}.#`, "key");
    const rest = schema.additionalProperties;
    this.visit(value, typeof rest === "object" ? (rest as JsonSchema) : {}, `${where}.*`, "text");
  }

  /** Behind references, and of several choices the one that such a value can be. */
  private fitting(schema: JsonSchema, node: Node | null): JsonSchema {
    if (typeof schema.$ref === "string") {
      const definition = (this.root.$defs as Record<string, JsonSchema>)[schema.$ref.replace("#/$defs/", "")];
      return this.fitting(definition ?? {}, node);
    }
    const type = isMap(node) ? "object" : isSeq(node) ? "array" : "string";
    const choices = (schema.anyOf ?? []) as JsonSchema[];
    const fitting = choices.map((each) => this.fitting(each, node)).find((each) => each.type === type);
    return fitting ?? schema;
  }

  private add(scalar: Scalar, where: string, kind: string): void {
    const value = String(scalar.value);
    const [from = 0] = scalar.range ?? [];
    const { line, col } = this.lines.linePos(from);
    const start = this.file.text.indexOf(value.split("\n")[0] ?? value, from);
    // Folded and quoted texts that are not written as they are read are left to others.
    if (start < from || !/[A-Za-z]/.test(value) || this.file.text.slice(start, start + value.length) !== value) return;
    this.found.push({
      ...{ drill: this.drill, where, kind, path: this.file.path, start, end: start + value.length },
      ...{ line, column: col, value },
    });
  }
}
