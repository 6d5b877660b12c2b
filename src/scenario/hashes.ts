import type { Program, Scene } from "#domain/drill";
import { hashString } from "#lib/hash";
import { diff, jsonEquals } from "#lib/merge";

/** Words of a program that only a reader notices: changing them changes no second of any run and no point of a score. */
const TEXT_KEYS: ReadonlySet<string> = new Set([
  "briefing",
  "debrief",
  "body",
  "label",
  "summary",
  "team",
  "why",
  "decoy",
  "reason",
  "missed",
  "source",
  "title",
  "reply",
  "note",
  "noun",
  "turns",
]);

/**
 * What runs depend on, keys sorted. Searches and facts read log lines, diffs, probes and runbook pages, so those count. An
 * expression is what it computes, not how it is written.
 */
function dynamicsOf(value: unknown, parent = ""): unknown {
  if (Array.isArray(value)) return value.map((item) => dynamicsOf(item, parent));
  if (value === null || typeof value !== "object") return value;
  const record = value as Readonly<Record<string, unknown>>;
  const isExpression = "node" in record && "source" in record;
  const out: Record<string, unknown> = {};
  for (const key of Object.keys(record).sort()) {
    const isText = TEXT_KEYS.has(key) || (key === "text" && parent !== "logs" && parent !== "pipeline");
    if (isExpression ? key !== "source" : !isText) out[key] = dynamicsOf(record[key], key);
  }
  return out;
}

/** Two values without the members, at any depth, that are the same object in both or equal; most of a variant is. */
function differing(one: unknown, other: unknown): readonly [unknown, unknown] {
  if (!isMap(one) || !isMap(other)) return [one, other];
  const before: Record<string, unknown> = {};
  const after: Record<string, unknown> = {};
  for (const key of Object.keys(one)) if (!Object.hasOwn(other, key)) before[key] = one[key];
  for (const key of Object.keys(other)) {
    if (Object.hasOwn(one, key)) {
      const [a, b] = differing(one[key], other[key]);
      if (isMap(a) && isMap(b) ? isEmpty(a) && isEmpty(b) : jsonEquals(a, b)) continue;
      before[key] = a;
      after[key] = b;
    } else after[key] = other[key];
  }
  return [before, after];
}

/** A map of which members may be left out; an expression is looked at whole. */
function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    value !== null && typeof value === "object" && !Array.isArray(value) && !("node" in value && "source" in value)
  );
}

function isEmpty(map: Readonly<Record<string, unknown>>): boolean {
  for (const _ in map) return false;
  return true;
}

/** Two fingerprints: what decides the course and the score of a run, and everything. `scenes` are the variants in full. */
export function hashesOf(program: Omit<Program, "hashes">, scenes: readonly Scene[]): Program["hashes"] {
  const [first, ...others] = scenes;
  const base = dynamicsOf(first);
  // Differences between what is left of the scenes: two that differ in words only differ in nothing.
  const variants = others.map((other) => {
    const [before, after] = differing(first, other);
    return diff(dynamicsOf(before), dynamicsOf(after));
  });
  const weights = program.variants.map((v) => v.info.weight);
  const dynamics = JSON.stringify([program.format, base, variants, weights, program.plays]);
  return { dynamics: hashString(dynamics), text: hashString(JSON.stringify(program)) };
}
