import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readContent } from "#adapters/content/disk";
import { Sink } from "#scenario/diagnostics";
import type { Located } from "#scenario/parse/located";
import { readQuickly } from "#scenario/parse/quick";
import { Source } from "#scenario/parse/source";
import { readWhole } from "#scenario/parse/yaml";

/** The first place where two trees differ in value or position; null when they are the same. */
function difference(one: Located, other: Located, path = "$"): string | null {
  const [a, b] = [one, other].map(({ kind, start, end, source }) => `${path} ${kind} ${start}–${end} ${source.path}`);
  if (a !== b) return `${a} | ${b}`;
  if (one.kind === "scalar" && other.kind === "scalar") {
    const same = Object.is(one.value, other.value) && one.style === other.style;
    return same ? null : `${a} ${one.style} ${String(one.value)} | ${other.style} ${String(other.value)}`;
  }
  if (one.kind === "list" && other.kind === "list") {
    if (one.items.length !== other.items.length) return `${a} ${one.items.length} | ${other.items.length} items`;
    return first(one.items.map((item, i) => () => difference(item, other.items[i] as Located, `${path}[${i}]`)));
  }
  if (one.kind !== "map" || other.kind !== "map") return a ?? null;
  const [keys, others] = [one, other].map(({ entries }) =>
    [...entries].map(([key, { keyStart }]) => `${key}@${keyStart}`).join(" "),
  );
  if (keys !== others) return `${a} ${keys} | ${others}`;
  return first(
    [...one.entries].map(([key, { node }]) => () => {
      return difference(node, other.entries.get(key)?.node as Located, `${path}.${key}`);
    }),
  );
}

function first(found: readonly (() => string | null)[]): string | null {
  for (const each of found) {
    const what = each();
    if (what !== null) return what;
  }
  return null;
}

/** Whether our pass reads a text; fails unless the library makes the same of it then. */
function isRead(text: string): boolean {
  const source = new Source("drill.yaml", text);
  const quick = readQuickly(source);
  if (quick === null) return false;
  const sink = new Sink();
  const whole = readWhole(source, sink);
  expect(sink.sorted(), text).toEqual([]);
  expect(whole && difference(quick, whole), text).toBeNull();
  return whole !== null;
}

const files = readContent(process.cwd()).filter(({ path }) => /\/(?:drills|systems|people)\/.*\.yaml$/.test(path));

/** Put into a text they make the rare cases frequent. */
const BITS = [
  ...["\n", "\n\n", " ", "  ", "\t", "\r\n", ":", ": ", " #", "\n# c\n", "\n  # c\n", "\n      # c\n", "    \n", "é"],
  ...["- ", "-", "[", "]", "{", "}", ",", "'", '"', "''", "\\", "\\n", "\\x41", "?", "? ", "%", "@", "`", "!t ", "..."],
  ...["|", "|-\n", "|+\n", "|2\n", ">", ">-\n", ">\n", "---\n", "[a, b]", "{a: 1, b: [c]}", "{\n", "\n}", "[\n", "\n]"],
  ...["~", "null", "1", "01", "0x1", "0o7", ".5", "-.inf", ".nan", "1e3", "1e999", "true", "\n  more words", "b c"],
  ...["&a", "*a", "k: &a\n  b: 1\n", "l: *a\n", "key: v\n", "key:\n", "- a\n- b\n", "- - a\n", "- k: v\n  l: w\n"],
  ...['"q": 1\n', "__proto__: 1\n", "<<: *a\n", "1: a\n01: b\n"],
];

/** Some lines of a file of content/, moved to the left, with a few changes. */
const written = fc
  .record({
    file: fc.nat(),
    from: fc.nat(),
    count: fc.integer({ min: 1, max: 25 }),
    changes: fc.array(fc.record({ at: fc.nat(), drop: fc.nat({ max: 4 }), put: fc.constantFrom("", ...BITS) }), {
      maxLength: 4,
    }),
  })
  .map(({ file, from, count, changes }) => {
    const lines = (files[file % files.length] as { text: string }).text.split("\n");
    const part = lines.slice(from % lines.length, (from % lines.length) + count);
    const indent = /^ */.exec(part[0] ?? "")?.[0] ?? "";
    const moved = part.map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart()));
    return changes.reduce(
      (text, { at, drop, put }) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + put + text.slice(place + drop);
      },
      `${moved.join("\n")}\n`,
    );
  });

describe("reading YAML in one pass of our own", () => {
  it("S19 reads every drill of content/, its system and its people without the library, to the same values at the same places", () => {
    for (const { path, text } of files) expect(isRead(text), path).toBe(true);
  });

  it("S19 makes of changed stretches of these files what the library makes of them, or leaves them to it", () => {
    let read = 0;
    const property = fc.property(written, (text) => {
      if (isRead(text)) read++;
    });
    fc.assert(property, { seed: 20, numRuns: 3000 });
    expect(read).toBeGreaterThan(500);
  });

  it.each([
    ["texts of several lines", "a: one\n  two\n\n  three # remark\nb:\n  four\n    five\n"],
    ["folded texts", "a: >-\n\n  one\n  two\n\n    three\n  four\n\n\nb: >\n  five"],
    ["literal texts", "a: |\n  one\n\n    two  \n   \n  three\n\nb: |-\n  # four\n"],
    ["quotes", 'a: \'it\'\'s: # so\'\n"b": "\\"c\\"\\n\\\\"\n\'d\':\n  "e"\n'],
    ["lists", "a:\n- b\n- - c\n  - d: 1\n    e: 2\n-\n  f\ng:\n  - h\n  # remark\n\n  - i\n"],
    ["brackets", 'a: [b, {c: 1, "d":2}, [],\n  e f,\n  ]\ng: {\n  h: i\n   j\n}\n'],
    ["nothing", "a:\nb:\n\n  \nc: ~\nd: \n"],
    ["remarks", "# a\n\na: # b\n  # c\n# d\n  b: 1 # e\n  # f\n  c:\n    - 2\n    # g\n# h\n"],
    ["numbers and words", "a: [1, -2.5, .5, 1., 1e3, 0x1F, 0o17, 1_000, 12:30, -30m, +1, True, NULL, nullx, '1']\n"],
    ["the same again", "a: &x\n  b: [1]\nc: *x\nd:\n  e: *x # remark\n"],
    ["keys that are no words", "1: a\n1.5: b\ntrue: c\n-30m: d\n~: e\n'2': f\n"],
  ])("S19 reads %s", (_, text) => expect(isRead(text)).toBe(true));

  it.each([
    ["mistakes", "a: b: c\n"],
    ["keys that stand twice, as other text too", "1: a\n01: b\n"],
    ["keys that reach a prototype", "a: {__proto__: 1}\n"],
    ["names in circles", "a: &x\n  b: *x\n"],
    ["numbers without end", "a: 1e999\nb: .inf\n"],
    ["more levels than there may be", `a: ${"[".repeat(41)}${"]".repeat(41)}\n`],
    ["more values than there may be", `a: &x\n  b: [${"1,".repeat(70_000)}]\nc: [*x, *x]\nd: *x\ne: *x\nf: *x\n`],
    ["several documents", "a: 1\n---\nb: 2\n"],
    ["tags", "a: !!str 1\n"],
    ["tabs", "a:\t1\n"],
    ["a list that ends with nothing", "- a\n-"],
  ])("S19 leaves %s to the library", (_, text) => expect(isRead(text)).toBe(false));
});
