import * as v from "valibot";
import { AUDIENCES, MEASURES, MECHANISMS } from "#domain/commands";
import { DATABASE_VIEWS, LABELS, PANEL_IDS, RUNTIME_VIEWS } from "#domain/telemetry";
import {
  bool,
  duration,
  expression,
  id,
  listOf,
  maybe,
  nonEmpty,
  oneOf,
  positive,
  shape,
  text,
  whole,
} from "./scalars";
import { act } from "./system";

const nullable = <T extends v.GenericSchema>(schema: T) => maybe(v.nullable(schema));
const last = v.union([whole, v.literal("last")], "the number of an operation, or last");

/** All fields of all panels; which belong to which is checked when the play is generated. */
const look = shape({
  panel: oneOf(PANEL_IDS),
  node: nullable(text),
  split: nullable(oneOf(LABELS)),
  region: nullable(text),
  window: maybe(duration),
  compare: maybe(bool),
  query: maybe(text),
  route: nullable(text),
  only: maybe(oneOf(["any", "error", "slow"])),
  id: maybe(nonEmpty),
  version: maybe(text),
  probe: maybe(id),
  quarantined: maybe(bool),
  operation: nullable(last),
  page: maybe(id),
  step: maybe(duration),
  view: maybe(oneOf([...new Set([...DATABASE_VIEWS, ...RUNTIME_VIEWS])])),
  key: nullable(nonEmpty),
  line: maybe(nonEmpty),
});
export type LookFile = v.InferOutput<typeof look>;

/** One command: exactly one of the keys. */
export const command = shape({
  ack: maybe(shape({ page: maybe(id) })),
  severity: maybe(v.picklist([1, 2, 3, 4], "a severity from 1 to 4")),
  look: maybe(look),
  act: maybe(act),
  interrupt: maybe(last),
  silence: maybe(shape({ rule: id, minutes: positive })),
  say: maybe(shape({ to: oneOf(AUDIENCES), text: nonEmpty, person: maybe(id) })),
  answer: maybe(shape({ request: id, option: id, text: maybe(text) })),
  hypothesis: maybe(
    shape({
      id,
      mechanism: oneOf(MECHANISMS),
      node: id,
      region: nullable(id),
      text: maybe(text),
      state: maybe(oneOf(["open", "favoured", "rejected"])),
    }),
  ),
  pin: maybe(shape({ fact: id, hypothesis: nullable(id), bearing: maybe(oneOf(["supports", "against"])) })),
  unpin: maybe(id),
  note: maybe(nonEmpty),
  task: maybe(shape({ person: id, text: nonEmpty, minutes: maybe(v.nullable(positive)) })),
  followup: maybe(shape({ measure: oneOf(MEASURES), node: id, owner: id, days: positive, text: maybe(text) })),
  resolve: maybe(text),
  hint: maybe(v.picklist([1, 2, 3], "a hint from 1 to 3")),
  end: maybe(shape({})),
});
export type CommandFile = v.InferOutput<typeof command>;

const score = v.pipe(positive, v.maxValue(100, "a score from 0 to 100"));

/** `plays/<id>.yaml`. */
export const playFile = shape({
  id: maybe(id),
  label: maybe(nonEmpty),
  band: v.tuple([score, score], "two scores, such as [90, 100]"),
  steps: listOf(
    shape({
      when: maybe(expression),
      timeout: maybe(duration),
      only: maybe(expression),
      takes: maybe(duration),
      standing: maybe(bool),
      times: maybe(whole),
      every: maybe(duration),
      do: v.union([command, listOf(command)], "a command, or a list of commands"),
    }),
  ),
});
export type PlayFile = v.InferOutput<typeof playFile>;
