import { ACTION_KINDS } from "#domain/actions";
import { AUDIENCES, type CommandBody, MEASURES, MECHANISMS } from "#domain/commands";
import { DATABASE_VIEWS, LABELS, RUNTIME_VIEWS } from "#domain/telemetry";
import { err, ok, type Result } from "#lib/result";
import {
  type Check,
  checkFields,
  either,
  type Fields,
  fault,
  fields,
  flag,
  integer,
  isRecord,
  MAX_TEXT,
  name,
  nullable,
  number,
  oneOf,
  optional,
  type ShapeError,
  text,
} from "./checks";
import { teamDeed } from "./team/shape";

const window = number(1, 100_000);
const LOOKS: Readonly<Record<string, Fields>> = {
  board: { node: name, split: nullable(oneOf(LABELS)), region: nullable(name), window, compare: flag },
  logs: { query: text(1000), window, until: optional(number(-100_000, 1e9)) },
  traces: {
    node: nullable(name),
    route: nullable(name),
    region: nullable(name),
    only: oneOf(["any", "error", "slow"]),
    window,
  },
  trace: { id: name },
  deploys: {},
  deploy: { version: name },
  config: { node: name },
  map: {},
  probe: { probe: name, region: name, quarantined: flag },
  dump: { operation: integer(0, 1e9) },
  explore: { query: text(2000), window, step: number(1, 100_000) },
  database: { node: name, view: oneOf(DATABASE_VIEWS), key: nullable(name) },
  runtime: { node: name, region: name, view: oneOf(RUNTIME_VIEWS), operation: nullable(integer(0, 1e9)) },
  runbook: { page: name },
  terminal: { line: text(1000) },
  alerts: {},
};

/** A look: its panel decides the other fields. */
export const look: Check = (value, path) => {
  if (!isRecord(value)) return fault(path, "must be an object");
  const panel = Object.hasOwn(value, "panel") ? value.panel : undefined;
  if (typeof panel !== "string" || !Object.hasOwn(LOOKS, panel))
    return oneOf(Object.keys(LOOKS))(panel, `${path}.panel`);
  return checkFields(value, { panel: name, ...LOOKS[panel] }, path);
};

/** An action request; which fields it needs is the world's business. */
export const act: Check = fields({
  action: oneOf(ACTION_KINDS),
  node: optional(name),
  region: optional(name),
  version: optional(name),
  flag: optional(name),
  key: optional(name),
  value: optional(either(number(-1e12, 1e12), text(MAX_TEXT))),
  amount: optional(number(-1e9, 1e9)),
  to: optional(name),
  class: optional(name),
  pod: optional(name),
});

const ARGS: Readonly<Record<CommandBody["kind"], Check>> = {
  ack: fields({ page: name }),
  look,
  act,
  interrupt: fields({ operation: integer(0, 1e9) }),
  say: fields({ audience: oneOf(AUDIENCES), text: text(MAX_TEXT), to: optional(name) }),
  answer: fields({ request: name, option: name, text: optional(text(MAX_TEXT)) }),
  severity: fields({ level: oneOf([1, 2, 3, 4]) }),
  hypothesis: fields({
    id: name,
    mechanism: oneOf(MECHANISMS),
    node: name,
    region: nullable(name),
    text: text(MAX_TEXT),
    state: oneOf(["open", "favoured", "rejected"]),
  }),
  pin: fields({ fact: name, hypothesis: nullable(name), bearing: oneOf(["supports", "against"]) }),
  unpin: fields({ fact: name }),
  note: fields({ text: text(MAX_TEXT) }),
  task: fields({ person: name, text: text(MAX_TEXT), minutes: nullable(number(0, 1e5)) }),
  followup: fields({
    measure: oneOf(MEASURES),
    node: name,
    owner: name,
    days: number(0, 3650),
    text: text(MAX_TEXT),
  }),
  resolve: fields({ text: text(MAX_TEXT) }),
  hint: fields({ step: oneOf([1, 2, 3]) }),
  pause: fields({ seconds: number(0, 1e6) }),
  silence: fields({ rule: name, minutes: number(0, 1e5) }),
  team: teamDeed,
  end: fields({}),
};

/** Reads a command's kind and arguments from an untrusted value. */
export function readBody(value: unknown, path = "command"): Result<CommandBody, ShapeError> {
  if (!isRecord(value)) return err(fault(path, "must be an object"));
  const kind = Object.hasOwn(value, "kind") ? value.kind : undefined;
  if (typeof kind !== "string" || !Object.hasOwn(ARGS, kind)) {
    return err(oneOf(Object.keys(ARGS))(kind, `${path}.kind`) ?? fault(`${path}.kind`, "is unknown"));
  }
  const args = Object.hasOwn(value, "args") ? value.args : undefined;
  const found = ARGS[kind as CommandBody["kind"]](args, `${path}.args`);
  return found === null ? ok({ kind, args } as CommandBody) : err(found);
}
