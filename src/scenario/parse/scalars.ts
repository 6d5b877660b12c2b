/** A scalar as the core schema of YAML 1.2 reads it; what is null is in `value` all the same. */
export interface Plain {
  readonly value: string | number | boolean | null;
}

const NULL: Plain = { value: null };
const YES: Plain = { value: true };
const NO: Plain = { value: false };
const WORDS: ReadonlyMap<string, Plain> = new Map([
  ...["~", "null", "Null", "NULL"].map((word) => [word, NULL] as const),
  ...["true", "True", "TRUE"].map((word) => [word, YES] as const),
  ...["false", "False", "FALSE"].map((word) => [word, NO] as const),
]);

/** What a plain scalar stands for; undefined for infinite numbers and those that are none. */
export function coreValue(text: string): Plain | undefined {
  const word = text.length <= 5 ? WORDS.get(text) : undefined;
  if (word !== undefined) return word;
  if (!/^[-+.]?[0-9]|^[-+]?\.[0-9inN]/.test(text)) return { value: text };
  if (/^[-+]?(?:\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/.test(text)) return undefined;
  const value = numberOf(text);
  if (value === undefined) return { value: text };
  return Number.isFinite(value) ? { value } : undefined;
}

function numberOf(text: string): number | undefined {
  if (/^[-+]?[0-9]+$/.test(text)) return Number.parseInt(text, 10);
  if (/^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/.test(text)) return Number.parseFloat(text);
  if (/^0o[0-7]+$/.test(text)) return Number.parseInt(text.slice(2), 8);
  if (/^0x[0-9a-fA-F]+$/.test(text)) return Number.parseInt(text.slice(2), 16);
  return undefined;
}

/** A plain scalar of several lines: one break is a space, each further one a break. Ends with a character that is no space. */
export function unfolded(text: string): string {
  if (!text.includes("\n")) return text;
  const [first = "", ...lines] = text.split("\n").map((line) => line.replace(/^ +| +$/g, ""));
  let out = first;
  let breaks = 0;
  for (const line of lines) {
    breaks++;
    if (line === "") continue;
    out += (breaks === 1 ? " " : "\n".repeat(breaks - 1)) + line;
    breaks = 0;
  }
  return out;
}

/** The lines of a block scalar as one text: as they stand, or folded as far as they are not indented further. */
export function blockText(lines: readonly string[], isFolded: boolean): string {
  if (!isFolded) return lines.join("\n");
  const first = lines.findIndex((line) => line !== "");
  let text = "\n".repeat(first);
  let separator = "";
  let wasIndented = false;
  for (const line of lines.slice(first)) {
    if (line === "") {
      if (separator === "\n") text += "\n";
      else separator = "\n";
      continue;
    }
    const isIndented = line.startsWith(" ");
    if (isIndented && separator === " ") separator = "\n";
    else if (isIndented && !wasIndented && separator === "\n") separator = "\n\n";
    text += separator + line;
    separator = isIndented ? "\n" : " ";
    wasIndented = isIndented;
  }
  return text;
}
