import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** The real-browser tests: built app, installed Chromium, each file with a browser of its own; as many files at a time as there are processors, four at most. */
export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  resolve: { tsconfigPaths: true },
  test: {
    environment: "node",
    include: ["test/browser/**/*.spec.ts"],
    maxWorkers: Math.min(4, availableParallelism()),
    // Time is never asserted; a busy machine may be many times slower. What is waited for in a page: `harness.ts`.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 120_000 } },
  },
});
