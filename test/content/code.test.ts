import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bankOf, readContent } from "#adapters/content/disk";
import type { Code } from "#domain/questions";
import { prove } from "../tools/code";

const { questions } = bankOf(readContent(join(import.meta.dirname, "../..")));

describe("code of coding questions", () => {
  it("is there for every one of them, with a proof", () => {
    const coding = questions.filter(({ kind }) => kind === "coding");
    expect(coding.length).toBeGreaterThan(0);
    expect(coding.filter(({ code, proof }) => code === null || proof === null).map(({ id }) => id)).toEqual([]);
  });

  for (const { id, code, proof } of questions) {
    if (code === null || proof === null) continue;
    it(`runs and is proven: ${id}`, async () => {
      const { ok, output } = await prove(code, proof);
      expect(ok, output).toBe(true);
    });
  }
});

describe("a proof that does not hold", () => {
  const broken: readonly (readonly [Code, Code, string])[] = [
    [
      { language: "js", text: "export const twice = (n) => n + n;\n" },
      {
        language: "js",
        text: 'import assert from "node:assert/strict";\nimport { twice } from "./answer.mjs";\nassert.equal(twice(2), 5);\n',
      },
      "4 !== 5",
    ],
    [
      { language: "js", text: "export const never = new Promise(() => {});\n" },
      { language: "js", text: 'import { never } from "./answer.mjs";\nawait never;\n' },
      "ended with 13",
    ],
    [
      { language: "sql", text: "select n from t order by n;\n" },
      {
        language: "sql",
        text: "-- case: in order\ncreate table t (n int);\ninsert into t values (2), (1);\n-- expect:\n-- 2\n-- 1\n",
      },
      "in order:\n  expected 2, 1\n  got      1, 2",
    ],
    [
      { language: "jsx", text: "export const Hello = () => <p>hello</p>;\n" },
      {
        language: "jsx",
        text: [
          'import { render, screen } from "@testing-library/react";',
          'import { expect, it } from "vitest";',
          'import { Hello } from "./answer.jsx";',
          'it("greets", () => {',
          "  render(<Hello />);",
          '  expect(screen.getByText("goodbye")).toBeTruthy();',
          "});",
        ].join("\n"),
      },
      "Unable to find an element with the text: goodbye",
    ],
  ];
  for (const [code, proof, says] of broken) {
    it(`fails and says why: ${code.language}, ${says.split("\n")[0]}`, async () => {
      const outcome = await prove(code, proof);
      expect(outcome.ok).toBe(false);
      expect(outcome.output).toContain(says);
    });
  }

  it("fails without a case, and for a language that nothing runs", async () => {
    const sql = { language: "sql", text: "select 1;\n" };
    expect((await prove(sql, sql)).output).toBe('the proof has no "-- case:"');
    const cobol = { language: "cobol", text: "STOP RUN." };
    expect((await prove(cobol, cobol)).ok).toBe(false);
  });
});
