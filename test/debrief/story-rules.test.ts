import { describe, expect, it } from "vitest";
import {
  blankStory,
  checkStory,
  composeVersion,
  countWords,
  originLine,
  STORY_RULES,
  type StoryRule,
  secondsToTell,
  storyMarkdown,
  wordsFor,
} from "#debrief/story/index";
import { mine, question, quoted, tail } from "#debrief/story/phrases";
import { STORY_LENGTHS, type Story } from "#domain/documents";

const GOOD: Story["parts"] = {
  situation: "I was on call when the web shop of a mail-order company began to fail for 4,000 people.",
  task: "It was mine to get it back.",
  action: "I could have waited for a fix; I rolled back instead, because the errors had begun with the release.",
  result: "Errors fell from 9 % to 0.2 % within three minutes.",
  learning: "Since then I ask for the last change first.",
};
const story = (change: Partial<Story> = {}): Story => ({ ...blankStory(), title: "One", parts: GOOD, ...change });

/** A story with a text where a rule looks. */
function withText({ scope }: StoryRule, text: string): Story {
  if (scope === "version") return story({ versions: { 60: text, 120: "", 240: "" } });
  return story({ parts: { ...GOOD, [scope === "parts" ? "situation" : scope]: text } });
}
const found = (text: Story): string[] => checkStory(text).map(({ rule }) => rule.id);

describe("the rules of a story", () => {
  it.each(
    STORY_RULES.map((rule) => [rule.id, rule] as const),
  )("B42: %s finds its bad example and not its good one", (id, rule) => {
    expect(found(withText(rule, rule.bad))).toContain(id);
    if (rule.good !== "") expect(found(withText(rule, rule.good))).not.toContain(id);
  });

  it("B42: find nothing in a good story, and point into the text where they find something", () => {
    expect(checkStory(story())).toEqual([]);
    const bad = story({
      parts: { ...GOOD, situation: "The vendor forgot it, says bo@example.org.", action: "We restarted it." },
    });
    const spans = checkStory(bad).flatMap(({ place, span }) => (span === null ? [] : [{ place, span }]));
    expect(spans.length).toBeGreaterThanOrEqual(3);
    for (const { place, span } of spans) {
      const text = typeof place === "number" ? bad.versions[place] : bad.parts[place];
      expect(span.start).toBeGreaterThanOrEqual(0);
      expect(span.end).toBeLessThanOrEqual(text.length);
      expect(text.slice(span.start, span.end).trim()).not.toBe("");
    }
  });

  it("B42: leave alone what somebody else is quoted with", () => {
    const quote = { ...GOOD, task: "The director said: “Your team broke it, and it is your fault.”" };
    expect(found(story({ parts: quote }))).not.toContain("blame");
  });

  it("B43: warn of names only where the incident was real", () => {
    const parts = {
      ...GOOD,
      situation: "I was on call for db-prod-03.internal when it failed for our customer Contoso.",
    };
    expect(found(story({ parts }))).toContain("names");
    expect(found(story({ parts, drill: { code: "INC-1", title: "A drill" } }))).not.toContain("names");
    expect(found(story({ parts: { ...GOOD, situation: "I looked after our customer Contoso at noon." } }))).toContain(
      "names",
    );
  });

  it("B44: a version is made of the parts as they were written, of each at least its first sentence, and fits", () => {
    const many = (word: string, n: number) =>
      Array.from({ length: n }, (_, i) => `${word} number ${i} was one more thing I did.`).join(" ");
    const parts = {
      situation: many("Place", 8),
      task: many("Task", 6),
      action: many("Step", 60),
      result: many("Figure", 12),
      learning: many("Lesson", 12),
    };
    for (const length of STORY_LENGTHS) {
      const text = composeVersion(parts, length);
      const words = countWords(text);
      expect(Math.abs(words - wordsFor(length)) / wordsFor(length)).toBeLessThan(0.12);
      const paragraphs = text.split("\n\n");
      expect(paragraphs).toHaveLength(5);
      expect(Object.values(parts).every((part, i) => part.startsWith(paragraphs[i] ?? "?"))).toBe(true);
    }
    expect(composeVersion(GOOD, 240)).toBe(Object.values(GOOD).join("\n\n"));
    expect(composeVersion(blankStory().parts, 60)).toBe("");
  });

  it("B45: an export says where a story comes from, how long its versions are, and what it answers", () => {
    const simulated = story({
      drill: { code: "INC-7", title: "Late" },
      versions: { 60: "I did it.", 120: "", 240: "" },
      answers: ["a"],
    });
    const text = storyMarkdown(simulated, (id) => `Question ${id}`);
    expect(text).toContain(
      "> Simulated: this happened in the drill INC-7, “Late”, of Meantime, and not in a production system.",
    );
    expect(text).toContain("*3 words, about 1 s when told*");
    expect(text).toContain("- Question a");
    expect(text).not.toContain("120 seconds");
    expect(originLine(story())).toBe("A real incident, as told by its author.");
    const same = story({ versions: { 60: "", 120: "", 240: Object.values(GOOD).join("\n\n") } });
    expect(storyMarkdown(same, String)).not.toContain("## The parts");
  });

  it("B45: counts words as they are spoken, at 140 a minute", () => {
    expect(countWords("I said – “no”, at 15 %, twice.")).toBe(6);
    expect([wordsFor(60), wordsFor(120), wordsFor(240)]).toEqual([140, 280, 560]);
    expect(secondsToTell(140)).toBe(60);
  });
});

describe("the words of a story", () => {
  it("B41: turn what was said to you into what is told by me", () => {
    expect(mine("You looked at what they told you, and your team thanked you.")).toBe(
      "I looked at what they told me, and my team thanked me.",
    );
    expect(mine("What you were asked for yourself")).toBe("What I was asked for myself");
  });

  it("B41: quote what fits, in whole sentences or clauses, and find the question", () => {
    expect(quoted("One two. Three four five.", 3)).toBe("“One two.”");
    expect(quoted("One two three, four five six seven.", 4)).toBe("“One two three …”");
    expect(question("It burns. Shall I?")).toBe("It burns. Shall I?");
    expect(question("Noise. Do I let them on by the printed list or not? Thanks.")).toBe(
      "Do I let them on by the printed list or not?",
    );
    expect(tail("Searching takes seconds.", new Set())).toBe("searching takes seconds");
    expect(tail("Cardwell answers.", new Set(["Cardwell"]))).toBe("Cardwell answers");
  });

  it("B42 whatever is written, and however much, is read as far as a story goes", () => {
    for (const text of [
      "x".repeat(100_000),
      "“".repeat(100_000),
      "😀".repeat(50_000),
      "שלום ".repeat(20_000),
      "<b>&\n#".repeat(15_000),
    ]) {
      const parts = { situation: text, task: text, action: text, result: text, learning: text };
      const findings = checkStory({ drill: null, parts, versions: { 60: text, 120: text, 240: text } });
      expect(findings.some(({ rule, place }) => rule.id === "learned" && place === "learning")).toBe(true);
      for (const { span } of findings) if (span !== null) expect(span.end).toBeLessThanOrEqual(text.length);
    }
  });
});
