import { type Command, MOST_LAMPORT } from "#domain/commands";
import { LONGEST_EXERCISE, type Run, type RunHeader } from "#domain/run";
import { err, ok, type Result } from "#lib/result";
import {
  checkFields,
  type Fields,
  integer,
  isRecord,
  name,
  nullable,
  oneOf,
  optional,
  type ShapeError,
} from "./checks";
import { readBody } from "./shape";

/** No run is longer; more is not a run. */
const MAX_COMMANDS = 20_000;
const MAX_SECOND = 1_000_000;
const MAX_ROLES = 200;

/** A run as plain JSON: safe to write down as it is, without anything derived. */
export function encodeRun(run: Run): unknown {
  return { format: 1, header: run.header, commands: run.commands, horizon: run.horizon };
}

const second = integer(-MAX_SECOND, MAX_SECOND);
const counter = integer(0, Number.MAX_SAFE_INTEGER);
const lamport = optional(integer(0, MOST_LAMPORT));
const always = () => null;

/** Field by field, what a header may hold. */
export const HEADER: Fields = {
  format: oneOf([1]),
  id: name,
  drill: name,
  code: name,
  dynamicsHash: name,
  textHash: name,
  engine: counter,
  seed: integer(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  variant: name,
  clock: oneOf(["live", "live-pause", "untimed", "interview", "team"]),
  roles: (value: unknown, path: string): ShapeError | null => {
    if (!Array.isArray(value) || value.length > MAX_ROLES)
      return { path, message: `must be a list of at most ${MAX_ROLES}` };
    for (let i = 0; i < value.length; i++) {
      const found = checkFields(value[i], { author: name, role: name }, `${path}[${i}]`);
      if (found !== null) return found;
    }
    return null;
  },
  forkOf: nullable((value, path) => checkFields(value, { run: name, second, ordinal: counter }, path)),
  shown: optional((value, path) => checkFields(value, { play: name }, path)),
  grown: optional((value, path) => checkFields(value, { play: name, since: second }, path)),
  tried: optional(oneOf([true])),
  limit: optional(integer(1, LONGEST_EXERCISE)),
};

function readCommand(value: unknown, path: string): Result<Command, ShapeError> {
  const frame = { kind: name, args: always, second, author: name, counter, role: name, seen: second, lamport };
  const found = checkFields(value, frame, path);
  if (found !== null) return err(found);
  const body = readBody(value, path);
  return body.ok ? ok(value as Command) : body;
}

/**
 * Reads a run from an untrusted value. The first fault is reported with its place, `commands[3].args.window`. What is
 * returned has the shape of a run; whether its drill, variant or names exist is decided when it is replayed.
 */
export function decodeRun(value: unknown): Result<Run, ShapeError> {
  const outer = checkFields(value, { format: oneOf([1]), header: always, commands: always, horizon: second }, "run");
  if (outer !== null) return err(outer);
  const { header, commands, horizon } = value as { header: unknown; commands: unknown; horizon: number };
  const inHeader = checkFields(header, HEADER, "header");
  if (inHeader !== null) return err(inHeader);
  if (!Array.isArray(commands)) return err({ path: "commands", message: "must be a list" });
  if (commands.length > MAX_COMMANDS) return err({ path: "commands", message: `may have ${MAX_COMMANDS} items` });
  const read: Command[] = [];
  const seen = new Set<string>();
  for (let i = 0; i < commands.length; i++) {
    const path = `commands[${i}]`;
    if (!isRecord(commands[i])) return err({ path, message: "must be an object" });
    const command = readCommand(commands[i], path);
    if (!command.ok) return command;
    const key = JSON.stringify([command.value.author, command.value.counter]);
    if (seen.has(key)) return err({ path: `${path}.counter`, message: "is used twice by its author" });
    seen.add(key);
    if (command.value.second > horizon) return err({ path: `${path}.second`, message: "lies after the horizon" });
    if (command.value.second < 0) return err({ path: `${path}.second`, message: "lies before the run" });
    read.push(command.value);
  }
  return ok({ header: header as RunHeader, commands: read, horizon });
}
