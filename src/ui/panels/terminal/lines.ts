import type { TerminalEntry } from "../../console-state";

/** Entries and letters that are kept; the oldest go first. */
const MOST_ENTRIES = 120;
const MOST_LETTERS = 80_000;

/** The entries with one more, as many as are kept. */
export function withEntry(entries: readonly TerminalEntry[], entry: TerminalEntry): readonly TerminalEntry[] {
  const kept = [...entries, entry].slice(-MOST_ENTRIES);
  let letters = kept.reduce((sum, { output }) => sum + output.length, 0);
  while (letters > MOST_LETTERS && kept.length > 1) letters -= kept.shift()?.output.length ?? 0;
  return kept;
}

/** Lines typed before, oldest first, each of a row of equal ones once. */
export function historyOf(entries: readonly TerminalEntry[]): readonly string[] {
  const lines = entries.map(({ line }) => line.trim()).filter((line) => line !== "");
  return lines.filter((line, i) => line !== lines[i - 1]);
}

/** What `history` prints. */
export function historyText(lines: readonly string[]): string {
  return lines.map((line, i) => `${String(i + 1).padStart(5)}  ${line}`).join("\n");
}

/** The newest line that contains the words, before place `from`; −1 when there is none. */
export function searchBack(lines: readonly string[], words: string, from = lines.length): number {
  if (words === "") return -1;
  for (let i = Math.min(from, lines.length) - 1; i >= 0; i--) if (lines[i]?.includes(words)) return i;
  return -1;
}

/** The letters all candidates begin with. */
export function commonStart(candidates: readonly string[]): string {
  const [first = ""] = candidates;
  let length = first.length;
  for (const each of candidates) while (!each.startsWith(first.slice(0, length))) length--;
  return first.slice(0, length);
}

/** The line with the word from `from` to the cursor replaced, and a blank after it when the word is whole. */
export function completed(
  line: string,
  cursor: number,
  from: number,
  candidates: readonly string[],
): { readonly line: string; readonly cursor: number } {
  const start = commonStart(candidates);
  const isWhole = candidates.length === 1 && !/[=:]$|^"/.test(start);
  const word = start.length > cursor - from ? start : line.slice(from, cursor);
  const text = `${line.slice(0, from)}${isWhole ? `${start} ` : word}`;
  return { line: text + line.slice(cursor).replace(/^ /, isWhole ? "" : " "), cursor: text.length };
}

/** Letters and digits of a company's name, as a host is called. */
export function hostName(company: string): string {
  return (
    company
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "") || "jump"
  );
}
