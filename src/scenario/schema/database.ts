/** Parts of a system file that describe databases. */
import * as v from "valibot";
import {
  bool,
  duration,
  id,
  listOf,
  mapOf,
  maybe,
  nonEmpty,
  oneOf,
  positive,
  shape,
  share,
  text,
  time,
  whole,
  word,
} from "./scalars";

const index = shape({ columns: listOf(word), present: maybe(bool), build: maybe(duration) });
const table = shape({ rows: positive, pages: maybe(positive), indexes: maybe(mapOf(index)) });
const session = shape({
  pid: maybe(whole),
  user: maybe(nonEmpty),
  application: maybe(text),
  query: maybe(text),
  state: maybe(oneOf(["active", "idle in transaction"])),
  from: maybe(time),
  until: maybe(time),
  for: maybe(duration),
  holds: maybe(listOf(shape({ table: id, mode: maybe(oneOf(["row", "exclusive"])), share: maybe(share) }))),
  wants: maybe(shape({ table: id, for: maybe(duration) })),
  cpu: maybe(positive),
});

/** `database` of a node. */
export const database = shape({
  tables: maybe(mapOf(table)),
  sessions: maybe(mapOf(session)),
  "seconds-per-cost": maybe(duration),
  "deadlock-timeout": maybe(duration),
  "statement-timeout": maybe(duration),
  "lock-timeout": maybe(duration),
  replication: maybe(shape({ apply: positive, "rows-per-write": maybe(positive) })),
});

/** `statement` of an operation of a database. */
export const statement = shape({
  sql: nonEmpty,
  table: id,
  kind: maybe(oneOf(["select", "insert", "update", "delete", "ddl"])),
  predicate: maybe(listOf(word)),
  rows: maybe(positive),
  operators: maybe(positive),
});

/** `lock` of an operation. */
export const lock = shape({
  id: maybe(id),
  node: maybe(id),
  table: id,
  rows: maybe(whole),
  hold: maybe(v.union([v.literal("request"), duration], "a duration, or request")),
  actions: maybe(whole),
});

export type DatabaseFile = v.InferOutput<typeof database>;
export type StatementFile = v.InferOutput<typeof statement>;
export type LockFile = v.InferOutput<typeof lock>;
