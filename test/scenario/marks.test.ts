import { describe, expect, it } from "vitest";
import { formatDiagnostic } from "#scenario/index";
import { compile, DRILL } from "./fixture";

const ON = "on: { operation: { action: flag, phase: requested } }";

/** What the compiler says when the mark of the fixture waits for something else; `¦` marks where it must point. */
function said(on: string, rest = 'if: e.node == "checkout"'): string[] {
  const marked = DRILL.replace(ON, () => on).replace('if: e.node == "checkout"', () => rest);
  expect(marked).not.toBe(DRILL);
  const head = marked.slice(0, marked.indexOf("¦")).split("\n");
  const at = `${head.length}:${(head.at(-1) as string).length + 1}`;
  const { diagnostics } = compile({ drill: marked.replace("¦", "") });
  return diagnostics.map((found) => formatDiagnostic(found).replace(`drills/small/drill.yaml:${at} `, ""));
}

/** [what the mark waits for, what is wrong with it, at the ¦] */
const WRONG: readonly (readonly [string, string])[] = [
  [
    "{ operation: { action: flag, ¦phas: requested } }",
    'mark.field entries of kind "operation" have no field "phas", did you mean "phase"?',
  ],
  [
    "{ operation: { action: flag, phase: ¦requsted } }",
    'reference.phase unknown phase "requsted", did you mean "requested"?',
  ],
  [
    "{ operation: { action: [flag, ¦rolback] } }",
    'reference.action unknown action "rolback", did you mean "rollback"?',
  ],
  ["{ operation: { action: flag, flag: ¦quik } }", 'reference.flag unknown flag "quik", did you mean "quick"?'],
  ["{ operation: { action: flag, by: ¦playr } }", 'reference.by unknown author "playr", did you mean "player"?'],
  [
    "{ operation: { action: setting, key: ¦checkout.pay-timeuot } }",
    'reference.key unknown key "checkout.pay-timeuot", did you mean "checkout.pay-timeout"?',
  ],
  [
    "{ operation: { action: scale, class: ¦byers } }",
    'reference.class unknown traffic class "byers", did you mean "buyers"?',
  ],
  ["{ plan: { plan: ¦rmap } }", 'reference.plan unknown plan "rmap", did you mean "ramp"?'],
  ["{ plan: { plan: ramp, phase: ¦doen } }", 'reference.phase unknown phase "doen", did you mean "done"?'],
  ["{ alert: { alert: ¦erors } }", 'reference.alert unknown alert "erors", did you mean "errors"?'],
  ["{ silence: { rule: ¦erors } }", 'reference.alert unknown alert "erors", did you mean "errors"?'],
  ["{ look: { panel: ¦baord } }", 'reference.panel unknown panel "baord", did you mean "board"?'],
  [
    "{ look: { panel: runbook, page: ¦frist } }",
    'reference.runbook unknown runbook page "frist", did you mean "first"?',
  ],
  ["{ fact: { fact: ¦one-regoin } }", 'reference.fact unknown fact "one-regoin", did you mean "one-region"?'],
  ["{ message: { audience: ¦custmers } }", 'reference.audience unknown audience "custmers", did you mean "customers"?'],
  ["{ remark: { from: ¦anna } }", 'reference.person unknown person "anna", did you mean "ana"?'],
  ["{ task: { person: ¦benn } }", 'reference.person unknown person "benn", did you mean "ben"?'],
  ["{ answer: { request: ¦stop-ti } }", 'reference.request unknown request "stop-ti", did you mean "stop-it"?'],
  [
    "{ answer: { request: stop-it, option: ¦yes-plase } }",
    'reference.option "stop-it" has no option "yes-plase", did you mean "yes-please"?',
  ],
  [
    "{ hypothesis: { mechanism: ¦missing-confg } }",
    'reference.mechanism unknown mechanism "missing-confg", did you mean "missing-config"?',
  ],
  ["{ hypothesis: { state: ¦favored } }", 'reference.state unknown state "favored", did you mean "favoured"?'],
  ["{ pin: { bearing: ¦suports } }", 'reference.bearing unknown bearing "suports", did you mean "supports"?'],
  ["{ promise: { state: ¦brokn } }", 'reference.state unknown state "brokn", did you mean "broken"?'],
  ["{ followup: { measure: ¦fail-fats } }", 'reference.measure unknown measure "fail-fats", did you mean "fail-fast"?'],
  ["{ condition: { condition: ¦clam } }", 'reference.condition unknown condition "clam", did you mean "calm"?'],
  ["{ state: { machine: ¦corse } }", 'reference.machine unknown machine "corse", did you mean "course"?'],
  ["{ state: { machine: course, state: ¦ovr } }", 'reference.state unknown state "ovr", did you mean "over"?'],
  ["{ resolve: { ¦wrds: 5 } }", 'mark.field entries of kind "resolve" have no field "wrds", did you mean "words"?'],
];

describe("S21 what a mark waits for", () => {
  it.each(WRONG)("on: %s", (on, message) => {
    expect(said(`on: ${on}`, "if: t > 0").filter((each) => !each.includes("schema."))).toContain(`error ${message}`);
  });

  it("may name every field with what it can say", () => {
    for (const on of [
      "{ operation: { action: [flag, rollback], phase: [done, failed], region: all, by: ana, node: checkout } }",
      "{ operation: { action: [config-edit, setting], key: [GATEWAY, checkout.pay-timeout] } }",
      "{ operation: { action: [hotfix, setting], key: whatever } }",
      "{ state: { machine: course, state: over } }",
      "{ fact: { panel: told } }",
      "{ answer: { request: stop-it, option: silence } }",
      "{ end: {} }",
    ]) {
      expect(said(`on: ${on}`, "if: e.second > 5 && e.by != 'story'¦"), on).toEqual([]);
    }
  });

  it("finds a field of e that the entry does not have, in conditions and texts", () => {
    expect(said("on: { ack: {} }", "if: ¦e.aftr < 60")).toContain(
      'error expression.unknown-field this entry has no field "aftr", did you mean "after"?',
    );
    expect(said("on: { ack: {} }", 'if: e.after < 60 && ¦e.node == "checkout"')).toContain(
      'error expression.unknown-field this entry has no field "node", expected one of page, after, alert, by, second',
    );
  });
});
