import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { prepare, root } from "./install.mjs";

prepare();
const args = [join(root, "node_modules/tsx/dist/cli.mjs"), join(root, "test/bench/run.ts"), ...process.argv.slice(2)];
process.exitCode = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" }).status ?? 1;
