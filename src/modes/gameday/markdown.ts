/** What means something wherever it stands, in Markdown or as HTML; brackets around addresses and marks before pictures only beside these. */
const SPECIAL = /[\\`*_{}[\]#|<>~&$@]/g;
/** Beginnings of lists, rules and headings. */
const LEADING = /^([-+=:]|\d+(?=[.)]))/;

/** Characters that are no text: they would tear the page, hide what follows, or turn its direction. */
function isText(character: string): boolean {
  const code = character.charCodeAt(0);
  if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d;
  return code !== 0x7f && code !== 0xfeff && !INVISIBLE.some(([from, to]) => code >= from && code <= to);
}

const INVISIBLE: readonly (readonly [number, number])[] = [
  [0x80, 0x9f],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x2069],
];

/**
 * What somebody wrote, in one line that Markdown leaves as it is: no pictures, headings, lists, HTML, or links that say another
 * thing than where they lead. A bare address stays one, which some pages make a link of.
 */
export const plain = (text: string): string =>
  [...text]
    .filter(isText)
    .join("")
    .replace(/\s+/g, " ")
    .trim()
    .replace(SPECIAL, (character) => `\\${character}`)
    .replace(LEADING, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`));

/** A table; cells are Markdown already. Without rows a sentence says that there is nothing. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], none: string): string {
  if (rows.length === 0) return none;
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => (cell === "" ? " " : cell)).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A list; items are Markdown already. Without items a sentence says that there is nothing. */
export const list = (items: readonly string[], none: string): string =>
  items.length === 0 ? none : items.map((item) => `- ${item}`).join("\n");

/** A section with its heading. */
export const section = (title: string, ...parts: readonly string[]): string =>
  [`## ${title}`, ...parts.filter((part) => part !== "")].join("\n\n");
