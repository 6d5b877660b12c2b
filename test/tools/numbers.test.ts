import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type RoomRules, ruleFaults, rulesListed, testTitles } from "./numbers";
import { readTree } from "./parse";

describe("numbered rules", () => {
  it("of every room's README are each proved by a test that names them, and tests name no others", () => {
    const titles = [...readTree(".", "test", /\.(test|spec)\.tsx?$/)].map(([path, source]) => ({
      path,
      titles: testTitles(path, source),
    }));
    // Rooms, and rooms within rooms: src/modes/drill, say, whose tests may lie in the folder of all modes.
    const rooms = [...readTree(".", "src", /README\.md$/)]
      .map(([path, readme]) => ({ room: path.slice("src/".length, -"/README.md".length), readme }))
      .filter(({ room }) => room !== "")
      .map(({ room, readme }): RoomRules => {
        const folder = existsSync(`test/${room}`) ? room : room.split("/")[0];
        const own = titles.filter(({ path }) => path.startsWith(`test/${folder}/`));
        return { room, readme, ownTitles: own.flatMap((file) => file.titles) };
      });
    const everywhere = titles.filter(({ path }) => !path.startsWith("test/tools/")).flatMap((file) => file.titles);
    expect(ruleFaults(rooms, everywhere)).toEqual([]);
  });

  it("are read from list items in bold", () => {
    expect(rulesListed("- **E1** one\ntext **E9**\n  - **E2** two\n- E3 three\n")).toEqual(["E1", "E2"]);
  });

  it("are found in the titles of plain, grouped, tabled and templated tests", () => {
    const source =
      'describe("A1", () => { it("A2 x", f); it.each([1])("A3 %s", f); test.skipIf(b)(`A4 $' +
      '{x} y`, f); it.each`a`("A5"); });' +
      'other("A6");';
    expect(testTitles("a.test.ts", source)).toEqual(["A1", "A2 x", "A3 %s", "A4   y", "A5"]);
  });

  it("are missed when untested, unlisted or listed twice", () => {
    const room = {
      room: "r",
      readme: "- **E1** a\n- **E2** b\n- **E2** b\n",
      ownTitles: ["E1 holds", "E7 holds", "p95 of P3"],
    };
    expect(ruleFaults([room], room.ownTitles)).toEqual([
      "r: E2 is in no test title",
      "r: E2 is listed twice",
      "r: E7 is not listed",
    ]);
  });
});
