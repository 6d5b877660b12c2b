import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { drills, schemas } from "./src/adapters/content/vite.mjs";
import { offline } from "./src/cli/build/offline.mjs";
import { contentSecurityPolicy, sheets } from "./src/cli/build/policy.mjs";
import { single } from "./src/cli/build/single.mjs";

const root = fileURLToPath(new URL(".", import.meta.url));

/** What every page needs: reading what is stored, the kit without its heavy parts, the frame of pages. */
const everyPage = new RegExp(
  [
    "src/(app/page\\.|domain/drill\\.|session/contract|lib/(result|hash|format|once|message))",
    "src/adapters/storage/(?!transfer|memory|packs|leases|settings|unreadable|study|interviews|records/(document|index|setting|pack|lease|study|interview|take|chunk))",
    "src/ui/(clocks|download|Frame|rescue|services|starting|title|useDrills|when)\\.",
    "src/ui/pages/home/",
    "lucide-react/.*/search\\.",
    "src/ui/kit/(announce|Button|cx|ErrorBoundary|Field|hotkeys|Kbd|keys|Page|Sign|State|stored|theme|toast)\\.",
  ].join("|"),
);

export default defineConfig(({ mode }) => ({
  base: "./",
  plugins: [
    drills(root),
    ...(mode === "test" ? [] : [react({ compiler: true }), sheets()]),
    ...(mode === "production" ? [schemas(root), contentSecurityPolicy(process.env.MEANTIME_SYNC), offline(root)] : []),
    ...(mode === "single" ? single() : []),
  ],
  resolve: { tsconfigPaths: true },
  build: {
    // Read by test/tools/size.mjs; no part of the app.
    manifest: true,
    // Kilobytes. Larger than the code of any page is what the accuracy of rubrics is measured with: labelled answers.
    chunkSizeWarningLimit: 4096,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            // What grows with the content is not the app's code, and is counted by itself.
            { name: "drills", test: /^\0virtual:drills$/ },
            // Together it packs better; left to itself it takes parts of the engine into the first load.
            { name: "base", test: everyPage },
          ],
        },
      },
    },
  },
  test: {
    environment: "node",
    include: ["test/**/*.test.{ts,tsx}"],
    exclude: ["test/browser/**"],
    setupFiles: ["test/setup.ts"],
    // Its ES modules are not marked as such; the CommonJS ones would bring a second copy of the editor.
    server: { deps: { inline: ["@prometheus-io/codemirror-promql"] } },
    maxWorkers: "100%",
    // Time is never asserted; a busy machine may be many times slower. The one place that says how long to wait is here
    // and in the setup.
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
}));
