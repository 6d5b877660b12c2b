import type { Args, VerbShape } from "./args";

/** Where a command reads from and writes to; tests bring their own. */
export interface Io {
  /** The project's root: where content/ lies. */
  readonly root: string;
  /** Where the person who typed stands: relative paths start here. */
  readonly cwd: string;
  out(text: string): void;
  err(text: string): void;
}

/** Ends a command with 1 after saying why: what was asked for could be understood, but something is wrong. */
export class Failure extends Error {}

export interface Verb extends VerbShape {
  readonly summary: string;
  /** The exit code: 0 well, 1 something is wrong. */
  run(args: Args, io: Io): Promise<number> | number;
}

export function printJson(io: Io, value: unknown): void {
  io.out(JSON.stringify(value, null, 2));
}

/** Columns aligned with spaces; numbers to the right. The first row is the heading. */
export function table(rows: readonly (readonly (string | number)[])[]): string[] {
  const texts = rows.map((row) => row.map(String));
  const widths: number[] = [];
  for (const row of texts) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length);
  }
  const rightAligned = widths.map((_, i) => rows.slice(1).every((row) => typeof row[i] === "number"));
  return texts.map((row) =>
    row
      .map((cell, i) => (rightAligned[i] === true ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}
