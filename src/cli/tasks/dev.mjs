import { prepare, root } from "./install.mjs";

prepare();
const { createServer } = await import("vite");
// Vite takes the next free port when this one is in use.
const server = await createServer({ root, server: { port: 5173 }, logLevel: "info" });
await server.listen();
console.log(
  `\nMeantime (hot reload) is running at ${server.resolvedUrls?.local[0] ?? "http://localhost:5173/"}\nStop it with Ctrl+C.`,
);
