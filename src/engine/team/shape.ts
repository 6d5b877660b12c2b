import { AUDIENCES } from "#domain/commands";
import { type DeedKind, FRONT_SYMPTOMS, HOT_WASH_COLUMNS, TEAM_ROLES, TEMPOS } from "#domain/team";
import {
  type Check,
  checkFields,
  type Fields,
  fault,
  flag,
  integer,
  isRecord,
  listOf,
  MAX_TEXT,
  name,
  nullable,
  number,
  oneOf,
  optional,
  text,
} from "../checks";

const words = text(MAX_TEXT);
const minutes = number(0, 1440);
const second = integer(-1_000_000, 1_000_000);
/** Epoch milliseconds, up to the year 2200. */
const wall = number(0, 7_258_118_400_000);
const roles = listOf(oneOf(TEAM_ROLES), TEAM_ROLES.length);
const services = listOf(name, 200);

const EFFECTS: Readonly<Record<string, Fields>> = {
  remark: { from: name, audience: oneOf(AUDIENCES), text: words, interrupts: flag },
  plan: { plan: name },
  front: { node: name, symptom: oneOf(FRONT_SYMPTOMS), amount: number(0, 1000), minutes },
  "panel-down": { panel: name, minutes },
  unreachable: { seat: name, minutes },
};

/** An object whose fields depend on one of them. */
const byField =
  (field: string, kinds: Readonly<Record<string, Fields>>): Check =>
  (value, path) => {
    if (!isRecord(value)) return fault(path, "must be an object");
    const kind = Object.hasOwn(value, field) ? value[field] : undefined;
    if (typeof kind !== "string" || !Object.hasOwn(kinds, kind)) {
      return oneOf(Object.keys(kinds))(kind, `${path}.${field}`);
    }
    return checkFields(value, { [field]: name, ...kinds[kind] }, path);
  };

const line = text(1000);
const EXPECTATION: Fields = { id: name, title: line, good: line, points: integer(1, 3), by: oneOf(TEAM_ROLES) };

/** What is expected of a team: each by an id of its own. */
const expectations: Check = (value, path) => {
  const found = listOf((each, at) => checkFields(each, EXPECTATION, at), 20)(value, path);
  if (found !== null) return found;
  const ids = (value as readonly { readonly id: string }[]).map(({ id }) => id);
  return new Set(ids).size === ids.length ? null : fault(path, "may have each id once");
};

/** Answers to the questions of the feedback form: 1 to 5. */
const ratings: Check = (value, path) => {
  if (!isRecord(value)) return fault(path, "must be an object");
  const keys = Object.keys(value);
  if (keys.length > 20) return fault(path, "may have 20 answers");
  for (const key of keys) {
    const found = name(key, path) ?? integer(1, 5)(value[key], `${path}.${key.slice(0, 40)}`);
    if (found !== null) return found;
  }
  return null;
};

const seat: Fields = { seat: name, name: text(80), roles, services };

const DEEDS: Readonly<Record<DeedKind, Fields>> = {
  join: seat,
  seat: { ...seat, device: nullable(name) },
  ready: { ready: flag },
  leave: { seat: name },
  return: { seat: name },
  handover: { role: oneOf(TEAM_ROLES), from: name, to: name, checked: listOf(name, 20), text: words },
  clock: { state: oneOf(["running", "paused"]), tempo: oneOf(TEMPOS), reason: words, wall: optional(wall) },
  stop: { reason: words },
  hold: {},
  inject: { inject: name, title: name, effects: listOf(byField("kind", EFFECTS), 10) },
  scores: { shown: flag },
  assign: { task: name, to: name, text: words, minutes: nullable(minutes) },
  progress: { task: name, state: oneOf(["acknowledged", "done", "dropped"]), text: words },
  "hand-on": { task: name, to: name },
  poll: { poll: name, question: words, options: listOf(name, 8) },
  vote: { poll: name, option: integer(0, 7), text: words },
  "close-poll": { poll: name },
  decide: { decision: name, text: words, why: words, by: text(200) },
  timer: { timer: name, label: name, minutes },
  entry: { entry: name, at: second, text: words },
  draft: { draft: name, audience: oneOf(AUDIENCES), text: words },
  approve: { draft: name, approved: flag, text: words },
  share: { fact: name },
  expect: { inject: name, expectations, discuss: listOf(line, 20) },
  tick: { inject: name, expectation: name, met: flag, text: words },
  "hot-wash": { card: name, column: oneOf(HOT_WASH_COLUMNS), text: words },
  feedback: { ratings, text: words },
  gap: { gap: name, text: words, owner: text(200), due: text(20) },
};

/** A deed: what is done decides the other fields. */
export const teamDeed: Check = byField("do", DEEDS);
