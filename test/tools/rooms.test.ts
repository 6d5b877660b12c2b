import { describe, expect, it } from "vitest";
import { checkRooms, projectSources, type Violation } from "./rooms";

const check = (files: Record<string, string>): Violation[] => checkRooms(new Map(Object.entries(files)));
const rulesOf = (files: Record<string, string>) => check(files).map((violation) => violation.rule);

describe("the project's own sources", () => {
  it("keep every rule of the rooms", () => {
    const sources = projectSources();
    expect(sources.size).toBeGreaterThan(10);
    const broken = checkRooms(sources).map(({ path, line, rule, message }) => `${path}:${line} ${rule} ${message}`);
    expect(broken).toEqual([]);
  });
});

describe("import directions", () => {
  it.each([
    ["src/lib/a.ts", "#domain/a"],
    ["src/domain/a.ts", "#world/a"],
    ["src/engine/a.ts", "#scenario/a"],
    ["src/world/a.ts", "#scenario/a"],
    ["src/world/a.ts", "#engine/a"],
    ["src/score/a.ts", "#debrief/a"],
    ["src/engine/a.ts", "#session/a"],
    ["src/session/a.ts", "#adapters/storage/a"],
    ["src/ui/home/a.tsx", "#adapters/storage/a"],
    ["src/ui/home/a.tsx", "#scenario/a"],
    ["src/modes/drill/a.ts", "#scenario/a"],
    ["src/adapters/sync/a.ts", "#ui/home/a"],
    ["src/app/a.tsx", "#cli/a"],
    ["src/cli/a.ts", "#ui/home/a"],
    ["src/cli/a.ts", "#adapters/storage/a"],
    ["src/cli/a.ts", "#adapters/content/library"],
    ["src/attic/a.ts", "#lib/a"],
  ])("%s must not import %s", (path, specifier) => {
    expect(rulesOf({ [path]: `import { a } from "${specifier}";` })).toContain("direction");
  });

  it.each([
    ["src/engine/a.ts", "#world/a"],
    ["src/debrief/a.ts", "#score/a"],
    ["src/session/a.ts", "#scenario/a"],
    ["src/adapters/content/a.ts", "#scenario/a"],
    ["src/ui/console/a.tsx", "#session/a"],
    ["src/app/a.tsx", "#adapters/storage/a"],
    ["src/cli/a.ts", "#adapters/sync/a"],
    ["src/cli/a.ts", "#adapters/content/disk"],
  ])("%s may import %s", (path, specifier) => {
    expect(check({ [path]: `import { a } from "${specifier}";` })).toEqual([]);
  });

  it.each([
    'import type { A } from "#scenario/a";',
    'export { a } from "#scenario/a";',
    'export * from "#scenario/a";',
    'const a = await import("#scenario/a");',
    'type A = import("#scenario/a").A;',
    'import "#scenario/a";',
  ])("are seen in %s", (source) => {
    expect(rulesOf({ "src/engine/a.ts": source })).toEqual(["direction"]);
  });

  it("cannot be dodged by a relative path", () => {
    expect(rulesOf({ "src/engine/a.ts": 'import { a } from "../scenario/a";' })).toEqual(["alias", "direction"]);
  });

  it("ask for relative paths inside a room", () => {
    expect(rulesOf({ "src/engine/a.ts": 'import { b } from "#engine/b";' })).toEqual(["alias"]);
    expect(rulesOf({ "src/engine/a.ts": 'import { b } from "./b";' })).toEqual([]);
  });

  it("name the file, the line and the rooms", () => {
    const [violation] = check({ "src/engine/a.ts": '\n\nimport { a } from "#ui/a";' });
    expect(violation).toEqual({
      rule: "direction",
      path: "src/engine/a.ts",
      line: 3,
      message: "engine may not import ui",
    });
  });
});

describe("special walls", () => {
  it("keep modes apart", () => {
    expect(rulesOf({ "src/modes/drill/a.ts": 'import { b } from "../interview/b";' })).toEqual(["modes"]);
    expect(rulesOf({ "src/modes/drill.ts": 'import { b } from "./gameday";' })).toEqual(["modes"]);
    expect(rulesOf({ "src/modes/drill/a.ts": 'import { b } from "../mode";' })).toEqual([]);
  });

  it("let only adapters/content import content", () => {
    const glob = 'const files = import.meta.glob("/content/drills/*.yaml");';
    expect(rulesOf({ "src/ui/home/a.ts": glob })).toEqual(["content"]);
    expect(rulesOf({ "src/adapters/sync/a.ts": 'import a from "../../../content/a.yaml?raw";' })).toEqual(["content"]);
    expect(rulesOf({ "src/adapters/content/a.ts": glob })).toEqual([]);
  });

  it("keep pages at the top of ui: panels and what is shared import none", () => {
    expect(rulesOf({ "src/ui/panels/board/a.tsx": 'import { a } from "../../pages/console/a";' })).toEqual(["pages"]);
    expect(rulesOf({ "src/ui/team/a.tsx": 'const a = import("../pages/gameday/a");' })).toEqual(["pages"]);
    expect(rulesOf({ "src/ui/pages/walk/a.tsx": 'import { a } from "../console/a";' })).toEqual([]);
  });

  it("keep domain words out of ui/kit", () => {
    expect(rulesOf({ "src/ui/kit/a.tsx": 'import type { A } from "#domain/a";' })).toEqual(["kit"]);
    expect(rulesOf({ "src/ui/kit/a.tsx": 'import { A } from "../console/a";' })).toEqual(["kit"]);
    expect(rulesOf({ "src/ui/kit/a.tsx": 'import { a } from "#lib/a";' })).toEqual([]);
  });

  it("keep Node, React and undeclared packages out of the pure rooms", () => {
    expect(rulesOf({ "src/lib/a.ts": 'import { a } from "node:fs";' })).toEqual(["package"]);
    expect(rulesOf({ "src/adapters/content/library.ts": 'import { a } from "node:fs";' })).toEqual(["package"]);
    expect(rulesOf({ "src/adapters/content/disk.ts": 'import { a } from "node:fs";' })).toEqual([]);
    expect(rulesOf({ "src/session/a.ts": 'import { a } from "react";' })).toEqual(["package"]);
    expect(rulesOf({ "src/world/a.ts": 'import { a } from "xstate/graph";' })).toEqual(["package"]);
    expect(rulesOf({ "src/engine/a.ts": 'import { a } from "xstate/graph";' })).toEqual([]);
  });
});

describe("cycles", () => {
  it("are found through any number of files", () => {
    const [violation] = check({
      "src/lib/a.ts": 'import { b } from "./b";',
      "src/lib/b.ts": 'export { c } from "./c";',
      "src/lib/c.ts": 'import { a } from "./a";',
    });
    expect(violation?.rule).toBe("cycle");
    expect(violation?.message).toBe("src/lib/a.ts → src/lib/b.ts → src/lib/c.ts → src/lib/a.ts");
  });

  it("are not closed by imports that vanish at run time or come later", () => {
    expect(
      check({
        "src/lib/a.ts": 'import type { B } from "./b";',
        "src/lib/b.ts": 'import { c } from "./c";',
        "src/lib/c.ts": 'const a = () => import("./a");\nimport { type B } from "./b";',
      }),
    ).toEqual([]);
  });
});

describe("ambient inputs below session", () => {
  it.each([
    "const a = Date.now();",
    "const a = new Date();",
    "const a = Math.random();",
    'const a = Math["random"]();',
    "const { exp } = Math;",
    "const a = performance.now();",
    "setTimeout(() => 1, 1);",
    "setInterval(() => 1, 1);",
    "const a = Intl.NumberFormat;",
    "const a = globalThis.Date;",
    "const a = (1).toLocaleString();",
    'const a = "a".toLocaleUpperCase();',
    'const a = ["b"].sort((x, y) => x.localeCompare(y));',
    'const a = "a".normalize("NFC");',
    'const a = "a"["normalize"]("NFC");',
    "const a = /\\p{L}/u;",
    'const a = new RegExp("\\\\P{L}", "u");',
    "const a = Math.exp(1);",
    "const a = Math.pow(2, 3);",
    "const a = Math.hypot(2, 3);",
    "const a = 2 ** 3;",
    "let a = 2; a **= 3;",
  ])("are refused: %s", (source) => {
    for (const room of ["lib", "engine", "debrief"])
      expect(new Set(rulesOf({ [`src/${room}/a.ts`]: source }))).toEqual(new Set(["ambient"]));
    expect(rulesOf({ "src/session/a.ts": source })).toEqual([]);
  });

  it.each([
    "const a = { Date: 1, performance: 2 };",
    "interface A { Date: number; setTimeout(): void }",
    "const a = (run: { performance: number }) => run.performance;",
    "const a = Math.sqrt(Math.floor(2)) + Math.imul(2, 3);",
    "const a = /[p]{2}/u;",
    'const a = "Date and \\\\p{L}";',
  ])("are not suspected in %s", (source) => {
    expect(check({ "src/engine/a.ts": source })).toEqual([]);
  });
});
