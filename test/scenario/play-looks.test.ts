import { describe, expect, it } from "vitest";
import { readBody } from "#engine/shape";
import { compile, PLAY, program } from "./fixture";

/** What a play with this look compiles to. */
function lookOf(look: string): Readonly<Record<string, unknown>> {
  const [play] = program({ play: PLAY.replace("{ panel: board, split: region }", look) }).plays;
  return play?.steps[0]?.do[1]?.args ?? {};
}
const errorsOf = (look: string) =>
  compile({ play: PLAY.replace("{ panel: board, split: region }", look) })
    .diagnostics.filter(({ severity }) => severity === "error")
    .map(({ message }) => message);

describe("S14 looks of plays", () => {
  it.each([
    [
      '{ panel: explore, query: "sum(pods_ready)", window: 5m }',
      { panel: "explore", query: "sum(pods_ready)", window: 300, step: 15 },
    ],
    [
      "{ panel: database, node: checkout, view: activity }",
      { panel: "database", node: "checkout", view: "activity", key: null },
    ],
    [
      "{ panel: runtime, node: checkout, region: eu, view: heap }",
      { panel: "runtime", node: "checkout", region: "eu", view: "heap", operation: null },
    ],
    ["{ panel: terminal, line: kubectl get pods }", { panel: "terminal", line: "kubectl get pods" }],
    ["{ panel: alerts }", { panel: "alerts" }],
  ])("%s is a whole look that the engine reads", (look, args) => {
    expect(lookOf(look)).toEqual(args);
    expect(readBody({ kind: "look", args: lookOf(look) }).ok).toBe(true);
  });

  it("a view of another tool, a node that is not there, and what is left out are said", () => {
    expect(errorsOf("{ panel: database, node: checkout, view: heap }").join()).toMatch(
      /no view "heap", expected activity/,
    );
    expect(errorsOf("{ panel: runtime, node: chekout, region: eu, view: heap }").join()).toMatch(/chekout.*checkout/s);
    expect(errorsOf("{ panel: runtime, node: checkout, view: heap }").join()).toMatch(/"region" is missing/);
    expect(errorsOf("{ panel: terminal, query: ls }").length).toBeGreaterThan(0);
  });
});
