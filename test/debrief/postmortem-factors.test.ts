import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileOne, readContent } from "#adapters/content/disk";
import { type CausalTruth, checkFactors, type FactorVerdict } from "#debrief/postmortem/index";
import { MEASURES, MECHANISMS } from "#domain/commands";
import { FACTOR_KINDS, type Factor, type Postmortem, TRIGGER_KINDS } from "#domain/documents";
import { resolveScene } from "#engine/index";

const TRUTH: CausalTruth = {
  classes: ["checkout", "basket"],
  names: {
    classes: {
      checkout: "POST /checkout, customers",
      basket: "GET /basket, customers",
      search: "GET /search, visitors",
    },
    nodes: { checkout: "Checkout", edge: "Edge" },
  },
  triggers: [
    { kind: "flag", nodes: ["checkout"], text: "The flag quote-client went to 10 %." },
    { kind: "traffic", nodes: [], text: "The noon rush began." },
  ],
  causes: [{ mechanism: "missing-config", nodes: ["checkout"] }],
  safeguards: [
    { measure: "startup-validation", text: "It refuses to start." },
    { measure: "fail-fast", text: "It says why." },
    { measure: "regional-smoke-test", text: "Every region." },
    { measure: "alert-on-symptom", text: "It rings." },
  ],
};

const symptom: Factor = { id: "s", kind: "symptom", text: "Orders fail", class: "checkout" };
const trigger: Factor = { id: "t", kind: "trigger", text: "The flag", trigger: "flag", node: "checkout" };
const cause: Factor = { id: "c", kind: "cause", text: "No address", mechanism: "missing-config", node: "checkout" };
const guard: Factor = { id: "g", kind: "safeguard", text: "Refuse", measure: "fail-fast", node: "checkout" };
const CHAIN = [
  { from: "t", to: "c" },
  { from: "c", to: "s" },
  { from: "g", to: "c" },
];

const graph = (factors: readonly Factor[], links: Postmortem["links"] = []): Postmortem => ({
  title: "",
  summary: "",
  impact: "",
  detection: "",
  timeline: [],
  factors,
  links,
  wentWell: "",
  wentPoorly: "",
  lucky: "",
  actions: [],
});
const whole = [symptom, trigger, cause, guard];
const verdicts = (postmortem: Postmortem, truth = TRUTH) =>
  Object.fromEntries(checkFactors(postmortem, truth).map(({ part, verdict }) => [part, verdict]));
const verdictOf = (part: FactorVerdict["part"], factors: readonly Factor[]) => verdicts(graph(factors))[part];

describe("the causal graph beside what happened", () => {
  it("B26 everything is missing in an empty one, and found in a right one", () => {
    expect(new Set(Object.values(verdicts(graph([]))))).toEqual(new Set(["missing"]));
    expect(verdicts(graph(whole, CHAIN))).toEqual({
      symptom: "found",
      trigger: "found",
      cause: "found",
      safeguard: "found",
      chain: "found",
    });
  });

  it("B26 half of it is partly, and something else is said to be something else", () => {
    const { class: _class, ...unnamed } = symptom;
    expect(verdictOf("symptom", [unnamed])).toBe("partly");
    expect(verdictOf("symptom", [{ ...symptom, class: "search" }])).toBe("other");
    expect(verdictOf("trigger", [{ ...trigger, node: "edge" }])).toBe("partly");
    expect(verdictOf("trigger", [{ ...trigger, trigger: "deploy" }])).toBe("partly");
    expect(verdictOf("trigger", [{ ...trigger, trigger: "deploy", node: "edge" }])).toBe("other");
    expect(verdictOf("cause", [{ ...cause, node: "edge" }])).toBe("partly");
    expect(verdictOf("cause", [{ ...cause, mechanism: "slow-query" }])).toBe("partly");
    expect(verdictOf("cause", [{ ...cause, mechanism: "slow-query", node: "edge" }])).toBe("other");
    expect(verdictOf("safeguard", [{ ...guard, measure: "alert-on-symptom" }])).toBe("partly");
    expect(verdictOf("safeguard", [{ ...guard, measure: "more-approvals" }])).toBe("other");
  });

  it("B26 of several factors of a kind the best counts, and any honest trigger does", () => {
    const wrong: Factor = { ...cause, id: "x", mechanism: "slow-query", node: "edge" };
    const [found] = checkFactors(graph([wrong, cause]), TRUTH).filter(({ part }) => part === "cause");
    expect(found).toMatchObject({ verdict: "found", factor: "c" });
    const { node: _node, ...anywhere } = trigger;
    expect(verdictOf("trigger", [{ ...anywhere, trigger: "traffic" }])).toBe("found");
    expect(verdictOf("trigger", [{ ...trigger, trigger: "traffic", node: "edge" }])).toBe("found");
  });

  it("B26 a drill without triggers or safeguards is not asked for them", () => {
    expect(Object.keys(verdicts(graph(whole, CHAIN), { ...TRUTH, triggers: [], safeguards: [] }))).toEqual([
      "symptom",
      "cause",
      "chain",
    ]);
  });

  it("B26 whatever is drawn, reasons give nothing away and each part has one verdict", () => {
    const id = fc.constantFrom("a", "b", "c", "d");
    const factor: fc.Arbitrary<Factor> = fc.record(
      {
        id,
        kind: fc.constantFrom(...FACTOR_KINDS),
        text: fc.string({ maxLength: 5 }),
        class: fc.constantFrom("checkout", "search", ""),
        trigger: fc.constantFrom(...TRIGGER_KINDS),
        mechanism: fc.constantFrom(...MECHANISMS),
        measure: fc.constantFrom(...MEASURES),
        node: fc.constantFrom("checkout", "edge", ""),
      },
      { requiredKeys: ["id", "kind", "text"] },
    );
    const links = fc.array(fc.record({ from: id, to: id }), { maxLength: 8 });
    const secrets = ["quote-client", "noon rush", "refuses to start", "POST /checkout", "missing configuration"];
    fc.assert(
      fc.property(fc.array(factor, { maxLength: 6 }), links, (factors, joined) => {
        const found = checkFactors(graph(factors, joined), TRUTH);
        expect(found.map(({ part }) => part)).toEqual(["symptom", "trigger", "cause", "safeguard", "chain"]);
        for (const { text } of found) for (const secret of secrets) expect(text).not.toContain(secret);
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it("B27 a chain runs from the trigger over the cause to the symptom, and a safeguard points at it", () => {
    const chain = (links: Postmortem["links"], factors = whole) => verdicts(graph(factors, links)).chain;
    const link = (from: string, to: string) => ({ from, to });
    expect(chain(CHAIN)).toBe("found");
    expect(chain([link("t", "c")])).toBe("partly");
    expect(chain([link("c", "s"), link("g", "c")])).toBe("partly");
    expect(chain([link("t", "c"), link("c", "s")])).toBe("partly");
    expect(chain([link("s", "c"), link("c", "t")])).toBe("other");
    expect(chain([link("c", "t"), link("t", "s"), link("g", "c")])).toBe("other");
    expect(chain([...CHAIN, link("c", "g")])).toBe("other");
    const between: Factor = { id: "b", kind: "contributing", text: "Ten seconds" };
    expect(chain([link("t", "c"), link("c", "b"), link("b", "s"), link("g", "b")], [...whole, between])).toBe("found");
  });

  it("B27 circles end", () => {
    const links = [
      { from: "c", to: "x" },
      { from: "x", to: "c" },
    ];
    const loop: Factor = { id: "x", kind: "contributing", text: "" };
    expect(verdicts(graph([symptom, trigger, cause, loop], links)).chain).toBe("partly");
  });
});

describe("the truth of the drills that ship", () => {
  const content = readContent(process.cwd());
  const slugs = [...new Set(content.flatMap(({ path }) => /drills\/([^/]+)\/drill\.yaml$/.exec(path)?.[1] ?? []))];

  it("B33 every variant says what it began with, and a graph drawn from it is found right", () => {
    expect(slugs.length).toBeGreaterThanOrEqual(15);
    for (const slug of slugs) {
      const { program } = compileOne(content, slug);
      if (program === null) throw new Error(`${slug} does not compile`);
      for (const { info } of program.variants) {
        const { score, system } = resolveScene(program, info.id);
        const { triggers, truth } = score.diagnosis;
        const [began] = triggers;
        const [cause] = truth;
        const best = [...score.followups].sort((a, b) => b.points - a.points)[0];
        if (began === undefined || cause === undefined || best === undefined) throw new Error(`${slug}/${info.id}`);
        for (const { text } of triggers) expect(text, slug).toMatch(/^[A-Za-z].{15,}\.$/);
        const nodes = new Set(system.nodes.map(({ id }) => id));
        for (const { nodes: there } of triggers) for (const id of there) expect(nodes).toContain(id);
        const causalTruth: CausalTruth = {
          ...TRUTH,
          triggers,
          causes: truth,
          safeguards: score.followups.map(({ measure }) => ({ measure, text: "" })).slice(0, 1),
        };
        const drawn: readonly Factor[] = [
          symptom,
          { id: "t", kind: "trigger", text: "", trigger: began.kind, node: began.nodes[0] ?? "" },
          { id: "c", kind: "cause", text: "", mechanism: cause.mechanism, node: cause.nodes[0] ?? "" },
          { id: "g", kind: "safeguard", text: "", measure: score.followups[0]?.measure ?? best.measure },
        ];
        expect(Object.values(verdicts(graph(drawn, CHAIN), causalTruth)), `${slug}/${info.id}`).toEqual(
          Array(5).fill("found"),
        );
      }
    }
  });
});
