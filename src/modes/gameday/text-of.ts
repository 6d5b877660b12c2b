/** Elements that end a line. */
const BREAKS = /<\s*(?:br|\/p|\/div|\/li|\/h[1-6]|\/tr|hr)\b[^>]{0,200}>/gi;
/** Elements of which not even the text is for readers. */
const HIDDEN = /<\s*(script|style|iframe|object|template)\b[\s\S]*?(?:<\s*\/\s*\1\s*>|$)/gi;
const COMMENTS = /<!--[\s\S]*?(?:-->|$)/g;
const ITEMS = /<\s*li\b[^>]{0,200}>/gi;
const TAGS = /<\/?[a-z][^<>]{0,2000}>/gi;

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  ndash: "–",
  mdash: "—",
  hellip: "…",
};

function entity(whole: string, name: string): string {
  if (!name.startsWith("#")) return Object.hasOwn(ENTITIES, name) ? (ENTITIES[name] ?? whole) : whole;
  const code =
    name[1] === "x" || name[1] === "X" ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  const isChar = code >= 0x20 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return isChar ? String.fromCodePoint(code) : whole;
}

/**
 * What a text from elsewhere says, without its HTML: paragraphs and items become lines, scripts and styles are gone, characters
 * stand for themselves. It is text afterwards, to be shown as text: what looks like a tag by then was written as one.
 */
export function textOf(raw: string, hasLines: boolean): string {
  const text = raw
    .replace(COMMENTS, "")
    .replace(HIDDEN, "")
    .replace(ITEMS, "\n- ")
    .replace(BREAKS, "\n")
    .replace(TAGS, "")
    .replace(/&(#?[a-z0-9]{1,8});/gi, entity)
    .replace(/\r\n?/g, "\n");
  if (!hasLines) return text.replace(/\s+/g, " ").trim();
  return text
    .split("\n")
    .map((line) => line.replace(/[^\S\n]+/g, " ").trimEnd())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
