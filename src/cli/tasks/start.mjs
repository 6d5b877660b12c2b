import { buildApp } from "./build.mjs";
import { prepare, root } from "./install.mjs";

prepare();
console.log((await buildApp()) === "built" ? "Built the app." : "The app is already built.");
const { preview } = await import("vite");
// Vite takes the next free port when this one is in use.
const server = await preview({ root, preview: { port: 4173 }, logLevel: "warn" });
console.log(
  `\nMeantime is running at ${server.resolvedUrls?.local[0] ?? "http://localhost:4173/"}\nStop it with Ctrl+C.`,
);
