import { expect } from "vitest";
import { type Compiled, type ContentFile, compileDrill, type Diagnostic, formatDiagnostic } from "#scenario/index";

/** A small complete drill. Tests change one line of it and look at what the compiler says. */
export const SYSTEM = `id: shop
regions: { eu: Europe, us: America }
nodes:
  edge:
    kind: edge
    operations:
      buy: { route: POST /buy, calls: { place: { to: checkout.place, timeout: 5s } } }
  checkout:
    pods: { eu: 4, us: 3 }
    workers: 8
    version: v2
    operations:
      place: { route: POST /place, work: 20ms, idle: 180ms, calls: { pay: { to: bank.pay, share: 'flag("quick") > 0.5 ? 1.0 : 0.5' } } }
    config:
      GATEWAY: { base: "", overlays: { us: "http://gw" }, since: v2 }
    settings:
      pay-timeout: { label: Bank timeout, drives: pay.timeout }
    logs:
      placed: { text: "order {order} in {ms} ms", on: place.ok }
    probes:
      curl: { cases: [ { when: 'config("GATEWAY") == ""', output: timeout }, { output: ok } ] }
  bank:
    kind: thirdparty
    operations: { pay: { idle: 100ms } }
classes:
  buyers: { entry: edge.buy, rate: { eu: 20, us: 10 }, outcome: { noun: order } }
flags:
  quick: { node: checkout, initial: 10% }
versions:
  v1: { node: checkout, at: -3d }
  v2: { node: checkout, at: -2m, previous: v1 }
alerts:
  errors: { node: checkout, when: error_rate("checkout") > 0.05, hold: 1m }
`;

export const PEOPLE = `people:
  ana: { name: Ana }
  ben: { name: Ben, role: Boss }
`;

export const DRILL = `code: INC-1
title: Orders fail
summary: Some orders fail.
minutes: 20
tags: [orders]
system: shop
people: shop
limit: 30m
world:
  faults:
    no-gateway:
      label: Missing address
      where: { call: checkout.pay, region: eu, version: v2 }
      share: flag("quick")
      effect: { hang: 10s, status: 502, kills: true }
  plans:
    ramp: { at: 4m, flag: quick, share: 50% }
briefing: You are on call.
page: { at: 2m30s, title: Errors, body: 'Lost: {{ failed() | count }}', runbook: first }
facts:
  one-region: { text: Only Europe., why: Configuration differs., shown: { board: 'split == "region" && last("errors", "eu") > 0.1' } }
  empty-key: { text: No address., why: Cause., shown: { config: node == "checkout", probe: 'outputHas("timeout")' } }
conditions:
  calm: { when: failedIn(60) < 5, hold: 30s }
remarks:
  hello: { from: ana, at: 5m, text: People complain. }
requests:
  stop-it:
    from: ben
    at: 6m
    text: Shall I stop it?
    deadline: 100s
    options:
      yes-please: { label: 'Yes', reply: Done., do: [ { cancel: ramp }, { gauge: { trust: 5 } } ] }
      no-thanks: { label: 'No', reply: As you like. }
    silence: { reply: No answer then. }
story:
  course:
    states:
      open: { on: { condition.calm: { to: over, do: [ { fact: one-region } ] }, answer.stop-it.silence: open } }
      over: { do: [ { remark: { from: ana, text: Thanks. } } ], final: true }
gauges:
  trust: { initial: 60, drift: 'failedIn(60) > 10 ? -1 : 0' }
endings:
  good: { title: Good, when: inState("course.over") && seen("one-region"), text: Well done. }
  other: { title: Other, text: Over. }
score:
  weights: { restore: 50, diagnose: 30, decide: 20 }
  diagnosis:
    truth: [ { mechanism: missing-config, nodes: [checkout], regions: [eu] } ]
    triggers: [ { kind: deploy, text: It was released, nodes: [ checkout ] } ]
    sufficient: [ [one-region, empty-key] ]
    reason: Because.
    source: a book
  marks:
    flag-off: { dimension: decide, points: 10, label: Flag off, on: { operation: { action: flag, phase: requested } }, if: e.node == "checkout", worth: 't < 600 ? 1.0 : 0.5', reason: r, missed: m, source: s }
variants:
  europe: { label: Europe }
  america: { label: America, weight: 2, patch: { world: { faults: { no-gateway: { where: { region: us } } } } } }
`;

export const PLAY = `band: [90, 100]
steps:
  - when: t >= 150
    do: [ { ack: {} }, { look: { panel: board, split: region } } ]
  - do: { act: { action: flag, flag: quick, node: checkout, amount: 0 } }
  - { standing: true, when: open("stop-it"), do: { answer: { request: stop-it, option: yes-please } } }
`;

export interface Parts {
  readonly system?: string;
  readonly people?: string;
  readonly drill?: string;
  readonly play?: string;
}

export function filesOf(parts: Parts = {}): ContentFile[] {
  return [
    { path: "systems/shop.yaml", text: parts.system ?? SYSTEM },
    { path: "people/shop.yaml", text: parts.people ?? PEOPLE },
    { path: "drills/small/drill.yaml", text: parts.drill ?? DRILL },
    { path: "drills/small/plays/expert.yaml", text: parts.play ?? PLAY },
    { path: "drills/small/debrief.md", text: "# Afterwards\n" },
    { path: "drills/small/runbook/first.md", text: "# First steps\n\nLook.\n" },
  ];
}

export function compile(parts: Parts = {}): Compiled {
  return compileDrill(filesOf(parts));
}

/** The drill, compiled without any error. */
export function program(parts: Parts = {}) {
  const compiled = compile(parts);
  expect(compiled.diagnostics.filter((d) => d.severity === "error").map(formatDiagnostic)).toEqual([]);
  if (!compiled.program) throw new Error("no program");
  return compiled.program;
}

const FILE: Readonly<Record<keyof Parts, string>> = {
  system: "systems/shop.yaml",
  people: "people/shop.yaml",
  drill: "drills/small/drill.yaml",
  play: "drills/small/plays/expert.yaml",
};
const TEXT: Readonly<Record<keyof Parts, string>> = { system: SYSTEM, people: PEOPLE, drill: DRILL, play: PLAY };

/** Replaces `from` in one file by `to`; a `¦` in `to` marks where the diagnostic must point and is taken out. */
export function change(part: keyof Parts, from: string, to: string): { readonly parts: Parts; readonly at: string } {
  const before = TEXT[part];
  expect(before.split(from).length, `"${from}" stands once in the ${part}`).toBe(2);
  const marked = before.replace(from, () => to);
  const index = marked.indexOf("¦");
  const head = marked.slice(0, index < 0 ? 0 : index).split("\n");
  const at = `${FILE[part]}:${head.length}:${(head.at(-1) as string).length + 1}`;
  return { parts: { [part]: marked.replace("¦", "") }, at };
}

/** What the compiler says after such a change: only the diagnostics that the unchanged drill does not have. */
export function complaints(
  part: keyof Parts,
  from: string,
  to: string,
): { readonly found: Diagnostic[]; readonly at: string } {
  const { parts, at } = change(part, from, to);
  return { found: compile(parts).diagnostics, at };
}
