/**
 * Runs the code of a coding question against its proof, each language in its own way:
 *   js   both are modules, `answer.mjs` and `proof.mjs`; the proof asserts, and Node ends with 0
 *   jsx  the same as `answer.jsx` and `proof.test.jsx`, run by Vitest in jsdom with Testing Library
 *   sql  the answer is one query; the proof is a list of cases, each on an empty SQLite database:
 *          -- case: what it shows
 *          create table …; insert …;
 *          -- expect:
 *          -- 7 | 3            one line per row, in order, cells as text; no line for no row
 */
import { spawn } from "node:child_process";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Code } from "#domain/questions";

/** Whether the proof held, and what was printed. */
export interface Outcome {
  readonly ok: boolean;
  readonly output: string;
}

const root = join(import.meta.dirname, "../..");
/** A proof that hangs is a failure, not a test that never ends. */
const DEADLINE_MS = 90_000;

export async function prove(code: Code, proof: Code): Promise<Outcome> {
  if (code.language !== proof.language)
    return { ok: false, output: `the code is ${code.language} and its proof ${proof.language}` };
  if (code.language === "sql") return proveSql(code.text, proof.text);
  if (code.language === "js")
    return inFolder({ "answer.mjs": code.text, "proof.mjs": proof.text }, (folder) =>
      run(folder, [join(folder, "proof.mjs")]),
    );
  if (code.language === "jsx") {
    const files = { "answer.jsx": code.text, "proof.test.jsx": proof.text, "vitest.config.mjs": VITEST };
    return inFolder(files, (folder) =>
      run(folder, [join(root, "node_modules/vitest/vitest.mjs"), "run", "--root", folder]),
    );
  }
  return { ok: false, output: `nothing runs ${code.language} here, only js, jsx and sql` };
}

const VITEST = `export default {
  test: { environment: "jsdom", include: ["proof.test.jsx"], reporters: ["default"], passWithNoTests: false },
};
`;

async function inFolder(
  files: Readonly<Record<string, string>>,
  use: (folder: string) => Promise<Outcome>,
): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), "meantime-code-"));
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    await symlink(join(root, "node_modules"), join(folder, "node_modules"), "junction");
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(cwd: string, args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const { NODE_OPTIONS: _options, VITEST: _vitest, ...env } = process.env;
    const child = spawn(process.execPath, args, { cwd, env, timeout: DEADLINE_MS });
    let output = "";
    const keep = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (error) => resolve({ ok: false, output: error.message }));
    child.on("close", (code, signal) => {
      const ending = code === 0 ? "" : `\nended with ${code ?? signal}`;
      resolve({ ok: code === 0, output: `${output}${ending}`.trim() });
    });
  });
}

interface Database {
  run(sql: string): void;
  exec(sql: string): { readonly values: readonly (readonly (string | number | null)[])[] }[];
  close(): void;
}
type InitSql = () => Promise<{ readonly Database: new () => Database }>;

async function proveSql(query: string, proof: string): Promise<Outcome> {
  const { Database } = await (createRequire(import.meta.url)("sql.js") as InitSql)();
  const wrong: string[] = [];
  const cases = proof.split(/^-- case:/m).slice(1);
  for (const one of cases) {
    const [before = "", after] = one.split(/^-- expect:$/m);
    const [title = "", ...setup] = before.split("\n");
    if (after === undefined) {
      wrong.push(`${title.trim()}: says nothing after "-- expect:"`);
      continue;
    }
    const database = new Database();
    try {
      database.run(setup.join("\n"));
      const rows = database.exec(query)[0]?.values ?? [];
      const got = rows.map((row) => row.map((cell) => `${cell ?? "null"}`).join(" | "));
      const expected = after
        .split("\n")
        .filter((line) => line.startsWith("-- "))
        .map((line) => line.slice(3).trim());
      if (got.join("\n") !== expected.join("\n"))
        wrong.push(`${title.trim()}:\n  expected ${expected.join(", ") || "no row"}\n  got      ${got.join(", ")}`);
    } catch (error) {
      wrong.push(`${title.trim()}: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      database.close();
    }
  }
  if (cases.length === 0) wrong.push('the proof has no "-- case:"');
  return { ok: wrong.length === 0, output: wrong.join("\n") };
}
