import { describe, expect, it } from "vitest";
import type { ExercisePlan, PlannedInject } from "#domain/exercise";
import { newPlan } from "#modes/gameday/plan";
import { giveBack, readPlanFile, sameSubject, takeOver, writePlanFile } from "#modes/gameday/plan-file";

const inject = (id: string, seconds: number | null = null): PlannedInject => ({
  id,
  title: `Inject ${id}`,
  when: seconds === null ? { kind: "hand" } : { kind: "time", since: "start", seconds },
  effects: [],
  read: "Say it.",
  expectations: [],
  discuss: [],
  card: null,
});
const note = (id: string) => ({ id, second: null, text: `Note ${id}` });

const plan = (part: Partial<ExercisePlan> = {}): ExercisePlan => ({
  ...newPlan({ kind: "drill", slug: "some-drill" }, "Autumn", 7),
  ...part,
});
const nothingDue = () => [];

describe("the file of a plan", () => {
  it("GD80 has the whole plan, and where it was saved", () => {
    const whole = plan({ queue: [inject("a", 60)], notes: [note("n")], ticked: ["Who leads?"] });
    for (const room of [null, { run: "run-1", happened: ["a"] }])
      expect(readPlanFile(writePlanFile({ plan: whole, room }))).toEqual({ ok: true, value: { plan: whole, room } });
  });

  it("GD80 is refused with what was expected where it is none", () => {
    const text = writePlanFile({ plan: plan(), room: null });
    const wrong = (change: (raw: Record<string, unknown>) => unknown) => {
      const read = readPlanFile(JSON.stringify(change(JSON.parse(text) as Record<string, unknown>)));
      return read.ok ? "read" : read.error;
    };
    expect(readPlanFile("PK")).toMatchObject({ ok: false, error: expect.stringContaining("It is no plan") });
    for (const raw of [null, 3, "text", [], {}]) expect(wrong(() => raw)).toContain("expected “format”");
    expect(wrong((raw) => ({ ...raw, version: 2 }))).toContain("expected version 1, found 2");
    expect(wrong((raw) => ({ ...raw, room: { run: 3, happened: [] } }))).toContain("The file's room");
    expect(wrong((raw) => ({ ...raw, plan: { ...plan(), minutes: 1 } }))).toContain("The plan's minutes: expected");
    expect(wrong((raw) => ({ ...raw, plan: { ...plan(), queue: [inject("a"), inject("a")] } }))).toContain("same id");
  });

  it("GD80 is of no use where something else is played", () => {
    const drill = { kind: "drill", slug: "a" } as const;
    const told = { kind: "tabletop", incident: { id: "1", title: "Mail", scenario: "Late.", story: null } } as const;
    expect(sameSubject(drill, { kind: "drill", slug: "a" })).toBe(true);
    expect(sameSubject(drill, { kind: "drill", slug: "b" })).toBe(false);
    expect(sameSubject(drill, { kind: "pack", slug: "a", pack: "p" })).toBe(false);
    expect(sameSubject(drill, told)).toBe(false);
    // Whoever told it anew gave it another id.
    expect(sameSubject(told, { kind: "tabletop", incident: { ...told.incident, id: "2" } })).toBe(true);
  });
});

describe("a plan that is taken over", () => {
  const carried = plan({
    queue: [inject("a", 60), inject("b", 90), inject("c", 900), inject("d")],
    notes: [note("n")],
  });

  it("GD81 leaves what happened, and lets what has passed wait for a hand", () => {
    const file = { plan: carried, room: { run: "run-1", happened: ["a", "c"] } };
    const due = (queue: readonly PlannedInject[]) => queue.filter(({ id }) => id === "b");
    const taken = takeOver(plan(), file, new Set(["a"]), due);
    if (!taken.ok) throw new Error(taken.error);
    const times = Object.fromEntries(taken.value.part.queue.map(({ id, when }) => [id, when.kind]));
    // `c` happened where the file was saved, and the log has not come here.
    expect(times).toEqual({ a: "time", b: "hand", c: "hand", d: "hand" });
    expect(taken.value.held.map(({ id }) => id)).toEqual(["b", "c"]);
  });

  it("GD81 keeps what was planned here, and can be taken back without what came since", () => {
    const own = plan({ queue: [inject("own"), { ...inject("d"), title: "Mine" }], notes: [note("mine")] });
    const file = { plan: { ...carried, ticked: ["x"] }, room: null };
    const taken = takeOver(own, file, new Set(), nothingDue);
    if (!taken.ok) throw new Error(taken.error);
    expect(taken.value.part.queue.map(({ title }) => title)).toEqual([
      "Inject a",
      "Inject b",
      "Inject c",
      "Inject d",
      "Inject own",
    ]);
    expect(taken.value.part.notes.map(({ id }) => id)).toEqual(["n", "mine"]);
    const since = { ...own, ...taken.value.part };
    const later = { ...since, queue: [...since.queue, inject("later")], ticked: [...since.ticked, "y"] };
    const back = giveBack(later, own, file);
    expect(back.queue.map(({ title }) => title)).toEqual(["Mine", "Inject own", "Inject later"]);
    expect(back.notes).toEqual(own.notes);
    expect(back.ticked).toEqual(["y"]);
  });

  it("GD81 says where both are more than a plan holds", () => {
    const many = (prefix: string) => Array.from({ length: 150 }, (_, nth) => inject(`${prefix}${nth}`));
    const taken = takeOver(
      plan({ queue: many("a") }),
      { plan: plan({ queue: many("b") }), room: null },
      new Set(),
      nothingDue,
    );
    expect(taken).toMatchObject({ ok: false, error: expect.stringContaining("The plan's queue: expected <=200") });
  });
});
