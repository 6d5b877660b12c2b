import type { Program, Scene } from "#domain/drill";
import { hashJson } from "#lib/hash";
import { applyPatch } from "#lib/merge";

/** Words of a program that only a reader notices: changing them changes no second of any run and no point of a score. */
const TEXT_KEYS: ReadonlySet<string> = new Set([
  "briefing",
  "debrief",
  "body",
  "label",
  "summary",
  "team",
  "why",
  "reason",
  "missed",
  "source",
  "title",
  "reply",
  "note",
  "noun",
]);

/** Runs depend on these; searches and facts read log lines, diffs, probes and runbook pages, so those count too. */
function dynamicsOf(value: unknown, key = ""): unknown {
  if (Array.isArray(value)) return value.map((item) => dynamicsOf(item));
  if (value === null || typeof value !== "object") return value;
  const out: Record<string, unknown> = {};
  for (const [k, v] of Object.entries(value)) {
    const isText = TEXT_KEYS.has(k) || (k === "text" && key !== "logs" && key !== "pipeline");
    // An expression is what it computes, not how it is written.
    const isSource = k === "source" && "node" in value;
    if (!isText && !isSource) out[k] = Array.isArray(v) ? v.map((item) => dynamicsOf(item, k)) : dynamicsOf(v, k);
  }
  return out;
}

/** Two fingerprints: what decides the course and the score of a run, and everything. */
export function hashesOf(program: Omit<Program, "hashes">): Program["hashes"] {
  const scenes = program.variants.map((v) => applyPatch(program.base, v.patch) as Scene);
  const weights = program.variants.map((v) => v.info.weight);
  const dynamics = hashJson({ format: program.format, scenes: dynamicsOf(scenes), weights, plays: program.plays });
  return { dynamics, text: hashJson({ ...program, hashes: null }) };
}
