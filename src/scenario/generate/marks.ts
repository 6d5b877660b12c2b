import type { MarkSpec } from "#domain/drill";
import { JOURNAL_FIELDS, JOURNAL_WORDS, type JournalKind } from "#domain/journal";
import { PANEL_IDS } from "#domain/telemetry";
import { type Cursor, suggest } from "../cursor";
import type { NameKind } from "../names";
import type { MarkFile } from "../schema/drill";
import { KEY_KINDS } from "./faults";
import type { Gen } from "./gen";

/** A mark: the journal entry or the moment that earns it, and what it is worth then. */
export function markSpec(gen: Gen, id: string, cursor: Cursor<MarkFile>): MarkSpec {
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
  const [event] = Object.keys(m.on ?? {}) as JournalKind[];
  const entry = event && [...JOURNAL_FIELDS[event], "by", "second"];
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

type Scalar = string | number | boolean;
type Fields = Readonly<Record<string, Scalar | readonly (string | number)[]>>;

/** Fields that name things, whatever the kind of entry. */
const NAMED: Readonly<Record<string, NameKind>> = {
  action: "action",
  audience: "audience",
  class: "class",
  condition: "condition",
  fact: "fact",
  features: "feature",
  flag: "flag",
  from: "person",
  measure: "measure",
  mechanism: "mechanism",
  node: "node",
  person: "person",
  plan: "plan",
  probe: "probe",
  region: "region",
  request: "request",
  rule: "alert",
  to: "region",
  version: "version",
};

/** Who may cause an entry beside roles and people: see `JournalEntry`. */
const AUTHORS = ["player", "platform", "story"];

function on(gen: Gen, cursor: Cursor<MarkFile["on"]>): MarkSpec["on"] {
  const kinds = cursor.entries();
  const first = kinds[0];
  if (!first) return null;
  if (kinds.length > 1)
    cursor.errorAtKey("schema.one-of", `"on" names one kind of journal entry, found ${kinds.length}`);
  const event = first[0] as JournalKind;
  const fields = first[1] as Cursor<Fields>;
  const match: Record<string, string | number | readonly (string | number)[]> = {};
  for (const [field, value] of fields.entries()) {
    const each = Array.isArray(value.value) ? (value as Cursor<readonly (string | number)[]>).items() : [value];
    if (field === "by" || JOURNAL_FIELDS[event].includes(field)) {
      for (const item of each)
        if (typeof item.value === "string") fieldValue(gen, event, field, fields.value, item as Cursor<string>);
    } else {
      const known = [...JOURNAL_FIELDS[event], "by"];
      value.errorAtKey(
        "mark.field",
        `entries of kind "${event}" have no field "${field}"${suggest(field, known, "field")}`,
      );
    }
    match[field] = typeof value.value === "boolean" ? String(value.value) : (value.value as string | number);
  }
  return { event, match };
}

/** A value that no entry can have would never be noticed: such a mark is simply not earned. */
function fieldValue(gen: Gen, event: JournalKind, field: string, fields: Fields, item: Cursor<string>): void {
  const names = gen.names.wide;
  const words = JOURNAL_WORDS[event]?.[field];
  const oneOf = (valid: Iterable<string>, kind = field): void => {
    const known = [...valid];
    if (!known.includes(item.value) && !gen.names.excused(item.value))
      item.error(`reference.${field}`, `unknown ${kind} "${item.value}"${suggest(item.value, known, kind)}`);
  };
  if (words) oneOf(words);
  else if (field === "by") oneOf([...AUTHORS, ...names.all("person")], "author");
  else if (field === "panel") oneOf([...PANEL_IDS, "told"]);
  else if (field === "option") option(gen, fields, item);
  else if (field === "key") key(gen, fields, item);
  else if (event === "alert" && field === "alert") gen.ref(item, "alert", [], names);
  else if (event === "look" && field === "page") gen.ref(item, "runbook", [], names);
  else if (event === "state") state(gen, field, fields, item);
  // What cannot be done is written down under the name of the action.
  else if (event === "plan" && field === "plan" && fields.phase === "refused") gen.ref(item, "action", [], names);
  else {
    const kind = Object.hasOwn(NAMED, field) ? NAMED[field] : undefined;
    // Where nothing of the kind is known to the compiler, as with features, anything may be named; an empty name is "none".
    if (kind === undefined || item.value === "" || names.all(kind).size === 0) return;
    gen.ref(item, kind, field === "region" ? ["all"] : [], names);
  }
}

/** The key of the actions that are waited for; free where one of them takes something that is not named in the scene. */
function key(gen: Gen, { action }: Fields, item: Cursor<string>): void {
  const actions = Array.isArray(action) ? action : [action];
  const kinds = actions.map((each) => (Object.hasOwn(KEY_KINDS, String(each)) ? KEY_KINDS[String(each)] : undefined));
  const keyed = kinds.flatMap((kind) => kind ?? []);
  if (keyed.length === 0 || keyed.length < kinds.length) return;
  const valid = new Set(keyed.flatMap((kind) => [...gen.names.wide.all(kind)]));
  if (!valid.has(item.value) && !gen.names.excused(item.value))
    item.error("reference.key", `unknown key "${item.value}"${suggest(item.value, valid, "key")}`);
}

/** A machine, or the state it comes to; where the machine is not named, that of any. */
function state(gen: Gen, field: string, { machine }: Fields, item: Cursor<string>): void {
  const paths = [...gen.names.wide.all("machine-state")];
  const machines = new Set(paths.map((path) => path.split(".")[0] as string));
  const report = (what: string, valid: Iterable<string>): void =>
    item.error(`reference.${field}`, `unknown ${what} "${item.value}"${suggest(item.value, valid, what)}`);
  if (field === "machine" && !machines.has(item.value)) report("machine", machines);
  if (field !== "state") return;
  const states = paths
    .filter((path) => typeof machine !== "string" || path.startsWith(`${machine}.`))
    .map((path) => path.slice(path.indexOf(".") + 1));
  // Parallel ones are joined by commas.
  if (!item.value.split(",").every((part) => states.includes(part))) report("state", states);
}

function option(gen: Gen, { request }: Fields, item: Cursor<string>): void {
  const known = typeof request === "string" ? gen.names.wide.partsOf("option", request) : undefined;
  if (!known || known.size === 0) return;
  const options = [...known, "silence"];
  if (!options.includes(item.value) && !gen.names.excused(item.value))
    item.error(
      "reference.option",
      `"${String(request)}" has no option "${item.value}"${suggest(item.value, options, "option")}`,
    );
}
