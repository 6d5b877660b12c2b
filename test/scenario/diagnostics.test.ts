import { describe, expect, it } from "vitest";
import { compileSystem, formatDiagnostic } from "#scenario/index";
import { change, compile, complaints, type Parts } from "./fixture";

/** [file, what is replaced, by what (¦ = where the finger must point), code, message] */
type Case = readonly [keyof Parts, string, string, string, string];

const SCHEMA: readonly Case[] = [
  [
    "system",
    "    workers: 8",
    "    ¦workres: 8",
    "schema.unknown-key",
    'unknown key "workres", did you mean "workers"?',
  ],
  ["system", "workers: 8", "workers: ¦many", "schema.type", 'expected a whole number or unlimited, found "many"'],
  [
    "system",
    "timeout: 5s",
    "timeout: ¦5 secs",
    "schema.type",
    'expected a duration such as 250ms, 10s or 1m40s, or seconds, found "5 secs"',
  ],
  ["system", "kind: edge", "kind: ¦edgy", "schema.choice", '"edgy" is not valid here, did you mean "edge"?'],
  ["system", "initial: 10%", "initial: ¦110%", "schema.type", 'expected a share such as 10% or 0.1, found "110%"'],
  ["system", "initial: 10%", "initial: ¦10", "schema.type", "expected a share such as 10% or 0.1, found 10"],
  ["system", "entry: edge.buy, ", "", "schema.missing", '"entry" is missing, expected node.name'],
  [
    "system",
    "  edge:\n",
    "  ¦1edge:\n",
    "schema.key",
    '"1edge" cannot be a key here, expected an id: a letter, then letters, digits, - or _',
  ],
  [
    "system",
    "regions: { eu: Europe, us: America }",
    "regions: ¦[eu, us]",
    "schema.type",
    "expected a map, found a list",
  ],
  ["people", "name: Ana", "name: ¦7", "schema.type", "expected text that is not empty, found 7"],
  ["drill", "minutes: 20", "minutes: ¦soon", "schema.type", 'expected a number of 0 or more, found "soon"'],
  [
    "drill",
    "deadline: 100s",
    "¦dedline: 100s",
    "schema.unknown-key",
    'unknown key "dedline", did you mean "deadline"?',
  ],
  [
    "drill",
    "dimension: decide",
    "dimension: ¦decision",
    "schema.choice",
    '"decision" is not valid here, expected one of restore, diagnose, decide, communicate, prevent, lead',
  ],
  [
    "drill",
    "{ cancel: ramp }",
    "¦{ cancel: ramp, open: stop-it }",
    "schema.one-of",
    "an effect needs exactly one of remark, gauge, cancel, run, fact, open, found cancel and open",
  ],
  [
    "drill",
    "status: 502, kills: true }",
    "status: 502, ¦after: 2s }",
    "schema.beside",
    '"after" means nothing beside "hang", expected status, kills, peer',
  ],
  ["play", "{ ack: {} }", "{ ¦akc: {} }", "schema.unknown-key", 'unknown key "akc", did you mean "ack"?'],
  ["play", "band: [90, 100]", "band: ¦[90]", "schema.type", "expected two scores, such as [90, 100], found a list"],
  [
    "play",
    "panel: board, split: region",
    "panel: deploys, ¦split: region",
    "schema.beside",
    '"split" means nothing beside "panel"',
  ],
  ["play", "split: region", "split: ¦regions", "schema.choice", '"regions" is not valid here, did you mean "region"?'],
];

const REFERENCES: readonly Case[] = [
  [
    "system",
    "to: checkout.place",
    "to: ¦checkout.plaice",
    "reference.operation",
    'unknown operation "checkout.plaice", did you mean "checkout.place"?',
  ],
  ["system", "overlays: { us:", "overlays: { ¦usa:", "reference.region", 'unknown region "usa", did you mean "us"?'],
  [
    "system",
    "pods: { eu: 4, us: 3 }",
    "pods: { eu: 4, ¦as: 3 }",
    "reference.region",
    'unknown region "as", did you mean "us"?',
  ],
  [
    "system",
    "previous: v1",
    "previous: ¦v7",
    "reference.version",
    '"checkout" has no version "v7", did you mean "v1"?',
  ],
  [
    "system",
    "version: v2\n",
    "version: ¦v9\n",
    "reference.version",
    '"checkout" has no version "v9", did you mean "v1"?',
  ],
  [
    "system",
    "drives: pay.timeout",
    "drives: ¦pya.timeout",
    "reference.call",
    '"checkout" makes no call "pya", did you mean "pay"?',
  ],
  [
    "system",
    "on: place.ok",
    "on: ¦plaice.ok",
    "reference.operation",
    '"checkout" has no operation "plaice", did you mean "place"?',
  ],
  [
    "system",
    "on: place.ok",
    "on: ¦place.okay",
    "schema.choice",
    'unknown outcome "okay", expected one of ok, upstream, timeout, rejected, fault, duplicate, any',
  ],
  ["system", "in {ms} ms", "in {¦mss} ms", "log.placeholder", 'unknown placeholder {mss}, did you mean "ms"?'],
  ["drill", "system: shop", "system: ¦shap", "reference.system", 'there is no systems/shap.yaml, did you mean "shop"?'],
  [
    "drill",
    "call: checkout.pay",
    "call: ¦checkout.pray",
    "reference.call",
    'unknown call "checkout.pray", did you mean "checkout.pay"?',
  ],
  ["drill", "flag: quick", "flag: ¦quack", "reference.flag", 'unknown flag "quack", did you mean "quick"?'],
  [
    "drill",
    "runbook: first",
    "runbook: ¦frist",
    "reference.runbook",
    'unknown runbook page "frist", did you mean "first"?',
  ],
  ["drill", "from: ben", "from: ¦bem", "reference.person", 'unknown person "bem", did you mean "ben"?'],
  ["drill", "cancel: ramp", "cancel: ¦rampp", "reference.plan", 'unknown plan "rampp", did you mean "ramp"?'],
  [
    "drill",
    "gauge: { trust: 5 }",
    "gauge: { ¦thrust: 5 }",
    "reference.gauge",
    'unknown gauge "thrust", did you mean "trust"?',
  ],
  [
    "drill",
    "condition.calm:",
    "¦condition.clam:",
    "story.event",
    'unknown event "condition.clam", did you mean "condition.calm"?',
  ],
  ["drill", "to: over", "to: ¦ovr", "reference.machine-state", 'unknown state "ovr", did you mean "over"?'],
  [
    "drill",
    "[ [one-region, empty-key] ]",
    "[ [one-region, ¦empty-kee] ]",
    "reference.fact",
    'unknown fact "empty-kee", did you mean "empty-key"?',
  ],
  [
    "drill",
    "nodes: [checkout]",
    "nodes: [¦chekout]",
    "reference.node",
    'unknown node "chekout", did you mean "checkout"?',
  ],
  ["drill", "action: flag", "action: ¦flags", "reference.action", 'unknown action "flags", did you mean "flag"?'],
  [
    "play",
    "option: yes-please",
    "option: ¦yes-pleas",
    "reference.option",
    '"stop-it" has no option "yes-pleas", did you mean "yes-please"?',
  ],
  ["play", "node: checkout", "node: ¦chekout", "reference.node", 'unknown node "chekout", did you mean "checkout"?'],
];

const SENSE: readonly Case[] = [
  ["system", "pods: { eu: 4, us: 3 }", "pods: { eu: 4 }", "call.unplaced", '"checkout" has no pods in us'],
  [
    "system",
    "operations: { pay: { idle: 100ms } }",
    "operations: { pay: { idle: 100ms, calls: { ¦back: edge.buy } } }",
    "call.cycle",
    '"bank.pay" calls itself through "edge.buy"',
  ],
  [
    "drill",
    "  stop-it:\n    from: ben\n    at: 6m\n",
    "  ¦stop-it:\n    from: ben\n",
    "request.never",
    'nothing opens "stop-it"',
  ],
  ["drill", ", missed: m", "", "schema.missing", '"missed" is missing'],
  [
    "drill",
    "    triggers: [ { kind: deploy, text: It was released, nodes: [ checkout ] } ]\n",
    "",
    "schema.missing",
    '"triggers" is missing, expected what it began with: a list of { kind, nodes, text }, at least one in a live drill',
  ],
  ["drill", "kind: deploy", "kind: ¦deploi", "schema.choice", '"deploi" is not valid here, did you mean "deploy"?'],
  [
    "drill",
    "nodes: [ checkout ]",
    "nodes: [ ¦chekout ]",
    "reference.node",
    'unknown node "chekout", did you mean "checkout"?',
  ],
  [
    "drill",
    "initial: 60",
    "initial: 600",
    "gauge.range",
    "expected min < max and initial between them, found 0, 100 and 600",
  ],
  ["drill", "region: us }", "region: us }, ¦other: null", "variant.nothing", 'there is no "other" to delete'],
];

const LAST: readonly Case[] = [
  [
    "system",
    "{ output: ok }",
    "¦{ when: 'true', output: ok }",
    "schema.cases",
    'the last case must hold always, expected no "when"',
  ],
  [
    "drill",
    "other: { title: Other,",
    "other: { title: Other, ¦when: 'true',",
    "ending.last",
    "the last ending must hold always",
  ],
  [
    "drill",
    'when: inState("course.over") && seen("one-region"), ',
    "",
    "ending.last",
    'the endings after "good" are never reached',
  ],
];

const SPOILING: readonly Case[] = [
  [
    "drill",
    "text: Shall I stop it?",
    "text: Is it ¦no-gateway?",
    "spoiler.text",
    'the text names the fault "no-gateway"',
  ],
  [
    "drill",
    "title: Orders fail",
    "title: ¦Orders with a missing part",
    "spoiler.card",
    '"missing" is a word of a fault\'s label',
  ],
  ["drill", "    silence: { reply: No answer then. }\n", "", "request.silence", '"stop-it" has no "silence"'],
  ["drill", "'No', reply: As you like. }", "'No' }", "request.reply", 'option "no-thanks" has no "reply"'],
  [
    "drill",
    'shown: { config: node == "checkout", probe: \'outputHas("timeout")\' }',
    "shown: {}",
    "fact.unused",
    'no look and no effect can show the fact "empty-key"',
  ],
  [
    "drill",
    "empty-key: { text: No address.,",
    "¦empty-key: { decoy: true, text: No address.,",
    "fact.decoy",
    '"empty-key" is a decoy',
  ],
];

function says(part: Case[0], from: string, to: string, code: string, message: string): void {
  const { found, at } = complaints(part, from, to);
  const hit = found.find((d) => d.code === code && d.message.includes(message));
  expect(hit, found.map(formatDiagnostic).join("\n")).toBeDefined();
  if (to.includes("¦") && hit) expect(`${hit.file}:${hit.line}:${hit.column}`).toBe(at);
}

describe("S1 S2 diagnostics", () => {
  it.each(SCHEMA)("of schemas, %s: %s → %s", says);
  it.each(REFERENCES)("of references, %s: %s → %s", says);
  it.each(SENSE)("of sense, %s: %s → %s", says);
});

describe("S11 what must hold always, and what must not", () => {
  it.each(LAST)("%s: %s → %s", says);
});

describe("S12 what spoils or is forgotten", () => {
  it.each(SPOILING)("%s: %s → %s", says);

  it("takes a fact that an effect tells, and asks no use of one that a look can show", () => {
    const told = change("drill", 'shown: { config: node == "checkout", probe: \'outputHas("timeout")\' }', "shown: {}");
    const drill = (told.parts.drill as string).replace(
      "do: [ { cancel: ramp },",
      "do: [ { cancel: ramp }, { fact: empty-key },",
    );
    expect(compile({ drill }).diagnostics).toEqual([]);
    const { found } = complaints(
      "drill",
      "facts:\n",
      "facts:\n  weather: { text: It rains., why: Beside the point., decoy: true, shown: { map: t > 0 } }\n",
    );
    expect(found).toEqual([]);
  });
});

describe("S1 all errors at once", () => {
  it("reports every unknown key and every wrong value of one file", () => {
    const { found } = complaints("system", "    workers: 8", "    wrkers: 8\n    qeue: 9\n    startup: late");
    expect(found.filter((d) => d.severity === "error").map((d) => [d.line, d.column, d.code])).toEqual([
      [10, 5, "schema.unknown-key"],
      [11, 5, "schema.unknown-key"],
      [12, 14, "schema.type"],
    ]);
  });

  it("reports errors of several files in one go", () => {
    const { parts } = change("people", "name: Ana", "nmae: Ana");
    const files = new Set(compile({ ...parts, play: "band: 3\nsteps: []\n" }).diagnostics.map((d) => d.file));
    expect([...files]).toEqual(["drills/small/plays/expert.yaml", "people/shop.yaml"]);
    const both = change("drill", "minutes: 20", "minutes: no");
    const all = compile({ ...parts, ...both.parts }).diagnostics.map((d) => `${d.file}:${d.line}`);
    expect(all).toEqual(["drills/small/drill.yaml:4", "people/shop.yaml:2", "people/shop.yaml:2"]);
  });

  it("gives no program when there is an error, and one when there are only warnings", () => {
    expect(compile(change("drill", "minutes: 20", "minutes: no").parts).program).toBeUndefined();
    const warned = compile(change("drill", "'No', reply: As you like. }", "'No' }").parts);
    expect(warned.diagnostics.map((d) => d.severity)).toEqual(["warning"]);
    expect(warned.program).toBeDefined();
  });

  it("writes a diagnostic as file:line:col severity code message", () => {
    const result = compileSystem([{ path: "a.yaml", text: "id: a\nnodes: 3\n" }]);
    expect(result.ok ? [] : result.error.map(formatDiagnostic)).toEqual([
      "a.yaml:2:8 error schema.type expected a map, found 3",
    ]);
  });
});

describe("S1 what does not fit does not hide the rest", () => {
  it("reports schema, reference and expression mistakes of one file together", () => {
    const { parts } = change("drill", "minutes: 20", "minuts: 20\nskills: none");
    const drill = (parts.drill as string)
      .replace("from: ana, at: 5m", "from: anna, at: 5m")
      .replace("failedIn(60) < 5", "failedIn(60) < five");
    const found = compile({ drill: drill.replace("minuts: 20", "minutes: 20\nminuts: 20") }).diagnostics;
    expect(found.map((d) => d.code)).toEqual([
      "schema.unknown-key",
      "schema.type",
      "expression.unknown-variable",
      "reference.person",
    ]);
  });

  it("does not report references to what was taken out", () => {
    const { found } = complaints(
      "system",
      "quick: { node: checkout, initial: 10% }",
      "quick: { nodee: checkout, initial: 10% }",
    );
    expect(found.map((d) => d.code)).toEqual(["schema.missing", "schema.unknown-key"]);
  });
});

describe("S4 diagnostics in patches", () => {
  it("point at the patch, not at what it replaces", () => {
    const { found, at } = complaints("drill", "where: { region: us }", "where: { region: ¦uss }");
    expect(found.map((d) => [`${d.file}:${d.line}:${d.column}`, d.code])).toEqual([[at, "reference.region"]]);
  });

  it("report a base mistake once, not once per variant", () => {
    const { found } = complaints("drill", "from: ben", "from: bob");
    expect(found.filter((d) => d.code === "reference.person")).toHaveLength(1);
  });
});
