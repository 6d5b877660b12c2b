import * as v from "valibot";
import { AUDIENCES, MEASURES, MECHANISMS } from "#domain/commands";
import { TRIGGER_KINDS } from "#domain/documents";
import { DIMENSIONS } from "#domain/drill";
import { JOURNAL_KINDS } from "#domain/journal";
import { PANEL_IDS } from "#domain/telemetry";
import {
  bool,
  choicesOf,
  duration,
  expression,
  id,
  listOf,
  mapOf,
  maybe,
  nonEmpty,
  number,
  oneOf,
  positive,
  shape,
  template,
  text,
  time,
  whole,
} from "./scalars";

const audience = oneOf(AUDIENCES);

/** One effect: exactly one of the keys. */
export const effect = shape({
  remark: maybe(shape({ from: id, to: maybe(audience), text: template, after: maybe(duration) })),
  gauge: maybe(mapOf(expression)),
  cancel: maybe(id),
  run: maybe(id),
  fact: maybe(id),
  open: maybe(id),
});
export const effects = listOf(effect);
export type EffectFile = v.InferOutput<typeof effect>;

const trigger = {
  at: maybe(time),
  when: maybe(expression),
  after: maybe(duration),
  unless: maybe(expression),
};
export interface TriggerFile {
  readonly at?: string | number | undefined;
  readonly when?: string | number | boolean | undefined;
  readonly after?: string | number | undefined;
  readonly unless?: string | number | boolean | undefined;
}

const transition = v.union(
  [nonEmpty, shape({ to: maybe(nonEmpty), do: maybe(effects) })],
  "a state, or a map with `to` and `do`",
);
export interface StateFile {
  readonly turn?: string | undefined;
  readonly initial?: string | undefined;
  readonly parallel?: boolean | undefined;
  readonly final?: boolean | undefined;
  readonly do?: readonly EffectFile[] | undefined;
  readonly on?: Readonly<Record<string, v.InferOutput<typeof transition>>> | undefined;
  readonly states?: Readonly<Record<string, StateFile>> | undefined;
}
const state: v.GenericSchema<StateFile> = shape({
  turn: maybe(nonEmpty),
  initial: maybe(id),
  parallel: maybe(bool),
  final: maybe(bool),
  do: maybe(effects),
  on: maybe(mapOf(transition, nonEmpty)),
  states: maybe(v.lazy(() => states)),
}) as unknown as v.GenericSchema<StateFile>;
export const states: v.GenericSchema<Readonly<Record<string, StateFile>>> = mapOf(state);

const option = shape({ label: template, available: maybe(expression), reply: maybe(template), do: maybe(effects) });

const mark = shape({
  dimension: oneOf(DIMENSIONS),
  points: number,
  label: nonEmpty,
  on: maybe(
    choicesOf(
      JOURNAL_KINDS,
      v.record(
        nonEmpty,
        v.union(
          [text, number, bool, listOf(v.union([text, number], "text or a number"))],
          "text, a number, or a list of them",
        ),
        "a map of fields",
      ),
    ),
  ),
  when: maybe(expression),
  if: maybe(expression),
  worth: maybe(expression),
  evidence: maybe(shape({ facts: listOf(id), "at-least": maybe(whole) })),
  reason: template,
  missed: maybe(template),
  source: nonEmpty,
});

const score = shape({
  weights: choicesOf(DIMENSIONS, positive),
  horizon: maybe(duration),
  harm: maybe(
    shape({ failed: maybe(positive), delayed: maybe(positive), lost: maybe(positive), doubled: maybe(positive) }),
  ),
  "minimum-spread": maybe(positive),
  diagnosis: shape({
    truth: listOf(shape({ mechanism: oneOf(MECHANISMS), nodes: listOf(id), regions: maybe(listOf(id)) })),
    triggers: maybe(listOf(shape({ kind: oneOf(TRIGGER_KINDS), nodes: maybe(listOf(id)), text: nonEmpty }))),
    sufficient: listOf(listOf(id)),
    points: maybe(shape({ cause: maybe(positive), evidence: maybe(positive) })),
    reason: template,
    missed: maybe(template),
    source: nonEmpty,
  }),
  marks: maybe(mapOf(mark)),
  cadence: maybe(choicesOf(AUDIENCES, shape({ first: duration, every: duration, points: positive, source: nonEmpty }))),
  followups: maybe(
    choicesOf(MEASURES, shape({ points: number, reason: template, source: nonEmpty, grounds: maybe(listOf(id)) })),
  ),
  caps: maybe(listOf(shape({ when: expression, total: positive, reason: template }))),
});

/** `drill.yaml`. `world` and the variants' patches are merged before they are checked, so they are only maps here. */
export const drillFile = shape({
  code: nonEmpty,
  title: nonEmpty,
  summary: nonEmpty,
  form: maybe(oneOf(["live", "plan", "talk", "explore"])),
  minutes: positive,
  level: maybe(oneOf(["foundation", "intermediate", "advanced"])),
  tags: maybe(listOf(nonEmpty)),
  skills: maybe(listOf(nonEmpty)),
  sources: maybe(listOf(nonEmpty)),
  company: maybe(nonEmpty),
  system: id,
  people: id,
  roles: maybe(mapOf(nonEmpty)),
  limit: maybe(duration),
  world: maybe(v.record(v.string(), v.unknown(), "a map: a patch on the system file")),
  briefing: maybe(text),
  page: shape({ id: maybe(id), ...trigger, title: nonEmpty, body: template, runbook: maybe(id) }),
  escalation: maybe(
    listOf(
      v.union([id, shape({ person: id, after: maybe(duration) })], "a person, or a map with `person` and `after`"),
    ),
  ),
  "internal-terms": maybe(listOf(nonEmpty)),
  "look-cost": maybe(choicesOf(PANEL_IDS, duration)),
  facts: maybe(
    mapOf(
      shape({
        text: template,
        why: nonEmpty,
        decoy: maybe(bool),
        shown: choicesOf(PANEL_IDS, v.union([expression, listOf(expression)], "an expression, or a list of them")),
      }),
    ),
  ),
  conditions: maybe(
    mapOf(
      v.union(
        [expression, shape({ when: expression, hold: maybe(duration) })],
        "an expression, or a map with `when` and `hold`",
      ),
    ),
  ),
  remarks: maybe(
    mapOf(
      shape({ from: id, to: maybe(audience), ...trigger, text: template, interrupts: maybe(bool), do: maybe(effects) }),
    ),
  ),
  requests: maybe(
    mapOf(
      shape({
        from: id,
        to: maybe(audience),
        ...trigger,
        text: template,
        deadline: duration,
        options: mapOf(option),
        silence: maybe(shape({ reply: maybe(template), do: maybe(effects) })),
      }),
    ),
  ),
  story: maybe(mapOf(state)),
  gauges: maybe(
    mapOf(
      shape({
        label: maybe(nonEmpty),
        initial: maybe(number),
        min: maybe(number),
        max: maybe(number),
        drift: maybe(expression),
        visible: maybe(bool),
      }),
    ),
  ),
  tasks: maybe(
    mapOf(
      shape({ person: id, matches: listOf(nonEmpty), takes: maybe(duration), reply: template, do: maybe(effects) }),
    ),
  ),
  "broken-promise": maybe(choicesOf(AUDIENCES, shape({ from: id, text: template, do: maybe(effects) }))),
  endings: mapOf(shape({ title: nonEmpty, when: maybe(expression), text: template })),
  score,
  variants: maybe(
    mapOf(
      shape({
        label: nonEmpty,
        weight: maybe(positive),
        patch: maybe(v.record(v.string(), v.unknown(), "a map: a patch on this file")),
      }),
    ),
  ),
});
export type DrillFile = v.InferOutput<typeof drillFile>;
export type MarkFile = v.InferOutput<typeof mark>;
export type ScoreFile = v.InferOutput<typeof score>;

/** `content/people/<id>.yaml`. */
export const peopleFile = shape({
  people: mapOf(
    shape({
      name: nonEmpty,
      role: maybe(text),
      team: maybe(text),
      colour: maybe(v.pipe(whole, v.maxValue(11, "a number from 0 to 11"))),
    }),
  ),
});
export type PeopleFile = v.InferOutput<typeof peopleFile>;
