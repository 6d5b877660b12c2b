import fc from "fast-check";
import { AUDIENCES } from "#domain/commands";
import {
  type Deed,
  FIRST_SEAT,
  FRONT_SYMPTOMS,
  HOT_WASH_COLUMNS,
  type Seat,
  TEAM_ROLES,
  TEMPOS,
  type TeamDeed,
  type TeamRole,
  type TeamView,
  WHOLE_EXERCISE,
} from "#domain/team";

export const seat = (id: string, roles: readonly TeamRole[], more: Partial<Seat> = {}): Seat => ({
  id,
  name: id[0]?.toUpperCase() + id.slice(1),
  device: `device-${id}`,
  roles,
  services: [],
  isReady: true,
  isHere: true,
  ...more,
});

/** Ana commands, Bo and Cy resolve, Di writes to customers, Eve writes the timeline, Olu watches. */
export const SEATS: readonly Seat[] = [
  seat(FIRST_SEAT, ["facilitator"]),
  seat("ana", ["commander"]),
  seat("bo", ["resolver"]),
  seat("cy", ["resolver"]),
  seat("di", ["communications"]),
  seat("eve", ["scribe"]),
  seat("olu", ["observer"]),
];

/** A deed at a second. */
export const did = (second: number, by: string, deed: TeamDeed, ordinal = 0): Deed => ({
  at: { second, ordinal },
  seat: by,
  deed,
});

export const START = did(0, FIRST_SEAT, { do: "clock", state: "running", tempo: 1, reason: "" });

/** How everybody came to their seat, and the start. */
export const OPENING: readonly Deed[] = [
  ...SEATS.slice(1).map(({ id, name, roles, services }) => did(0, id, { do: "join", seat: id, name, roles, services })),
  START,
];

export const teamView = (deeds: readonly Deed[], more: Partial<TeamView> = {}): TeamView => ({
  seat: FIRST_SEAT,
  roles: ["facilitator"],
  seats: SEATS,
  deeds,
  clock: { state: "running", tempo: 1, holder: "device-facilitator" },
  panels: [],
  services: [],
  sees: null,
  hears: AUDIENCES,
  speaks: AUDIENCES,
  answers: AUDIENCES,
  may: [],
  down: [],
  unreachable: [],
  ...more,
});

const name = fc.constantFrom("a", "b", "c", "ana", "bo", "gone", "__proto__", "constructor", "");
const text = fc.oneof(fc.constantFrom("", " ", "We roll back", "Strong objection"), fc.string({ maxLength: 20 }));
const roles = fc.subarray([...TEAM_ROLES]);
const minutes = fc.constantFrom(0, 0.5, 5, 1440);
const effect = fc.oneof(
  fc.record({ kind: fc.constant("plan" as const), plan: name }),
  fc.record({
    kind: fc.constant("front" as const),
    node: name,
    symptom: fc.constantFrom(...FRONT_SYMPTOMS),
    amount: fc.double({ min: 0, max: 10, noNaN: true }),
    minutes,
  }),
  fc.record({ kind: fc.constant("unreachable" as const), seat: name, minutes }),
);

/** Any deed, whether or not what it names exists. */
export const anyDeed: fc.Arbitrary<TeamDeed> = fc.oneof(
  fc.record({ do: fc.constant("join" as const), seat: name, name: text, roles, services: fc.constant([]) }),
  fc.record({
    do: fc.constant("seat" as const),
    seat: name,
    name: text,
    device: fc.constant(null),
    roles,
    services: fc.constant([]),
  }),
  fc.record({ do: fc.constant("ready" as const), ready: fc.boolean() }),
  fc.record({ do: fc.constantFrom("leave" as const, "return" as const), seat: name }),
  fc.record({
    do: fc.constant("handover" as const),
    role: fc.constantFrom(...TEAM_ROLES),
    from: name,
    to: name,
    checked: fc.array(fc.constantFrom("status", "tasks", "nonsense"), { maxLength: 3 }),
    text,
  }),
  fc.record({
    do: fc.constant("clock" as const),
    state: fc.constantFrom("running" as const, "paused" as const),
    tempo: fc.constantFrom(...TEMPOS),
    reason: text,
  }),
  fc.record({ do: fc.constant("hold" as const) }),
  fc.record({
    do: fc.constant("inject" as const),
    inject: name,
    title: text,
    effects: fc.array(effect, { maxLength: 3 }),
  }),
  fc.record({ do: fc.constant("scores" as const), shown: fc.boolean() }),
  fc.record({ do: fc.constant("assign" as const), task: name, to: name, text, minutes: fc.option(minutes) }),
  fc.record({
    do: fc.constant("progress" as const),
    task: name,
    state: fc.constantFrom("acknowledged" as const, "done" as const, "dropped" as const),
    text,
  }),
  fc.record({ do: fc.constant("hand-on" as const), task: name, to: name }),
  fc.record({
    do: fc.constant("poll" as const),
    poll: name,
    question: text,
    options: fc.array(text, { minLength: 2, maxLength: 4 }),
  }),
  fc.record({ do: fc.constant("vote" as const), poll: name, option: fc.integer({ min: 0, max: 7 }), text }),
  fc.record({ do: fc.constant("close-poll" as const), poll: name }),
  fc.record({ do: fc.constant("decide" as const), decision: name, text, why: text, by: text }),
  fc.record({ do: fc.constant("timer" as const), timer: name, label: text, minutes }),
  fc.record({ do: fc.constant("entry" as const), entry: name, at: fc.integer({ min: -60, max: 4000 }), text }),
  fc.record({ do: fc.constant("draft" as const), draft: name, audience: fc.constantFrom(...AUDIENCES), text }),
  fc.record({ do: fc.constant("approve" as const), draft: name, approved: fc.boolean(), text }),
  fc.record({ do: fc.constant("share" as const), fact: name }),
  fc.record({
    do: fc.constant("expect" as const),
    inject: fc.oneof(name, fc.constant(WHOLE_EXERCISE)),
    expectations: fc.array(
      fc.record({
        id: name,
        title: text,
        good: text,
        points: fc.constant(1 as const),
        by: fc.constantFrom(...TEAM_ROLES),
      }),
      { maxLength: 3 },
    ),
    discuss: fc.array(text, { maxLength: 2 }),
  }),
  fc.record({ do: fc.constant("tick" as const), inject: name, expectation: name, met: fc.boolean(), text }),
  fc.record({ do: fc.constant("hot-wash" as const), card: name, column: fc.constantFrom(...HOT_WASH_COLUMNS), text }),
  fc.record({
    do: fc.constant("feedback" as const),
    ratings: fc.dictionary(fc.constantFrom("useful", "pace", "__proto__"), fc.integer({ min: 1, max: 5 })),
    text,
  }),
  fc.record({ do: fc.constant("gap" as const), gap: name, text, owner: text, due: fc.constantFrom("", "2026-12-01") }),
);

/** A log of any deeds by anybody, in order. */
export const anyDeeds: fc.Arbitrary<readonly Deed[]> = fc
  .array(fc.record({ gap: fc.integer({ min: 0, max: 120 }), by: name, deed: anyDeed }), { maxLength: 60 })
  .map((items) => {
    let second = 0;
    return items.map(({ gap, by, deed }) => {
      second += gap;
      return did(second, by, deed);
    });
  });
