import type { Play, PlayCommand, PlayStep } from "#domain/drill";
import { DATABASE_VIEWS, type PanelId, RUNTIME_VIEWS } from "#domain/telemetry";
import type { Text } from "#domain/text";
import type { Cursor } from "../cursor";
import { suggest } from "../cursor";
import type { CommandFile, LookFile, PlayFile } from "../schema/play";
import type { ActFile } from "../schema/system";
import { seconds } from "../units";
import { act } from "./faults";
import { exactlyOne, type Gen, onlyWith } from "./gen";
import { label } from "./nodes";

/** One player. `fallbackId` is the file's name; `page` the drill's page. */
export function play(gen: Gen, cursor: Cursor<PlayFile>, fallbackId: string, page: string): Play {
  const p = cursor.value;
  const id = p.id ?? fallbackId;
  if (p.band[0] > p.band[1])
    cursor.get("band").error("play.band", `expected the lower score first, found [${p.band[0]}, ${p.band[1]}]`);
  checkPins(cursor);
  return {
    id,
    label: p.label ?? label(id),
    band: [p.band[0], p.band[1]],
    steps: cursor
      .get("steps")
      .items()
      .map((s) => step(gen, s, page)),
  };
}

function commandsOf(cursor: Cursor<PlayFile["steps"][number]>): Cursor<CommandFile>[] {
  return Array.isArray(cursor.value.do)
    ? (cursor.get("do") as Cursor<CommandFile[]>).items()
    : [cursor.get("do") as Cursor<CommandFile>];
}

/** Evidence is pinned to hypotheses that the player has made somewhere in the play. */
function checkPins(cursor: Cursor<PlayFile>): void {
  const commands = cursor.get("steps").items().flatMap(commandsOf);
  const made = commands.flatMap((each) => each.value.hypothesis?.id ?? []);
  for (const each of commands) {
    const to = each.value.pin?.hypothesis;
    if (typeof to !== "string" || made.includes(to)) continue;
    const place = (each.get("pin") as Inner<"pin">).get("hypothesis");
    place.error("reference.hypothesis", `unknown hypothesis "${to}"${suggest(to, made, "hypothesis")}`);
  }
}

function step(gen: Gen, cursor: Cursor<PlayFile["steps"][number]>, page: string): PlayStep {
  const s = cursor.value;
  const standing = s.standing ?? false;
  for (const key of ["times", "every"] as const) {
    if (!standing && s[key] !== undefined)
      cursor.get(key).errorAtKey("schema.beside", `"${key}" needs "standing: true"`);
  }
  if (standing && s.timeout !== undefined)
    cursor.get("timeout").errorAtKey("schema.beside", "a standing order waits for ever, expected no timeout");
  return {
    when: gen.bool(cursor.get("when"), "play"),
    timeout: seconds(s.timeout ?? 600),
    only: gen.bool(cursor.get("only"), "play"),
    takes: seconds(s.takes ?? 5),
    do: commandsOf(cursor).map((c) => command(gen, c, page)),
    standing,
    times: s.times ?? 1,
    every: seconds(s.every ?? 0),
  };
}

const KINDS = [
  "ack",
  "severity",
  "look",
  "act",
  "interrupt",
  "say",
  "answer",
  "hypothesis",
  "pin",
  "unpin",
  "note",
  "task",
  "followup",
  "resolve",
  "hint",
  "silence",
  "end",
] as const;

function command(gen: Gen, cursor: Cursor<CommandFile>, page: string): PlayCommand {
  const kind = exactlyOne(cursor, KINDS, "a command");
  return kind ? { kind, args: argsOf(gen, cursor, kind, page) } : { kind: "note", args: { text: "" } };
}

/** A cursor on the value of the chosen kind, which is there. */
type Inner<K extends keyof CommandFile> = Cursor<NonNullable<CommandFile[K]>>;

function argsOf(
  gen: Gen,
  cursor: Cursor<CommandFile>,
  kind: (typeof KINDS)[number],
  page: string,
): Readonly<Record<string, unknown>> {
  const inner = <K extends keyof CommandFile>(key: K): Inner<K> => cursor.get(key) as Inner<K>;
  const say = (text: Cursor<string | undefined>): string | Text => filled(gen, text) ?? "";
  switch (kind) {
    case "ack":
      return { page: inner("ack").value.page ?? page };
    case "severity":
      return { level: inner("severity").value };
    case "look":
      return look(gen, inner("look"));
    case "act":
      return actArgs(gen, inner("act"));
    case "silence": {
      const c = inner("silence");
      return { rule: gen.ref(c.get("rule"), "alert"), minutes: c.value.minutes };
    }
    case "interrupt":
      return { operation: inner("interrupt").value };
    case "say": {
      const c = inner("say");
      const to = gen.optionalRef(c.get("person"), "person");
      return { audience: c.value.to, text: say(c.get("text")), ...(to === null ? {} : { to }) };
    }
    case "answer": {
      const c = inner("answer");
      const request = gen.ref(c.get("request"), "request");
      const options = gen.names.partsOf("option", request);
      const { option } = c.value;
      if (options.size > 0 && !options.has(option) && !gen.names.excused(option)) {
        c.get("option").error(
          "reference.option",
          `"${request}" has no option "${option}"${suggest(option, options, "option")}`,
        );
      }
      return c.value.text === undefined ? { request, option } : { request, option, text: say(c.get("text")) };
    }
    case "hypothesis": {
      const c = inner("hypothesis");
      return {
        id: c.value.id,
        mechanism: c.value.mechanism,
        node: gen.ref(c.get("node"), "node"),
        region: gen.optionalRef(c.get("region"), "region"),
        text: say(c.get("text")),
        state: c.value.state ?? "open",
      };
    }
    case "pin": {
      const c = inner("pin");
      return {
        fact: gen.ref(c.get("fact"), "fact"),
        hypothesis: c.value.hypothesis ?? null,
        bearing: c.value.bearing ?? "supports",
      };
    }
    case "unpin":
      return { fact: gen.ref(inner("unpin") as Cursor<string>, "fact") };
    case "note":
      return { text: say(inner("note") as Cursor<string>) };
    case "task": {
      const c = inner("task");
      return { person: gen.ref(c.get("person"), "person"), text: say(c.get("text")), minutes: c.value.minutes ?? null };
    }
    case "followup": {
      const c = inner("followup");
      const { measure, days } = c.value;
      return {
        measure,
        node: gen.ref(c.get("node"), "node"),
        owner: gen.ref(c.get("owner"), "person"),
        days,
        text: say(c.get("text")),
      };
    }
    case "resolve":
      return { text: say(inner("resolve") as Cursor<string>) };
    case "hint":
      return { step: inner("hint").value };
    case "end":
      return {};
  }
}

/** Whether a string is computed when the command is given. */
function isComputed(value: unknown): boolean {
  return typeof value === "string" && value.includes("{{");
}

/** The string, or the compiled text when it is computed. */
function filled(gen: Gen, cursor: Cursor<string | undefined>): string | Text | undefined {
  return isComputed(cursor.value) ? gen.expressions.text(cursor as Cursor<string>, "play") : cursor.value;
}

function actArgs(gen: Gen, cursor: Cursor<ActFile>): Readonly<Record<string, unknown>> {
  const args: Record<string, unknown> = { ...act(gen, cursor, isComputed) };
  for (const [field, value] of Object.entries(args)) {
    if (isComputed(value)) args[field] = filled(gen, cursor.get(field as keyof ActFile & string) as Cursor<string>);
  }
  return args;
}

const WINDOW = 1800;
const FIELDS: Readonly<Record<PanelId, readonly string[]>> = {
  board: ["node", "split", "region", "window", "compare"],
  logs: ["query", "window"],
  traces: ["node", "route", "region", "only", "window"],
  trace: ["id"],
  deploys: [],
  deploy: ["version"],
  config: ["node"],
  map: [],
  probe: ["probe", "region", "quarantined"],
  dump: ["operation"],
  explore: ["query", "window", "step"],
  database: ["node", "view", "key"],
  runtime: ["node", "region", "view", "operation"],
  terminal: ["line"],
  alerts: [],
  runbook: ["page"],
};

/** A look with every field of its panel. `trace.id` and `dump.operation` may be words that the player resolves when it looks. */
function look(gen: Gen, cursor: Cursor<LookFile>): Readonly<Record<string, unknown>> {
  const l = cursor.value;
  const { panel } = l;
  onlyWith(cursor, "panel", FIELDS[panel]);
  const window = seconds(l.window ?? WINDOW);
  const region = (): string | null => gen.optionalRef(cursor.get("region"), "region");
  const needed = (key: keyof LookFile & string): void => {
    if (l[key] === undefined || l[key] === null)
      cursor.error("schema.missing", `"${key}" is missing in a look at "${panel}"`);
  };
  switch (panel) {
    case "board":
      return {
        panel,
        node: gen.optionalRef(cursor.get("node"), "node", ["all"]) ?? "all",
        split: l.split ?? null,
        region: region(),
        window,
        compare: l.compare ?? false,
      };
    case "logs":
      return { panel, query: l.query ?? "", window };
    case "traces":
      return {
        panel,
        node: gen.optionalRef(cursor.get("node"), "node"),
        route: gen.optionalRef(cursor.get("route"), "label"),
        region: region(),
        only: l.only ?? "any",
        window,
      };
    case "trace":
      needed("id");
      traceId(gen, cursor.get("id"));
      return { panel, id: l.id ?? "" };
    case "deploy":
      needed("version");
      return { panel, version: gen.optionalRef(cursor.get("version"), "version") ?? "" };
    case "config":
      needed("node");
      return { panel, node: gen.optionalRef(cursor.get("node"), "node") ?? "" };
    case "probe":
      needed("probe");
      needed("region");
      return {
        panel,
        probe: gen.optionalRef(cursor.get("probe"), "probe") ?? "",
        region: region() ?? "",
        quarantined: l.quarantined ?? false,
      };
    case "dump":
      return { panel, operation: l.operation ?? "last" };
    case "explore":
      needed("query");
      return { panel, query: l.query ?? "", window, step: seconds(l.step ?? STEP) };
    case "database":
      needed("node");
      needed("view");
      viewOf(cursor, DATABASE_VIEWS);
      return {
        panel,
        node: gen.optionalRef(cursor.get("node"), "node") ?? "",
        view: l.view,
        key: gen.optionalRef(cursor.get("key"), "operation"),
      };
    case "runtime":
      needed("node");
      needed("region");
      needed("view");
      viewOf(cursor, RUNTIME_VIEWS);
      return {
        panel,
        node: gen.optionalRef(cursor.get("node"), "node") ?? "",
        region: region() ?? "",
        view: l.view,
        operation: l.operation ?? null,
      };
    case "terminal":
      needed("line");
      return { panel, line: l.line ?? "" };
    case "runbook":
      needed("page");
      return { panel, page: gen.optionalRef(cursor.get("page"), "runbook") ?? "" };
    default:
      return { panel };
  }
}

/** Seconds between two values of a query, where the play does not say. */
const STEP = 15;

function viewOf(cursor: Cursor<LookFile>, views: readonly string[]): void {
  const { view, panel } = cursor.value;
  if (view === undefined || views.includes(view)) return;
  cursor.error("play.view", `"${panel}" has no view "${view}", expected ${views.join(", ")}`);
}

const TRACES = ["any", "error", "slow"];

function traceId(gen: Gen, cursor: Cursor<string | undefined>): void {
  const id = cursor.value;
  if (id === undefined || TRACES.includes(id) || id.includes("{{")) return;
  const template = id.startsWith("log:") ? id.slice(4) : undefined;
  if (template === undefined)
    cursor.error("play.trace", `unknown trace "${id}", expected any, error, slow or log:<log line>`);
  else if (!gen.names.has("template", template)) {
    cursor.error(
      "reference.template",
      `unknown log line "${template}"${suggest(template, gen.names.all("template"), "log line")}`,
      4,
    );
  }
}
