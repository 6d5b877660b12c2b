import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { viteSingleFile } from "vite-plugin-singlefile";
import { sealed } from "./policy.mjs";

/** What the one file is called. */
const FILE = "meantime.html";

/** A worker in a file of its own, as Vite wants it written. */
const WORKER = /new Worker\(new URL\(("[^"]+"), import\.meta\.url\), \{ type: "module" \}\)/g;

/**
 * Workers come along in the page's own script.
 * @param {string} code
 */
function withWorkersInside(code) {
  /** @type {string[]} */
  const imports = [];
  const changed = code.replace(WORKER, (_, path) => {
    const name = `WorkerInside${imports.length}`;
    imports.push(`import ${name} from ${path.replace(/"$/, '?worker&inline"')};`);
    return `new ${name}()`;
  });
  return imports.length === 0 ? undefined : [...imports, changed].join("\n");
}

/** How the one file is asked to be the rescue page; `src/ui/rescue.ts` leads there. */
const RESCUE = "?rescue";

/**
 * The rescue page as a script that takes the place of everything after it: an element that never ends makes mere text of the app.
 * @param {(name: string) => string} read
 */
function rescueInside(read) {
  const page = read("rescue.html").replace('href="./"', 'href="?"');
  const [, title] = /<title>(.*?)<\/title>/.exec(page) ?? [];
  const [main] = /<main>[\s\S]*<\/main>/.exec(page) ?? [];
  if (title === undefined || main === undefined) throw new Error("rescue.html has no title or no main part");
  return `if (location.search === ${JSON.stringify(RESCUE)}) {
    document.title = ${JSON.stringify(title)};
    document.write(${JSON.stringify(`${main}<plaintext hidden>`)});
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(${JSON.stringify(read("rescue.css"))});
    document.adoptedStyleSheets = [sheet];
    ${read("rescue.js")}
  }`;
}

/**
 * The page without anything that lies beside it: the icon, the rescue page and the script that says when the app does not start are
 * put in, before the app, because a file may be cut off; what a browser needs to install the app is left out.
 * @param {string} html
 * @param {string} folder
 */
function withPublicInside(html, folder) {
  /** @param {string} name */
  const read = (name) => readFileSync(join(folder, name), "utf8");
  const starting = read("starting.js").replace("./rescue.html", RESCUE);
  return html
    .replace(/\s*<link rel="(manifest|apple-touch-icon)"[^>]*>/g, "")
    .replace('href="./icon.svg"', () => `href="data:image/svg+xml,${encodeURIComponent(read("icon.svg"))}"`)
    .replace(
      '<script defer src="./starting.js"></script>',
      () => `<script>${rescueInside(read)}</script>\n    <script>${starting}</script>`,
    );
}

/**
 * Builds one HTML file that needs nothing but itself and runs from a disk.
 * @returns {import("vite").PluginOption[]}
 */
export function single() {
  let outDir = "";
  let publicDir = "";
  return [
    {
      name: "single-prepare",
      enforce: "pre",
      config: () => ({ build: { outDir: "dist-single", copyPublicDir: false, manifest: false } }),
      configResolved(config) {
        outDir = resolve(config.root, config.build.outDir);
        publicDir = config.publicDir;
      },
      transform: {
        filter: { code: "new Worker(new URL(" },
        handler: (code) => withWorkersInside(code),
      },
      transformIndexHtml: { order: "pre", handler: (html) => withPublicInside(html, publicDir) },
    },
    viteSingleFile({ removeViteModuleLoader: true }),
    {
      name: "single-seal",
      writeBundle: {
        order: "post",
        sequential: true,
        handler() {
          const others = readdirSync(outDir).filter((name) => name !== "index.html" && name !== FILE);
          if (others.length > 0) this.error(`left beside the one file: ${others.join(", ")}`);
          const page = join(outDir, "index.html");
          writeFileSync(page, sealed(readFileSync(page, "utf8")));
          renameSync(page, join(outDir, FILE));
        },
      },
    },
  ];
}
