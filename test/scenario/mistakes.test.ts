import { describe, expect, it } from "vitest";
import {
  type ContentFile,
  compileQuestions,
  type Diagnostic,
  FILE_KINDS,
  formatDiagnostic,
  jsonSchema,
} from "#scenario/index";
import { compile, DRILL, filesOf, PEOPLE, PLAY, SYSTEM } from "./fixture";

/** Every key that some schema knows; what else stands before a colon in the fixture is a name somebody gave. */
function schemaKeys(): ReadonlySet<string> {
  const keys = new Set<string>();
  const visit = (value: unknown): void => {
    if (value === null || typeof value !== "object") return;
    const { properties } = value as { properties?: object };
    for (const key of Object.keys(properties ?? {})) keys.add(key);
    for (const inner of Object.values(value)) visit(inner);
  };
  for (const kind of FILE_KINDS) visit(jsonSchema(kind));
  return keys;
}

const TEXTS = { system: SYSTEM, people: PEOPLE, drill: DRILL, play: PLAY } as const;
type Part = keyof typeof TEXTS;

/** Places of keys in a text: a word before a colon that begins a line, a map in braces, or stands after a comma in one. */
function keysIn(text: string): readonly { readonly key: string; readonly at: number }[] {
  const known = schemaKeys();
  return [...text.matchAll(/(^ *(?:- )?|[{,] )([a-z][a-z-]{3,}):(?= |\n)/gm)].flatMap((found) => {
    const key = found[2] as string;
    // Fields of a journal entry are whatever the entry carries.
    if (text.slice(0, found.index).trimEnd().endsWith("operation:")) return [];
    return known.has(key) ? [{ key, at: found.index + (found[1] as string).length }] : [];
  });
}

/** Two letters swapped, as fingers do. */
const misspelt = (key: string): string => `${key.slice(0, 1)}${key[2]}${key[1]}${key.slice(3)}`;

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split("\n").length;
}

/** Keys that are names in one place of the fixture and words of a schema elsewhere. */
const NAMED = new Set(["edge", "place", "errors", "open"]);

describe("S1 S2 a misspelt key, wherever it stands", () => {
  it.each(Object.keys(TEXTS) as Part[])("is found in its line of the %s, with the right one named", (part) => {
    const text = TEXTS[part];
    const keys = keysIn(text).filter(({ key }) => !NAMED.has(key) && misspelt(key) !== key);
    expect(keys.length).toBeGreaterThan(part === "people" ? 1 : 5);
    const path = filesOf().find((file) => file.text === text)?.path;
    const missed = keys.flatMap(({ key, at }) => {
      const wrong = text.slice(0, at) + misspelt(key) + text.slice(at + key.length);
      const { diagnostics } = compile({ [part]: wrong });
      const here = diagnostics.filter((d) => d.file === path && d.line === lineOf(text, at));
      const told = here.some(
        (d) => d.message.includes(`"${misspelt(key)}"`) && d.message.includes(`did you mean "${key}"?`),
      );
      return told ? [] : [`${path}:${lineOf(text, at)} ${key}: ${diagnostics.map(formatDiagnostic).join(" | ")}`];
    });
    expect(missed).toEqual([]);
  });
});

const QUESTION = `---
id: war-1
asks: What do you do when a provider is slow?
kind: method
level: senior
roles: [backend, sre]
skills: [contain]
minutes: 4
seeks: Letting go.
summary: Timeouts and a breaker.
concepts:
  timeout:
    says: Sets a short timeout
    dimension: restore
    weight: 3
    why: Waiting holds workers.
    probe: How long do you wait?
    weak: I wait.
    strong: I set a short timeout.
    rules: ["timeout"]
  breaker:
    says: Opens a breaker
    dimension: restore
    why: It lets go.
    probe: What then?
    weak: Nothing.
    strong: I open a breaker.
    rules: ["=opened", "@pause ~3 calls"]
${["limit", "pool", "queue"].map((id) => `  ${id}: { says: S, dimension: build, why: W, probe: P, weak: V, strong: T, rules: ["${id}"] }`).join("\n")}
order:
  - { before: [timeout], after: [breaker], why: First the cheap. }
flags:
  blind: { says: Retries blindly, why: It adds load., rules: ["retry forever"] }
drills: [retry-storm]
---

## Model answer

### First

I set a short timeout.

### Then

I open a breaker.
`;
const LEXICON = 'groups:\n  pause: [pause, hold]\nideas:\n  opened: ["open ~2 breaker"]\n';
const ANSWERS = `question: war-1
answers:
  one: { kind: strong, text: I set a short timeout., hit: [timeout], flags: [blind] }
phrasings:
  breaker: { said: [I open a breaker.] }
`;
const BANK = { question: QUESTION, lexicon: LEXICON, answers: ANSWERS } as const;
const PATHS = { question: "questions/war-1.md", lexicon: "questions/lexicon/own.yaml", answers: "answers/war-1.yaml" };

function bank(part: keyof typeof BANK, text: string): readonly Diagnostic[] {
  const files = (Object.keys(BANK) as (keyof typeof BANK)[]).map(
    (each): ContentFile => ({ path: PATHS[each], text: each === part ? text : BANK[each] }),
  );
  return compileQuestions(files, { sources: ["war-1"], drills: ["retry-storm"] }).diagnostics;
}

describe("S1 S2 mistakes in the bank", () => {
  it("are none in what they are made from", () => {
    expect(bank("question", QUESTION)).toEqual([]);
  });

  /** [file, what is replaced, by what (¦ = where the finger must point), message] */
  const MISTAKES: readonly (readonly [keyof typeof BANK, string, string, string])[] = [
    ["question", "seeks: Letting", "¦sekes: Letting", 'unknown key "sekes", did you mean "seeks"?'],
    ["question", "kind: method", "kind: ¦methd", '"methd" is not valid here, did you mean "method"?'],
    ["question", "[contain]", "[¦contian]", '"contian" is not valid here, did you mean "contain"?'],
    ["question", "minutes: 4", "minutes: ¦40", "expected a number of minutes from 1 to 15, found 40"],
    ["question", "    probe: What then?\n", "", '"probe" is missing'],
    ["question", "id: war-1", "id: ¦war-2", 'the id is "war-2", expected that of the file: "war-1"'],
    ["question", "before: [timeout]", "before: [¦timeot]", 'did you mean "timeout"?'],
    ["question", '"=opened"', '¦"=openned"', 'did you mean "opened"?'],
    ["question", '"@pause ~3 calls"', '¦"@pauze ~3 calls"', 'did you mean "pause"?'],
    ["question", "[retry-storm]", "[¦retry-strom]", 'unknown drill "retry-strom", did you mean "retry-storm"?'],
    ["question", "## Model answer", "¦## Modl answer", 'unknown section "Modl answer", did you mean "Model answer"?'],
    ["lexicon", "groups:", "¦grups:", 'unknown key "grups", did you mean "groups"?'],
    ["lexicon", "[pause, hold]", "¦pause", 'expected a list, found "pause"'],
    ["answers", "question: war-1", "question: ¦war-11", 'unknown question "war-11", did you mean "war-1"?'],
    ["answers", "kind: strong", "kind: ¦stronk", '"stronk" is not valid here, did you mean "strong"?'],
    ["answers", "hit: [timeout]", "hit: [¦timeuot]", 'unknown concept "timeuot", did you mean "timeout"?'],
    ["answers", "flags: [blind]", "flags: [¦blnd]", 'unknown flag "blnd", did you mean "blind"?'],
    ["answers", "  breaker: {", "  ¦braker: {", 'unknown concept "braker", did you mean "breaker"?'],
  ];

  it.each(MISTAKES)("%s: %s → %s", (part, from, to, message) => {
    expect(BANK[part].split(from).length, `"${from}" stands once`).toBe(2);
    const marked = BANK[part].replace(from, () => to);
    const found = bank(part, marked.replace("¦", ""));
    const hit = found.find((d) => d.file === PATHS[part] && d.message.includes(message));
    expect(hit, found.map(formatDiagnostic).join("\n")).toBeDefined();
    if (!to.includes("¦")) return;
    const head = marked.slice(0, marked.indexOf("¦")).split("\n");
    expect([hit?.line, hit?.column]).toEqual([head.length, (head.at(-1) as string).length + 1]);
  });

  it("are told all at once", () => {
    const text = QUESTION.replace("kind: method", "kind: methd")
      .replace("minutes: 4", "minutes: 40")
      .replace("[timeout], after", "[timeot], after");
    expect(bank("question", text).map((d) => d.line)).toEqual([4, 8, 33]);
  });
});
