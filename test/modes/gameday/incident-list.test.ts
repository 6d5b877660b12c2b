import fc from "fast-check";
import { Compiler } from "inkjs/full";
import { describe, expect, it } from "vitest";
import { readIncidents } from "#modes/gameday/incident-list";
import { storyProblem, tell } from "#modes/gameday/ink";
import { TABLETOP_LIMITS } from "#modes/gameday/plan-shape";
import { textOf } from "#modes/gameday/text-of";

const compiled = (ink: string): string => new Compiler(ink).Compile().ToJson() as string;

const STORY = `Your phone rings at two.
* [Take it] -> taken
* [Sleep on] You sleep on. -> END
== taken ==
Disks of the ledger are full.
+ [Look again] -> taken
* [Delete old files] It breathes again. -> END
`;

const read = (value: unknown, name = "list.json") => readIncidents([{ name, text: JSON.stringify(value) }]);

describe("lists of incidents", () => {
  it("GD60 the usual form is read: ID, title, scenario", () => {
    const { incidents, problems } = read([
      { ID: "1", title: "Writes fail", scenario: "The ledger accepts no writes." },
      { ID: 2, title: "Slow", scenario: "Everything takes a minute." },
    ]);
    expect(problems).toEqual([]);
    expect(incidents).toEqual([
      { id: "1", title: "Writes fail", scenario: "The ledger accepts no writes.", story: null },
      { id: "2", title: "Slow", scenario: "Everything takes a minute.", story: null },
    ]);
  });

  it("GD60 the older form, wrapped lists, a single incident, a byte order mark and fields nobody knows are read, too", () => {
    const old = [{ ID: "7", label: "Incident 7", difficulty: "4", description: "Power is out in one place" }];
    const wanted = [{ id: "7", title: "Incident 7", scenario: "Power is out in one place", story: null }];
    expect(read(old).incidents).toEqual(wanted);
    expect(read({ incidents: old }).incidents).toEqual(wanted);
    expect(read({ version: 2, scenarios: old }).incidents).toEqual(wanted);
    expect(read(old[0]).incidents).toEqual(wanted);
    expect(readIncidents([{ name: "a.json", text: `\uFEFF${JSON.stringify(old)}` }])).toEqual({
      incidents: wanted,
      problems: [],
    });
    expect(read([{ ...old[0], markdown: "notes.md" }]).problems).toEqual([]);
  });

  it("GD61 each mistake is said with its place and what was expected, and the rest is still read", () => {
    const { incidents, problems } = read([
      "nothing",
      { ID: "a", tittle: "Misspelt" },
      { ID: "b", title: "Only a title" },
      {
        ID: "c",
        scenario:
          "Only a scenario, and a long one that goes on for more than eighty characters altogether.\nThen more.",
      },
      { ID: ["d"], title: "List for an ID", scenario: "x" },
      { ID: "b", title: "Taken", scenario: { text: "x" } },
      { ID: "e", title: "Story", scenario: "x", inkstory: "incidents/ledgr.json" },
    ]);
    expect(incidents.map(({ id, title }) => [id, title.slice(0, 40)])).toEqual([
      ["b", "Only a title"],
      ["c", "Only a scenario, and a long one that goe"],
      ["5", "List for an ID"],
      ["b-2", "Taken"],
      ["e", "Story"],
    ]);
    expect(incidents[1]?.title.length).toBeLessThanOrEqual(80);
    expect(problems.map(({ where, text }) => `${where}: ${text}`)).toEqual([
      "list.json, incident 1: Expected an object with a title and a scenario, found a string.",
      "list.json, incident 2: It was left out: expected a title or a scenario. “tittle” may be meant as “title”.",
      "list.json, incident 3: It has no scenario: the title is told instead.",
      "list.json, incident 5: Its ID is a list: expected a text or a number.",
      "list.json, incident 6: Its scenario is an object: expected a text.",
      "list.json, incident 6: It has no scenario: the title is told instead.",
      "list.json, incident 6: The ID “b” was taken already: it became “b-2”.",
      "list.json, incident 7: Its story “incidents/ledgr.json” is not among the files: choose that file together with the list.",
    ]);
  });

  it("GD61 what is no list is said, with where it stops being JSON, or the name that was meant", () => {
    const said = (text: string, name = "x.json") => readIncidents([{ name, text }]).problems.map((p) => p.text);
    expect(said("")).toEqual(["The file is empty: expected a list of incidents."]);
    expect(said('[\n  {"ID": 1,}\n]')[0]).toMatch(/^It is no JSON/);
    expect(said("[]")).toEqual(["The list is empty: expected at least one incident."]);
    expect(said("12")).toEqual(["Expected a list of incidents, found a number."]);
    expect(said('{"incident": []}')).toEqual([
      "Expected a list of incidents, found an object without “incidents”. Did you mean “incidents”?",
    ]);
    expect(said("=== knot ===", "a.ink")).toEqual([
      "This is Ink as it is written: expected the story compiled to JSON.",
    ]);
    expect(said(compiled("Hello."))).toEqual([
      "This is a story without a list: expected a list of incidents that names it.",
    ]);
  });

  it("GD62 no more than two thousand incidents and twenty thousand characters of a scenario are read, and it is said", () => {
    const many = read(
      Array.from({ length: TABLETOP_LIMITS.incidents + 5 }, (_, n) => ({ ID: n, title: `t${n}`, scenario: "s" })),
    );
    expect(many.incidents).toHaveLength(TABLETOP_LIMITS.incidents);
    expect(many.problems).toHaveLength(1);
    const long = read([{ ID: 1, title: "t", scenario: "x".repeat(TABLETOP_LIMITS.scenario + 1) }]);
    expect(long.incidents[0]?.scenario).toHaveLength(TABLETOP_LIMITS.scenario);
    expect(long.problems[0]?.text).toContain("was cut");
  });

  it("GD62 HTML in a text becomes lines of text, and what it hid is gone", () => {
    expect(
      textOf(
        "<p>One &amp; two</p><script>alert(1)</script><ul><li>a<li>b</ul>5 < 6 <b onclick=x>c</b>&#x3c;i&gt;",
        true,
      ),
    ).toBe("One & two\n\n- a\n- b5 < 6 c<i>");
    expect(textOf("a<br>b\r\nc", false)).toBe("a b c");
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("<", ">", "script", "!--", "-->", "/", "a", "&", ";", '"'), {
          maxLength: 20,
        }),
        (parts) => {
          expect(textOf(parts.join(""), true)).not.toMatch(/<script>/);
        },
      ),
      { seed: 46, numRuns: 200, examples: [[["<", "script", ">", "a"]]] },
    );
  });

  it("GD61 any JSON whatever is read without an exception", () => {
    fc.assert(
      fc.property(fc.json(), fc.json(), (a, b) => {
        const { incidents, problems } = readIncidents([
          { name: "a.json", text: a },
          { name: "b", text: `[${b},${b}]` },
        ]);
        expect(incidents.length + problems.length).toBeGreaterThan(0);
        expect(new Set(incidents.map(({ id }) => id)).size).toBe(incidents.length);
      }),
      { seed: 47, numRuns: 300 },
    );
  });
});

describe("Ink stories", () => {
  const story = compiled(STORY);

  it("GD63 a story is found beside its list by its file's name, in the list as an object or as text", () => {
    const incident = (inkstory: unknown) => ({ ID: 1, title: "t", scenario: "s", inkstory });
    const beside = readIncidents([
      { name: "list.json", text: JSON.stringify([incident("incidents/Ledger.json")]) },
      { name: "somewhere/ledger.json", text: `\uFEFF${story}` },
    ]);
    expect(beside).toEqual({ incidents: [{ id: "1", title: "t", scenario: "s", story }], problems: [] });
    expect(read([incident(JSON.parse(story))]).incidents[0]?.story).toBe(JSON.stringify(JSON.parse(story)));
    expect(read([incident(story)]).incidents[0]?.story).toBe(story);
    const near = readIncidents([
      { name: "list.json", text: JSON.stringify([incident("ledgr.json")]) },
      { name: "ledger.json", text: story },
    ]);
    expect(near.problems[0]?.text).toContain("did you mean “ledger.json”?");
    expect(near.incidents[0]?.story).toBeNull();
  });

  it("GD64 the same choices tell the same story, up to its end", () => {
    expect(tell(story, [])).toEqual({
      parts: [{ chosen: null, lines: ["Your phone rings at two."] }],
      choices: ["Take it", "Sleep on"],
      isOver: false,
      problem: null,
    });
    const over = tell(story, [0, 0, 1]);
    expect(over.parts.map(({ chosen }) => chosen)).toEqual([null, "Take it", "Look again", "Delete old files"]);
    expect(over.parts.at(-1)?.lines).toEqual(["It breathes again."]);
    expect(over).toMatchObject({ choices: [], isOver: true, problem: null });
    const dice = compiled("{RANDOM(1, 1000000)} {RANDOM(1, 1000000)}\n* [on] {RANDOM(1, 1000000)} -> END");
    expect(tell(dice, [0])).toEqual(tell(dice, [0]));
  });

  it("GD64 a choice that does not exist, a story that breaks and one that goes in circles are said, with what was told before", () => {
    expect(tell(story, [0, 9])).toMatchObject({
      problem: "The story cannot be told: Choice 10 does not exist: expected one of 2.",
    });
    expect(tell(story, [0, 9]).parts).toHaveLength(2);
    const circle = compiled("Before.\n* [go] -> loop\n== loop ==\n~ temp x = 1\n-> loop");
    expect(tell(circle, [])).toMatchObject({ choices: ["go"], problem: null });
    expect(tell(circle, [0])).toMatchObject({
      isOver: true,
      problem: "The story cannot be told: It goes in circles without saying anything.",
    });
    const endless = compiled("-> loop\n== loop ==\nAgain.\n-> loop");
    expect(tell(endless, []).problem).toContain("more than 500 lines");
    const broken = compiled("Hello.\n* [on] You go on.");
    expect(tell(broken, [0]).parts.at(-1)?.lines).toEqual(["You go on."]);
  });

  it("GD64 what a turn told before it broke stays, the words of a choice are said once, HTML is text, and to stop is to end", () => {
    const circle = compiled("The pager rings.\nAgain.\nAgain.\n-> loop\n== loop ==\n~ temp x = 1\n-> loop");
    // Ink reads a line ahead: that one is lost.
    expect(tell(circle, []).parts).toEqual([{ chosen: null, lines: ["The pager rings.", "Again."] }]);
    expect(tell(circle, []).problem).toContain("in circles");
    const said = compiled(
      "<b>Orders</b> fail &amp; pile up.\n* Look at the <i>logs</i>\n  Nothing there.\n- Nothing there.\n",
    );
    expect(tell(said, [0])).toEqual({
      parts: [
        { chosen: null, lines: ["Orders fail & pile up."] },
        { chosen: "Look at the logs", lines: ["Nothing there.", "Nothing there."] },
      ],
      choices: [],
      isOver: true,
      problem: null,
    });
  });

  it("GD65 what is no story, of another version or too large is refused with what was expected", () => {
    expect(storyProblem(story)).toBeNull();
    expect(storyProblem("-> knot")).toContain("expected Ink that was compiled");
    expect(storyProblem("[]")).toContain("expected an object with “inkVersion” and “root”");
    expect(storyProblem('{"inkVersion":12,"root":[]}')).toContain("expected 18 to 21");
    expect(storyProblem('{"inkVersion":21,"root":[["^a",{"bad":1}]],"listDefs":{}}')).toContain(
      "The story cannot be told",
    );
    expect(storyProblem(`"${"x".repeat(TABLETOP_LIMITS.story)}"`)).toContain("too large");
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (root) => {
        const tale = tell(JSON.stringify({ inkVersion: 21, root: [root], listDefs: {} }), [0]);
        expect(Array.isArray(tale.parts)).toBe(true);
      }),
      { seed: 48, numRuns: 200 },
    );
  });
});
