import { beforeAll, describe, expect, it } from "vitest";
import { bankOf, readContent } from "#adapters/content/disk";
import type { CompiledBank } from "#adapters/content/model";
import { PERSONA_IDS, type Probe } from "#domain/interview";
import { assess } from "#questions/assess";
import { MOMENTS, SAYINGS } from "#questions/interviewer-words";
import { PERSONAS, probesWanted, saying } from "#questions/interviewers";
import { modelText } from "#questions/lint";
import { type QuestionMatcher, questionMatcher } from "#questions/matcher";
import { chooseProbes, judgeReply, openProbes } from "#questions/probes";
import { matchClarification } from "#questions/probes-clarify";

let bank: CompiledBank;
let matchers: readonly QuestionMatcher[];
let retry: QuestionMatcher;

beforeAll(() => {
  bank = bankOf(readContent(process.cwd()));
  matchers = bank.questions.map((question) => questionMatcher(question, bank.lexicon.groups));
  retry = matchers.find(({ question }) => question.id === "war-159") as QuestionMatcher;
});

const probesOf = (matcher: QuestionMatcher, text: string, seed = 7, persona: (typeof PERSONA_IDS)[number] = "digger") =>
  chooseProbes(matcher, assess(matcher, text), text, seed, persona);
const digOf = (probes: readonly Probe[]) => probes.find((probe) => probe.kind === "dig");
const gapOf = (probes: readonly Probe[]) =>
  probes.flatMap((probe) => (probe.kind === "gap" || probe.kind === "contradiction" ? [probe] : []))[0];

const WE = "We retried everything. We kept our queue small and we were careful with it. I watched.";

describe("probes", () => {
  it("I10 say nothing of what they listen for, over all cards, answers and seeds", () => {
    expect(matchers.length).toBeGreaterThan(20);
    let gaps = 0;
    for (const matcher of matchers) {
      const { question } = matcher;
      const [first, ...rest] = question.concepts;
      const answers = [
        "",
        WE,
        // Half of the rubric, in the words of its strong samples.
        rest
          .filter((_, i) => i % 2 === 0)
          .map(({ strong }) => strong)
          .join(" "),
        `${first?.strong ?? ""} It got much better, and we all saw it. We were glad.`,
        modelText(question),
      ];
      answers.forEach((text, i) => {
        const assessment = assess(matcher, text);
        for (const probe of chooseProbes(matcher, assessment, text, i, "digger", i)) {
          const heard = matcher.read(probe.text);
          if (probe.kind === "twist") expect(heard.twist(probe.twist).status, probe.text).not.toBe("hit");
          if (probe.kind === "gap" || probe.kind === "contradiction") {
            gaps += 1;
            expect(heard.concept(probe.concept).status, probe.text).not.toBe("hit");
          }
          if (probe.kind !== "dig") continue;
          for (const { id, status } of assessment.concepts)
            if (status !== "hit") expect(heard.concept(id).status, `${question.id} ${probe.text}`).toBe("missed");
        }
      });
    }
    expect(gaps).toBeGreaterThan(matchers.length);
  });

  it("I10 I32 about what nobody has read say nothing of what they listen for, over all cards", () => {
    for (const matcher of matchers) {
      for (let seed = 0; seed < 6; seed++) {
        const probes = openProbes(matcher, seed, "digger", seed);
        expect(probes.length).toBeGreaterThan(0);
        for (const probe of probes) {
          const heard = matcher.read(probe.text);
          if (probe.kind === "twist") expect(heard.twist(probe.twist).status, probe.text).not.toBe("hit");
          else if (probe.kind === "gap") expect(heard.concept(probe.concept).status, probe.text).not.toBe("hit");
          else expect(probe.kind).toBe("gap");
        }
      }
    }
  });

  it("I9 come in the order of the persona, at most one of each sort", () => {
    for (const persona of PERSONA_IDS) {
      const probes = probesOf(retry, WE, 3, persona);
      const sorts = probes.map((probe) => (probe.kind === "contradiction" ? "gap" : probe.kind));
      expect(new Set(sorts).size).toBe(sorts.length);
      const { order } = PERSONAS[persona];
      const places = probes.map((probe) => order.indexOf(probe.kind));
      expect(places).toEqual([...places].sort((a, b) => a - b));
      const [least, most] = PERSONAS[persona].probes;
      for (let round = 0; round < 20; round++) {
        const wanted = probesWanted(persona, 5, round);
        expect(wanted).toBeGreaterThanOrEqual(least);
        expect(wanted).toBeLessThanOrEqual(Math.min(3, most));
      }
    }
  });

  it("I1 are the same for the same answer, seed and round", () => {
    expect(probesOf(retry, WE, 11)).toEqual(probesOf(retry, WE, 11));
    expect(saying("warm", "next", 4, 2)).toBe(saying("warm", "next", 4, 2));
    const words = new Set(Array.from({ length: 30 }, (_, seed) => saying("warm", "next", seed, 1)));
    expect(words.size).toBeGreaterThan(1);
  });

  it("I11 dig for the own part, a figure or how it was measured, with the words taken up", () => {
    expect(digOf(probesOf(retry, WE))).toMatchObject({ about: "self", quote: "We retried everything." });
    const claim = "I changed the pace of the retries. Failures went down and checkout improved a lot.";
    expect(digOf(probesOf(retry, claim))).toMatchObject({
      about: "number",
      quote: "Failures went down and checkout improved a lot.",
    });
    const figure = "I changed the pace of the retries, and failed checkouts fell from 3 % to 0.2 %.";
    expect(digOf(probesOf(retry, figure))).toMatchObject({ about: "measured" });
    const proved = `${figure} I read that off the dashboard of the week before.`;
    expect(digOf(probesOf(retry, proved))).toBeUndefined();
    // Nothing was claimed, and what "we" did not do is nobody's part.
    expect(digOf(probesOf(retry, "A retry waits one second, then two, then four."))).toBeUndefined();
    expect(
      digOf(probesOf(retry, "We never had a limit. We do not keep our failures, and nobody asked us.")),
    ).toBeUndefined();
  });

  it("I11 quote no more than a sentence, and none that is longer than a line or two", () => {
    const long = `We tried it again, ${"really very much ".repeat(30)}as often as it took. We did.`;
    const quote = digOf(probesOf(retry, long))?.quote ?? "";
    expect(quote.length).toBeLessThanOrEqual(143);
    expect(quote.endsWith("…")).toBe(true);
  });

  it("I12 hold two sayings together before they ask for what is missing", () => {
    const both =
      "We used a circuit breaker around the provider. Later I said that there was no circuit breaker at all.";
    expect(assess(retry, both).concepts.find(({ id }) => id === "breaker")?.status).toBe("unclear");
    const probe = gapOf(probesOf(retry, both));
    expect(probe).toMatchObject({ kind: "contradiction", concept: "breaker" });
    expect(probe?.quote).toContain("around the provider");
    expect(probe?.quote).toContain("no circuit breaker at all");
    // Said in one sentence and half said in another is unclear at most, and nothing to hold together.
    const half = "We put jitter on it, a random part of each wait. The waits were something I looked at later.";
    expect(gapOf(probesOf(retry, half))?.kind).not.toBe("contradiction");
    const missed = gapOf(probesOf(retry, "I do not know much about it."));
    expect(missed).toMatchObject({ kind: "gap", quote: "" });
    expect(retry.question.concepts.find(({ id }) => id === missed?.concept)?.weight).toBe(3);
    expect(gapOf(probesOf(retry, modelText(retry.question)))).toBeUndefined();
  });

  it("I13 judge replies by the rule of the concept, of the twist, or of digging", () => {
    const gap: Probe = { kind: "gap", concept: "breaker", text: "", quote: "" };
    expect(judgeReply(retry, gap, "A circuit breaker opened after ten failures.").status).toBe("hit");
    expect(judgeReply(retry, gap, "I would look at it calmly.").status).toBe("missed");
    const twist: Probe = { kind: "twist", twist: 0, text: "" };
    expect(judgeReply(retry, twist, retry.question.twists[0]?.strong ?? "").status).toBe("hit");
    const about = (what: "self" | "number" | "measured", text: string) =>
      judgeReply(retry, { kind: "dig", about: what, text: "", quote: "" }, text).status;
    expect(about("self", "I wrote the retry policy and reviewed the rest.")).toBe("hit");
    expect(about("self", "The team handled most of it together.")).toBe("missed");
    expect(about("number", "From three percent to 0.2 percent.")).toBe("hit");
    expect(about("number", "Quite a lot, really.")).toBe("missed");
    expect(about("measured", "On the dashboard of the gateway, against the week before.")).toBe("hit");
    expect(about("measured", "Everybody felt it.")).toBe("missed");
  });

  it("I13 of a card that has changed since judge nothing", () => {
    expect(judgeReply(retry, { kind: "gap", concept: "gone", text: "", quote: "" }, "Anything.").status).toBe("missed");
    expect(judgeReply(retry, { kind: "twist", twist: 99, text: "" }, "Anything.").status).toBe("missed");
  });

  it("I16 understand a clarifying question as the one that hears most of it, or as none", () => {
    expect(matchClarification(retry, "How many calls fail, and with which error?")).toBe(1);
    expect(matchClarification(retry, "Is an idempotency key accepted?")).toBe(0);
    expect(matchClarification(retry, "What colour is the office?")).toBeNull();
    for (const matcher of matchers) {
      const own = matcher.question.clarifications.map(({ asks }) => matchClarification(matcher, asks));
      expect(
        own.every((found) => found !== null),
        matcher.question.id,
      ).toBe(true);
    }
  });
});

describe("personas", () => {
  it("I15 have several wordings for every moment, and none that is about a card", () => {
    for (const persona of PERSONA_IDS)
      for (const moment of MOMENTS) {
        const wordings: readonly string[] = SAYINGS[moment][persona];
        expect(wordings.length, `${persona} ${moment}`).toBeGreaterThan(1);
        expect(new Set(wordings).size).toBe(wordings.length);
      }
  });
});
