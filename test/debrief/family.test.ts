import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Branch, familyOf, listed, type Relative } from "#debrief/index";

const run = (id: string, forkOf: readonly [string, number] | null = null, createdAt = 0): Relative => ({
  id,
  createdAt,
  forkOf: forkOf === null ? null : { run: forkOf[0], second: forkOf[1] },
});
/** `a(b+10(c+20))` */
const shape = ({ id, second, run: kept, forks }: Branch<Relative>): string =>
  `${kept === null ? "?" : ""}${id}${second === null ? "" : `+${second}`}${forks.length === 0 ? "" : `(${forks.map(shape).join(" ")})`}`;

describe("the forks of a run", () => {
  it("B50 form a tree: forks, forks of forks, in the order of their seconds and then of their making", () => {
    const runs = [
      run("late", ["root", 90], 1),
      run("grandchild", ["early", 40], 9),
      run("root"),
      run("early", ["root", 30], 2),
      run("second-early", ["root", 30], 5),
      run("stranger"),
    ];
    for (const id of ["root", "late", "grandchild"]) {
      expect(shape(familyOf(runs, id))).toBe("root(early+30(grandchild+40) second-early+30 late+90)");
    }
    expect(shape(familyOf(runs, "stranger"))).toBe("stranger");
    expect(listed(familyOf(runs, "root")).map(({ branch, depth }) => [branch.id, depth])).toEqual([
      ["root", 0],
      ["early", 1],
      ["grandchild", 2],
      ["second-early", 1],
      ["late", 1],
    ]);
  });

  it("B51 keep together when the run they come from is gone, and do not hang when files name each other", () => {
    const orphans = [run("one", ["gone", 10]), run("two", ["gone", 20]), run("child", ["one", 15])];
    expect(shape(familyOf(orphans, "child"))).toBe("?gone(one+10(child+15) two+20)");
    expect(shape(familyOf([], "nowhere"))).toBe("?nowhere");
    expect(shape(familyOf([run("self", ["self", 5])], "self"))).toBe("self");
    const ring = [run("a", ["b", 1]), run("b", ["a", 2])];
    expect(listed(familyOf(ring, "a")).map(({ branch }) => branch.id)).toHaveLength(2);
  });

  it("B51 hold every run once that comes from the same root, whatever was stored", () => {
    const name = fc.constantFrom("a", "b", "c", "d", "e", "f", "g");
    const runs = fc.uniqueArray(
      fc.record({
        id: name,
        createdAt: fc.nat(5),
        forkOf: fc.option(fc.record({ run: name, second: fc.nat(9) })),
      }),
      { selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(runs, name, (stored, id) => {
        const ids = listed(familyOf(stored, id)).map(({ branch }) => branch.id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids).toContain(id);
        for (const { id: fork, forkOf } of stored) {
          if (forkOf !== null && ids.includes(forkOf.run)) expect(ids).toContain(fork);
        }
      }),
      { seed: 6, numRuns: 300 },
    );
  });
});
