import { describe, expect, it } from "vitest";
import { createMatcher, type Rule } from "#language/rules";
import { stem } from "#language/stem";
import { findTimes } from "#language/times";
import { tokenize } from "#language/tokens";

function judge(rule: Rule, text: string) {
  const m = createMatcher({ r: rule }, { tool: ["log", "trace"] });
  const v = m.judge(m.read(text), "r");
  return { status: v.status, words: v.spans.map((s) => text.slice(s.start, s.end)) };
}
const status = (rule: Rule, text: string) => judge(rule, text).status;

describe("rule language", () => {
  it("G12: phrases match any form, alternatives, groups, gaps and optional words, and name the words", () => {
    expect(judge("roll ~2 back", "I rolled the release back.")).toEqual({
      status: "hit",
      words: ["rolled the release back"],
    });
    expect(status("roll ~1 back", "I rolled the whole release back.")).toBe("missed");
    expect(status("roll ~2 back", "We roll on. Then back.")).toBe("missed");
    expect(status("check|read @tool", "First I read the traces")).toBe("missed");
    expect(status("check|read the? @tool", "First I read the traces")).toBe("hit");
    expect(status("done!", "I do it")).toBe("missed");
    expect(judge("in #in", "Back in half an hour.").words).toEqual(["in half an hour"]);
    expect(status("at #at", "Back in half an hour.")).toBe("missed");
    expect(() => createMatcher({ r: "@nothing" })).toThrow(RangeError);
  });

  it("G12: any, all, ordered, within and without", () => {
    expect(status({ any: ["mitigate", "roll back"] }, "We roll back.")).toBe("hit");
    const both: Rule = { all: ["mitigate", "root cause"] };
    expect(status(both, "We mitigate. Then we look for the root cause.")).toBe("hit");
    expect(status(both, "We look for the root cause.")).toBe("unclear");
    expect(status(both, "We have lunch.")).toBe("missed");
    expect(status({ all: ["cache", "stampede"], within: 4 }, "a stampede on the cache")).toBe("hit");
    expect(status({ all: ["cache", "stampede"], within: 3 }, "a stampede that hit the old cache")).toBe("missed");
    const order: Rule = { ordered: ["mitigate", "diagnose"] };
    expect(status(order, "Mitigate first and diagnose later.")).toBe("hit");
    expect(status(order, "Diagnose first, mitigate later.")).toBe("missed");
    expect(status({ rule: "restart", without: "one pod" }, "Restart one pod.")).toBe("missed");
    expect(status({ rule: "restart", without: "one pod" }, "Restart everything.")).toBe("hit");
  });

  it("G3, G12: denied is missed, asserted and denied is unclear, polar ignores denial", () => {
    expect(judge("restart", "Never restart blindly.")).toEqual({ status: "missed", words: ["restart"] });
    expect(status("restart", "I would not restart. Later I restart one pod.")).toBe("unclear");
    expect(status({ polar: "restart" }, "Never restart blindly.")).toBe("hit");
    expect(status({ not: "restart" }, "Never restart blindly.")).toBe("hit");
    expect(status({ not: "restart" }, "I restart it.")).toBe("missed");
    expect(status("restart", "No, I restart it.")).toBe("hit");
  });

  it.each([
    "The dashboard was not needed.",
    "A dashboard, I never do that.",
    "We have a dashboard but I never use it.",
    "Watching the dashboard is overrated.",
    "A dashboard adds nothing.",
    "The dashboard I did not open.",
    "The dashboard of that service nobody reads.",
    "Dashboards are nice for managers.",
    "The dashboard, I haven't looked at any of this.",
    "The old dashboard for that isn't worth it.",
    "Dashboards I find overrated.",
    "The dashboard we looked at and rejected.",
    "The dashboard, no idea.",
    "The dashboard is the manager's business.",
    "Dashboards are for statisticians.",
    "The dashboard takes too long.",
    "The dashboard fell through.",
    "A dashboard would have been nice, there was no time.",
    "The dashboard stayed in the backlog.",
    "The dashboard can wait.",
    "The dashboard only adds noise.",
    "The dashboard, you must be joking.",
    "The dashboard I leave to the platform people.",
    "The dashboard, I've never seen the point.",
    "The dashboard, nobody found the time for it.",
    "Somebody wanted a dashboard. We threw that out.",
    "The dashboard? Never opened it.",
    "Dashboards? We don't do that.",
    "The dashboard was suggested, but we dropped it.",
  ])("G3: what follows can deny, too: %s", (text) => {
    expect(status("dashboard", text)).toBe("missed");
  });

  it.each([
    "The dashboard showed that we did not lose any order.",
    "On the dashboard I saw it, so nobody had to guess.",
    "The dashboard is not only for managers.",
    "I open the dashboard, but I don't trust one graph alone.",
    "The dashboard had no gaps, and nobody was paged twice.",
    "The dashboard is useful, the wiki is useless.",
    "The dashboard I find very useful.",
    "Dashboards? Yes, one for each team.",
    "Do the dashboards help? I look at two of them.",
    "With a dashboard it does not have to be guessed.",
    "The dashboard showed that requests were dropped.",
    "The dashboard shows what I do not know.",
    "On the dashboard we could have seen it, and then we did.",
  ])("G3: what follows denies only what it refers to: %s", (text) => {
    expect(status("dashboard", text)).toBe("hit");
  });

  it.each([
    "We skip the dashboard.",
    "We left out the dashboard.",
    "There is little point in a dashboard.",
    "A look at the logs beats a dashboard.",
    "I was too busy to open the dashboard.",
    "As if a dashboard helped.",
    "I should have opened the dashboard.",
    "We had no runbook, dashboard or alert.",
    "I leave the dashboard to the others.",
  ])("G3: what stands before denies: %s", (text) => {
    expect(status("dashboard", text)).toBe("missed");
  });

  it.each([
    "We never skip the dashboard.",
    "No release without a dashboard.",
    "I don't forget the dashboard.",
    "Why not open the dashboard?",
    "If it isn't in the log then I open the dashboard.",
    "Nothing but the dashboard.",
    "The load doesn't care which dashboard I open.",
  ])("G3: two denials, and idioms, deny nothing: %s", (text) => {
    expect(status("dashboard", text)).toBe("hit");
  });

  it("G3: a denying word that belongs to the rule denies nothing", () => {
    expect(status("without ~2 blame", "A review without any blame.")).toBe("hit");
    expect(status({ all: ["cause", "wait"], within: 6 }, "The cause can wait.")).toBe("hit");
    expect(status("cause", "The cause can wait.")).toBe("missed");
    expect(status("constructor", "We call the constructor.")).toBe("hit");
  });

  it("G3: clauses bound denial", () => {
    expect(status("restart", "I do not panic before I restart.")).toBe("hit");
    expect(status("restart", "I do not panic but restart.")).toBe("hit");
    expect(status("restart", "I do not panic or restart.")).toBe("missed");
    expect(status("restart", "I do not panic and I restart.")).toBe("hit");
    expect(status("scale", "I restart rather than scale.")).toBe("missed");
    expect(status("scale", "I not only scale out.")).toBe("hit");
  });

  it("G4: forgives one letter in long unknown words only", () => {
    expect(status("investigate", "We investigte.")).toBe("hit");
    expect(status("investigate", "We invstigte.")).toBe("missed");
    expect(status("unable", "We enable it.")).toBe("missed");
    expect(status("restart", "We restrt.")).toBe("hit");
    expect(status("cache", "The cahce.")).toBe("missed");
  });
});

describe("tokens", () => {
  it("G1: keeps places in the original text through folding and contractions", () => {
    const text = "Détails: we won’t pay 3,120 € at 12:30pm — 34 %.";
    const { tokens } = tokenize(text);
    expect(tokens.map((t) => t.text)).toEqual(["details", "we", "will", "not", "pay", "3,120", "at", "12:30pm", "34"]);
    expect(text.slice(tokens[3]?.start, tokens[3]?.end)).toBe("won’t");
    expect(tokens[5]?.value).toBe(3120);
    expect(tokens[7]?.value).toBe(45000);
    expect(tokens[8]?.kind).toBe("percent");
  });

  it("knows sentences, clauses and questions", () => {
    const { tokens, sentences } = tokenize("One, two before three. Four?");
    expect(tokens.map((t) => t.clause)).toEqual([0, 1, 2, 2, 3]);
    expect(sentences.map((s) => s.question)).toEqual([false, true]);
  });

  it("tells machines from other hyphenated words", () => {
    const hosts = (t: string) =>
      tokenize(t)
        .tokens.filter((x) => x.kind === "host")
        .map((x) => x.text);
    expect(hosts("checkout-eu-7f9 sev-2 next-update inc-2041 10.1.2.3 db.internal eu-west-1 p-95 e-mail")).toEqual([
      "checkout-eu-7f9",
      "10.1.2.3",
      "db.internal",
      "eu-west-1",
    ]);
  });
});

describe("times", () => {
  it("reads points and lengths", () => {
    const read = (t: string) => findTimes(tokenize(t).tokens).map((x) => [x.kind, x.value]);
    const cases: Record<string, (string | number | undefined)[][]> = {
      "by 12:30": [["at", 45000]],
      "before one": [["at", 46800]],
      "at half past twelve": [["at", 45000]],
      "at quarter to one": [["at", 45900]],
      "until noon": [["at", 43200]],
      tomorrow: [["at", undefined]],
      "in ten minutes": [["in", 600]],
      "half an hour": [["in", 1800]],
      "an hour and a half": [["in", 5400]],
      "twenty-five minutes": [["in", 1500]],
      "2-3 minutes": [["in", 180]],
      "5 to 10 min": [["in", 600]],
      "1 h 30 min": [["in", 5400]],
      "takes 3:30": [["in", 210]],
      "up in five": [["in", 300]],
      "a few minutes": [["in", 180]],
      "one of the pods": [],
      "at one pod": [],
    };
    for (const [text, expected] of Object.entries(cases)) expect(read(text), text).toEqual(expected);
  });
});

describe("stems", () => {
  it("forms of a word agree, different words do not", () => {
    const families = [
      "investigate investigates investigated investigating investigation",
      "roll rolls rolled rolling",
      "customer customers",
      "take takes taking took taken",
      "resolve resolved resolving",
      "try tries tried trying",
      "apology apologies apologise apologize",
      "stop stopped stopping stops",
    ].map((f) => f.split(" "));
    for (const family of families) expect(new Set(family.map(stem)).size, family.join(" ")).toBe(1);
    expect(new Set(families.map((f) => stem(f[0] ?? ""))).size).toBe(families.length);
  });

  it("words that only look like forms of another keep a stem of their own", () => {
    const pairs = [
      "signals sign",
      "tenants ten",
      "production product",
      "business busy",
      "staging stages",
      "owners own",
      "counters count",
      "workers work",
      "timing time",
      "gone going",
    ];
    for (const [one = "", other = ""] of pairs.map((pair) => pair.split(" "))) expect(stem(one)).not.toBe(stem(other));
    expect(stem("owners")).toBe(stem("owner"));
    expect(status("delay", "It decays over a day.")).toBe("missed");
    expect(status("refunded", "That is redundant.")).toBe("missed");
    expect(status("several", "The severity was high.")).toBe("missed");
  });
});
