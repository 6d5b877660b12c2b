/** Time expressions in running text: "12:40", "before one", "within half an hour", "tomorrow", "any minute". */
import { stem } from "./stem";
import type { Token } from "./tokens";

export interface TimeExpression {
  /** Token range, last exclusive, without the preposition. */
  readonly first: number;
  readonly last: number;
  /** "at": a point in time (value: seconds of day); "in": a length (value: seconds). */
  readonly kind: "at" | "in";
  readonly value?: number;
  /** The preposition in front, "" when there is none. */
  readonly preposition: string;
}

const UNITS: ReadonlyMap<string, number> = new Map(
  (
    [
      ["second", 1],
      ["s", 1],
      ["minute", 60],
      ["m", 60],
      ["hour", 3600],
      ["h", 3600],
      ["day", 86400],
      ["week", 604800],
    ] as const
  ).map(([name, seconds]) => [stem(name), seconds]),
);
const TAKING = new Set(["take", "last", "need"].map(stem));
const PREPOSITIONS = new Set([
  "by",
  "before",
  "at",
  "around",
  "about",
  "until",
  "till",
  "within",
  "in",
  "after",
  "for",
  "under",
  "than",
  "every",
  "next",
  "from",
  "from",
]);
const POINT_PREPOSITIONS = new Set(["by", "before", "at", "around", "until", "till", "from"]);
const POINTS: Readonly<Record<string, number | undefined>> = {
  noon: 43200,
  midday: 43200,
  midnight: 86400,
  lunchtime: undefined,
  tonight: undefined,
  today: undefined,
  tomorrow: undefined,
  afternoon: undefined,
  evening: undefined,
};
const FILLERS = new Set([
  "the",
  "next",
  "about",
  "around",
  "roughly",
  "approximately",
  "another",
  "at",
  "most",
  "less",
  "than",
  "under",
  "maybe",
  "just",
  "only",
]);

function unitOf(token: Token | undefined): number | undefined {
  return token && UNITS.get(token.stem);
}

/** A length that starts at i: "ten minutes", "half an hour", "an hour and a half", "5 to 10 min", "a few minutes". */
function lengthAt(tokens: readonly Token[], i: number): { last: number; value?: number } | undefined {
  const text = (k: number): string => tokens[k]?.text ?? "";
  let j = i;
  let amount: number | undefined;
  const token = tokens[j];
  if (!token) return undefined;
  if (token.kind === "number") {
    amount = token.value;
    j++;
    if ((text(j) === "to" || text(j) === "or") && tokens[j + 1]?.kind === "number") {
      amount = tokens[j + 1]?.value;
      j += 2;
    } else if (tokens[j]?.kind === "number") {
      // "2-3 minutes" and "twenty five minutes".
      const next = tokens[j] as Token;
      const compound =
        (amount ?? 0) >= 20 && (amount ?? 0) % 10 === 0 && (next.value ?? 0) < 10 && /[a-z]/.test(next.text);
      amount = compound ? (amount ?? 0) + (next.value ?? 0) : next.value;
      j++;
    }
    if (text(j) === "more") j++;
  } else if (text(j) === "half") {
    amount = 0.5;
    j++;
    if (text(j) === "a" || text(j) === "an") j++;
  } else if (text(j) === "quarter") {
    amount = 0.25;
    j++;
    if (text(j) === "of") j++;
    if (text(j) === "a" || text(j) === "an") j++;
  } else if (
    text(j) === "a" ||
    text(j) === "an" ||
    text(j) === "couple" ||
    text(j) === "few" ||
    text(j) === "several"
  ) {
    amount = 1;
    if (text(j) === "a") j++;
    if (text(j) === "an") j++;
    if (text(j) === "couple") {
      amount = 2;
      j++;
      if (text(j) === "of") j++;
    } else if (text(j) === "few" || text(j) === "several") {
      amount = 3;
      j++;
    } else if (text(j) === "half") {
      amount = 0.5;
      j++;
    } else if (text(j) === "quarter") {
      amount = 0.25;
      j++;
      if (text(j) === "of" && text(j + 1) === "an") j += 2;
    }
  } else if (["minutes", "seconds", "hours", "moments"].includes(text(j))) {
    return { last: j + 1 };
  }
  const unit = unitOf(tokens[j]);
  if (amount === undefined || unit === undefined) return undefined;
  let value = amount * unit;
  j++;
  if (text(j) === "and" && (text(j + 1) === "a" || text(j + 1) === "an") && text(j + 2) === "half") {
    value += unit / 2;
    j += 3;
  } else if (tokens[j]?.kind === "number") {
    const smaller = unitOf(tokens[j + 1]);
    if (smaller !== undefined && smaller < unit) {
      value += (tokens[j]?.value ?? 0) * smaller;
      j += 2;
    }
  }
  return { last: j, value };
}

/** Hours from one to six without am or pm are taken as afternoon. */
function hourOfDay(n: number): number {
  return (n <= 6 ? n + 12 : n) * 3600;
}

function pointAt(
  tokens: readonly Token[],
  i: number,
  preposition: string,
): { last: number; value?: number; length?: true } | undefined {
  const token = tokens[i];
  if (!token) return undefined;
  const next = tokens[i + 1];
  if (token.kind === "time") return token.value === undefined ? undefined : { last: i + 1, value: token.value };
  if (Object.hasOwn(POINTS, token.text)) {
    const value = POINTS[token.text];
    return value === undefined ? { last: i + 1 } : { last: i + 1, value };
  }
  if (token.text === "end" && tokens.slice(i + 1, i + 4).some((t) => t.text === "day" || t.text === "business")) {
    return { last: Math.min(tokens.length, i + 4) };
  }
  if ((token.text === "half" || token.text === "quarter") && (next?.text === "past" || next?.text === "to")) {
    const hour = tokens[i + 2]?.value;
    if (hour === undefined || hour > 12) return undefined;
    const minutes = token.text === "half" ? 30 : 15;
    return { last: i + 3, value: hourOfDay(hour) + (next.text === "past" ? minutes : -minutes) * 60 };
  }
  if (token.kind === "number" && token.value !== undefined && token.value >= 1 && token.value <= 24) {
    const whole = Number.isInteger(token.value);
    const clock = next?.text === "oclock" || (next?.text === "o" && tokens[i + 2]?.text === "clock");
    if (whole && clock) return { last: next?.text === "o" ? i + 3 : i + 2, value: hourOfDay(token.value) };
    const closes =
      !next ||
      next.sentence !== token.sentence ||
      next.clause !== token.clause ||
      /^(?:and|at|or|utc|cet|today|tomorrow|we|so|when|latest)$/.test(next.text);
    if (whole && closes && POINT_PREPOSITIONS.has(preposition)) return { last: i + 1, value: hourOfDay(token.value) };
    // "up in five" means minutes.
    if (closes && (preposition === "in" || preposition === "within")) {
      return { last: i + 1, value: token.value * 60, length: true };
    }
  }
  return undefined;
}

/** All time expressions, in order, not overlapping. */
export function findTimes(tokens: readonly Token[]): TimeExpression[] {
  const found: TimeExpression[] = [];
  let i = 0;
  while (i < tokens.length) {
    let back = i - 1;
    while (back >= 0 && FILLERS.has(tokens[back]?.text ?? "") && back > i - 5) back--;
    const near = tokens[i - 1]?.text ?? "";
    const far = tokens[back]?.text ?? "";
    const preposition = PREPOSITIONS.has(far) ? far : PREPOSITIONS.has(near) ? near : "";
    const length = lengthAt(tokens, i);
    if (length) {
      found.push({ first: i, ...length, kind: "in", preposition });
      i = length.last;
      continue;
    }
    const point = pointAt(tokens, i, preposition);
    if (!point) {
      i++;
      continue;
    }
    // "takes 3:30" and "in 3:30" are minutes and seconds, not half past three.
    const isLength = tokens[i]?.kind === "time" && (far === "in" || far === "within" || isTake(tokens, back));
    if (isLength && point.value !== undefined) {
      found.push({ first: i, last: point.last, kind: "in", value: point.value / 60, preposition });
    } else {
      const { last, value } = point;
      const kind = point.length ? "in" : "at";
      found.push({ first: i, last, kind, preposition, ...(value === undefined ? {} : { value }) });
    }
    i = point.last;
  }
  return found;
}

function isTake(tokens: readonly Token[], i: number): boolean {
  return TAKING.has(tokens[i]?.stem ?? "");
}
