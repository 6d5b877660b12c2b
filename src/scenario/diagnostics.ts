import type { Diagnostic } from "#domain/pack";

export type { Diagnostic } from "#domain/pack";

/** One line per diagnostic, as editors and `meantime check` read it. */
export function formatDiagnostic(d: Diagnostic): string {
  return `${d.file}:${d.line}:${d.column} ${d.severity} ${d.code} ${d.message}`;
}

/**
 * At most so many diagnostics are kept, so that a hostile file cannot make a report of gigabytes. Warnings leave room: what is wrong is
 * never hidden behind them.
 */
const MAX_DIAGNOSTICS = 500;
const MAX_WARNINGS = 400;

/** Characters of a message, and of what it quotes: a name or an expression may be as long as a file. */
const MAX_MESSAGE = 600;
const MAX_QUOTE = 120;

/** A message that can be read on a screen. */
function readable(message: string): string {
  if (message.length <= MAX_MESSAGE) return message;
  const short = message.replace(/[^\s"]{121,}/g, (word) => `${word.slice(0, MAX_QUOTE)}…`);
  return short.length <= MAX_MESSAGE ? short : `${short.slice(0, MAX_MESSAGE)}…`;
}

/** Collects diagnostics; the same one found in several variants is kept once. */
export class Sink {
  private readonly known = new Map<string, Diagnostic>();

  add(found: Diagnostic): void {
    if (this.known.size >= (found.severity === "error" ? MAX_DIAGNOSTICS : MAX_WARNINGS)) return;
    const d = { ...found, message: readable(found.message) };
    const key = `${d.file}\n${d.line}\n${d.column}\n${d.code}\n${d.message}`;
    if (!this.known.has(key)) this.known.set(key, d);
  }

  get failed(): boolean {
    return this.errors > 0;
  }

  /** How many errors there are so far. */
  get errors(): number {
    let count = 0;
    for (const d of this.known.values()) if (d.severity === "error") count++;
    return count;
  }

  /** By file, then position. */
  sorted(): Diagnostic[] {
    return [...this.known.values()].sort((a, b) => {
      if (a.file !== b.file) return a.file < b.file ? -1 : 1;
      return a.line - b.line || a.column - b.column || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);
    });
  }
}
