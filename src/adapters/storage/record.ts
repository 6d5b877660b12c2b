import * as v from "valibot";
import { err, ok, type Result } from "#lib/result";
import type { StoreName } from "./database";

/** One step from format `from` to `from + 1`. `before` is what it accepts; it says so itself, as the type is long gone. */
export interface Migration {
  readonly from: number;
  /** What changed and why, for the reader of a test's title. */
  readonly what: string;
  readonly before: v.GenericSchema;
  up(old: Readonly<Record<string, unknown>>): Record<string, unknown>;
}

/** Everything about one kind of stored record. Lives in one file together with the record's factory. */
export interface RecordType<T> {
  readonly name: string;
  readonly store: StoreName;
  /** Version that is written. */
  readonly version: number;
  readonly schema: v.GenericSchema<unknown, T>;
  /** In order, one for every version below the current one. */
  readonly migrations: readonly Migration[];
}

/** Why a record was not read. `newer`: a later version of the program wrote it; it is whole and must be left alone. */
export interface Unread {
  readonly newer: boolean;
  readonly reason: string;
}

const Envelope = v.looseObject({ version: v.pipe(v.number(), v.integer(), v.minValue(1)) });

/** Brings a stored value to the present form: validate → migrate step by step → validate. Never changes `raw`. */
export function readRecord<T>(type: RecordType<T>, raw: unknown): Result<T, Unread> {
  // Nearly always: nothing to migrate, and lists have thousands of them.
  if (versionOf(raw) === type.version) return checked(type, raw);
  const envelope = v.safeParse(Envelope, raw);
  if (!envelope.success) return err({ newer: false, reason: `${type.name}: ${firstIssue(envelope.issues)}` });
  const written = envelope.output.version;
  if (written > type.version) {
    return err({ newer: true, reason: `${type.name}: written by a newer version (format ${written})` });
  }
  let value: Record<string, unknown> = envelope.output;
  for (const step of type.migrations) {
    if (step.from < written) continue;
    const before = v.safeParse(step.before, value);
    if (!before.success) {
      return err({ newer: false, reason: `${type.name}, format ${step.from}: ${firstIssue(before.issues)}` });
    }
    value = { ...step.up(value), version: step.from + 1 };
  }
  return checked(type, value);
}

const versionOf = (raw: unknown): unknown => (raw as { readonly version?: unknown } | null | undefined)?.version;

function checked<T>(type: RecordType<T>, value: unknown): Result<T, Unread> {
  const parsed = v.safeParse(type.schema, value);
  if (!parsed.success) return err({ newer: false, reason: `${type.name}: ${firstIssue(parsed.issues)}` });
  return ok(parsed.output);
}

/** The first thing wrong, with the path to it. */
function firstIssue(issues: readonly v.BaseIssue<unknown>[]): string {
  const issue = issues[0];
  if (issue === undefined) return "not valid";
  const path = v.getDotPath(issue);
  return path === null ? issue.message : `${path}: ${issue.message}`;
}

/** A list that is only ever shared for reading. */
export const listOf = <T>(item: v.GenericSchema<unknown, T>): v.GenericSchema<unknown, readonly T[]> => v.array(item);
export const WholeNumber = v.pipe(v.number(), v.integer());
export const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
export const Id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
