import type { ActRequest } from "#domain/actions";
import type { NodeSpec } from "#domain/system";
import { nearest } from "#lib/nearest";
import type { WorldReading } from "../../contract";

/** Where a line is typed: the jump host of a world at a second. */
export interface Host {
  readonly w: WorldReading;
  readonly now: number;
}

/** What a command printed. With `act` the output is what the tool prints once the action has been accepted. */
export interface Answer {
  readonly output: string;
  readonly exit: number;
  readonly act?: ActRequest;
  readonly shows?: readonly string[];
}

/** A program: its words without its own name. `next` is what the output is piped into, so that a search can be narrowed. */
export type Program = (host: Host, words: readonly string[], next: readonly string[]) => Answer;

export const print = (output: string, shows: readonly string[] = []): Answer => ({ output, exit: 0, shows });
export const fail = (output: string, exit = 1): Answer => ({ output, exit });
export const ask = (act: ActRequest, output: string): Answer => ({ output, exit: 0, act });

export type Split =
  | { readonly ok: true; readonly stages: readonly (readonly string[])[] }
  | { readonly ok: false; readonly problem: string };

const UNSUPPORTED: Readonly<Record<string, string>> = {
  ";": "one command at a time, please: no `;` here",
  "&": "no background jobs and no `&&` here: one command at a time",
  ">": "nothing can be written on this host: no `>` here",
  "<": "no `<` here",
  "`": "no command substitution here",
};

/** Words of a line as a shell splits them (quotes, backslashes), by the stages of its pipe. */
export function splitLine(line: string): Split {
  const stages: string[][] = [[]];
  let word: string | null = null;
  let quote = "";
  for (let i = 0; i < line.length; i++) {
    const c = line[i] as string;
    if (quote !== "") {
      if (c === quote) quote = "";
      else if (c === "\\" && quote === '"' && (line[i + 1] === '"' || line[i + 1] === "\\"))
        word += line[++i] as string;
      else word += c;
    } else if (c === '"' || c === "'") {
      quote = c;
      word ??= "";
    } else if (c === "\\") {
      word = (word ?? "") + (line[++i] ?? "");
    } else if (c === " " || c === "\t" || c === "|") {
      if (word !== null) stages.at(-1)?.push(word);
      word = null;
      if (c === "|") stages.push([]);
    } else if (c === "$" && line[i + 1] === "(") {
      return { ok: false, problem: UNSUPPORTED["`"] as string };
    } else if (c in UNSUPPORTED && !(c === "&" && word?.includes("/"))) {
      // Somebody who silences errors means well; it changes nothing here.
      const silenced = /^2?>\s*\/dev\/null|^2>&1/.exec(line.slice(word === "2" ? i - 1 : i));
      if (silenced === null) return { ok: false, problem: UNSUPPORTED[c] as string };
      i += silenced[0].length - (word === "2" ? 2 : 1);
      word = null;
    } else {
      word = (word ?? "") + c;
    }
  }
  if (quote !== "") return { ok: false, problem: `unexpected EOF while looking for matching \`${quote}'` };
  if (word !== null) stages.at(-1)?.push(word);
  if (stages.length > 1 && stages.some((stage) => stage.length === 0)) {
    return { ok: false, problem: "syntax error near unexpected token `|'" };
  }
  return { ok: true, stages };
}

/** Flags and what is left, as most tools read them: `--name=value`, `--name value`, `-n value`, `-nvalue`. */
export interface Options {
  readonly rest: readonly string[];
  /** Everything after `--`. */
  readonly after: readonly string[] | null;
  has(...names: readonly string[]): boolean;
  value(...names: readonly string[]): string | undefined;
}

export function readOptions(words: readonly string[], valued: ReadonlySet<string>): Options {
  const rest: string[] = [];
  const flags = new Map<string, string>();
  let after: readonly string[] | null = null;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    if (word === "--") {
      after = words.slice(i + 1);
      break;
    }
    if (!word.startsWith("-") || word === "-") {
      rest.push(word);
      continue;
    }
    const equals = word.indexOf("=");
    const short = word.slice(0, 2);
    if (equals > 0) flags.set(word.slice(0, equals), word.slice(equals + 1));
    else if (valued.has(word)) flags.set(word, words[++i] ?? "");
    else if (!word.startsWith("--") && word.length > 2 && valued.has(short)) flags.set(short, word.slice(2));
    else flags.set(word, "");
  }
  return {
    rest,
    after,
    has: (...names) => names.some((name) => flags.has(name)),
    value: (...names) => names.map((name) => flags.get(name)).find((value) => value !== undefined),
  };
}

/** Columns aligned with two spaces or more between them, as command-line tools print tables. */
export function columns(rows: readonly (readonly string[])[], gap = 3): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, cell.length);
    });
  }
  return rows
    .map((row) => row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd((widths[i] ?? 0) + gap))).join(""))
    .join("\n");
}

/** ` Did you mean "x"?`, or nothing. */
export function meant(given: string, known: Iterable<string>): string {
  const near = nearest(given, known);
  return near === undefined ? "" : ` Did you mean "${near}"?`;
}

/** The node of a name as people type it: its id, or a host such as `orders-db.internal`. */
export function nodeNamed(host: Host, name: string): NodeSpec | undefined {
  const { nodes } = host.w.system;
  return nodes.find((node) => node.id === name) ?? nodes.find((node) => name.startsWith(`${node.id}.`));
}

/** Nodes of some kinds. */
export function nodesOf(host: Host, ...kinds: readonly NodeSpec["kind"][]): readonly NodeSpec[] {
  return host.w.system.nodes.filter((node) => kinds.includes(node.kind));
}
