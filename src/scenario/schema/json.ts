import { type JsonSchema, toJsonSchema } from "@valibot/to-json-schema";
import { drillFile, peopleFile } from "./drill";
import { playFile } from "./play";
import { systemFile } from "./system";

/** JSON Schemas (draft 7) of the four kinds of files, for editors. `world` in a drill is the system with nothing required. */
export function jsonSchema(): {
  readonly system: JsonSchema;
  readonly people: JsonSchema;
  readonly drill: JsonSchema;
  readonly play: JsonSchema;
} {
  const system = toJsonSchema(systemFile);
  const drill = toJsonSchema(drillFile);
  const world = patchOf(system);
  return {
    system,
    people: toJsonSchema(peopleFile),
    drill: { ...drill, properties: { ...drill.properties, world } },
    play: toJsonSchema(playFile),
  };
}

/** The same schema for a patch: nothing is required and `null` deletes a key. */
function patchOf(schema: JsonSchema): JsonSchema {
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === "required" || key === "$schema") continue;
    if (key === "properties") {
      const entries = Object.entries(value as Record<string, JsonSchema>);
      out.properties = Object.fromEntries(
        entries.map(([name, item]) => [name, { anyOf: [patchOf(item), { type: "null" }] }]),
      );
    } else if (key === "additionalProperties" && typeof value === "object") {
      out.additionalProperties = { anyOf: [patchOf(value as JsonSchema), { type: "null" }] };
    } else if (key === "anyOf") out.anyOf = (value as JsonSchema[]).map(patchOf);
    else out[key] = value;
  }
  return out as JsonSchema;
}
