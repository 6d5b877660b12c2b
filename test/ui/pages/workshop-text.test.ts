import { CompletionContext } from "@codemirror/autocomplete";
import { EditorState } from "@codemirror/state";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Passage } from "#debrief/index";
import { complete } from "#ui/pages/workshop/complete";
import { idOf, offsetOf, partAt, parts, partsIn, setParts, spansOf } from "#ui/pages/workshop/marked";
import { codeOf, freeNames, named } from "#ui/pages/workshop/naming";
import { moveKey, walkedOf } from "#ui/pages/workshop/walked";
import { compile } from "../../scenario/fixture";
import { FakeShelf, MAIN, SMALL, TEXT, workshopDesk } from "./workshop-fixture";

const OUTLINE = compile({ drill: TEXT }).outline;
const SYMBOLS = compile({ drill: TEXT }).symbols ?? {};

describe("completion", () => {
  /** What is offered where `¦` stands. */
  const offered = (line: string) => {
    const at = line.indexOf("¦");
    const state = EditorState.create({ doc: line.replace("¦", "") });
    const found = complete(SYMBOLS)(new CompletionContext(state, at, true));
    return found?.options.map(({ label }) => label) ?? [];
  };

  it("W8 offers what a key takes", () => {
    expect(offered("    from: ¦")).toEqual(["ana", "ben"]);
    expect(offered("  - { fact: ¦ }")).toEqual(["one-region", "empty-key"]);
    expect(offered("    nodes: [checkout, ¦")).toEqual(["edge", "checkout", "bank"]);
  });

  it("W8 offers what an argument of a function names", () => {
    expect(offered(`when: inState("¦`)).toEqual(["course.open", "course.over"]);
    expect(offered(`when: seen("one-region") && answered("¦`)).toEqual(["stop-it"]);
    expect(offered(`when: version("checkout", "¦`)).toEqual(["eu", "us"]);
  });

  it("W8 offers functions inside expressions, and nothing in comments", () => {
    expect(offered("when: 't > 10 && fail¦'")).toContain("failedIn");
    expect(offered("# from: ¦")).toEqual([]);
  });
});

describe("parts of the picture in the text", () => {
  const state = EditorState.create({ doc: TEXT, extensions: parts });
  const doc = state.doc;
  const all = OUTLINE === undefined ? [] : partsIn(OUTLINE, MAIN, doc);
  const marked = state.update({ effects: setParts.of(all) }).state;

  it("W5 the innermost part holds the cursor", () => {
    const at = (text: string) => partAt(all, TEXT.indexOf(text))?.id;
    expect(at("condition.calm: { to")).toBe(idOf.move("course.open", "condition.calm"));
    expect(at("over: { do")).toBe(idOf.state("course.over"));
    expect(at("states:\n")).toBe(idOf.machine("course"));
    expect(at("america: {")).toBe(idOf.variant("america"));
    expect(at("briefing:")).toBeUndefined();
  });

  it("W5 parts keep their text, whatever is typed outside of them", () => {
    const written = (s: EditorState) => s.field(parts).map(({ id, from, to }) => [id, s.sliceDoc(from, to)]);
    const before = written(marked);
    const story = TEXT.indexOf("story:");
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: TEXT.indexOf("world:") }),
        fc.string({ maxLength: 20 }),
        fc.integer({ min: TEXT.indexOf("gauges:"), max: TEXT.indexOf("variants:") }),
        (early, typed, late) => {
          const changes = [
            { from: early, insert: typed },
            { from: story, insert: `${typed.replace(/[\r\n]/g, "")}\n` },
            { from: late, insert: typed },
          ];
          expect(written(marked.update({ changes }).state)).toEqual(before);
        },
      ),
      { seed: 6, numRuns: 200 },
    );
  });

  it("W5 every span lies in its text, and a place outside of it is its nearest one", () => {
    expect(OUTLINE && spansOf(OUTLINE).length).toBeGreaterThan(8);
    for (const { from, to } of all) expect(from).toBeLessThan(to);
    expect(offsetOf(doc, 99_999, 1)).toBe(doc.length);
    expect(offsetOf(doc, 1, 999)).toBe(doc.line(1).to);
    expect(offsetOf(doc, 0, 0)).toBe(0);
  });
});

describe("the way of a play", () => {
  const [machine] = OUTLINE?.machines ?? [];
  const walk = (...moves: readonly (readonly [number, string, string])[]): Passage => {
    return {
      moves: moves.map(([second, state, event]) => ({ second, machine: "course", states: [`course.${state}`], event })),
      end: 360,
    };
  };

  it("W6 says when states were entered and moves were made", () => {
    if (machine === undefined) throw new Error("no machine");
    const { entered, moved } = walkedOf(machine, walk([0, "open", ""], [201, "over", "condition.calm"]));
    expect([...entered]).toEqual([
      ["course.open", [0]],
      ["course.over", [201]],
    ]);
    expect([...moved]).toEqual([[moveKey({ from: "course.open", event: "condition.calm" }), [201]]]);
  });

  it("W6 takes the innermost move, and one of the whole machine where no state has one", () => {
    if (machine === undefined) throw new Error("no machine");
    const [first] = machine.moves;
    if (first === undefined) throw new Error("no move");
    const anywhere = { ...first, from: "course" };
    const both = { ...machine, moves: [anywhere, ...machine.moves] };
    const passage = walk([0, "open", ""], [9, "over", "condition.calm"], [20, "open", "condition.calm"]);
    expect([...walkedOf(both, passage).moved]).toEqual([
      [moveKey(first), [9]],
      [moveKey(anywhere), [20]],
    ]);
  });

  it("W6 leaves out what the drill does not have any more", () => {
    if (machine === undefined) throw new Error("no machine");
    const { entered, moved } = walkedOf(machine, walk([0, "open", ""], [9, "gone", "ack"]));
    expect([...entered.keys()]).toEqual(["course.open"]);
    expect(moved.size).toBe(0);
  });
});

describe("names", () => {
  it("W12 the nearest free ones count on from a number that is there", async () => {
    const { services } = workshopDesk(new FakeShelf());
    const free = (slug: string, code: string) =>
      freeNames(new FakeShelf(), services.library, { title: "T", slug, code });
    expect(await free("small", "INC-1")).toEqual({ title: "T", slug: "small-2", code: "INC-1-2" });
    expect(await free("large", "INC-2")).toEqual({ title: "T", slug: "large", code: "INC-2" });
    const two = new FakeShelf([SMALL, { ...SMALL, id: "small-2" }]);
    expect((await freeNames(two, services.library, { title: "T", slug: "small-2", code: "X" })).slug).toBe("small-3");
  });

  it("W1 move the folder, write the code, and leave everything else as it is", () => {
    const pack = named(SMALL, "small", { title: "Mine", slug: "mine", code: "INC-9" });
    expect(pack).toMatchObject({ id: "mine", title: "Mine", version: 1 });
    expect(codeOf(pack, "mine")).toBe("INC-9");
    expect(pack.files.map(({ path }) => path.replace("/mine/", "/small/"))).toEqual(
      SMALL.files.map(({ path }) => path),
    );
    const drill = pack.files.find(({ path }) => path === "drills/mine/drill.yaml");
    expect(drill?.text).toBe(TEXT.replace("code: INC-1", "code: INC-9"));
    expect(new FakeShelf([]).compile(pack).cards[0]).toMatchObject({ slug: "mine", code: "INC-9" });
    expect(named({ ...SMALL, id: "several" }, "small", { title: "T", slug: "mine", code: "X" }).id).toBe("several");
  });
});
