import { describe, expect, it } from "vitest";
import type { Scene, StoryEffect } from "#domain/drill";
import { STORY_BUDGET } from "#engine/budget";
import { apply, createState, type DrillState, hashState, replay, tick } from "#engine/index";
import { runOf } from "./commands";
import { command, expr, header, id, num, op, withScene } from "./fixture";

const remark = (after = 0): StoryEffect => ({
  kind: "remark",
  from: "ana",
  audience: "incident",
  text: ["Again."],
  after,
});
const many = (count: number, effect: () => StoryEffect): readonly StoryEffect[] =>
  Array.from({ length: count }, effect);

/** Goes from one state to the other and back with every second, and does so much on the way. */
const circling = (effects: readonly StoryEffect[]): Partial<Scene> => ({
  conditions: [
    { id: "even", when: expr(op("==", op("%", id("t"), num(2)), num(0))), hold: 0 },
    { id: "odd", when: expr(op("==", op("%", id("t"), num(2)), num(1))), hold: 0 },
  ],
  machines: [
    {
      id: "circle",
      config: {
        initial: "a",
        states: {
          a: { on: { "*": { target: "b", actions: ["act"] } } },
          b: { on: { "*": { target: "a", actions: ["act"] } } },
        },
      },
      effects: { act: effects },
    },
  ],
});

const played = (scene: Partial<Scene>, seconds: number): DrillState => replay(withScene(scene), runOf([], seconds));
const overruns = ({ journal }: DrillState) => journal.filter(({ data }) => data.what === "overrun");

describe("E28 a story that goes in circles", () => {
  it("is stopped when it has said too much, once, and both journal and channel say so", () => {
    const state = played(circling(many(100, () => remark())), 200);
    expect(state.messages.length).toBeLessThan(STORY_BUDGET.messages + 200);
    expect(overruns(state).length).toBe(1);
    expect(state.messages.filter(({ text }) => text.includes("goes in circles")).length).toBe(1);
    const said = ({ messages }: DrillState) => messages.filter(({ text }) => text === "Again.").length;
    const later = played(circling(many(100, () => remark())), 230);
    expect(said(later)).toBe(said(state));
  });

  it("is stopped when it has planned too much for later", () => {
    const state = played(circling(many(400, () => remark(1e9))), 60);
    expect(state.story.due.length).toBeLessThan(STORY_BUDGET.planned + 1000);
    expect(overruns(state).length).toBe(1);
  });

  it("is stopped in the very step in which too much happens", () => {
    const state = createState(withScene(circling(many(3, () => remark()))), header());
    const before = state.messages.length;
    for (let i = 0; i < 5000; i++) state.pending.push("anything");
    tick(state);
    expect(overruns(state).length).toBe(1);
    expect(state.messages.length - before).toBeLessThan(STORY_BUDGET.effects + 10);
    expect(state.pending).toEqual([]);
  });

  it("does not keep anybody from going on, and a replay stops at the same position", () => {
    const scene = circling(many(400, () => remark()));
    const program = withScene(scene);
    const ack = command(95, 1, { kind: "ack", args: { page: "page" } });
    const run = runOf([ack], 130);
    const whole = replay(program, run);
    expect(whole.story.ackedAt).toBe(95);
    const parts = replay(program, { ...run, commands: [], horizon: 90 });
    while (parts.now < 95) tick(parts);
    apply(parts, ack);
    while (parts.now < 130) tick(parts);
    expect(hashState(parts)).toBe(hashState(whole));
    expect(overruns(parts)).toEqual(overruns(whole));
  });

  it("is let be where it does little", () => {
    const state = played(circling([remark()]), 200);
    expect(overruns(state)).toEqual([]);
    expect(state.messages.length).toBeGreaterThan(150);
  });
});
