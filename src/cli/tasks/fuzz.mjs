import { join } from "node:path";
import { prepare, root } from "./install.mjs";

// npm run fuzz -- [cases] [seed] [first]: ten thousand cases where no number is given; a case is the same for a seed and a number.
if (!process.argv.slice(2).every((text) => /^\d{1,9}$/.test(text))) {
  console.error("npm run fuzz -- [cases] [seed] [first]: all three are whole numbers.");
  process.exit(2);
}
prepare();
// Only now: it needs what was installed.
const { runBundled } = await import("./bundled.mjs");
const files = ["run.ts", "worker.ts"].map((name) => join(root, "test/fuzz", name));
process.exitCode = await runBundled("meantime-fuzz", files);
