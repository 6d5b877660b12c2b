/** Characters of a file. */
export const MAX_BYTES = 2 * 1024 * 1024;
/** Levels of maps and lists. */
export const MAX_DEPTH = 40;
/** Values of a file after its aliases are resolved. */
export const MAX_VALUES = 200_000;

/** Keys that would reach a prototype. */
export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);
