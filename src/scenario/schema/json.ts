import { type JsonSchema, toJsonSchema } from "@valibot/to-json-schema";
import type { GenericSchema } from "valibot";
import { drillFile, effect, effects, peopleFile, states } from "./drill";
import { deckFile, guideFile, injectEffect } from "./gameday";
import { packFile } from "./pack";
import { command, playFile } from "./play";
import { answersFile, anyRule, lexiconFile, questionFile } from "./question";
import { date, duration, expression, id, share, time } from "./scalars";
import { sourcesFile } from "./sources";
import { systemFile } from "./system";

/** Kinds of files an author writes, the schema each must fit, and where they lie below `content/` (a pack: at its root). */
const KINDS = {
  drill: { schema: drillFile, at: "drills/*/drill.yaml" },
  play: { schema: playFile, at: "drills/*/plays/*.yaml" },
  system: { schema: systemFile, at: "systems/*.yaml" },
  people: { schema: peopleFile, at: "people/*.yaml" },
  question: { schema: questionFile, at: "questions/*.md (the head)" },
  answers: { schema: answersFile, at: "answers/*.yaml" },
  lexicon: { schema: lexiconFile, at: "questions/lexicon/*.yaml" },
  sources: { schema: sourcesFile, at: "sources.yaml" },
  deck: { schema: deckFile, at: "gameday/deck.yaml" },
  guide: { schema: guideFile, at: "drills/*/guide.yaml" },
  pack: { schema: packFile, at: "pack.yaml" },
} as const;

export type FileKind = keyof typeof KINDS;
export const FILE_KINDS = Object.keys(KINDS) as readonly FileKind[];

/** Parts that stand in many places are written once; the name is seen in editors. */
const SHARED: Record<string, GenericSchema> = {
  id,
  duration,
  time,
  share,
  date,
  expression,
  effects,
  states,
  rule: anyRule,
};
/** Of these maps exactly one key is wanted. */
const ONE_KEY = new Set<unknown>([effect, command, injectEffect]);

type Definitions = Record<string, JsonSchema>;

/**
 * JSON Schema (draft 7) of a kind of file, for editors: keys, types, choices, and in words what is expected. Names that
 * refer to something are not checked by it; `meantime check` does. In a drill, `world` and the variants' `patch` are
 * the file they change with nothing required and `null` for deleting.
 */
export function jsonSchema(kind: FileKind): JsonSchema {
  const { schema, at } = KINDS[kind];
  const { $defs = {}, ...root } = converted(schema);
  const definitions: Definitions = { ...($defs as Definitions) };
  let properties = root.properties ?? {};
  if (kind === "drill") {
    const { $defs: more, $schema: _, ...system } = converted(systemFile);
    Object.assign(definitions, more);
    const patches = new Patches(definitions);
    definitions.world = patches.of(system);
    patches.made.add("world");
    properties = { ...properties, world: { $ref: "#/$defs/world" } };
    const { variants: _variants, ...rest } = properties;
    definitions.patch = patches.of({ ...root, properties: rest });
    const variant = (properties.variants as { additionalProperties: JsonSchema }).additionalProperties;
    const patched = { ...variant, properties: { ...variant.properties, patch: { $ref: "#/$defs/patch" } } };
    properties = { ...properties, variants: { ...(properties.variants as JsonSchema), additionalProperties: patched } };
  }
  const used = reached({ properties }, definitions);
  const { $schema, ...shape } = root;
  return {
    $schema: $schema ?? "http://json-schema.org/draft-07/schema#",
    title: `Meantime: ${at}`,
    ...shape,
    properties,
    ...(Object.keys(used).length > 0 && { $defs: used }),
  };
}

function converted(schema: GenericSchema): JsonSchema {
  return toJsonSchema(schema, {
    definitions: SHARED,
    overrideSchema: ({ valibotSchema, jsonSchema: out }) => {
      const { message } = valibotSchema as { readonly message?: unknown };
      if (valibotSchema.type === "tuple") out.maxItems = out.minItems = (out.items as JsonSchema[]).length;
      const told = typeof message === "string" && !out.properties && !PLAIN.has(message);
      if (!told && !ONE_KEY.has(valibotSchema)) return undefined;
      return {
        ...out,
        ...(told && { description: `Expected: ${message}` }),
        ...(ONE_KEY.has(valibotSchema) && { minProperties: 1, maxProperties: 1 }),
      };
    },
    // What a pipe asks at its end says more than the type it begins with.
    overrideAction: ({ valibotAction, jsonSchema: out }) => {
      const { message } = valibotAction as { readonly message?: unknown };
      return typeof message === "string" ? { ...out, description: `Expected: ${message}` } : undefined;
    },
  });
}

/** Expectations that a type says already. */
const PLAIN: ReadonlySet<string> = new Set(["a map", "a list", "text", "true or false", "a number"]);

/** Schemas of merge patches: maps may leave keys out and delete with null; lists and single values are replaced whole. */
class Patches {
  /** Definitions that are patches already. */
  readonly made = new Set<string>();

  constructor(private readonly definitions: Definitions) {}

  of(schema: JsonSchema): JsonSchema {
    if (schema.$ref) return this.reference(schema, schema.$ref);
    const { required: _, $schema: __, ...out } = schema;
    if (out.properties) {
      out.properties = Object.fromEntries(
        Object.entries(out.properties).map(([key, item]) => [key, this.deletable(item as JsonSchema)]),
      );
    }
    if (typeof out.additionalProperties === "object")
      out.additionalProperties = this.deletable(out.additionalProperties as JsonSchema);
    if (out.anyOf) out.anyOf = out.anyOf.map((item) => this.of(item as JsonSchema));
    return out;
  }

  private deletable(item: JsonSchema): JsonSchema {
    return { anyOf: [this.of(item), { type: "null" }] };
  }

  /** A shared part that is a map has a patch of its own, made once: states lie within states. */
  private reference(schema: JsonSchema, ref: string): JsonSchema {
    const name = ref.replace("#/$defs/", "");
    const target = this.definitions[name];
    if (target?.type !== "object" || this.made.has(name)) return schema;
    const patch = `${name}-patch`;
    if (!this.made.has(patch)) {
      this.made.add(patch);
      this.definitions[patch] = this.of(target);
    }
    return { $ref: `#/$defs/${patch}` };
  }
}

/** The definitions that a schema leads to. */
function reached(schema: unknown, definitions: Definitions, into: Definitions = {}): Definitions {
  if (schema === null || typeof schema !== "object") return into;
  for (const [key, value] of Object.entries(schema)) {
    const name = key === "$ref" ? String(value).replace("#/$defs/", "") : undefined;
    const target = name === undefined ? undefined : definitions[name];
    if (name !== undefined && target && !into[name]) {
      into[name] = target;
      reached(target, definitions, into);
    } else reached(value, definitions, into);
  }
  return into;
}
