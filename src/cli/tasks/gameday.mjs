import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildApart } from "./build.mjs";
import { prepare, root } from "./install.mjs";

// npm run gameday -- [--port N] [--host address] [--https [--cert file --key file]] [--idle minutes] [--sync wss://…]
prepare();
// Only now: it needs what was installed.
const { bundle } = await import("./bundled.mjs");
const folder = await bundle("meantime-gameday", [join(root, "src/cli/gameday/main.ts")]);
const { optionsOf, run } = await import(pathToFileURL(join(folder, "main.js")).href);
const options = optionsOf(process.argv.slice(2));
buildApart({ sync: options.sync });
await run(join(root, options.sync === null ? "dist" : "dist-sync"), options);
