import { join } from "node:path";
import { runnerImport } from "vite";
import { LastGood, overlayOf } from "./hot.mjs";

/** @typedef {import("#domain/drill").Program} Program */
/** @typedef {import("#scenario/index").Diagnostic} Diagnostic */
/** @typedef {import("./model").CompiledBank} CompiledBank */
/** @typedef {import("./model").CompiledGameday} CompiledGameday */
/** @typedef {import("./model").CompiledContent & { readonly bank: CompiledBank, readonly gameday: CompiledGameday, readonly sources: import("#session/contract").Sources, readonly texts: ReadonlyMap<string, readonly import("#domain/pack").PackFile[]> }} Content */

const LIST = "virtual:drills";
const ONE = "virtual:drill/";
/** What drills are written in: the list, and one of them by its code. */
const TEXTS = "virtual:source";
const TEXT = "virtual:source/";
const SOURCES = "virtual:sources";
const QUESTIONS = "virtual:questions";
const AREA = "virtual:questions/";
const ANSWERS = "virtual:answers";
/** What facilitators read: the deck, a guide by its drill's code, and the world of an incident that is told. */
const GAMEDAY = "virtual:gameday";
const GUIDE = "virtual:guide/";
const TABLETOP = "virtual:tabletop";

/**
 * Vite reads its configuration before it knows our aliases; the compiler is therefore loaded through a runner that does.
 * @param {string} root
 * @param {string} path
 */
async function imported(root, path) {
  const { module } = await runnerImport(join(root, path), {
    root,
    configFile: false,
    logLevel: "error",
    resolve: { tsconfigPaths: true },
  });
  return /** @type {any} */ (module);
}

/**
 * Compiles `content/` again and again; what has not changed is kept.
 * @param {string} root
 * @returns {() => Promise<Content>}
 */
function compiler(root) {
  /** @type {Promise<typeof import("./disk")> | null} */
  let loading = null;
  /** @type {import("./memo").Memo | null} */
  let memo = null;
  return async () => {
    loading ??= imported(root, "src/adapters/content/disk.ts");
    const module = await loading;
    memo ??= new module.Memo();
    const files = module.readContent(root);
    const content = module.compileContent(files, memo);
    const programs = content.drills.flatMap(({ program }) => program ?? []);
    const texts = new Map(content.drills.map(({ slug }) => [slug, module.textOf(files, slug)]));
    return {
      ...content,
      texts,
      bank: content.bank ?? module.bankOf(files),
      gameday: /** @type {CompiledGameday} */ (content.gameday),
      sources: module.sourcesOf(files, programs),
    };
  };
}

/** @param {Diagnostic} d */
const lineOf = (d) => `${d.file}:${d.line}:${d.column} ${d.severity} ${d.code} ${d.message}`;

/** @param {readonly Diagnostic[]} diagnostics */
const errorsIn = (diagnostics) => diagnostics.filter(({ severity }) => severity === "error");

/** A file is taken as written when nothing more came for so many milliseconds. */
const SETTLED = 60;

/**
 * A value as a module: JSON in a string is parsed several times faster than the same written as code.
 * @param {unknown} value
 */
const jsonModule = (value) => `export default JSON.parse(${JSON.stringify(JSON.stringify(value))});`;

/** Area of a question: the first part of its id. @param {{ readonly id: string }} question */
const areaOf = ({ id }) => id.replace(/-.*$/, "");

/**
 * What lists and searches need of each question, the words that rules share, and a lazy chunk per area.
 * @param {CompiledBank} bank
 */
function bankModule(bank) {
  const cards = bank.questions.map(({ id, asks, kind, level, roles, skills, minutes, summary }) => {
    return { id, asks, kind, level, roles, skills, minutes, summary };
  });
  const areas = [...new Set(cards.map(areaOf))];
  const imports = areas.map((area) => `${JSON.stringify(area)}: () => import(${JSON.stringify(`${AREA}${area}`)})`);
  return [
    `export const cards = JSON.parse(${JSON.stringify(JSON.stringify(cards))});`,
    `export const groups = JSON.parse(${JSON.stringify(JSON.stringify(bank.lexicon.groups))});`,
    `export const areas = { ${imports.join(", ")} };`,
  ].join("\n");
}

/**
 * Cards and lazy imports. The chunk is named by the code, which gives nothing away; the slug may.
 * @param {readonly Program[]} programs
 */
function listModule(programs) {
  const cards = programs.map((program) => program.card);
  return `export const cards = ${JSON.stringify(cards)};\nexport const programs = ${importsOf(programs, ONE)};`;
}

/**
 * The deck, and a lazy chunk for each guide: it gives a drill away, so that nothing but the page of its facilitator may fetch it.
 * @param {CompiledGameday} gameday
 * @param {readonly Program[]} programs
 */
function gamedayModule({ deck, guides }, programs) {
  const guided = programs.filter(({ card }) => guides.some(({ slug }) => slug === card.slug));
  return [
    `export const deck = JSON.parse(${JSON.stringify(JSON.stringify(deck))});`,
    `export const guides = ${importsOf(guided, GUIDE)};`,
  ].join("\n");
}

/** A map from slug to lazy import. @param {readonly Program[]} programs @param {string} prefix of the modules, before the code */
function importsOf(programs, prefix) {
  const imports = programs.map(
    ({ card }) => `${JSON.stringify(card.slug)}: () => import(${JSON.stringify(`${prefix}${card.code}`)})`,
  );
  return `{ ${imports.join(", ")} }`;
}

/** Whether a module is one of ours. @param {string} id */
const isOurs = (id) =>
  id === LIST ||
  id === TEXTS ||
  id.startsWith(TEXT) ||
  id === SOURCES ||
  id === QUESTIONS ||
  id === ANSWERS ||
  id === GAMEDAY ||
  id === TABLETOP ||
  id.startsWith(GUIDE) ||
  id.startsWith(ONE) ||
  id.startsWith(AREA);

/**
 * Compiles content/ into `virtual:drills` (cards, and one lazily loaded program per drill), `virtual:source` (the same drills as text), `virtual:sources`,
 * `virtual:questions` (the bank, its cards loaded by area), `virtual:answers` (labelled, to measure the rules), `virtual:gameday` (deck and guides) and `virtual:tabletop`. A drill with errors fails the build; in development it stays as it last was without, with the diagnostics over the page and in the terminal (a drill that never had a good version is left out).
 * @param {string} root
 * @returns {import("vite").Plugin}
 */
export function drills(root) {
  const compile = compiler(root);
  const good = new LastGood();
  /** @type {Promise<Content> | null} */
  let content = null;
  let building = false;
  return {
    name: "drills",
    configResolved(config) {
      building = config.command === "build";
    },
    resolveId(id) {
      return isOurs(id) ? `\0${id}` : undefined;
    },
    async load(id) {
      if (!id.startsWith("\0") || !isOurs(id.slice(1))) return undefined;
      content ??= compile();
      const { drills: all, bank, diagnostics, gameday, sources, texts } = await content;
      if (id === `\0${SOURCES}`) return `export default ${JSON.stringify(sources)};`;
      if (id === `\0${QUESTIONS}`) return bankModule(bank);
      if (id === `\0${ANSWERS}`) return jsonModule(bank.labels);
      if (id.startsWith(`\0${AREA}`)) {
        const area = id.slice(AREA.length + 1);
        return jsonModule(bank.questions.filter((question) => areaOf(question) === area));
      }
      if (id === `\0${TABLETOP}`) return jsonModule(gameday.tabletop);
      const { programs } = good.of({ drills: all });
      if (id === `\0${GAMEDAY}`) return gamedayModule(gameday, programs);
      if (id.startsWith(`\0${GUIDE}`)) {
        const { slug } = programs.find(({ card }) => card.code === id.slice(GUIDE.length + 1))?.card ?? {};
        return jsonModule(gameday.guides.find((guide) => guide.slug === slug) ?? null);
      }
      if (id === `\0${LIST}`) {
        const errors = errorsIn(diagnostics);
        if (building && errors.length > 0) this.error(errors.map(lineOf).join("\n"));
        if (diagnostics.length > 0) this.warn(`\n${diagnostics.map(lineOf).join("\n")}`);
        return listModule(programs);
      }
      if (id === `\0${TEXTS}`) return `export const sources = ${importsOf(programs, TEXT)};`;
      const isSource = id.startsWith(`\0${TEXT}`);
      const code = id.slice((isSource ? TEXT : ONE).length + 1);
      const program = programs.find(({ card }) => card.code === code);
      if (program === undefined) this.error(`there is no drill with the code ${code}`);
      return jsonModule(isSource ? texts.get(program.card.slug) : program);
    },
    configureServer(server) {
      const folder = join(root, "content");
      server.watcher.add(folder);
      let written = 0;
      /** @param {string} path */
      const refresh = async (path) => {
        if (!path.startsWith(folder)) return;
        // Editors write a file in several steps, and a checkout writes many: the last one counts.
        const mine = ++written;
        await new Promise((resolve) => setTimeout(resolve, SETTLED));
        if (mine !== written) return;
        const next = compile();
        const { drills: all, diagnostics } = await next;
        content = next;
        const errors = errorsIn(diagnostics);
        for (const line of diagnostics.map(lineOf)) server.config.logger.warn(line);
        // A page that shows drills with mistakes keeps what it has; nothing is loaded anew for them.
        if (good.of({ drills: all }).changed || errors.length === 0) {
          for (const [id, module] of server.moduleGraph.idToModuleMap) {
            if (id.startsWith("\0") && isOurs(id.slice(1))) server.moduleGraph.invalidateModule(module);
          }
          server.ws.send({ type: "full-reload" });
        }
        if (errors.length > 0) server.ws.send(overlayOf(root, errors));
      };
      // A page that is opened or reloaded meanwhile is told as well.
      server.ws.on("connection", async () => {
        const errors = errorsIn((await content)?.diagnostics ?? []);
        if (errors.length > 0) server.ws.send(overlayOf(root, errors));
      });
      for (const event of /** @type {const} */ (["add", "change", "unlink"])) server.watcher.on(event, refresh);
    },
  };
}

/**
 * Writes `schema/<kind>.json` beside the built app: editors check and complete content against them, wherever the app
 * is served.
 * @param {string} root
 * @returns {import("vite").Plugin}
 */
export function schemas(root) {
  return {
    name: "schemas",
    apply: "build",
    async generateBundle() {
      /** @type {typeof import("#scenario/index")} */
      const module = await imported(root, "src/scenario/index.ts");
      for (const kind of module.FILE_KINDS) {
        const source = `${JSON.stringify(module.jsonSchema(kind))}\n`;
        this.emitFile({ type: "asset", fileName: `schema/${kind}.json`, source });
      }
    },
  };
}
