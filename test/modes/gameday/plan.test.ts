import { describe, expect, it } from "vitest";
import { readRecord } from "#adapters/storage/record";
import { documentRecord } from "#adapters/storage/records/document";
import type { ExercisePlan, PlannedInject } from "#domain/exercise";
import { TEAM_ROLES } from "#domain/team";
import { newPlan, noted, readPlan, ticked, withRole } from "#modes/gameday/plan";

const inject: PlannedInject = {
  id: "i1",
  title: "The leader of sales wants an answer",
  when: { kind: "condition", condition: { is: "silence", audience: "customers", minutes: 10 } },
  effects: [
    { kind: "remark", from: "bo", audience: "incident", text: "When?", interrupts: true },
    { kind: "front", node: "stock", symptom: "slow", amount: 4, minutes: 10 },
    { kind: "panel-down", panel: "logs", minutes: 5 },
    { kind: "unreachable", seat: "@resolver", minutes: 5 },
    { kind: "plan", plan: "ramp" },
  ],
  read: "Read it aloud.",
  expectations: [{ id: "e1", title: "One answers", good: "Somebody answers for all.", points: 2, by: "commander" }],
  discuss: ["Who should have answered?"],
  card: "executive-wants-time",
};

const whole: ExercisePlan = {
  ...newPlan({ kind: "drill", slug: "bad-release" }, "Autumn", 7),
  variant: "one-pod",
  queue: [
    inject,
    { ...inject, id: "i2", when: { kind: "time", since: "ack", seconds: 600 } },
    { ...inject, id: "i3", when: { kind: "hand" } },
  ],
  expectations: inject.expectations,
  renames: { services: { shop: "Till" }, people: { bo: "Ines" } },
  notes: [{ id: "n1", second: 300, text: "They asked twice." }],
  ticked: ["Who is hurt?"],
  scores: true,
};

const wrong = (change: Record<string, unknown>): string => {
  const read = readPlan({ ...whole, ...change });
  return read.ok ? "" : read.error;
};

describe("the facilitator's plan", () => {
  it("GD27 is stored whole and read as it was written, with each kind of subject, time, effect and condition", () => {
    const subjects: readonly ExercisePlan["subject"][] = [
      whole.subject,
      { kind: "pack", slug: "ours", pack: "our-pack" },
      { kind: "tabletop", incident: { id: "1", title: "Power", scenario: "It is dark.", story: null } },
    ];
    for (const subject of subjects) {
      const plan = { ...whole, subject };
      expect(readPlan(structuredClone(plan))).toEqual({ ok: true, value: plan });
      const record = { version: 1, id: "p", kind: "gameday", run: "r", createdAt: 1, updatedAt: 2, body: plan };
      expect(readRecord(documentRecord, structuredClone(record))).toEqual({ ok: true, value: record });
    }
    const conditions: readonly object[] = [
      { is: "acknowledged", minutes: 5 },
      { is: "severity", level: 2 },
      { is: "impact", side: "below", perSecond: 0.5 },
      { is: "fact", fact: "f" },
      { is: "action", action: "restart", node: null },
      { is: "hypothesis", state: "right" },
      { is: "phase", phase: "resolved" },
      { is: "tasks-acknowledged" },
      { is: "stuck", minutes: 8 },
    ];
    for (const condition of conditions)
      expect(wrong({ queue: [{ ...inject, when: { kind: "condition", condition } }] })).toBe("");
  });

  it("GD27 what is none is refused with the place and what was expected there", () => {
    expect(wrong({ minutes: "long" })).toBe('The plan\'s minutes: expected number, found "long".');
    expect(wrong({ subject: { kind: "film" } })).toContain("The plan's subject.kind");
    expect(wrong({ queue: [inject, inject] })).toBe("The plan's queue: Two injects have the same id.");
    expect(
      wrong({ queue: [{ ...inject, effects: [{ kind: "front", node: "a", symptom: "odd", amount: 1, minutes: 1 }] }] }),
    ).toContain("queue.0.effects.0.symptom");
    expect(wrong({ queue: [{ ...inject, when: { kind: "time", since: "ack", seconds: -1 } }] })).toContain(
      "queue.0.when.seconds",
    );
    expect(wrong({ notes: [{ id: "n", second: 0.5, text: "" }] })).toContain("notes.0.second");
    for (const raw of [null, 12, [], "plan", {}]) expect(readPlan(raw).ok).toBe(false);
    const record = {
      version: 1,
      id: "p",
      kind: "gameday",
      run: null,
      createdAt: 1,
      updatedAt: 2,
      body: { ...whole, seed: -1 },
    };
    expect(readRecord(documentRecord, record).ok).toBe(false);
  });

  it("GD28 notes are written, changed and taken away; points of the guide are ticked and unticked", () => {
    let plan = noted(whole, "n2", null, "Late start");
    expect(plan.notes.map(({ id }) => id)).toEqual(["n1", "n2"]);
    plan = noted(plan, "n1", 310, "They asked three times.");
    expect(plan.notes[0]).toEqual({ id: "n1", second: 310, text: "They asked three times." });
    expect(noted(plan, "n1", 310, " ").notes.map(({ id }) => id)).toEqual(["n2"]);
    expect(ticked(whole, "Who is hurt?").ticked).toEqual([]);
    expect(ticked(whole, "What changed?").ticked).toEqual(["Who is hurt?", "What changed?"]);
  });

  it("GD28 roles are wanted in their usual order, and there is always a facilitator", () => {
    const all = TEAM_ROLES.reduce((plan, role) => withRole(plan, role, true), whole);
    expect(all.roles).toEqual(TEAM_ROLES);
    expect(withRole(all, "facilitator", false).roles).toContain("facilitator");
    expect(withRole(all, "scribe", false).roles).not.toContain("scribe");
  });
});
