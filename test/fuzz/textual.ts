import type { Dice } from "./dice";

const SPICE = [
  "[",
  "]",
  "{",
  "}",
  ": ",
  "- ",
  "&a ",
  "*a ",
  "!!js/function ",
  '"',
  "'",
  "|\n",
  ">\n",
  "\n  ",
  "\n---\n",
  "null",
  "{{",
  "}}",
  "1e999",
  "? ",
  "#",
  "\t",
  "<<: *a",
  "__proto__: 1\n",
  "\u0000",
  "\ud800",
  "%YAML 1.1\n",
  "\ufeff",
  "...",
];

const linesOf = (text: string): string[] => text.split("\n");

/** Changes of bytes and lines, whatever they mean. */
export const TEXTUAL: Readonly<Record<string, (text: string, dice: Dice) => string>> = {
  "cut characters": (text, dice) => {
    const at = dice.below(text.length);
    return text.slice(0, at) + text.slice(at + 1 + dice.below(40));
  },
  "double characters": (text, dice) => {
    const at = dice.below(text.length);
    return text.slice(0, at + dice.below(200)) + text.slice(at);
  },
  "put in characters": (text, dice) => {
    const at = dice.below(text.length);
    return text.slice(0, at) + dice.of(SPICE) + text.slice(at);
  },
  "change a character": (text, dice) => {
    const at = dice.below(text.length);
    return text.slice(0, at) + String.fromCharCode(dice.below(128)) + text.slice(at + 1);
  },
  "drop a line": (text, dice) => {
    const lines = linesOf(text);
    lines.splice(dice.below(lines.length), 1 + dice.below(3));
    return lines.join("\n");
  },
  "double a line": (text, dice) => {
    const lines = linesOf(text);
    const at = dice.below(lines.length);
    return [...lines.slice(0, at + 1), ...lines.slice(at)].join("\n");
  },
  "swap two lines": (text, dice) => {
    const lines = linesOf(text);
    const [a, b] = [dice.below(lines.length), dice.below(lines.length)];
    const held = lines[a] as string;
    lines[a] = lines[b] as string;
    lines[b] = held;
    return lines.join("\n");
  },
  "shift a line": (text, dice) => {
    const lines = linesOf(text);
    const at = dice.below(lines.length);
    lines[at] = dice.value() < 0.5 ? `  ${lines[at]}` : (lines[at] as string).replace(/^ {1,2}/, "");
    return lines.join("\n");
  },
  "cut the rest": (text, dice) => text.slice(0, dice.below(text.length)),
  "bracket without end": (text, dice) => {
    const at = dice.below(text.length);
    return text.slice(0, at) + dice.of(["[", "{a: ", "- ", "!!x "]).repeat(dice.of([10, 200, 20_000])) + text.slice(at);
  },
};
