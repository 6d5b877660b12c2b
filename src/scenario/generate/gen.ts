import type { ExprContext } from "#domain/expressions";
import type { Expr, Text } from "#domain/text";
import { type Cursor, suggest } from "../cursor";
import type { Expressions } from "../expressions";
import type { NameKind, Names } from "../names";

type Source = string | number | boolean;

/** What every generator needs: names to resolve against, expressions to compile. */
export class Gen {
  readonly names: Names;

  constructor(readonly expressions: Expressions) {
    this.names = expressions.names;
  }

  /** Resolves a name; an unknown one is reported with the nearest valid one and passed on unchanged. */
  ref(cursor: Cursor<string>, kind: NameKind, also: readonly string[] = [], names = this.names): string {
    const name = cursor.value;
    if (!names.has(kind, name) && !also.includes(name)) {
      const valid = [...names.all(kind), ...also];
      cursor.error(
        `reference.${kind}`,
        `unknown ${WORDS[kind] ?? kind} "${name}"${suggest(name, valid, WORDS[kind] ?? kind)}`,
      );
    }
    return name;
  }

  /** The same for the key of a map entry. */
  refKey(name: string, cursor: Cursor<unknown>, kind: NameKind): string {
    if (!this.names.has(kind, name)) {
      cursor.errorAtKey(
        `reference.${kind}`,
        `unknown ${WORDS[kind] ?? kind} "${name}"${suggest(name, this.names.all(kind), WORDS[kind] ?? kind)}`,
      );
    }
    return name;
  }

  optionalRef(cursor: Cursor<string | null | undefined>, kind: NameKind, also: readonly string[] = []): string | null {
    const present = cursor.present();
    return present ? this.ref(present as Cursor<string>, kind, also) : null;
  }

  refs(cursor: Cursor<readonly string[] | undefined>, kind: NameKind): string[] {
    return cursor.items().map((item) => this.ref(item, kind));
  }

  bool(cursor: Cursor<Source | undefined>, context: ExprContext, entry?: readonly string[]): Expr | null {
    return this.expressions.optional(cursor, { context, type: "bool", entry });
  }

  number(cursor: Cursor<Source | undefined>, context: ExprContext, entry?: readonly string[]): Expr | null {
    return this.expressions.optional(cursor, { context, type: "number", entry });
  }

  text(cursor: Cursor<string>, entry?: readonly string[]): Text {
    return this.expressions.text(cursor, "story", entry);
  }

  optionalText(cursor: Cursor<string | undefined>, entry?: readonly string[]): Text | null {
    return this.expressions.optionalText(cursor, entry);
  }
}

const WORDS: Partial<Record<NameKind, string>> = {
  template: "log line",
  runbook: "runbook page",
  class: "traffic class",
  "machine-state": "story state",
  split: "label",
};

/** Exactly one of the keys must be there; reports otherwise and returns the one to go on with. */
export function exactlyOne<K extends string>(cursor: Cursor<unknown>, keys: readonly K[], what: string): K | undefined {
  const map = (cursor.value ?? {}) as Readonly<Record<string, unknown>>;
  const there = keys.filter((k) => map[k] !== undefined);
  if (there.length !== 1) {
    const names = keys.join(", ");
    const found = there.length === 0 ? "none" : there.join(" and ");
    cursor.error("schema.one-of", `${what} needs exactly one of ${names}, found ${found}`);
  }
  return there[0];
}

/** Reports keys that mean nothing beside the chosen one. */
export function onlyWith(cursor: Cursor<unknown>, chosen: string, allowed: readonly string[]): void {
  for (const [key, value] of Object.entries((cursor.value ?? {}) as Readonly<Record<string, unknown>>)) {
    if (value === undefined || key === chosen || allowed.includes(key)) continue;
    const inner = (cursor as Cursor<Record<string, unknown>>).get(key);
    const expected = allowed.length > 0 ? `, expected ${allowed.join(", ")}` : "";
    inner.errorAtKey("schema.beside", `"${key}" means nothing beside "${chosen}"${expected}`);
  }
}
