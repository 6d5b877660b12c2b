import { fileURLToPath } from "node:url";
import { ambientUses } from "./ambient";
import { fileAt, type Import, importsOf, targetOf } from "./imports";
import { lineOf, parse, readTree } from "./parse";

/** One breach of the rules in src/README.md. */
export interface Violation {
  readonly rule: "direction" | "alias" | "content" | "modes" | "kit" | "pages" | "package" | "cycle" | "ambient";
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** Which rooms each room may import besides itself. */
const mayImport: Readonly<Record<string, readonly string[]>> = (() => {
  const facts = ["lib", "domain"];
  const play = [...facts, "language", "world", "engine"];
  const judged = [...play, "questions", "score", "debrief"];
  const live = [...judged, "scenario", "session"];
  return {
    lib: [],
    domain: ["lib"],
    scenario: facts,
    language: facts,
    world: facts,
    engine: [...facts, "language", "world"],
    questions: play,
    score: play,
    debrief: [...play, "score"],
    session: [...judged, "scenario"],
    modes: [...judged, "session"],
    adapters: [...live, "modes"],
    ui: [...judged, "session", "modes"],
    app: [...live, "modes", "adapters", "ui"],
    cli: [...live, "modes", "adapters"],
  };
})();

/** Rooms in which nothing but the log, the program and the seed may decide what happens. */
const pureRooms = new Set([
  "lib",
  "domain",
  "scenario",
  "language",
  "world",
  "engine",
  "questions",
  "score",
  "debrief",
]);

/** Packages that pure rooms may use; the rest of them use none. */
const purePackages: Readonly<Record<string, readonly string[]>> = {
  scenario: ["yaml", "valibot", "xstate", "@marcbachmann/cel-js", "@valibot/to-json-schema"],
  world: ["@prometheus-io/lezer-promql", "@lezer/common"],
  engine: ["xstate"],
  questions: ["valibot"],
};

const modes = new Set(["drill", "interview", "study", "gameday"]);

/** Adapters that exist in a browser only, which the command line must not import. */
const browserAdapters = new Set(["storage"]);

/** What the command line may import of adapters/content: the files, and packs as they are read; not what was bundled for the browser. */
const contentOnDisk = new Set(["disk", "form", "model", "packs/compile", "packs/read"]);

/** Files outside cli that run under Node: content read from disk, and the build's plugin. */
const nodeFiles = new Set(["src/adapters/content/disk.ts", "src/adapters/content/vite.mjs"]);

const segment = (path: string, index: number) => path.split("/")[index]?.replace(/\.\w+$/, "") ?? "";

const roomOf = (path: string) => (path.startsWith("src/") && path.split("/").length > 2 ? segment(path, 1) : undefined);

const packageOf = (specifier: string) =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

type Report = (rule: Violation["rule"], message: string) => void;

function checkPackage(path: string, room: string, name: string, report: Report): void {
  if (name.startsWith("node:")) {
    if (room !== "cli" && !nodeFiles.has(path)) report("package", `${room} imports ${name}; only cli may use Node`);
  } else if (pureRooms.has(room) && !purePackages[room]?.includes(name))
    report("package", `${room} may not import ${name}`);
  else if (/^react(-|$)/.test(name) && room !== "ui" && room !== "app")
    report("package", `${room} may not import ${name}`);
}

function checkTarget(path: string, room: string, { specifier }: Import, target: string, report: Report): void {
  if (target.startsWith("content/")) {
    const isAdapter = room === "adapters" && segment(path, 2) === "content";
    if (!isAdapter) report("content", "only src/adapters/content imports content/");
    return;
  }
  const other = roomOf(target);
  if (other === undefined) return;
  if (other === room) {
    if (specifier.startsWith("#")) report("alias", `inside a room imports are relative: ${specifier}`);
    const [own, foreign] = [segment(path, 2), segment(target, 2)];
    if (room === "modes" && own !== foreign && modes.has(own) && modes.has(foreign))
      report("modes", `mode ${own} imports mode ${foreign}`);
    if (room === "ui" && foreign === "pages" && own !== "pages")
      report("pages", `${path.slice("src/".length)} imports a page: what several need stands in ui`);
    if (room === "ui" && own === "kit" && foreign !== "kit") report("kit", `ui/kit imports ui/${foreign}`);
    return;
  }
  if (!specifier.startsWith("#")) report("alias", `another room is reached by its alias: #${other}/…`);
  if (!mayImport[room]?.includes(other)) report("direction", `${room} may not import ${other}`);
  else if (room === "ui" && segment(path, 2) === "kit" && other !== "lib") report("kit", `ui/kit imports ${other}`);
  else if (room === "cli" && other === "adapters" && needsBrowser(target))
    report("direction", `cli imports ${target.slice("src/".length)}, which needs a browser`);
  else if (nodeFiles.has(target) && room !== "cli") report("direction", `${room} imports ${target}, which needs Node`);
}

function needsBrowser(target: string): boolean {
  const adapter = segment(target, 2);
  const within = target
    .split("/")
    .slice(3)
    .join("/")
    .replace(/\.\w+$/, "");
  return browserAdapters.has(adapter) || (adapter === "content" && !contentOnDisk.has(within));
}

/** Finds import cycles between files; imports that are gone at run time and dynamic ones do not close a cycle. */
function cycles(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const state = new Map<string, "open" | "done">();
  const trail: string[] = [];
  const visit = (path: string): void => {
    if (state.get(path) === "done") return;
    if (state.get(path) === "open") {
      found.push([...trail.slice(trail.indexOf(path)), path]);
      return;
    }
    state.set(path, "open");
    trail.push(path);
    for (const next of edges.get(path) ?? []) visit(next);
    trail.pop();
    state.set(path, "done");
  };
  for (const path of edges.keys()) visit(path);
  return found;
}

/**
 * Checks sources against the rules of the rooms.
 * @param files path relative to the root ("src/engine/apply.ts") → text
 */
export function checkRooms(files: ReadonlyMap<string, string>): Violation[] {
  const violations: Violation[] = [];
  const paths = new Set(files.keys());
  const edges = new Map<string, string[]>();
  for (const [path, source] of files) {
    const room = roomOf(path);
    const program = parse(path, source);
    const reportAt =
      (start: number): Report =>
      (rule, message) =>
        violations.push({ rule, path, line: lineOf(source, start), message });
    if (room !== undefined && mayImport[room] === undefined) reportAt(0)("direction", `src/${room} is not a room`);
    for (const found of importsOf(program)) {
      const target = targetOf(path, found.specifier);
      const file = target === undefined ? undefined : fileAt(target, paths);
      if (file !== undefined && !found.typeOnly && !found.dynamic) edges.set(path, [...(edges.get(path) ?? []), file]);
      if (room === undefined) continue;
      const report = reportAt(found.start);
      if (target !== undefined) checkTarget(path, room, found, target, report);
      else if (!found.specifier.startsWith("virtual:")) checkPackage(path, room, packageOf(found.specifier), report);
    }
    if (room !== undefined && pureRooms.has(room))
      for (const use of ambientUses(program)) reportAt(use.start)("ambient", `${room} uses ${use.what}`);
  }
  for (const cycle of cycles(edges))
    violations.push({ rule: "cycle", path: cycle[0] ?? "", line: 1, message: cycle.join(" → ") });
  return violations;
}

/** Reads all sources of the project. */
export function projectSources(): Map<string, string> {
  return readTree(fileURLToPath(new URL("../..", import.meta.url)), "src", /\.(ts|tsx|mjs)$/);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const sources = projectSources();
  const violations = checkRooms(sources);
  for (const { path, line, rule, message } of violations) console.error(`${path}:${line} ${rule} ${message}`);
  console.log(`${sources.size} files, ${violations.length} violations`);
  process.exitCode = violations.length === 0 ? 0 : 1;
}
