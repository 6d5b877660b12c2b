import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { provideBrowser } from "./browser.mjs";
import { buildApp } from "./build.mjs";
import { prepare, root } from "./install.mjs";

// npm run torture -- [kills] [seed]: the number of kills is 100 where none is given, the seed a new one.
const [kills = "100", seed = String(Math.floor(Math.random() * 1_000_000))] = process.argv.slice(2);
if (![kills, seed].every((text) => /^\d{1,9}$/.test(text)) || Number(kills) === 0) {
  console.error("npm run torture -- [kills] [seed]: both are whole numbers, and there is a kill at least.");
  process.exit(2);
}
prepare();
const browser = provideBrowser();
if (browser === undefined) process.exit(1);
await buildApp();
console.log(`${kills} kills with seed ${seed}; npm run torture -- ${kills} ${seed} does the same again.`);
const args = ["run", "--config", "test/browser/vitest.config.ts", "test/browser/torture.spec.ts"];
const env = { ...process.env, CHROME_PATH: browser, TORTURE_KILLS: kills, TORTURE_SEED: seed };
const options = /** @type {const} */ ({ cwd: root, stdio: "inherit", env });
const vitest = join(root, "node_modules/vitest/vitest.mjs");
process.exitCode = spawnSync(process.execPath, [vitest, ...args], options).status ?? 1;
