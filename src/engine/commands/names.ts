import type { Refusal } from "#domain/commands";
import { nearest } from "#lib/nearest";

/** Refusal of a name that does not exist, with the names that do and the likely one. */
export function unknown(what: string, given: string, known: readonly string[]): Refusal {
  const near = nearest(given, known);
  return {
    code: `${what}.unknown`,
    text: `There is no ${what} "${given}".`,
    expected: known.slice(0, 20).join(", "),
    ...(near === undefined ? {} : { nearest: near }),
  };
}

/** Null when the name is known. */
export function requireName(what: string, given: string, known: readonly string[]): Refusal | null {
  return known.includes(given) ? null : unknown(what, given, known);
}

/** A refusal in one line. */
export function refuse(code: string, text: string, expected?: string): Refusal {
  return expected === undefined ? { code, text } : { code, text, expected };
}
