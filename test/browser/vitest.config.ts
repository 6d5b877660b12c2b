import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** The real-browser tests: built app, installed Chromium, one file after the other. */
export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  resolve: { tsconfigPaths: true },
  test: {
    environment: "node",
    include: ["test/browser/**/*.spec.ts"],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A busy machine may need some seconds until what was pressed is on screen.
    expect: { poll: { timeout: 15_000 } },
  },
});
