import { type Answer, fail, type Program, print, readOptions } from "./shell";

/** Filters work on what the command before them printed. */
export type Filter = (input: string, words: readonly string[]) => Answer;

const MAX_PATTERN = 200;

const lines = (text: string): string[] => (text === "" ? [] : text.split("\n"));

/**
 * Whether a line matches a pattern of `grep`: letters as they stand, `.`, `.*`, `^`, `$` and alternatives (`a|b`, `a\|b`). Built from
 * nothing else, so that no pattern can take long.
 */
export function matcher(pattern: string, ignoreCase: boolean, fixed: boolean): (line: string) => boolean {
  const fold = (text: string) => (ignoreCase ? text.toLowerCase() : text);
  const parts = fixed ? [pattern] : pattern.split(/\\?\|/);
  const tests = parts.map((part) => {
    if (fixed) return (line: string) => line.includes(fold(part));
    const start = part.startsWith("^");
    const end = part.endsWith("$") && !part.endsWith("\\$");
    const pieces = fold(part.slice(start ? 1 : 0, end ? -1 : undefined))
      .split(".*")
      .map((piece) => piece.replace(/\\(.)/g, "$1"));
    return (line: string) => matchesPieces(line, pieces, start, end);
  });
  return (line) => {
    const folded = fold(line);
    return tests.some((test) => test(folded));
  };
}

function matchesPieces(line: string, pieces: readonly string[], start: boolean, end: boolean): boolean {
  let at = 0;
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i] as string;
    const last = i === pieces.length - 1;
    const from = last && end ? Math.max(at, line.length - piece.length) : at;
    const found = indexOfPiece(line, piece, from, i === 0 && start);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return !end || at === line.length;
}

/** Where a piece, with `.` for any letter, stands in a line from a place on. */
function indexOfPiece(line: string, piece: string, from: number, onlyThere: boolean): number {
  const most = onlyThere ? from : line.length - piece.length;
  for (let at = from; at <= most && at + piece.length <= line.length; at++) {
    let same = true;
    for (let k = 0; k < piece.length && same; k++) same = piece[k] === "." || piece[k] === line[at + k];
    if (same) return at;
  }
  return -1;
}

function grep(input: string, words: readonly string[]): Answer {
  const options = readOptions(words, new Set(["-A", "-B", "-C", "-m", "-e"]));
  const pattern = options.value("-e") ?? options.rest[0];
  if (pattern === undefined) return fail("usage: grep [-i] [-v] [-c] [-F] pattern", 2);
  if (pattern.length > MAX_PATTERN) return fail("grep: the pattern is too long", 2);
  const flags = words.filter((word) => /^-[a-zA-Z]+$/.test(word)).join("");
  const test = matcher(pattern, flags.includes("i"), flags.includes("F"));
  const all = lines(input);
  const found = all.filter((line) => test(line) !== flags.includes("v"));
  if (flags.includes("c")) return { output: String(found.length), exit: found.length > 0 ? 0 : 1 };
  const most = Number(options.value("-m") ?? found.length);
  return { output: found.slice(0, most).join("\n"), exit: found.length > 0 ? 0 : 1 };
}

/** How many lines `head` and `tail` are asked for: `-n 5`, `-5`; 10 otherwise. */
function amount(words: readonly string[]): number {
  const options = readOptions(words, new Set(["-n"]));
  const plain = words.find((word) => /^-\d+$/.test(word))?.slice(1);
  return Math.max(0, Math.floor(Number(options.value("-n", "--lines") ?? plain ?? 10)) || 0);
}

function sort(input: string, words: readonly string[]): Answer {
  const flags = words.filter((word) => word.startsWith("-")).join("");
  const options = readOptions(words, new Set(["-k"]));
  const key = Number.parseInt(options.value("-k") ?? "0", 10);
  const text = (line: string) => (key > 0 ? (line.trim().split(/\s+/)[key - 1] ?? "") : line);
  const number = (line: string) => Number.parseFloat(text(line).trim()) || 0;
  const sorted = lines(input).sort((a, b) => {
    if (flags.includes("n") || flags.includes("h")) return number(a) - number(b);
    return text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0;
  });
  if (flags.includes("r")) sorted.reverse();
  return print(sorted.join("\n"));
}

function uniq(input: string, words: readonly string[]): Answer {
  const runs: { line: string; n: number }[] = [];
  for (const line of lines(input)) {
    const last = runs.at(-1);
    if (last?.line === line) last.n++;
    else runs.push({ line, n: 1 });
  }
  const counted = words.includes("-c");
  return print(runs.map(({ line, n }) => (counted ? `${String(n).padStart(7)} ${line}` : line)).join("\n"));
}

function wc(input: string, words: readonly string[]): Answer {
  const all = lines(input);
  if (words.includes("-l")) return print(String(all.length));
  const count = all.reduce((sum, line) => sum + line.split(/\s+/).filter(Boolean).length, 0);
  return print([all.length, count, input.length].map((n) => String(n).padStart(8)).join(""));
}

export const FILTERS: Readonly<Record<string, Filter>> = {
  grep,
  egrep: grep,
  head: (input, words) => print(lines(input).slice(0, amount(words)).join("\n")),
  tail: (input, words) => {
    const n = amount(words);
    return print(n === 0 ? "" : lines(input).slice(-n).join("\n"));
  },
  sort,
  uniq,
  wc,
  cat: (input) => print(input),
  less: (input) => print(input),
};

/** The same names at the beginning of a line have nothing to read. */
export const WITHOUT_INPUT: Program = () => fail("there is nothing to read: pipe something into it", 2);
