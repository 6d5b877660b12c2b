import { nearest } from "#lib/nearest";
import type { Diagnostic, Sink } from "./diagnostics";
import { type Located, type LocatedEntry, offsetInScalar } from "./parse/located";

/** A checked value together with the place it came from: what every pass after the schema walks over. */
export class Cursor<T> {
  constructor(
    readonly value: T,
    readonly node: Located,
    readonly sink: Sink,
    /** Where the key stands, for values that are entries of a map. */
    private readonly entry?: LocatedEntry,
  ) {}

  /** A member; when it is absent the cursor stays at this place with the value undefined. */
  get<K extends keyof NonNullable<T> & string>(key: K): Cursor<NonNullable<T>[K]> {
    const entry = this.node.kind === "map" ? this.node.entries.get(key) : undefined;
    const value = (this.value as NonNullable<T> | undefined)?.[key] as NonNullable<T>[K];
    return new Cursor(value, entry?.node ?? this.node, this.sink, entry ?? this.entry);
  }

  /** Items of a list; none when it is absent. */
  items<I>(this: Cursor<readonly I[] | undefined>): Cursor<I>[] {
    const nodes = this.node.kind === "list" ? this.node.items : [];
    return (this.value ?? []).map((item, i) => new Cursor(item, nodes[i] ?? this.node, this.sink));
  }

  /** Entries of a map in the order they were written; none when it is absent. */
  entries<I>(this: Cursor<{ readonly [key: string]: I | undefined } | undefined>): [string, Cursor<I>][] {
    const nodes = this.node.kind === "map" ? this.node.entries : undefined;
    return Object.entries(this.value ?? {}).map(([key, item]) => {
      const entry = nodes?.get(key);
      return [key, new Cursor(item as I, entry?.node ?? this.node, this.sink, entry)];
    });
  }

  /** Narrows away undefined. */
  present(): Cursor<NonNullable<T>> | undefined {
    return this.value === undefined || this.value === null ? undefined : (this as unknown as Cursor<NonNullable<T>>);
  }

  error(code: string, message: string, index?: number): void {
    this.report("error", code, message, index);
  }

  warn(code: string, message: string, index?: number): void {
    this.report("warning", code, message, index);
  }

  /** Reports at the key of this entry rather than at its value. */
  errorAtKey(code: string, message: string): void {
    this.atKey("error", code, message);
  }

  warnAtKey(code: string, message: string): void {
    this.atKey("warning", code, message);
  }

  private atKey(severity: Diagnostic["severity"], code: string, message: string): void {
    const { entry } = this;
    if (entry) this.put(entry.keySource.path, entry.keySource.position(entry.keyStart), severity, code, message);
    else this.report(severity, code, message);
  }

  private report(severity: Diagnostic["severity"], code: string, message: string, index?: number): void {
    const offset = index === undefined ? this.node.start : offsetInScalar(this.node, index);
    this.put(this.node.source.path, this.node.source.position(offset), severity, code, message);
  }

  private put(
    file: string,
    position: { readonly line: number; readonly column: number },
    severity: Diagnostic["severity"],
    code: string,
    message: string,
  ): void {
    this.sink.add({ file, ...position, severity, code, message });
  }
}

/** The end of an "unknown name" message: the nearest valid name, else what there is. */
export function suggest(name: string, valid: Iterable<string>, kind: string): string {
  const names = [...valid];
  const near = nearest(name, names);
  if (near !== undefined) return `, did you mean "${near}"?`;
  if (names.length === 0) return `, but there is no ${kind}`;
  const few = names.slice(0, 12).join(", ");
  return `, expected one of ${few}${names.length > 12 ? ", …" : ""}`;
}
