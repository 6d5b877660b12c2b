import { describe, expect, it } from "vitest";
import { compile, DRILL, PLAY, program, SYSTEM } from "./fixture";

const problems = (drill: string, more: { system?: string; play?: string } = {}) =>
  compile({ drill, ...more }).diagnostics.map(({ code, message }) => `${code} ${message}`);

describe("E27 alerts as authors write them", () => {
  it("escalation: five minutes apart, or after what is said", () => {
    const drill = `${DRILL}escalation: [ana, { person: ben, after: 12m }]\n`;
    expect(program({ drill }).base.escalation).toEqual([
      { person: "ana", after: 300 },
      { person: "ben", after: 720 },
    ]);
    expect(program().base.escalation).toBeUndefined();
  });

  it("escalation: people must exist, and be called one after the other", () => {
    expect(problems(`${DRILL}escalation: [bem]\n`).join()).toMatch(/"bem".*"ben"/);
    expect(problems(`${DRILL}escalation: [ana, { person: ben, after: 4m }]\n`).join()).toMatch(
      /later than the one before/,
    );
  });

  it("rules may look at any metric", () => {
    const more = (when: string) =>
      SYSTEM.replace("alerts:\n", `alerts:\n  heap: { node: checkout, when: '${when}' }\n`);
    const compiled = program({ system: more('metric_last("heap", "checkout", "eu") > 1000000000.0') });
    expect(compiled.base.system.alerts.map(({ id }) => id)).toContain("heap");
    expect(problems(DRILL, { system: more('metric_last("heep", "checkout") > 1.0') }).join()).toMatch(/"heep".*"heap"/);
  });

  it("plays may silence a rule that exists", () => {
    const play = (rule: string) => `${PLAY}  - do: { silence: { rule: ${rule}, minutes: 15 } }\n`;
    const commands = program({ play: play("errors") }).plays[0]?.steps.flatMap((step) => step.do);
    expect(commands).toContainEqual({ kind: "silence", args: { rule: "errors", minutes: 15 } });
    expect(problems(DRILL, { play: play("erors") }).join()).toMatch(/"erors".*"errors"/);
  });
});
