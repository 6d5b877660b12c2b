import type { Audience, Measure, Mechanism } from "#domain/commands";
import { DIMENSIONS, type MarkSpec, type ScoreSpec } from "#domain/drill";
import type { JournalKind } from "#domain/journal";
import type { Cursor } from "../cursor";
import type { DrillFile, MarkFile, ScoreFile } from "../schema/drill";
import { seconds } from "../units";
import type { Gen } from "./gen";

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

function markSpec(gen: Gen, id: string, cursor: Cursor<MarkFile>): MarkSpec {
  const m = cursor.value;
  if ((m.on === undefined) === (m.when === undefined)) {
    cursor.errorAtKey(
      "schema.one-of",
      `mark "${id}" needs exactly one of on, when, found ${m.on === undefined ? "none" : "both"}`,
    );
  }
  if (m.points > 0 && m.missed === undefined)
    cursor.errorAtKey(
      "schema.missing",
      `"missed" is missing, expected a text: what is said when "${id}" was never earned`,
    );
  const entry = m.on !== undefined;
  const evidence = cursor.get("evidence").present();
  const known = evidence ? gen.refs(evidence.get("facts"), "fact") : [];
  const atLeast = evidence?.value["at-least"] ?? known.length;
  if (evidence && atLeast > known.length)
    evidence.get("at-least").error("score.evidence", `expected at most ${known.length}, there are no more facts`);
  return {
    id,
    dimension: m.dimension,
    points: m.points,
    label: m.label,
    on: on(gen, cursor.get("on")),
    when: gen.bool(cursor.get("when"), "story"),
    condition: gen.bool(cursor.get("if"), "story", entry),
    worth: gen.number(cursor.get("worth"), "story", entry),
    evidence: evidence ? { facts: known, atLeast } : null,
    reason: gen.text(cursor.get("reason"), entry),
    missed: gen.optionalText(cursor.get("missed")) ?? [],
    source: m.source,
  };
}

/** Fields of journal entries that name things. */
const FIELDS: Readonly<Record<string, Parameters<Gen["ref"]>[1]>> = {
  action: "action",
  audience: "audience",
  fact: "fact",
  flag: "flag",
  features: "feature",
  feature: "feature",
  measure: "measure",
  mechanism: "mechanism",
  node: "node",
  plan: "plan",
  probe: "probe",
  region: "region",
  request: "request",
  runbook: "runbook",
  version: "version",
};

function on(gen: Gen, cursor: Cursor<MarkFile["on"]>): MarkSpec["on"] {
  const kinds = cursor.entries();
  const first = kinds[0];
  if (!first) return null;
  if (kinds.length > 1)
    cursor.errorAtKey("schema.one-of", `"on" names one kind of journal entry, found ${kinds.length}`);
  const [event, fields] = first;
  const match: Record<string, string | number | readonly (string | number)[]> = {};
  for (const [field, value] of fields.entries()) {
    const kind = Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined;
    const each: Cursor<unknown>[] = Array.isArray(value.value)
      ? (value as Cursor<(string | number)[]>).items()
      : [value];
    for (const item of each) {
      const checkable =
        kind !== undefined && typeof item.value === "string" && item.value !== "" && gen.names.all(kind).size > 0;
      if (checkable) gen.ref(item as Cursor<string>, kind, field === "region" ? ["all"] : [], gen.names.wide);
    }
    if (field === "option") option(gen, fields.value, each);
    match[field] = typeof value.value === "boolean" ? String(value.value) : value.value;
  }
  return { event: event as JournalKind, match };
}

function option(gen: Gen, fields: Readonly<Record<string, unknown>>, each: readonly Cursor<unknown>[]): void {
  const request = fields.request;
  const known = typeof request === "string" ? gen.names.wide.partsOf("option", request) : undefined;
  if (!known || known.size === 0) return;
  const options = [...known, "silence"];
  for (const item of each) {
    if (!options.includes(String(item.value)) && !gen.names.excused(String(item.value)))
      item.error(
        "reference.option",
        `"${request}" has no option "${String(item.value)}", expected one of ${options.join(", ")}`,
      );
  }
}
