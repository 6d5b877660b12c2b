import type { Program, Scene } from "#domain/drill";
import { hashString } from "#lib/hash";
import { diff } from "#lib/merge";

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

/** Two fingerprints: what decides the course and the score of a run, and everything. `scenes` are the variants in full. */
export function hashesOf(program: Omit<Program, "hashes">, scenes: readonly Scene[]): Program["hashes"] {
  const [base, ...others] = scenes.map((scene) => dynamicsOf(scene));
  // Differences between what is left of the scenes: two that differ in words only differ in nothing.
  const variants = others.map((other) => diff(base, other));
  const weights = program.variants.map((v) => v.info.weight);
  const dynamics = JSON.stringify([program.format, base, variants, weights, program.plays]);
  return { dynamics: hashString(dynamics), text: hashString(JSON.stringify(program)) };
}
