import * as v from "valibot";
import { AUDIENCES } from "#domain/commands";
import { BEATS, CARD_USES } from "#domain/gameday";
import { FRONT_SYMPTOMS, TEAM_ROLES } from "#domain/team";
import { PANEL_IDS } from "#domain/telemetry";
import { bool, id, listOf, mapOf, maybe, nonEmpty, oneOf, shape } from "./scalars";

const between = (least: number, most: number, what: string): v.GenericSchema<number, number> => {
  const says = `${what} from ${least} to ${most}`;
  return v.pipe(v.number(says), v.minValue(least, says), v.maxValue(most, says));
};
const minutes = between(1, 120, "minutes");
/** From the page. */
const minute = between(0, 240, "a minute");
const points = v.picklist([1, 2, 3], "1 (good to have), 2 (expected) or 3 (what it is about)");

const remark = shape({ from: id, to: oneOf(AUDIENCES), text: nonEmpty, interrupts: maybe(bool) });
const front = shape({
  node: id,
  symptom: oneOf(FRONT_SYMPTOMS),
  amount: maybe(between(0.01, 50, "a factor or a share")),
  minutes,
});
/** What an inject does: exactly one of the keys. */
export const injectEffect = shape({
  remark: maybe(remark),
  plan: maybe(id),
  front: maybe(front),
  "panel-down": maybe(shape({ panel: oneOf(PANEL_IDS), minutes })),
  unreachable: maybe(shape({ seat: oneOf(TEAM_ROLES), minutes })),
});
export type InjectEffectFile = v.InferOutput<typeof injectEffect>;

const expectations = mapOf(shape({ title: nonEmpty, good: nonEmpty, points, by: oneOf(TEAM_ROLES) }));
export type ExpectationsFile = v.InferOutput<typeof expectations>;

const card = shape({
  title: nonEmpty,
  use: listOf(oneOf(CARD_USES)),
  when: nonEmpty,
  do: maybe(listOf(injectEffect)),
  read: maybe(nonEmpty),
  expect: expectations,
  discuss: listOf(nonEmpty),
});
export type CardFile = v.InferOutput<typeof card>;

/** `content/gameday/deck.yaml`. */
export const deckFile = shape({ cards: mapOf(card) });
export type DeckFile = v.InferOutput<typeof deckFile>;

const inject = shape({
  minute,
  why: nonEmpty,
  card: maybe(id),
  title: maybe(nonEmpty),
  do: maybe(listOf(injectEffect)),
  read: maybe(nonEmpty),
  expect: maybe(expectations),
  discuss: maybe(listOf(nonEmpty)),
});
export type GuideInjectFile = v.InferOutput<typeof inject>;

const beat = shape({ minute, text: nonEmpty, when: nonEmpty });

/** `content/drills/<slug>/guide.yaml`. */
export const guideFile = shape({
  truth: nonEmpty,
  variants: maybe(mapOf(nonEmpty)),
  beats: v.strictObject(
    Object.fromEntries(BEATS.map((name) => [name, beat])) as Record<(typeof BEATS)[number], typeof beat>,
    "a map",
  ),
  questions: listOf(nonEmpty),
  slow: shape({ card: id, question: nonEmpty, front, text: nonEmpty }),
  rescue: shape({ question: nonEmpty, nudge: remark, hint: nonEmpty }),
  watch: listOf(nonEmpty),
  injects: mapOf(inject),
  expect: expectations,
});
export type GuideFile = v.InferOutput<typeof guideFile>;
