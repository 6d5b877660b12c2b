import type { Diagnostic } from "#domain/pack";

export type { Diagnostic } from "#domain/pack";

/** One line per diagnostic, as editors and `meantime check` read it. */
export function formatDiagnostic(d: Diagnostic): string {
  return `${d.file}:${d.line}:${d.column} ${d.severity} ${d.code} ${d.message}`;
}

/** At most so many diagnostics are kept, so that a hostile file cannot make a report of gigabytes. */
const MAX_DIAGNOSTICS = 500;

/** Collects diagnostics; the same one found in several variants is kept once. */
export class Sink {
  private readonly known = new Map<string, Diagnostic>();

  add(d: Diagnostic): void {
    if (this.known.size >= MAX_DIAGNOSTICS) return;
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
