import type { Audience, Measure, Mechanism } from "#domain/commands";
import { DIMENSIONS, type ScoreSpec } from "#domain/drill";
import type { Cursor } from "../cursor";
import type { DrillFile, ScoreFile } from "../schema/drill";
import { seconds } from "../units";
import type { Gen } from "./gen";
import { markSpec } from "./marks";

export function score(gen: Gen, drill: Cursor<DrillFile>, limit: number): ScoreSpec {
  const cursor = drill.get("score");
  const s = cursor.value;
  const marks = cursor
    .get("marks")
    .entries()
    .map(([id, mark]) => markSpec(gen, id, mark));
  const weights = Object.fromEntries(
    DIMENSIONS.flatMap((d) => (s.weights[d] === undefined ? [] : [[d, s.weights[d]]])),
  );
  if (Object.values(weights).every((w) => w === 0))
    cursor.get("weights").errorAtKey("score.weights", "expected at least one weight above 0");
  for (const [id, mark] of cursor.get("marks").entries()) {
    if (!weights[mark.value.dimension])
      mark
        .get("dimension")
        .warn("score.weights", `mark "${id}" counts for "${mark.value.dimension}", which has no weight`);
  }
  return {
    weights,
    horizon: Math.round(seconds(s.horizon ?? limit)),
    harm: {
      failed: s.harm?.failed ?? 1,
      delayed: s.harm?.delayed ?? 0.2,
      lost: s.harm?.lost ?? 2,
      doubled: s.harm?.doubled ?? 4,
    },
    minimumSpread: s["minimum-spread"] ?? 2,
    marks,
    diagnosis: diagnosis(gen, cursor.get("diagnosis"), (drill.value.form ?? "live") === "live"),
    cadence: cursor
      .get("cadence")
      .entries()
      .map(([audience, c]) => ({
        audience: audience as Audience,
        first: seconds(c.value.first),
        every: seconds(c.value.every),
        points: c.value.points,
        source: c.value.source,
      })),
    followups: cursor
      .get("followups")
      .entries()
      .map(([measure, f]) => ({
        measure: measure as Measure,
        points: f.value.points,
        reason: gen.text(f.get("reason")),
        source: f.value.source,
        ...(f.value.grounds === undefined ? {} : { grounds: gen.refs(f.get("grounds"), "fact") }),
      })),
    caps: cursor
      .get("caps")
      .items()
      .map((cap) => ({
        when: gen.expressions.compile(cap.get("when"), { context: "story", type: "bool" }),
        total: cap.value.total,
        reason: gen.text(cap.get("reason")),
      })),
  };
}

function diagnosis(gen: Gen, cursor: Cursor<ScoreFile["diagnosis"]>, isLive: boolean): ScoreSpec["diagnosis"] {
  const d = cursor.value;
  if (d.truth.length === 0) cursor.get("truth").errorAtKey("score.truth", "expected at least one true cause");
  return {
    truth: cursor
      .get("truth")
      .items()
      .map((t) => ({
        mechanism: t.value.mechanism as Mechanism,
        nodes: gen.refs(t.get("nodes"), "node"),
        regions: gen.refs(t.get("regions"), "region"),
      })),
    triggers: triggers(gen, cursor, isLive),
    sufficient: cursor
      .get("sufficient")
      .items()
      .map((set) => gen.refs(set, "fact")),
    points: { cause: d.points?.cause ?? 50, evidence: d.points?.evidence ?? 50 },
    reason: gen.text(cursor.get("reason")),
    missed: gen.optionalText(cursor.get("missed")) ?? [],
    source: d.source,
  };
}

/** What it began with. A drill that is played live is told in a postmortem, so it has to say. */
function triggers(
  gen: Gen,
  cursor: Cursor<ScoreFile["diagnosis"]>,
  isLive: boolean,
): ScoreSpec["diagnosis"]["triggers"] {
  const given = cursor.get("triggers").items();
  if (isLive && given.length === 0)
    cursor.errorAtKey(
      "schema.missing",
      '"triggers" is missing, expected what it began with: a list of { kind, nodes, text }, at least one in a live drill',
    );
  return given.map((each) => ({
    kind: each.value.kind,
    nodes: gen.refs(each.get("nodes"), "node"),
    text: each.value.text,
  }));
}
