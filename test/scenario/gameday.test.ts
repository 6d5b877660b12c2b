import { describe, expect, it } from "vitest";
import type { Program } from "#domain/drill";
import { compileDeck, compileDrill, compileGuide, type Diagnostic, formatDiagnostic } from "#scenario/index";
import { filesOf } from "./fixture";

const CARD = `cards:
  boss:
    title: The boss joins
    use: [command]
    when: Early.
    do:
      - remark: { from: executive, to: incident, text: "Hello {commander}, is it {busiest}?" }
      - front: { node: database, symptom: slow, amount: 3, minutes: 5 }
    expect:
      shield: { title: One voice, good: "{commander} answers.", points: 3, by: commander }
    discuss: [Who answered?]
`;

const GUIDE = `truth: "{checkout} waits for {bank}."
beats:
  acknowledged: { minute: 1, text: Taken., when: The page is acknowledged. }
  scoped: { minute: 3, text: Scoped., when: Somebody says where. }
  suspected: { minute: 6, text: Suspected., when: Somebody says why. }
  mitigated: { minute: 5, text: Mitigated., when: It works. }
  verified: { minute: 9, text: Verified., when: Somebody looked. }
questions: [Where does it stand?]
slow:
  card: boss
  question: What else?
  front: { node: bank, symptom: errors, amount: 0.2, minutes: 5 }
  text: Calls to {bank} fail.
rescue:
  question: Who waits?
  nudge: { from: PERSON, to: incident, text: "Look at {bank}." }
  hint: It is {bank}.
watch: [Who leads.]
injects:
  one: { minute: 4, card: boss, why: They are quick. }
  two:
    minute: 6
    why: They are slow.
    title: A door
    do: [ { unreachable: { seat: resolver, minutes: 5 } } ]
expect:
  looked: { title: Looked, good: Somebody looked., points: 2, by: resolver }
`;

const program = compileDrill(filesOf()).program as Program;
const person = program.base.people[0]?.id as string;
const GOOD = GUIDE.replace("PERSON", person);

const said = (list: readonly Diagnostic[]) => list.map(formatDiagnostic);
const deckOf = (text: string) => compileDeck({ path: "content/gameday/deck.yaml", text });
const guideOf = (text: string) => compileGuide({ path: "drills/a/guide.yaml", text }, program, ["boss"]);
/** Line and column of a word, as an editor counts them. */
function at(text: string, word: string): string {
  const before = text.slice(0, text.indexOf(word)).split("\n");
  return `${before.length}:${(before.at(-1) as string).length + 1}`;
}

describe("S22 the deck", () => {
  it("S22 compiles to cards with effects that name kinds, and roles for seats", () => {
    const { cards, diagnostics } = deckOf(CARD);
    expect(diagnostics).toEqual([]);
    expect(cards).toHaveLength(1);
    expect(cards[0]?.effects).toEqual([
      {
        kind: "remark",
        from: "executive",
        audience: "incident",
        text: "Hello {commander}, is it {busiest}?",
        interrupts: false,
      },
      { kind: "front", node: "database", symptom: "slow", amount: 3, minutes: 5 },
    ]);
    const away = deckOf(CARD.replace(/remark: .*/, "unreachable: { seat: deputy, minutes: 5 }"));
    expect(away.cards[0]?.effects[0]).toEqual({ kind: "unreachable", seat: "deputy", minutes: 5 });
  });

  /** [what is replaced, by what, the word the message points at, the message] */
  const MISTAKES: readonly (readonly [string, string, string, string])[] = [
    [
      "from: executive",
      "from: exekutive",
      "exekutive",
      'unknown kind of person "exekutive", did you mean "executive"?',
    ],
    ["node: database", "node: databse", "databse", 'unknown kind of node "databse", did you mean "database"?'],
    ["{commander} answers", "{comander} answers", "{comander}", 'unknown name "{comander}", did you mean "commander"?'],
    ["points: 3", "points: 4", "4, by", "expected 1 (good to have), 2 (expected) or 3"],
    [
      "amount: 3",
      "amount: 1",
      "1, minutes",
      'expected a factor of the service time from 1.5 to 50 for "slow", found 1',
    ],
    ["use: [command]", "use: []", "use:", '"boss" is for nothing, expected at least one use'],
    ["use: [command]", "use: [comand]", "comand]", '"comand" is not valid here, did you mean "command"?'],
    ["symptom: slow, amount: 3", "symptom: down, amount: 3", "amount:", '"amount" means nothing beside "down"'],
    ["minutes: 5 }", "minutes: 900 }", "900", "expected minutes from 1 to 120, found 900"],
  ];
  it.each(MISTAKES)("S22 says where a slip stands: %s → %s", (good, bad, word, message) => {
    const text = CARD.replace(good, bad);
    const all = said(deckOf(text).diagnostics);
    expect(all.some((one) => one.startsWith(`content/gameday/deck.yaml:${at(text, word)} error`))).toBe(true);
    expect(all.join("\n")).toContain(message);
  });
});

describe("S23 a guide", () => {
  it("S23 compiles to what a facilitator reads, its beats in the order of their minutes", () => {
    const { guide, diagnostics } = guideOf(GOOD);
    expect(said(diagnostics)).toEqual([]);
    expect(guide?.beats.map(({ beat }) => beat)).toEqual([
      "acknowledged",
      "scoped",
      "mitigated",
      "suspected",
      "verified",
    ]);
    expect(guide?.truth).toBe("{checkout} waits for {bank}.");
    expect(guide?.injects.map(({ card, inject }) => [card, inject?.effects])).toEqual([
      ["boss", undefined],
      [null, [{ kind: "unreachable", seat: "@resolver", minutes: 5 }]],
    ]);
  });

  const MISTAKES: readonly (readonly [string, string, string, string])[] = [
    ["{bank} fail", "{bnak} fail", "{bnak}", 'unknown name "{bnak}", did you mean "bank"?'],
    ["node: bank", "node: bakn", "bakn", 'unknown node "bakn", did you mean "bank"?'],
    [`from: ${person}`, `from: ${person}x`, `${person}x`, `unknown person "${person}x", did you mean "${person}"?`],
    ["card: boss\n", "card: bos\n", "bos\n", 'unknown card "bos", did you mean "boss"?'],
    [
      "verified: { minute: 9",
      "verified: { minute: 4",
      "4, text: Verified",
      '4 is before "mitigated", expected 5 or more',
    ],
    ["card: boss, why", "card: boss, title: X, why", "title: X", '"title" means nothing beside "card"'],
    ["    title: A door\n", "", "two:", '"two" needs a card of the deck, or a title of its own'],
    ["truth:", "truht:", "truht", 'unknown key "truht", did you mean "truth"?'],
    ["truth:", "variants: { nosuch: x }\ntruth:", "nosuch", 'unknown variant "nosuch"'],
  ];
  it.each(MISTAKES)("S23 says where a slip stands: %s → %s", (good, bad, word, message) => {
    const text = GOOD.replace(good, bad);
    expect(text).not.toBe(GOOD);
    const compiled = guideOf(text);
    const all = said(compiled.diagnostics);
    expect(compiled.guide).toBeNull();
    expect(all.join("\n")).toContain(message);
    expect(all.some((one) => one.startsWith(`drills/a/guide.yaml:${at(text, word)} error`))).toBe(true);
  });
});
