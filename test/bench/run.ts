import { readdirSync } from "node:fs";

/** What a file `test/bench/<name>.bench.ts` gives back from its default export. */
export interface BenchResult {
  /** Heading, for example "replay". */
  readonly name: string;
  /** Measured figures, one per line, with their units and the goal they stand against. */
  readonly lines: readonly string[];
  /** False when a goal of the project is missed; the runner then ends with 1. */
  readonly met?: boolean;
}

// The benchmarks lie bundled beside this file, as `npm run bench` has made them.
const folder = new URL("./", import.meta.url);
const wanted = process.argv.slice(2);
const files = readdirSync(folder)
  .filter((name) => name.endsWith(".bench.js"))
  .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
  .sort();
let missed = 0;
// One after the other: figures measured side by side on two cores would disturb each other.
for (const file of files) {
  const started = performance.now();
  const loaded = (await import(new URL(file, folder).href)) as {
    default: () => Promise<BenchResult>;
  };
  const result = await loaded.default();
  if (result.met === false) missed += 1;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`\n${result.name}  (${seconds} s)${result.met === false ? "  MISSED" : ""}`);
  for (const line of result.lines) console.log(`  ${line}`);
}
console.log(`\n${files.length} benchmarks, ${missed} with a missed goal`);
process.exitCode = missed === 0 ? 0 : 1;
