import { MOST_LAMPORT } from "#domain/commands";
import { TEMPOS } from "#domain/team";
import {
  type Check,
  fault,
  fields,
  integer,
  isRecord,
  listOf,
  name,
  nullable,
  oneOf,
  optional,
  type ShapeError,
  text,
} from "#engine/checks";
import { HEADER } from "#engine/serialise";
import { readBody } from "#engine/shape";
import { MAX_AUTHORS, MAX_OF_AUTHOR, MAX_SETUP } from "./limits";

/** What may come from outside: entries, setups, beacons, presence, addresses. Nothing here looks at signatures. */

const second = integer(-1_000_000, 1_000_000);
const counter = integer(0, Number.MAX_SAFE_INTEGER);
const always: Check = () => null;
/** Letters of a signature. */
const MAX_VERSION = 86;

/** An object whose keys are names, at most so many. */
const mapOf =
  (check: Check, most: number): Check =>
  (value, path) => {
    if (!isRecord(value)) return fault(path, "must be an object");
    const keys = Object.keys(value);
    if (keys.length > most) return fault(path, `may have ${most} fields, not ${keys.length}`);
    for (const key of keys) {
      const found = name(key, `${path}.${key.slice(0, 40)}`) ?? check(value[key], `${path}.${key.slice(0, 40)}`);
      if (found !== null) return found;
    }
    return null;
  };

const COMMAND = fields({
  kind: oneOf(["command"]),
  second,
  seen: second,
  lamport: integer(0, MOST_LAMPORT),
  seat: name,
  body: (value, path) => {
    const body = readBody(value, path);
    return body.ok ? null : body.error;
  },
});
const VERSIONS = fields({ from: counter, signatures: listOf(text(MAX_VERSION), MAX_OF_AUTHOR) });
const CHECKPOINT = fields({
  kind: oneOf(["checkpoint"]),
  second,
  counters: mapOf(counter, MAX_AUTHORS),
  versions: optional(mapOf(VERSIONS, MAX_AUTHORS)),
});

/** What a device adds to the log. */
export const body: Check = (value, path) =>
  isRecord(value) && value.kind === "checkpoint" ? CHECKPOINT(value, path) : COMMAND(value, path);

export const entry = fields({ run: name, author: name, counter, body, signature: name });

/** Like those of runs that are played alone; the clock is the team's. */
const header = fields({ ...HEADER, clock: oneOf(["team"]) });

const pack = fields({
  id: name,
  title: text(400),
  version: counter,
  files: listOf(fields({ path: text(400), text: text(MAX_SETUP) }), 2000),
});

const SUBJECTS: Readonly<Record<string, Check>> = {
  drill: fields({ kind: always, slug: name }),
  pack: fields({ kind: always, slug: name, pack }),
  tabletop: fields({
    kind: always,
    incident: fields({ id: name, title: text(400), scenario: text(MAX_SETUP), story: nullable(text(MAX_SETUP)) }),
  }),
};

const subject: Check = (value, path) => {
  const kind = isRecord(value) ? value.kind : undefined;
  const check = typeof kind === "string" && Object.hasOwn(SUBJECTS, kind) ? SUBJECTS[kind] : undefined;
  return check?.(value, path) ?? oneOf(Object.keys(SUBJECTS))(kind, `${path}.kind`);
};

const setup = fields({
  format: oneOf([1]),
  title: text(400),
  header,
  subject,
  renames: fields({ services: mapOf(text(200), 1000), people: mapOf(text(200), 1000) }),
});

/** A setup with the signature of who opened the room. */
export const signedSetup = fields({ room: name, founder: name, setup, signature: name });

export const beacon = fields({
  run: name,
  device: name,
  count: counter,
  second,
  state: oneOf(["lobby", "running", "paused", "stopped", "ended"]),
  tempo: oneOf(TEMPOS),
  signature: name,
});

export const presence = fields({
  device: name,
  seat: nullable(name),
  name,
  looksAt: nullable(fields({ panel: name, node: nullable(name) })),
  writesTo: nullable(name),
  second,
});

/** Names of rooms and secrets stand in addresses and in names of documents: letters, digits, `_` and `-`. */
export const WORD = /^[A-Za-z0-9_-]{8,100}$/;

const word: Check = (value, path) =>
  typeof value === "string" && WORD.test(value)
    ? null
    : fault(path, "must be 8 to 100 letters, digits, hyphens or underscores");

export const address = fields({ room: word, secret: word, founder: name, relay: nullable(text(400)) });

/** The first thing wrong with it, as words; null when it is right. */
export const wrongWith = (check: Check, value: unknown, what: string): string | null => said(check(value, what));

const said = (found: ShapeError | null): string | null => (found === null ? null : `${found.path} ${found.message}`);
