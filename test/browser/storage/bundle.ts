import { classicScript } from "../bundle";

let built: Promise<string> | undefined;

/** The adapters with the test's handles (`entry.ts`) as one classic script. */
export function adaptersScript(): Promise<string> {
  built ??= classicScript("test/browser/storage/entry.ts", "unused");
  return built;
}
