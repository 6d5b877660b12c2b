import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { InjectTime, PlannedInject } from "#domain/exercise";
import { dueAt, move, pending, put, type QueueTime, remove, reorder } from "#modes/gameday/queue";
import { spread, suggestSchedule } from "#modes/gameday/schedule";

const planned = (id: string, when: InjectTime): PlannedInject => ({
  id,
  title: id,
  when,
  effects: [],
  read: "",
  expectations: [],
  discuss: [],
  card: null,
});
const timed = (id: string, seconds: number, since: "start" | "ack" = "ack") =>
  planned(id, { kind: "time", since, seconds });

const anyQueue = fc
  .array(
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({
          seconds: fc.integer({ min: 0, max: 7200 }),
          since: fc.constantFrom("start" as const, "ack" as const),
        }),
      },
      { weight: 1, arbitrary: fc.constant(null) },
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((items) =>
    items.map((item, nth) =>
      item === null ? planned(`i${nth}`, { kind: "hand" }) : timed(`i${nth}`, item.seconds, item.since),
    ),
  );
const anyTime: fc.Arbitrary<QueueTime> = fc.record({
  now: fc.integer({ min: 0, max: 5000 }),
  ackedAt: fc.option(fc.integer({ min: 0, max: 400 })),
  fired: fc.subarray(["i0", "i1", "i2", "i3"]).map((ids) => new Set(ids)),
});

/** The order in which pending injects come, by each clock there is. */
const order = (queue: readonly PlannedInject[], time: QueueTime, since: "start" | "ack" | null) =>
  pending(queue, time)
    .filter(({ when }) => when.kind === "time" && (since === null || when.since === since))
    .map(({ id }) => id);

describe("the queue of injects", () => {
  it("GD20 the gaps after a moved inject are stretched or pressed alike, and the last keeps its place", () => {
    const time: QueueTime = { now: 0, ackedAt: 100, fired: new Set() };
    const queue = [timed("a", 600), timed("b", 1200), timed("c", 1800), timed("d", 2400)];
    const at = (queue: readonly PlannedInject[]) => queue.map((inject) => dueAt(inject, time.ackedAt));
    expect(at(move(queue, "b", 1600, time))).toEqual([700, 1600, 2050, 2500]);
    expect(at(move(queue, "b", 800, time))).toEqual([700, 800, 1650, 2500]);
    // Pressed by more than half, the last moves too.
    expect(at(move(queue, "b", 2500, time))).toEqual([700, 2500, 2800, 3100]);
    // Never before the one ahead of it.
    expect(at(move(queue, "c", 0, time))).toEqual([700, 1300, 1300, 2500]);
    expect(at(move(queue, "d", 4000, time))).toEqual([700, 1300, 1900, 4000]);
  });

  it("GD20 moving keeps the order, puts nothing before now, loses nothing, and leaves alone what is not later", () => {
    fc.assert(
      fc.property(anyQueue, anyTime, fc.nat(11), fc.integer({ min: -500, max: 9000 }), (queue, time, nth, to) => {
        const inject = queue[nth % queue.length] as PlannedInject;
        const result = move(queue, inject.id, to, time);
        expect(result.map(({ id }) => id)).toEqual(queue.map(({ id }) => id));
        for (const since of time.ackedAt === null ? (["start", "ack"] as const) : [null]) {
          const before = order(queue, time, since);
          const times = new Map(
            result.map((each) => [
              each.id,
              dueAt(each, time.ackedAt) ?? (each.when.kind === "time" ? each.when.seconds : 0),
            ]),
          );
          const seconds = before.map((id) => times.get(id) as number);
          expect(seconds).toEqual([...seconds].sort((a, b) => a - b));
        }
        const old = new Map(queue.map((each) => [each.id, each]));
        for (const each of result) {
          const at = dueAt(each, time.ackedAt);
          const changed = each !== old.get(each.id) && JSON.stringify(each) !== JSON.stringify(old.get(each.id));
          if (changed) expect(time.fired.has(each.id)).toBe(false);
          if (changed && at !== null) expect(at).toBeGreaterThanOrEqual(time.now);
          if (each.when.kind === "time") expect(each.when.seconds).toBeGreaterThanOrEqual(0);
        }
      }),
      { seed: 43, numRuns: 400 },
    );
  });

  it("GD20 the last of several keeps its place while the gaps are at least half of what they were", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 60, max: 600 }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        (n, gap, share) => {
          const queue = Array.from({ length: n + 1 }, (_, i) => timed(`i${i}`, 300 + i * gap));
          const time: QueueTime = { now: 0, ackedAt: 0, fired: new Set() };
          const result = move(queue, "i0", 300 + n * gap * share, time);
          expect(result.at(-1)).toEqual(queue.at(-1));
        },
      ),
      { seed: 44, numRuns: 100 },
    );
  });

  it("GD21 put in another order, injects are dealt to the times there were", () => {
    const time: QueueTime = { now: 0, ackedAt: 60, fired: new Set(["x"]) };
    const queue = [
      timed("x", 10),
      timed("a", 600),
      planned("h", { kind: "hand" }),
      timed("b", 1200),
      timed("c", 1800, "start"),
    ];
    const result = reorder(queue, "c", 1, time);
    expect(result.map(({ id }) => id)).toEqual(["x", "c", "a", "h", "b"]);
    expect(result.map((each) => dueAt(each, 60))).toEqual([70, 660, 1260, null, 1800]);
    fc.assert(
      fc.property(anyQueue, anyTime, fc.nat(11), fc.integer({ min: -2, max: 14 }), (items, at, nth, place) => {
        const inject = items[nth % items.length] as PlannedInject;
        const dealt = reorder(items, inject.id, place, at);
        expect(dealt.map(({ id }) => id).sort()).toEqual(items.map(({ id }) => id).sort());
        const fired = (queue: readonly PlannedInject[]) =>
          queue.filter(({ id }) => at.fired.has(id)).sort((a, b) => (a.id < b.id ? -1 : 1));
        expect(fired(dealt)).toEqual(fired(items));
      }),
      { seed: 45, numRuns: 200 },
    );
  });

  it("GD21 what is put again takes its own place, and what is removed is gone", () => {
    const queue = [timed("a", 1), timed("b", 2)];
    expect(put(queue, timed("a", 5)).map(({ id }) => id)).toEqual(["a", "b"]);
    expect(put(queue, timed("c", 5)).map(({ id }) => id)).toEqual(["a", "b", "c"]);
    expect(remove(queue, "a").map(({ id }) => id)).toEqual(["b"]);
  });

  it("GD22 a schedule has one inject every five to ten minutes, and leaves the end to finish", () => {
    for (const [minutes, most] of [
      [15, 9],
      [20, 9],
      [60, 9],
      [75, 5],
      [90, 20],
      [120, 30],
      [240, 60],
    ] as const) {
      const times = suggestSchedule(minutes, most);
      const gaps = times.slice(1).map((at, nth) => at - (times[nth] ?? 0));
      expect(times.length).toBeGreaterThan(0);
      expect(times.length).toBeLessThanOrEqual(most);
      expect(gaps.every((gap) => gap >= 300 && gap <= 600)).toBe(true);
      expect(times.at(-1)).toBeLessThanOrEqual(minutes * 60 * 0.8 + 30);
    }
    expect(suggestSchedule(6, 3)).toEqual([]);
    expect(suggestSchedule(60, 0)).toEqual([]);
  });

  it("GD22 spread over an exercise, what does not fit waits for a hand, and what happened or waits for something stays", () => {
    const stuck = planned("s", { kind: "condition", condition: { is: "stuck", minutes: 5 } });
    const queue = [
      timed("x", 10),
      timed("a", 3000),
      stuck,
      planned("b", { kind: "hand" }),
      planned("c", { kind: "hand" }),
      planned("d", { kind: "hand" }),
    ];
    const result = spread(queue, 15, new Set(["x"]));
    expect(result[0]).toEqual(queue[0]);
    expect(result[2]).toEqual(stuck);
    expect(result.slice(3).map(({ when }) => when.kind)).toEqual(["time", "hand", "hand"]);
  });
});
