import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AUDIENCES, type Command, type CommandBody } from "#domain/commands";
import type { Run } from "#domain/run";
import { HOT_WASH_COLUMNS, TEAM_ROLES, WHOLE_EXERCISE } from "#domain/team";
import {
  advanceTo,
  apply,
  createState,
  decodeRun,
  decodeState,
  encodeRun,
  encodeState,
  fork,
  hashState,
  historiesOf,
  Keyframes,
  orderCommands,
  replay,
  view,
} from "#engine/index";
import { body } from "./commands";
import { PROGRAM } from "./fixture";
import { SEATS, teamHeader } from "./team-fixture";

const seat = fc.constantFrom("facilitator", ...SEATS.map(([id]) => id), "eve", "__proto__", "");
const device = fc.constantFrom("main", ...SEATS.map(([id]) => id.toUpperCase()), "EVE");
const id = fc.oneof(
  { weight: 4, arbitrary: fc.constant("a") },
  { weight: 1, arbitrary: fc.constantFrom("b", "__proto__", "constructor", "") },
);
const words = fc.constantFrom("", "x", "Orders fail in Europe. Next update in 5 minutes.", "<b>&</b>");
const role = fc.constantFrom(...TEAM_ROLES);
const services = fc.array(fc.constantFrom("shop", "stock", "edge", "nowhere"), { maxLength: 2 });
const minutes = fc.constantFrom(0, 0.2, 1, 1440);
const member = { seat, name: words, roles: fc.array(role, { maxLength: 3 }), services };
const deed = (name: string, fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record({ do: fc.constant(name), ...fields });

const effect = fc
  .oneof(
    deed("", {
      kind: fc.constant("remark"),
      from: id,
      audience: fc.constantFrom(...AUDIENCES),
      text: words,
      interrupts: fc.boolean(),
    }),
    deed("", { kind: fc.constant("plan"), plan: fc.constantFrom("ramp", "romp") }),
    deed("", {
      kind: fc.constant("front"),
      node: fc.constantFrom("shop", "stock", "x"),
      symptom: fc.constantFrom("slow", "errors", "down"),
      amount: fc.constantFrom(0, 0.5, 4, 1000),
      minutes,
    }),
    deed("", { kind: fc.constant("panel-down"), panel: fc.constantFrom("logs", "board", "x"), minutes }),
    deed("", { kind: fc.constant("unreachable"), seat, minutes }),
  )
  .map(({ do: _, ...rest }) => rest);

/** Deeds as a mistaken or malicious device might send them: most of the right shape, few possible. */
const deeds = fc.oneof(
  deed("join", member),
  deed("seat", { ...member, device: fc.option(device) }),
  deed("ready", { ready: fc.boolean() }),
  deed("leave", { seat }),
  deed("return", { seat }),
  deed("handover", { role, from: seat, to: seat, checked: fc.constant([]), text: words }),
  deed("clock", { state: fc.constantFrom("running", "paused"), tempo: fc.constantFrom(1, 2, 5, 3), reason: words }),
  deed("hold", {}),
  deed("inject", { inject: id, title: words, effects: fc.array(effect, { maxLength: 3 }) }),
  deed("scores", { shown: fc.boolean() }),
  deed("assign", { task: id, to: seat, text: words, minutes: fc.option(minutes) }),
  deed("progress", { task: id, state: fc.constantFrom("acknowledged", "done", "dropped"), text: words }),
  deed("hand-on", { task: id, to: seat }),
  deed("poll", { poll: id, question: words, options: fc.array(words, { maxLength: 9 }) }),
  deed("vote", { poll: id, option: fc.integer({ min: -1, max: 8 }), text: words }),
  deed("close-poll", { poll: id }),
  deed("decide", { decision: id, text: words, why: words, by: seat }),
  deed("timer", { timer: id, label: words, minutes }),
  deed("entry", { entry: id, at: fc.integer({ min: -5, max: 400 }), text: words }),
  deed("draft", { draft: id, audience: fc.constantFrom(...AUDIENCES), text: words }),
  deed("approve", { draft: id, approved: fc.boolean(), text: words }),
  deed("share", { fact: fc.constantFrom("only-eu", "one-line", "x") }),
  deed("expect", {
    inject: fc.oneof(id, fc.constant(WHOLE_EXERCISE)),
    expectations: fc.array(
      deed("", { id, title: words, good: words, points: fc.integer({ min: 0, max: 4 }), by: role }).map(
        ({ do: _, ...rest }) => rest,
      ),
      { maxLength: 3 },
    ),
    discuss: fc.array(words, { maxLength: 2 }),
  }),
  deed("tick", { inject: id, expectation: id, met: fc.boolean(), text: words }),
  deed("hot-wash", { card: id, column: fc.constantFrom(...HOT_WASH_COLUMNS), text: words }),
  deed("feedback", { ratings: fc.dictionary(id, fc.integer({ min: 0, max: 6 }), { maxKeys: 3 }), text: words }),
  deed("gap", { gap: id, text: words, owner: words, due: fc.constantFrom("", "2026-12-01", "2026-99-01") }),
  deed("steal", { seat }),
);
const bodies: fc.Arbitrary<CommandBody> = fc.oneof(
  { weight: 2, arbitrary: deeds.map((args) => ({ kind: "team", args }) as unknown as CommandBody) },
  { weight: 1, arbitrary: body },
);

/** Whose business something usually is. */
const USUAL: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ["seat", "clock", "hold", "inject", "expect", "scores", "leave", "return"].map((d) => [d, "facilitator"]),
  ),
  ...Object.fromEntries(["assign", "hand-on", "approve", "decide", "timer", "handover"].map((d) => [d, "ada"])),
  ...Object.fromEntries(["severity", "resolve", "task"].map((d) => [d, "ada"])),
  ...{ draft: "cal", entry: "sam", tick: "oli" },
};
const usual = (body: CommandBody) => USUAL[body.kind === "team" ? body.args.do : body.kind] ?? "rex";

/** A whole team sits down, its clock runs, the page is taken; then whatever comes. Half of it from the right devices. */
function logOf(
  items: readonly { second: number; seat: string; device: string; own: boolean; body: CommandBody }[],
): Command[] {
  let counter = 0;
  const one = (second: number, author: string, role: string, body: CommandBody): Command => ({
    ...body,
    second,
    author,
    counter: counter++,
    role,
    seen: second,
  });
  const own = (seat: string) => (seat === "facilitator" ? "main" : seat.toUpperCase());
  const joins = SEATS.map(([seat, role, services]) =>
    one(0, own(seat), seat, { kind: "team", args: { do: "join", seat, name: seat, roles: [role], services } }),
  );
  const runs = { do: "clock", state: "running", tempo: 1, reason: "" } as const;
  return [
    ...joins,
    one(0, "main", "facilitator", { kind: "team", args: runs }),
    one(91, "REX", "rex", { kind: "ack", args: { page: "page" } }),
    ...[...items]
      .sort((a, b) => a.second - b.second)
      .map((item) => {
        const from = item.own ? usual(item.body) : item.seat;
        return one(item.second, item.own ? own(from) : item.device, from, item.body);
      }),
  ];
}
const items = (count: number) =>
  fc.array(fc.record({ second: fc.integer({ min: 92, max: 240 }), seat, device, own: fc.boolean(), body: bodies }), {
    maxLength: count,
    minLength: 5,
    size: "max",
  });

describe("a team's run", () => {
  it("E37 is the same replayed whole, in parts, from keyframes and from a file, in whatever order it arrived", () => {
    fc.assert(
      fc.property(items(40), fc.integer({ min: 95, max: 230 }), (list, middle) => {
        const commands = logOf(list);
        const run: Run = { header: teamHeader(), commands, horizon: 260 };
        const whole = hashState(replay(PROGRAM, run));
        expect(hashState(replay(PROGRAM, { ...run, commands: [...commands].reverse() }))).toBe(whole);
        const file = decodeRun(JSON.parse(JSON.stringify(encodeRun(run))));
        // What is not of the right shape is no part of a file; here it is refused.
        if (file.ok) expect(hashState(replay(PROGRAM, file.value))).toBe(whole);
        const part = replay(PROGRAM, run, { second: middle, ordinal: 1 });
        const copy = decodeState(PROGRAM, run.header, encodeState(part), historiesOf(part));
        const done = orderCommands(commands).slice(part.log.length);
        expect(hashState(advanceTo(copy, 260, done))).toBe(whole);
        const frames = Keyframes.of(PROGRAM, run);
        expect(hashState(frames.at(260))).toBe(whole);
        const at = frames.at(middle);
        for (const one of ["facilitator", "rex", "ada"]) {
          const direct = replay(PROGRAM, run, { second: middle, ordinal: Number.POSITIVE_INFINITY });
          expect(view(at, one).team).toEqual(view(direct, one).team);
          expect(view(at, one).facts).toEqual(view(direct, one).facts);
        }
      }),
      { seed: 4, numRuns: 12 },
    );
  });

  it("E37 hostile deeds never throw, and what is refused changes nothing", () => {
    const done = new Set<string>();
    fc.assert(
      fc.property(items(150), (list) => {
        const commands = orderCommands(logOf(list));
        const state = createState(PROGRAM, teamHeader());
        const accepted: Command[] = [];
        for (const command of commands) {
          advanceTo(state, command.second, []);
          const before = hashState(state);
          const { refusal } = apply(state, command);
          if (refusal === null) accepted.push(command);
          else {
            expect(hashState(state)).toBe(before);
            expect(refusal.code).toMatch(/^[a-z]+(\.[a-z-]+)+$/);
            expect(refusal.text.length).toBeGreaterThan(5);
          }
          for (const one of ["facilitator", "rex", "oli", "eve", "__proto__"]) {
            const seen = view(state, one);
            JSON.stringify([seen.team, seen.messages, seen.facts, seen.requests, seen.palette.length, seen.refusal]);
          }
        }
        const { story } = state;
        for (const one of accepted) done.add(one.kind === "team" ? one.args.do : one.kind);
        expect(story.team?.seats.length).toBeLessThanOrEqual(60);
        expect(story.team?.seats.some(({ roles }) => roles.includes("facilitator"))).toBe(true);
        for (const single of ["commander", "deputy", "communications"] as const) {
          expect(story.team?.seats.filter(({ roles }) => roles.includes(single)).length).toBeLessThanOrEqual(1);
        }
      }),
      { seed: 5, numRuns: 60 },
    );
    // The deeds are not all nonsense: most kinds were possible once.
    expect(done.size).toBeGreaterThan(30);
  });

  it("E37 forks keep its seats and deeds", () => {
    const commands = logOf([]);
    const run: Run = { header: teamHeader(), commands, horizon: 200 };
    const state = replay(PROGRAM, fork(run, { second: 150, ordinal: 0 }, "other"));
    expect(view(state, "ada").team?.seats.map((one) => one.id)).toEqual([
      "facilitator",
      ...SEATS.map(([one]) => one).sort(),
    ]);
    expect(view(state, "ada").team?.deeds).toHaveLength(8);
  });
});
