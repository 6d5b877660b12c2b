import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { schemas } from "#adapters/content/vite.mjs";
import { FILE_KINDS, jsonSchema } from "#scenario/index";

const root = fileURLToPath(new URL("../../..", import.meta.url));

it("S18 the built app carries the schema of every kind of file", async () => {
  const written = new Map<string, string>();
  const { generateBundle } = schemas(root);
  if (typeof generateBundle !== "function") throw new Error("the plugin writes nothing");
  const context = { emitFile: (file: { fileName: string; source: string }) => written.set(file.fileName, file.source) };
  await (generateBundle as (this: unknown) => Promise<void>).call(context);
  expect([...written.keys()]).toEqual(FILE_KINDS.map((kind) => `schema/${kind}.json`));
  expect(JSON.parse(written.get("schema/play.json") ?? "")).toEqual(JSON.parse(JSON.stringify(jsonSchema("play"))));
});
