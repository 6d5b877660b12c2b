import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { provideBrowser } from "./browser.mjs";
import { install, requireNode, root } from "./install.mjs";

requireNode();

/** @typedef {{ passed: number, failed: number }} Count */

/** @type {Count} */
const total = { passed: 0, failed: 0 };
/** @type {string[]} */
const summary = [];
const reports = mkdtempSync(join(tmpdir(), "meantime-test-"));

/**
 * Runs one step, prints its duration and adds to the totals.
 * @param {string} name
 * @param {() => Count} run
 * @returns {boolean} whether nothing failed
 */
function step(name, run) {
  console.log(`\n── ${name}`);
  const started = process.hrtime.bigint();
  const count = run();
  const seconds = (Number(process.hrtime.bigint() - started) / 1e9).toFixed(1);
  total.passed += count.passed;
  total.failed += count.failed;
  const line = `${name.padEnd(28)} ${`${seconds} s`.padStart(8)}  ${count.passed} passed, ${count.failed} failed`;
  summary.push(line);
  console.log(`── ${name}: ${seconds} s`);
  return count.failed === 0;
}

/**
 * @param {boolean} good
 * @returns {Count}
 */
const one = (good) => ({ passed: good ? 1 : 0, failed: good ? 0 : 1 });

/**
 * Runs an installed tool through this Node, so that no shell and no .cmd file is involved.
 * @param {string} script path below the root
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 * @returns {boolean} whether it ended with 0
 */
function node(script, args, env = {}) {
  const options = /** @type {const} */ ({ cwd: root, stdio: "inherit", env: { ...process.env, ...env } });
  return spawnSync(process.execPath, [join(root, script), ...args], options).status === 0;
}

const tsx = "node_modules/tsx/dist/cli.mjs";

/**
 * Runs Vitest and counts tests; a file that could not be loaded, or a run that ended badly without a failing test
 * (an unhandled error, no report), counts as one failure.
 * @param {string} label
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Count}
 */
function vitest(label, args, env) {
  const file = join(reports, `${label}.json`);
  const reporting = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const good = node("node_modules/vitest/vitest.mjs", ["run", ...args, ...reporting], env);
  if (!existsSync(file)) return one(false);
  const report = JSON.parse(readFileSync(file, "utf8"));
  /** @type {{ status: string, assertionResults: unknown[] }[]} */
  const files = report.testResults;
  const broken = files.filter((result) => result.status === "failed" && result.assertionResults.length === 0).length;
  const failed = report.numFailedTests + broken;
  return { passed: report.numPassedTests, failed: failed === 0 && !good ? 1 : failed };
}

const ready = step("install", () => one(install() !== "failed"));
if (ready) {
  step("types", () => one(node("node_modules/typescript/bin/tsc", ["-p", "tsconfig.json"])));
  step("types without DOM", () => one(node("node_modules/typescript/bin/tsc", ["-p", "tsconfig.pure.json"])));
  step("lint", () => one(node("node_modules/@biomejs/biome/bin/biome", ["check", "--error-on-warnings"])));
  step("rooms", () => one(node(tsx, ["test/tools/rooms.ts"])));
  step("unit, property, component", () => vitest("unit", []));
  step("content", () => one(node(tsx, ["src/cli/main.ts", "check"])));
  const built = step("build", () => one(node("src/cli/tasks/build.mjs", [])));
  if (built) {
    step("build of one file", () => one(node("src/cli/tasks/build.mjs", ["single"])));
    step("size", () => one(node("test/tools/size.mjs", [])));
    step("browser", () => {
      const browser = provideBrowser();
      if (browser === undefined) return one(false);
      return vitest("browser", ["--config", "test/browser/vitest.config.ts"], { CHROME_PATH: browser });
    });
  }
}
rmSync(reports, { recursive: true, force: true });
console.log(`\n${summary.join("\n")}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
