import { describe, expect, it } from "vitest";
import type { IncidentSaying, PersonaId } from "#domain/interview";
import { PERSONA_IDS } from "#domain/interview";
import type { Run } from "#domain/run";
import { CLOSING, dueRemark, leftOf, QUIET, STUCK, turnOf } from "#modes/interview/incident/pace";
import { OCCASIONS, spoken, wordingsOf } from "#modes/interview/incident/words";
import { drill, runUntil, stateAt, viewOf } from "./incident-fixture";

const run = runUntil("lock-pile-up", "idle", 200);
const began = 150;
const PAGE = { id: "page", title: "", body: "", firedAt: began, ackedAt: null, runbook: null };
const at = (now: number) => ({ now, pages: [PAGE], phase: "live" as const });
const manner = { seconds: 1800, thinkAloud: true, persona: "warm" as PersonaId };
const nothingDone: Run = { ...run, commands: [] };
const says = (second: number, text: string): IncidentSaying => ({ kind: "says", second, text });
const asked = (second: number): IncidentSaying => ({ kind: "request", second, text: "hm", intent: null });

describe("the interviewer of an incident round", () => {
  it("J9 says the same for the same seed, and another thing the next time", () => {
    for (const persona of PERSONA_IDS) {
      for (const occasion of OCCASIONS) {
        const words = spoken(occasion, persona, 3);
        expect(wordingsOf(occasion, persona)).toContain(words);
        expect(spoken(occasion, persona, 3)).toBe(words);
        expect(spoken(occasion, persona, 3, 1)).not.toBe(words);
      }
    }
    const openings = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => spoken("opening", "warm", seed));
    expect(new Set(openings).size).toBe(2);
  });

  it("J9 names nothing of any system", () => {
    const names = ["lock-pile-up", "one-region-502"].flatMap((slug) =>
      drill(slug).base.system.nodes.map(({ label }) => label),
    );
    const everything = PERSONA_IDS.flatMap((p) => OCCASIONS.flatMap((o) => wordingsOf(o, p))).join(" ");
    for (const name of new Set(names)) expect(everything).not.toContain(name);
  });

  it("J10 asks after a minute without a word, where that was agreed", () => {
    expect(dueRemark(at(began + QUIET - 1), [], nothingDone, manner)).toBeNull();
    expect(dueRemark(at(began + QUIET), [], nothingDone, manner)).toBe("quiet");
    expect(dueRemark(at(began + QUIET), [], nothingDone, { ...manner, thinkAloud: false })).toBeNull();
    expect(dueRemark(at(began + QUIET), [asked(began + 30)], nothingDone, manner)).toBeNull();
  });

  it("J10 asks again only after three minutes when nobody answered", () => {
    const before = [says(began + QUIET, spoken("quiet", "warm", 1))];
    const busy = { ...nothingDone, commands: run.commands.slice(0, 0) };
    expect(dueRemark(at(began + 2 * QUIET), before, busy, manner)).toBeNull();
  });

  it("J10 offers a hint in a silence without word or deed, and not again at once", () => {
    expect(dueRemark(at(began + STUCK), [], nothingDone, manner)).toBe("offer");
    const offered = says(began + STUCK, spoken("offer", "warm", 1));
    expect(dueRemark(at(began + STUCK + 30), [offered], nothingDone, manner)).toBeNull();
    expect(dueRemark(at(began + 2 * STUCK), [offered], nothingDone, manner)).toBe("offer");
    expect(turnOf([offered], "offer", "warm")).toBe(1);
    // What is done in the console is no silence.
    const [command] = runUntil("lock-pile-up", "expert", 300).commands;
    if (command === undefined) throw new Error("the expert does nothing");
    const working = { ...run, commands: [{ ...command, second: began + STUCK - 10 }] };
    expect(dueRemark(at(began + STUCK), [], working, { ...manner, thinkAloud: false })).toBeNull();
  });

  it("J10 says once that five minutes are left", () => {
    const now = began + manner.seconds - CLOSING;
    expect(dueRemark(at(now), [asked(now)], nothingDone, manner)).toBe("closing");
    const told = says(now, spoken("closing", "warm", 1));
    expect(dueRemark(at(now + 5), [asked(now), told], nothingDone, manner)).toBeNull();
    // A short round has no such moment.
    expect(dueRemark(at(began + 301), [asked(began + 300)], nothingDone, { ...manner, seconds: 600 })).toBeNull();
  });

  it("J11 counts the round's time from the page on", () => {
    expect(leftOf({ now: 100, pages: [] }, 1800)).toBe(1800);
    expect(leftOf(at(began), 1800)).toBe(1800);
    expect(leftOf(at(began + 1801), 1800)).toBe(-1);
    expect(dueRemark(at(began + 1801), [], nothingDone, manner)).toBeNull();
    const view = viewOf(stateAt("lock-pile-up", "idle", 300));
    expect(leftOf(view, 1800)).toBe(1800 - (300 - (view.pages[0]?.firedAt ?? 0)));
  });
});
