import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Command, CommandBody } from "#domain/commands";
import type { TeamBody, TeamEntry } from "#session/team/contract";
import { orderEntries } from "#session/team/order";
import { LATE, PROMPT } from "#session/team/place";
import { MOST_AUTHORS, MOST_ENTRIES, MOST_OF_AUTHOR } from "#session/team/shares";
import { keyOf, Model, steps } from "./world";

const text = (commands: readonly Command[]) => JSON.stringify(commands);
const places = (commands: readonly Command[]) =>
  commands.map(({ second, author, counter }) => `${second} ${author} ${counter}`);

const entry = (author: string, counter: number, body: TeamBody, signature = `${author} ${counter}`): TeamEntry => ({
  run: "r",
  author,
  counter,
  body,
  signature,
});
const did = (author: string, counter: number, second: number, seen = second, lamport = 0) =>
  entry(author, counter, {
    kind: "command",
    second,
    seen,
    lamport,
    seat: author,
    body: { kind: "note", args: { text: `${author} ${counter}` } },
  });
const checkpoint = (author: string, counter: number, second: number, counters: Record<string, number>) =>
  entry(author, counter, { kind: "checkpoint", second, counters });
const ordered = (...entries: readonly TeamEntry[]) => orderEntries(entries, "f");

const size = fc.integer({ min: 2, max: 8 });

describe("the order of a team's commands", () => {
  it("TE1 is the same for the same entries, in whatever order and however often they came", () => {
    fc.assert(
      fc.property(size, steps(true), fc.infiniteStream(fc.nat()), (devices, list, draws) => {
        const model = new Model(devices);
        for (const step of list) model.do(step);
        const before = orderEntries(model.all, "d0");
        const shuffled = [...model.all, ...model.all.slice(0, 5)]
          .map((each) => ({ each, at: draws.next().value }))
          .sort((a, b) => a.at - b.at)
          .map(({ each }) => structuredClone(each));
        expect(text(orderEntries(shuffled, "d0").commands)).toBe(text(before.commands));
      }),
      { seed: 1, numRuns: 150 },
    );
  });

  it("TE2 puts an answer after what it answers, whatever the keys of those who gave them", () => {
    const asked = did("z", 0, 5, 5, 1);
    const answered = did("a", 0, 5, 5, 2);
    const meanwhile = did("b", 0, 5, 5, 2);
    expect(places(ordered(answered, meanwhile, asked).commands)).toEqual(["5 z 0", "5 a 0", "5 b 0"]);
    // What one author did stays in its order, also where a device says otherwise.
    expect(places(ordered(did("a", 0, 5, 5, 9), did("a", 1, 5, 5, 1), asked).commands)).toEqual([
      "5 z 0",
      "5 a 0",
      "5 a 1",
    ]);
    fc.assert(
      fc.property(size, steps(true), (devices, list) => {
        const model = new Model(devices);
        for (const step of list) model.do(step);
        const { commands } = orderEntries(model.all, "d0");
        const at = new Map(commands.map(({ author, counter }, i) => [`${author} ${counter}`, i]));
        for (const [key, known] of model.knew) {
          const own = at.get(key);
          if (own === undefined) continue;
          for (const other of known) {
            const place = at.get(other);
            if (place === undefined || commands[place]?.second !== commands[own]?.second) continue;
            expect(place, `${other} before ${key}`).toBeLessThan(own);
          }
        }
      }),
      { seed: 5, numRuns: 100 },
    );
  });

  it("TE2 believes no Lamport number far beyond all others: who claims one comes last, and takes the order from nobody", () => {
    const liar = did("m", 0, 5, 5, 1_000_000_000);
    const claims = Array.from({ length: 30 }, (_, i) => did("n", i, 5, 5, (i + 1) * 40_000_000));
    expect(ordered(liar, ...claims).lamport).toBe(0);
    expect(ordered(did("z", 0, 5, 5, 1), liar, ...claims).lamport).toBe(1);
    const asked = did("z", 0, 5, 5, 1);
    const answered = did("a", 0, 5, 5, ordered(asked, liar).lamport + 1);
    expect(places(ordered(answered, liar, asked).commands)).toEqual(["5 z 0", "5 a 0", "5 m 0"]);
    // What is still under way leaves some out.
    expect(ordered(did("a", 0, 5, 5, 3), did("b", 0, 5, 5, 90)).lamport).toBe(90);
  });

  it("TE2 is by second, author and counter, and each author's own order is kept", () => {
    expect(places(ordered(did("b", 0, 5), did("a", 0, 5), did("a", 1, 4), did("b", 1, 6)).commands)).toEqual([
      "5 a 0",
      "5 a 1",
      "5 b 0",
      "6 b 1",
    ]);
    fc.assert(
      fc.property(size, steps(true), (devices, list) => {
        const model = new Model(devices);
        for (const step of list) model.do(step);
        const { commands } = model.ordered(devices - 1);
        const next = new Map<string, number>();
        let second = 0;
        for (const command of commands) {
          expect(command.second).toBeGreaterThanOrEqual(second);
          expect(command.counter).toBeGreaterThanOrEqual(next.get(command.author) ?? 0);
          expect(command.seen).toBeLessThanOrEqual(command.second);
          second = command.second;
          next.set(command.author, command.counter + 1);
        }
      }),
      { seed: 2, numRuns: 150 },
    );
  });

  it("TE3 puts a command that was covered in time at its own second, and another at that of the checkpoint", () => {
    const covered = (second: number) => ordered(did("a", 0, 100), checkpoint("f", 0, second, { a: 1 })).commands;
    expect(places(covered(100 + LATE))).toEqual(["100 a 0"]);
    expect(places(covered(101 + LATE))).toEqual(["221 a 0"]);
    // Nobody has seen more than the clock says.
    expect(places(covered(90))).toEqual(["90 a 0"]);
    expect(covered(90)[0]?.seen).toBe(90);
  });

  it("TE3 puts taking a seat and ending the exercise into no past that others went on from", () => {
    const of = (body: CommandBody) =>
      entry("a", 0, { kind: "command", second: 100, seen: 100, lamport: 0, seat: "a", body });
    const join: CommandBody = { kind: "team", args: { do: "join", seat: "a", name: "A", roles: [], services: [] } };
    for (const body of [join, { kind: "team", args: { do: "stop", reason: "" } }, { kind: "end", args: {} }] as const) {
      const at = (second: number) =>
        places(ordered(of(body), did("a", 1, 101), checkpoint("f", 0, second, { a: 2 })).commands);
      expect(at(100 + PROMPT)).toEqual(["100 a 0", "101 a 1"]);
      expect(at(101 + PROMPT)).toEqual(["131 a 0", "131 a 1"]);
      expect(ordered(of(body), checkpoint("f", 0, 100 + PROMPT, {}))).toMatchObject({ commands: [], late: 1 });
    }
  });

  it("TE3 lets what no checkpoint covers in time wait, with all that its author did after it", () => {
    const late = ordered(did("a", 0, 100), did("a", 1, 230), checkpoint("f", 0, 100 + LATE, {}));
    expect(late).toMatchObject({ commands: [], late: 2, newest: 220 });
    const early = ordered(did("a", 0, 100), checkpoint("f", 0, 99 + LATE, {}));
    expect(places(early.commands)).toEqual(["100 a 0"]);
    const then = [checkpoint("f", 0, 220, {}), checkpoint("f", 1, 235, { a: 2 }), checkpoint("f", 2, 250, { a: 2 })];
    expect(places(ordered(did("a", 0, 100), did("a", 1, 230), ...then).commands)).toEqual(["235 a 0", "235 a 1"]);
  });

  it("TE4 loses nothing: when everybody has heard everything, every command is there exactly once, the same everywhere", () => {
    fc.assert(
      fc.property(size, steps(true), (devices, list) => {
        const model = new Model(devices);
        for (const step of list) model.do(step);
        model.heal();
        const first = model.ordered(0);
        const given = model.all.filter(({ body }) => body.kind === "command").map(keyOf);
        expect(first.commands.map(keyOf).sort()).toEqual(given.sort());
        expect(first).toMatchObject({ late: 0, gapped: 0, isWhole: true });
        for (let i = 1; i < devices; i++) expect(text(model.ordered(i).commands)).toBe(text(first.commands));
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  it("TE4 says which checkpoints count: who is overruled takes the clock again, and what waited is there", () => {
    const deed = (author: string, counter: number, second: number, args: object, lamport = 0): TeamEntry =>
      entry(author, counter, {
        kind: "command",
        second,
        seen: second,
        lamport,
        seat: author,
        body: { kind: "team", args } as never,
      });
    const seat = { do: "seat", seat: "x", name: "X", device: "x", roles: ["facilitator"], services: [] };
    // x took the clock, apart from f, who only hears of it when they are together again.
    const before = [deed("f", 0, 0, seat), deed("x", 0, 10, { do: "hold" }), deed("f", 1, 160, { do: "hold" })];
    const alone = [checkpoint("f", 2, 175, { f: 2 }), checkpoint("f", 3, 435, { f: 3, x: 1 })];
    const log = [...before, ...alone, did("x", 1, 72), checkpoint("x", 2, 435, { f: 4, x: 2 })];
    expect(ordered(...log)).toMatchObject({ late: 1, checkpoints: new Map([["f", 3]]) });
    const again = [...log, deed("x", 3, 435, { do: "hold" }), checkpoint("x", 4, 435, { f: 4, x: 4 })];
    expect(ordered(...again)).toMatchObject({ late: 0, isWhole: true, turn: "x 3" });
  });

  it("TE5 never changes more than 120 s before a checkpoint, where all is there that it counts and nobody else took the clock", () => {
    let held = 0;
    fc.assert(
      fc.property(size, steps(true), (devices, list) => {
        const model = new Model(devices);
        const before = Array.from({ length: devices }, (_, i) => model.ordered(i));
        for (const step of list) {
          model.do(step);
          for (let i = 0; i < devices; i++) {
            const old = before[i];
            const now = model.ordered(i);
            before[i] = now;
            if (old === undefined || !old.isWhole || old.turn !== now.turn) continue;
            const settled = ({ second }: Command) => second <= old.settled;
            const past = old.commands.filter(settled);
            held += past.length;
            expect(places(now.commands.filter(settled))).toEqual(places(past));
          }
        }
      }),
      { seed: 4, numRuns: 1000 },
    );
    // It was about something.
    expect(held).toBeGreaterThan(1000);
  });

  it("TE6 believes checkpoints only of devices that may facilitate, and of who had the clock last", () => {
    const act = did("a", 0, 100);
    expect(places(ordered(act, checkpoint("x", 0, 300, { a: 1 })).commands)).toEqual(["100 a 0"]);
    const deed = (author: string, counter: number, second: number, args: object): TeamEntry =>
      entry(author, counter, {
        kind: "command",
        second,
        seen: second,
        lamport: 0,
        seat: author,
        body: { kind: "team", args } as never,
      });
    const seat = { seat: "x", name: "X", roles: [], services: [] };
    const join = deed("x", 0, 0, { do: "join", ...seat });
    const handover = { do: "handover", role: "facilitator", from: "facilitator", to: "x", checked: [], text: "" };
    const given = [join, checkpoint("f", 0, 15, { x: 1 }), deed("f", 1, 50, handover)];
    const hold = deed("x", 1, 60, { do: "hold" });
    expect([...ordered(...given).facilitators].sort()).toEqual(["f", "x"]);
    // Who hands the role over must hold it, whoever says so.
    expect([...ordered(join, deed("x", 1, 50, handover)).facilitators]).toEqual(["f"]);
    const late = checkpoint("x", 2, 300, { a: 1 });
    expect(places(ordered(...given, hold, late, act).commands)).toContain("300 a 0");
    // The founder goes on alone, not knowing that the clock was taken.
    const alone = [checkpoint("f", 2, 105, { a: 1, x: 1 }), checkpoint("f", 3, 250, { a: 1, x: 1 })];
    expect(places(ordered(...given, hold, late, act, ...alone).commands)).toContain("300 a 0");
    const known = checkpoint("x", 2, 300, { a: 1, f: 4 });
    expect(places(ordered(...given, hold, known, act, ...alone).commands)).toContain("100 a 0");
  });

  it("TE7 lets what is behind a gap wait", () => {
    expect(ordered(did("a", 0, 1), did("a", 2, 2), did("a", 3, 3))).toMatchObject({ gapped: 2 });
    expect(places(ordered(did("a", 2, 1), did("a", 1, 1), did("a", 0, 1)).commands)).toHaveLength(3);
    // Two entries with one counter: one of them counts, whichever came first.
    const forks = [did("a", 0, 1), { ...did("a", 0, 9), signature: "Z" }];
    expect(text(ordered(...forks).commands)).toBe(text(ordered(...forks.toReversed()).commands));
  });

  it("TE7 keeps an entry that a checkpoint vouched for, whatever its author signs with that counter later", () => {
    const first = [did("a", 0, 5), did("a", 1, 6), did("b", 0, 6)];
    // As the device that has the clock does it.
    const mark = (second: number, entries: readonly TeamEntry[], counter = 0) => {
      const { counters, versions } = ordered(...entries);
      return entry("f", counter, { kind: "checkpoint", second, counters, versions });
    };
    const vouched = [...first, mark(15, first)];
    const before = places(ordered(...vouched).commands);
    const forged = ["!", "~"].map((signature) => ({ ...did("a", 0, 3), signature }));
    for (const set of [
      [...vouched, ...forged],
      [...forged, ...vouched],
      [...vouched, forged[0] as TeamEntry],
    ]) {
      expect(places(ordered(...set).commands)).toEqual(before);
    }
    // Before anybody vouched, the least signature counts; from then on what was vouched for.
    const open = [...first, ...forged];
    expect(places(ordered(...open).commands)).toContain("3 a 0");
    const later = [...open, mark(15, open)];
    expect(places(ordered(...later, { ...did("a", 0, 4), signature: " 4" }).commands)).toContain("3 a 0");
    // Who has not got it waits for it, with what comes after it.
    const without = ordered(...later.filter(({ signature }) => signature !== "!"));
    expect(without.isWhole).toBe(false);
    expect(places(without.commands)).toEqual(["6 b 0"]);
    // Each entry is vouched for once.
    expect(ordered(...vouched).versions).toEqual({ f: { from: 0, signatures: ["f 0"] } });
  });

  it("TE7 vouches in time for who was there before a flood, in checkpoints that fit into an entry", () => {
    const founder = "f".repeat(43);
    const author = (i: number) => String(i).padStart(43, "k");
    const signature = (i: number) => String(i).padStart(86, "s");
    const entries = Array.from({ length: 199 }, (_, i) =>
      Array.from({ length: 20 }, (_, n) => entry(author(i), n, did("", 0, 1).body, signature(i * 20 + n))),
    );
    const known = entries[150] ?? [];
    let log: readonly TeamEntry[] = known.slice(0, 10);
    for (let i = 0; i < 90; i++) {
      const { counters, versions } = orderEntries(log, founder);
      const mark = entry(founder, i, { kind: "checkpoint", second: i, counters, versions }, signature(9000 + i));
      expect(JSON.stringify(mark).length).toBeLessThan(16_384);
      log = [...log, mark];
      if (i === 0) log = [...log, ...entries.flat().filter((each) => !known.slice(0, 10).includes(each))];
      if (i === 3) expect(orderEntries(log, founder).versions[author(150)]?.from).toBe(13);
    }
    expect(Object.keys(orderEntries(log, founder).versions)).toEqual([founder]);
  });

  it("TE7 counts no more than a team could do; whoever comes later to flood it takes nobody's place", () => {
    const flood = (author: string, length = MOST_OF_AUTHOR + 50) => Array.from({ length }, (_, i) => did(author, i, 1));
    expect(ordered(...flood("a"), did("b", 0, 1)).commands).toHaveLength(MOST_OF_AUTHOR + 1);
    // Among equals the lowest counters count.
    const floods = ["a", "b", "c", "d", "e"].flatMap((author) => flood(author));
    const equals = orderEntries([...floods, did("z", 0, 1)], "f");
    expect(equals.commands.length).toBeLessThanOrEqual(MOST_ENTRIES);
    expect(equals.commands.length).toBeGreaterThan(MOST_ENTRIES - 10);
    expect(equals.commands.some(({ author }) => author === "z")).toBe(true);
    // Those whom a checkpoint knows keep all they did, however many come after it.
    const known = [...flood("y", 4000), ...flood("z", 4000), checkpoint("f", 0, 10, { y: 1, z: 1 })];
    const later = orderEntries([...known, ...floods], "f");
    const of = (name: string) => later.commands.filter(({ author }) => author === name).length;
    expect([of("y"), of("z")]).toEqual([4000, 4000]);
    expect(later.commands.length).toBeLessThanOrEqual(MOST_ENTRIES);
    const crowd = Array.from({ length: 1000 }, (_, i) => did(`a${i}`, 0, 1));
    const crowded = orderEntries([...known, ...crowd], "f");
    expect(Object.keys(crowded.counters)).toHaveLength(MOST_AUTHORS);
    expect(crowded.counters).toMatchObject({ f: 1, y: 4000, z: 4000 });
  });
});
