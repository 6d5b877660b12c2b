import { parseDuration } from "#lib/format";
import { nearest } from "#lib/nearest";

/** Something the person who typed can put right; ends the command with 2. */
export class UsageError extends Error {}

/** A flag that a verb understands. `list` may be given several times. */
export interface Flag {
  readonly kind: "switch" | "text" | "integer" | "duration" | "list";
  /** What stands after it in the usage, `N` or `<id>`; empty for switches. */
  readonly value: string;
  readonly help: string;
}

export interface VerbShape {
  readonly name: string;
  readonly positional: { readonly label: string; readonly least: number; readonly most: number };
  readonly flags: Readonly<Record<string, Flag>>;
}

/** What was typed after the verb, checked against its shape. */
export class Args {
  constructor(
    readonly positional: readonly string[],
    private readonly values: ReadonlyMap<string, readonly string[]>,
  ) {}

  has(flag: string): boolean {
    return this.values.has(flag);
  }

  text(flag: string): string | undefined {
    return this.values.get(flag)?.at(-1);
  }

  list(flag: string): readonly string[] {
    return this.values.get(flag) ?? [];
  }

  integer(flag: string, fallback: number): number {
    const text = this.text(flag);
    return text === undefined ? fallback : Number(text);
  }

  /** Seconds. */
  seconds(flag: string, fallback: number): number {
    const text = this.text(flag);
    return text === undefined ? fallback : (parseDuration(text) ?? fallback);
  }
}

/** `play <drill> --play <name|file> [--seed N]`. */
export function usageOf({ name, positional, flags }: VerbShape): string {
  const parts = Object.entries(flags).map(([flag, { kind, value }]) => {
    const text = value === "" ? `--${flag}` : `--${flag} ${value}`;
    return kind === "list" ? `[${text}]…` : `[${text}]`;
  });
  return ["meantime", name, positional.label, ...parts].filter((part) => part !== "").join(" ");
}

/** "…, did you mean …?" or a list of what there is. */
export function hint(wrong: string, known: readonly string[], prefix = ""): string {
  const near = nearest(wrong, known);
  if (near !== undefined) return `did you mean ${prefix}${near}?`;
  return known.length === 0 ? "there are none" : `known: ${known.map((k) => prefix + k).join(", ")}`;
}

function checkValue(flag: string, { kind, value }: Flag, text: string): void {
  if (kind === "integer" && !/^-?\d{1,15}$/.test(text))
    throw new UsageError(`--${flag} wants a whole number, not "${text}"`);
  if (kind === "duration" && parseDuration(text) === undefined)
    throw new UsageError(`--${flag} wants a length of time (90, 90s, 1m30s), not "${text}"`);
  if (text === "") throw new UsageError(`--${flag} wants ${value}`);
}

/** Reads what was typed after a verb. Throws a UsageError that names the nearest flag. */
export function readArgs(shape: VerbShape, argv: readonly string[]): Args {
  const positional: string[] = [];
  const values = new Map<string, string[]>();
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] as string;
    if (!word.startsWith("--")) {
      positional.push(word);
      continue;
    }
    const equals = word.indexOf("=");
    const name = equals < 0 ? word.slice(2) : word.slice(2, equals);
    const flag = Object.hasOwn(shape.flags, name) ? shape.flags[name] : undefined;
    if (flag === undefined)
      throw new UsageError(`${shape.name} has no --${name}; ${hint(name, Object.keys(shape.flags), "--")}`);
    if (flag.kind === "switch") {
      if (equals >= 0) throw new UsageError(`--${name} takes no value`);
      values.set(name, [""]);
      continue;
    }
    const text = equals >= 0 ? word.slice(equals + 1) : argv[++i];
    if (text === undefined) throw new UsageError(`--${name} wants ${flag.value}`);
    checkValue(name, flag, text);
    const before = values.get(name) ?? [];
    if (before.length > 0 && flag.kind !== "list") throw new UsageError(`--${name} is given twice`);
    values.set(name, [...before, text]);
  }
  const { least, most, label } = shape.positional;
  if (positional.length < least) throw new UsageError(`${shape.name} wants ${label}`);
  if (positional.length > most) throw new UsageError(`${shape.name} does not understand "${positional[most]}"`);
  return new Args(positional, values);
}
