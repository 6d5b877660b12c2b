import { readdirSync } from "node:fs";
import { join } from "node:path";
import { prepare, root } from "./install.mjs";

prepare();
// Only now: it needs what was installed.
const { runBundled } = await import("./bundled.mjs");
const folder = join(root, "test/bench");
const files = readdirSync(folder).filter((name) => name === "run.ts" || name.endsWith(".bench.ts"));
process.exitCode = await runBundled(
  "meantime-bench",
  files.map((name) => join(folder, name)),
);
