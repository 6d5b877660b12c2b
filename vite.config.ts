import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import { defineConfig } from "vitest/config";
import { drills, schemas } from "./src/adapters/content/vite.mjs";

const root = fileURLToPath(new URL(".", import.meta.url));

/**
 * The built page may talk to nobody but the place it came from. Only in the build: the dev server injects inline
 * scripts for hot reload.
 */
const contentSecurityPolicy: Plugin = {
  name: "content-security-policy",
  apply: "build",
  transformIndexHtml: () => [
    {
      tag: "meta",
      injectTo: "head-prepend",
      attrs: {
        "http-equiv": "Content-Security-Policy",
        content: [
          "default-src 'self'",
          "style-src 'self' 'unsafe-inline'",
          "img-src 'self' data: blob:",
          // Recordings are played from memory.
          "media-src 'self' blob:",
          "worker-src 'self' blob:",
          "object-src 'none'",
          "base-uri 'none'",
          "form-action 'none'",
        ].join("; "),
      },
    },
  ],
};

/** What every page needs: reading what is stored, the kit without its heavy parts, the frame of pages. */
const everyPage = new RegExp(
  [
    "src/(domain/drill\\.|session/contract|lib/(result|hash|format|once))",
    "src/adapters/storage/(?!transfer|memory|packs|leases|export|unreadable|study|interviews|records/(document|index|pack|lease|study|interview|take|chunk))",
    "src/ui/(clocks|download|Frame|services|starting|title|when)\\.",
    "src/ui/kit/(announce|Button|cx|ErrorBoundary|Field|hotkeys|Kbd|keys|Page|Sign|State|stored|theme|toast)\\.",
  ].join("|"),
);

const offline = VitePWA({
  registerType: "prompt",
  injectRegister: false,
  includeAssets: ["icon.svg"],
  workbox: {
    // Everything that was built, the lazily loaded drills and fonts included: after the first visit no network is needed.
    globPatterns: ["**/*.{js,css,html,svg,png,woff2,json,webmanifest,wasm}"],
    globIgnores: [".vite/**", "console.png", "schema/**"],
    maximumFileSizeToCacheInBytes: 8 * 1024 * 1024,
    // The first visit is served by the worker as soon as it is ready, not only after a reload.
    clientsClaim: true,
    // Answers presses on notifications.
    importScripts: ["notification.js"],
    cleanupOutdatedCaches: true,
  },
  manifest: {
    name: "Meantime",
    short_name: "Meantime",
    description: "Rehearse production incidents and the interviews about them.",
    display: "standalone",
    background_color: "#101418",
    theme_color: "#101418",
    start_url: "./",
    scope: "./",
    icons: [
      { src: "icon.svg", type: "image/svg+xml", sizes: "any" },
      { src: "icon-192.png", type: "image/png", sizes: "192x192" },
      { src: "icon-512.png", type: "image/png", sizes: "512x512" },
      { src: "icon-512.png", type: "image/png", sizes: "512x512", purpose: "maskable" },
    ],
  },
});

export default defineConfig(({ mode }) => ({
  base: "./",
  plugins: [
    drills(root),
    ...(mode === "test" ? [] : [react({ compiler: true }), schemas(root), contentSecurityPolicy, offline]),
  ],
  resolve: { tsconfigPaths: true },
  build: {
    // Read by test/tools/size.mjs; no part of the app.
    manifest: true,
    chunkSizeWarningLimit: 1024,
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
