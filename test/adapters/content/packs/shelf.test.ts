import { describe, expect, it } from "vitest";
import { Library } from "#adapters/content/library";
import { type Job, perform } from "#adapters/content/packs/jobs";
import { freeName } from "#adapters/content/packs/names";
import { Shelf } from "#adapters/content/packs/shelf";
import { MemoryPackStore } from "#adapters/storage/packs";
import type { Pack } from "#domain/pack";
import { ENGINE_VERSION } from "#engine/version";
import type { PackReading, PackSummary } from "#session/contract";
import { bench, builtIn, bytesOf, drillFiles, edited, pack, textsOf } from "./samples";

const MAIN = "drills/quay/drill.yaml";
const twoDrills = (code = "PIER-1") =>
  pack({ files: [...drillFiles(), ...drillFiles("pier", code).filter(({ path }) => path.startsWith("drills/"))] });
const broken = (whole = pack()) => edited(whole, MAIN, (text) => text.replace(/^title:/m, "titel:"));
const errorsOf = ({ diagnostics }: PackReading) => diagnostics.filter(({ severity }) => severity === "error");

describe("the shelf", () => {
  it("Q9 keeps a pack, lists its drills and tells others of them", async () => {
    const { shelf, told } = bench();
    const { cards, diagnostics } = await shelf.save(pack());
    expect(errorsOf({ diagnostics } as PackReading)).toEqual([]);
    expect(cards).toMatchObject([{ slug: "quay", code: "QUAY-1" }]);
    expect(await shelf.list()).toMatchObject([{ id: "harbour", version: 1, errors: 0, cards: [{ slug: "quay" }] }]);
    expect(told()).toEqual(["quay"]);
    expect(await shelf.load("harbour")).toEqual(pack());
    await shelf.remove("harbour");
    expect(await shelf.list()).toEqual([]);
    expect(told()).toEqual([]);
  });

  it.each([
    "release",
    "capacity",
    "dependency",
    "data",
  ] as const)("Q16 a drill begun in the form %s is nothing stored, and passes its checks without a warning", async (form) => {
    const { shelf } = bench();
    const begun = await shelf.begin(form, { title: 'Late: "all" orders', slug: "late-orders", code: "LATE-1" });
    expect(await shelf.list()).toEqual([]);
    const { cards, diagnostics } = await shelf.check(begun);
    expect(diagnostics).toEqual([]);
    expect(cards).toMatchObject([{ slug: "late-orders", code: "LATE-1", title: 'Late: "all" orders' }]);
    expect(begun).toMatchObject({ id: "late-orders", title: 'Late: "all" orders', version: 1 });
  });

  it("Q5 Q9 keeps a drill with errors as text, names its file and line, and lists the others", async () => {
    const { shelf } = bench();
    const two = broken(twoDrills());
    const reading = await shelf.save(two);
    const line = two.files
      .find(({ path }) => path === MAIN)
      ?.text.split("\n")
      .findIndex((each) => each.startsWith("titel"));
    expect(errorsOf(reading)).toContainEqual(
      expect.objectContaining({
        file: MAIN,
        line: (line ?? -1) + 1,
        column: 1,
        message: 'unknown key "titel", did you mean "title"?',
      }),
    );
    expect(reading.cards.map(({ slug }) => slug)).toEqual(["pier"]);
    expect(reading.drills.map(({ slug, program, outline }) => [slug, program !== null, outline !== null])).toEqual([
      ["pier", true, true],
      ["quay", false, true],
    ]);
    expect((await shelf.list())[0]?.errors).toBe(errorsOf(reading).length);
    expect(await shelf.load("harbour")).toEqual(two);
  });

  it("Q18 compiles a pack once to show and to store it, and again when it, or a name around it, has changed", async () => {
    const { shelf, jobs } = bench();
    const one = pack();
    const [checked, saved] = await Promise.all([shelf.check(one), shelf.save(one)]);
    expect(saved).toBe(checked);
    expect(jobs).toHaveLength(1);
    await shelf.save(pack({ version: 2 }));
    expect(jobs).toHaveLength(2);
    const read = await shelf.read(
      "pier.zip",
      bytesOf(pack({ id: "pier", files: drillFiles("pier", "PIER-1") }), "zip"),
    );
    await shelf.save(read.pack as Pack);
    expect(jobs).toHaveLength(3);
    const late = pack({ id: "late", files: drillFiles("late", "LATE-1") });
    expect((await shelf.check(late)).cards).toHaveLength(1);
    await shelf.save(pack({ id: "early", files: drillFiles("early", "LATE-1") }));
    expect((await shelf.save(late)).cards).toEqual([]);
    expect(jobs).toHaveLength(6);
  });

  it("Q18 compiles again what was not finished", async () => {
    let asked = 0;
    const ask = (job: Job): Promise<PackReading> => {
      return asked++ === 0 ? Promise.reject(new Error("too long")) : Promise.resolve(perform(job));
    };
    const around = { builtIn: [], sourceOf: async () => null, onPacks: () => {} };
    const shelf = new Shelf(new MemoryPackStore(), { ask }, around, { now: () => 1 });
    const one = pack();
    expect((await shelf.check(one)).diagnostics).toMatchObject([{ code: "pack.unfinished" }]);
    expect((await shelf.check(one)).cards).toHaveLength(1);
  });

  it("Q9 does not keep what is no pack", async () => {
    const { shelf } = bench();
    for (const no of [pack({ id: "No Id" }), pack({ title: " " }), pack({ version: 0 }), pack({ files: [] })]) {
      expect((await shelf.save(no)).pack).toBeNull();
    }
    expect(await shelf.list()).toEqual([]);
  });

  it("Q8 a slug or a code of a built-in drill is refused at its place, with the nearest free one", async () => {
    const { shelf } = bench([builtIn("quay", "INC-7"), builtIn("other", "QUAY-1"), builtIn("another", "QUAY-1-2")]);
    const reading = await shelf.check(pack());
    expect(errorsOf(reading).map(({ line, column, code, message }) => [line, column, code, message])).toEqual([
      [
        1,
        1,
        "pack.slug-taken",
        expect.stringContaining('a drill of Meantime, rename the folder, for instance to "quay-2"'),
      ],
      [1, 7, "pack.code-taken", "the code QUAY-1 is taken by a drill of Meantime, the nearest free one is QUAY-1-3"],
    ]);
    expect(reading.cards).toEqual([]);
    expect(reading.drills[0]?.program).toBeNull();
  });

  it("Q8 neither may be those of another pack, whatever the case, nor of another drill of the same one", async () => {
    const { shelf } = bench();
    await shelf.save(pack());
    const other = pack({ id: "other", files: drillFiles("pier", "quay-1") });
    expect(errorsOf(await shelf.check(other))).toMatchObject([
      { code: "pack.code-taken", message: expect.stringContaining("of the pack “Evenings at the harbour”") as string },
    ]);
    const twice = twoDrills("QUAY-1");
    expect(errorsOf(await shelf.check(twice))).toMatchObject([
      { file: "drills/quay/drill.yaml", message: expect.stringContaining("a drill of this pack") as string },
    ]);
    // One's own place is free.
    expect(errorsOf(await shelf.save(pack({ version: 2 })))).toEqual([]);
  });

  it("Q8 what is read from a file is compared in the same way", async () => {
    const { shelf } = bench([builtIn("quay", "INC-7")]);
    const reading = await shelf.read("a.zip", bytesOf(pack(), "zip"));
    expect(errorsOf(reading)).toMatchObject([{ code: "pack.slug-taken" }]);
    expect((await bench().shelf.read("a.zip", bytesOf(pack(), "zip"))).cards.length).toBe(1);
  });

  it("Q8 a code that could not be an address is refused", async () => {
    const { shelf } = bench();
    const reading = await shelf.check(pack({ files: drillFiles("quay", '"a/b <x>"') }));
    expect(errorsOf(reading)).toMatchObject([{ line: 1, code: "pack.code" }]);
  });

  it("Q7 says that a pack could not be checked, and keeps its text", async () => {
    const store = new MemoryPackStore();
    const around = { builtIn: [], sourceOf: async () => null, onPacks: () => undefined };
    const ask = () => Promise.reject(new Error("It was stopped."));
    const shelf = new Shelf(store, { ask }, around, { now: () => 1 });
    const reading = await shelf.save(pack());
    expect(reading.diagnostics).toMatchObject([
      { code: "pack.unfinished", message: expect.stringContaining("It was stopped.") as string },
    ]);
    expect(await shelf.load("harbour")).toEqual(pack());
    expect((await shelf.read("a.zip", bytesOf(pack(), "zip"))).pack).toBeNull();
  });

  it("Q11 makes a pack of a built-in drill that can be kept beside it, with what it needs and nothing else", async () => {
    const { shelf } = bench();
    const copy = await shelf.ofDrill("tool-belt");
    expect(copy).toMatchObject({ id: "tool-belt-2", title: "Built in", version: 1 });
    expect(copy.files.map(({ path }) => path.split("/")[0])).toContain("people");
    expect(copy.files.filter(({ path }) => path.startsWith("systems/")).length).toBe(1);
    const { cards, diagnostics } = await shelf.save(copy);
    expect(errorsOf({ diagnostics } as PackReading)).toEqual([]);
    expect(cards).toMatchObject([{ slug: "tool-belt-2", code: "INC-1000-2" }]);
    // The next one stands beside both.
    expect(await shelf.ofDrill("tool-belt")).toMatchObject({ id: "tool-belt-3" });
  });

  it("Q11 gives the pack itself where a drill is all of it, else a pack of that drill alone", async () => {
    const { shelf } = bench();
    await shelf.save(pack());
    expect(await shelf.ofDrill("quay")).toEqual(pack());
    await shelf.save(twoDrills());
    const alone = await shelf.ofDrill("pier");
    expect(alone.id).toBe("pier-2");
    expect(new Set(alone.files.map(({ path }) => path.split("/")[1]))).toEqual(
      new Set([
        "pier-2",
        ...alone.files.flatMap(({ path }) => (path.startsWith("drills/") ? [] : [path.split("/")[1]])),
      ]),
    );
    expect(errorsOf(await shelf.save(alone))).toEqual([]);
    await expect(shelf.ofDrill("nothing")).rejects.toBeInstanceOf(RangeError);
    await expect(shelf.ofDrill("toString")).rejects.toBeInstanceOf(RangeError);
  });

  it("Q14 compiles what another version of the engine left, once, and what a new built-in drill crowds out", async () => {
    const { shelf, store, jobs } = bench();
    await store.put(pack(), { cards: [], errors: 3, engine: ENGINE_VERSION - 1 }, 5);
    expect(await shelf.list()).toMatchObject([{ errors: 0, updatedAt: 5, cards: [{ slug: "quay" }] }]);
    await shelf.list();
    expect(jobs.length).toBe(1);
    const crowded = bench([builtIn("quay", "INC-7")]);
    await crowded.store.put(pack(), { cards: [builtIn("quay", "QUAY-1")], errors: 0, engine: ENGINE_VERSION }, 5);
    expect(await crowded.shelf.list()).toMatchObject([{ errors: 1, cards: [] }]);
  });

  it("Q14 compiles a program when it is asked for; one that does not compile any more leaves the list", async () => {
    const { shelf, store, told } = bench();
    await shelf.save(pack());
    expect((await shelf.program("harbour", "quay")).card.code).toBe("QUAY-1");
    await store.put(broken(), { cards: [builtIn("quay", "QUAY-1")], errors: 0, engine: ENGINE_VERSION }, 9);
    await expect(shelf.program("harbour", "quay")).rejects.toThrow("has errors in this version");
    expect(told()).toEqual([]);
    await expect(shelf.program("gone", "quay")).rejects.toThrow("no pack");
  });
});

describe("names", () => {
  it("Q8 are the name itself, or the first number behind it that is free", () => {
    const taken = new Set(["a", "a-2", "one-502"]);
    const isTaken = (name: string) => taken.has(name);
    expect(["b", "a", "one-502"].map((name) => freeName(name, isTaken))).toEqual(["b", "a-3", "one-502-2"]);
  });
});

describe("every drill that ships", () => {
  it("Q11 is a pack with what it needs", () => {
    const slugs = new Library(() => Promise.reject(new Error("none"))).cards().map(({ slug }) => slug);
    for (const slug of slugs) {
      const folders = new Set(textsOf(slug).map(({ path }) => path.split("/")[0]));
      expect([slug, ...[...folders].sort()]).toEqual([slug, "drills", "people", "systems"]);
    }
  });
});

describe("the library", () => {
  const summary = (id: string, ...cards: PackSummary["cards"]): PackSummary => ({
    id,
    title: id,
    version: 1,
    createdAt: 1,
    updatedAt: 1,
    cards,
    errors: 0,
  });

  it("Q12 lists drills of packs behind those that were built in, and says where they are from", async () => {
    const asked: string[] = [];
    const program = (await bench().shelf.check(pack())).drills[0]?.program;
    if (program === null || program === undefined) throw new Error("the sample does not compile");
    const library = new Library(async (id, slug) => {
      asked.push(`${id}/${slug}`);
      return program;
    });
    const own = library.cards().length;
    let changes = 0;
    const stop = library.onChange(() => changes++);
    library.hold([summary("harbour", program.card)]);
    expect(library.cards().slice(own)).toEqual([program.card]);
    expect(library.bySlugOrCode("quay-1")).toEqual(program.card);
    expect([library.packOf("quay"), library.packOf("tool-belt")]).toEqual(["harbour", null]);
    expect(await library.program("quay")).toBe(program);
    await library.program("quay");
    expect(asked).toEqual(["harbour/quay"]);
    // What has not changed is nobody's news.
    library.hold([summary("harbour", program.card)]);
    expect(changes).toBe(1);
    library.hold([{ ...summary("harbour", program.card), updatedAt: 2 }]);
    await library.program("quay");
    expect(asked.length).toBe(2);
    stop();
    library.hold([]);
    expect(changes).toBe(2);
    expect(library.bySlugOrCode("quay")).toBeNull();
    await expect(library.program("quay")).rejects.toThrow("no drill “quay”");
  });

  it("Q12 lets nothing take the name of a drill that was built in, or of a pack before it", () => {
    const library = new Library(() => Promise.reject(new Error("none")));
    const [first] = library.cards();
    const own = library.cards().length;
    library.hold([
      summary("a", builtIn(first?.slug ?? "", "A-1"), builtIn("a", first?.code.toLowerCase() ?? "")),
      summary("b", builtIn("b", "B-1")),
      summary("c", builtIn("c", "b-1"), builtIn("b", "C-1")),
    ]);
    expect(
      library
        .cards()
        .slice(own)
        .map(({ slug }) => slug),
    ).toEqual(["b"]);
    expect(library.packOf(first?.slug ?? "")).toBeNull();
  });
});
