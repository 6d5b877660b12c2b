import type {
  AlertRule,
  Call,
  ConfigKey,
  Flag,
  LogTemplate,
  NodeSpec,
  Probe,
  Setting,
  System,
  Version,
} from "#domain/system";
import { type Cursor, suggest } from "../cursor";
import type { NodeFile, SystemFile } from "../schema/system";
import { seconds, share, time } from "../units";
import type { Gen } from "./gen";
import { label } from "./nodes";

const WEEK = 7 * 86_400;
const OUTCOMES = ["ok", "upstream", "timeout", "rejected", "fault", "duplicate", "any"] as const;
type Outcome = (typeof OUTCOMES)[number];
const PLACEHOLDERS = [
  "trace",
  "pod",
  "region",
  "version",
  "ms",
  "status",
  "order",
  "user",
  "route",
  "ip",
  "config",
  "n",
];

export function configKeys(gen: Gen, node: string, cursor: Cursor<NodeFile>): ConfigKey[] {
  return cursor
    .get("config")
    .entries()
    .map(([key, c]) => {
      if (typeof c.value === "string") return { key, node, base: c.value, overlays: {}, since: null, secret: false };
      const long = c as Cursor<Exclude<typeof c.value, string>>;
      for (const [region, overlay] of long.get("overlays").entries()) gen.refKey(region, overlay, "region");
      return {
        key,
        node,
        base: long.value.base ?? "",
        overlays: { ...long.value.overlays },
        since: versionOf(gen, node, long.get("since")),
        secret: long.value.secret ?? false,
      };
    });
}

/** A version of this very node. */
function versionOf(gen: Gen, node: string, cursor: Cursor<string | undefined>): string | null {
  const { value } = cursor;
  const known = gen.names.partsOf("version", node);
  if (value !== undefined && !known.has(value) && !gen.names.excused(value))
    cursor.error("reference.version", `"${node}" has no version "${value}"${suggest(value, known, "version")}`);
  return value ?? null;
}

type Drives = NonNullable<Setting["drives"]>;

export function settings(
  gen: Gen,
  node: NodeSpec,
  cursor: Cursor<NodeFile>,
  calls: ReadonlyMap<string, Call>,
): Setting[] {
  return cursor
    .get("settings")
    .entries()
    .map(([name, c]) => {
      const s = c.value;
      const drives = s.drives === undefined ? null : driven(gen, node, c.get("drives") as Cursor<string>, calls);
      const now = drives ? drivenValue(drives, node, calls) : undefined;
      if (!drives && (s.unit === undefined || s.initial === undefined)) {
        c.errorAtKey("schema.missing", `a setting that drives nothing needs "unit" and "initial"`);
      }
      const seconds_ = drives && "call" in drives && drives.field === "timeout";
      return {
        id: `${node.id}.${name}`,
        node: node.id,
        label: s.label ?? label(name),
        unit: s.unit ?? (seconds_ ? "s" : "count"),
        initial: s.initial === undefined ? (now ?? 0) : quantity(s.initial),
        drives,
      };
    });
}

/** What users' own programs do: the retries of every class that makes any can be turned, as `class.retries`. */
export function clientSettings(classes: System["classes"], operations: System["operations"]): Setting[] {
  return classes
    .filter((c) => c.client.retries > 0)
    .map((c) => ({
      id: `${c.id}.retries`,
      node: operations.find((o) => o.id === c.entry)?.node ?? "",
      label: `${label(c.id)}: attempts after the first`,
      unit: "count",
      initial: c.client.retries,
      drives: { class: c.id, field: "retries" },
    }));
}

function quantity(value: string | number): number {
  return typeof value === "string" && value.endsWith("%") ? share(value) : seconds(value);
}

function driven(gen: Gen, node: NodeSpec, cursor: Cursor<string>, calls: ReadonlyMap<string, Call>): Drives {
  if (cursor.value === "workers") return { node: node.id, field: "workers" };
  if (cursor.value === "queue") return { node: node.id, field: "queueLimit" };
  const [name, field] = cursor.value.split(".") as [string, "timeout" | "retries" | "pool"];
  const call = `${node.id}.${name}`;
  if (!calls.has(call) && !gen.names.excused(call)) {
    const own = [...calls.keys()]
      .filter((id) => id.startsWith(`${node.id}.`))
      .map((id) => id.slice(node.id.length + 1));
    cursor.error("reference.call", `"${node.id}" makes no call "${name}"${suggest(name, own, "call")}`);
  }
  return { call, field };
}

function drivenValue(drives: Drives, node: NodeSpec, calls: ReadonlyMap<string, Call>): number | undefined {
  if ("node" in drives) return node[drives.field];
  if ("class" in drives) return undefined;
  return calls.get(drives.call)?.[drives.field] ?? undefined;
}

/** Log lines and probes stand under their node, or at the top with a `node`. */
export function logs(gen: Gen, system: Cursor<SystemFile>): LogTemplate[] {
  const nested = system
    .get("nodes")
    .entries()
    .flatMap(([node, n]) =>
      n
        .get("logs")
        .entries()
        .map(([id, c]) => logLine(gen, id, node, c)),
    );
  const top = system
    .get("logs")
    .entries()
    .map(([id, c]) => logLine(gen, id, gen.ref(c.get("node"), "node"), c));
  return [...nested, ...top];
}

type LogFile = NonNullable<NodeFile["logs"]>[string];

function logLine(gen: Gen, id: string, node: string, cursor: Cursor<LogFile>): LogTemplate {
  const l = cursor.value;
  placeholders(gen, node, cursor.get("text"));
  return {
    id,
    node,
    level: l.level ?? "INFO",
    logger: l.logger ?? node,
    text: l.text,
    on: logTrigger(gen, node, cursor.get("on")),
    per: l.per ?? 1,
  };
}

function logTrigger(gen: Gen, node: string, cursor: Cursor<string | undefined>): LogTemplate["on"] {
  const written = cursor.value ?? "any";
  const colon = written.indexOf(":");
  const head = colon < 0 ? written : written.slice(0, colon);
  const fault = colon < 0 ? undefined : written.slice(colon + 1);
  const dot = head.lastIndexOf(".");
  const outcome = dot < 0 ? head : head.slice(dot + 1);
  const operation = dot < 0 ? null : `${node}.${head.slice(0, dot)}`;
  if (!(OUTCOMES as readonly string[]).includes(outcome)) {
    cursor.error("schema.choice", `unknown outcome "${outcome}"${suggest(outcome, OUTCOMES, "outcome")}`);
  }
  if (operation !== null && !gen.names.has("operation", operation)) {
    const own = [...gen.names.all("operation")]
      .filter((o) => o.startsWith(`${node}.`))
      .map((o) => o.slice(node.length + 1));
    cursor.error(
      "reference.operation",
      `"${node}" has no operation "${head.slice(0, dot)}"${suggest(head.slice(0, dot), own, "operation")}`,
    );
  }
  if (fault !== undefined && !gen.names.has("fault", fault)) {
    cursor.error("reference.fault", `unknown fault "${fault}"${suggest(fault, gen.names.all("fault"), "fault")}`);
  } else if (fault !== undefined && outcome !== "fault" && (OUTCOMES as readonly string[]).includes(outcome)) {
    cursor.error("schema.choice", `only the outcome "fault" takes a name behind it, as in fault:${fault}`);
  }
  return { operation, outcome: outcome as Outcome, fault: fault ?? null };
}

function placeholders(gen: Gen, node: string, cursor: Cursor<string>): void {
  for (const match of cursor.value.matchAll(/\{([A-Za-z]+)(?::([^{}]*))?\}/g)) {
    const [, name, detail] = match as unknown as [string, string, string | undefined];
    const index = match.index + 1;
    if (!PLACEHOLDERS.includes(name)) {
      cursor.error(
        "log.placeholder",
        `unknown placeholder {${name}}${suggest(name, PLACEHOLDERS, "placeholder")}`,
        index,
      );
    } else if (name === "config" && !hasKey(gen, node, detail ?? "")) {
      cursor.error(
        "reference.config",
        `"${node}" has no configuration key "${detail ?? ""}"${suggest(detail ?? "", gen.names.partsOf("config", node), "key")}`,
        index,
      );
    } else if (name === "n" && !/^\d+-\d+$/.test(detail ?? "")) {
      cursor.error("log.placeholder", "expected a range, as in {n:1-999}", index);
    }
  }
}

export function probes(gen: Gen, system: Cursor<SystemFile>): Probe[] {
  const nested = system
    .get("nodes")
    .entries()
    .flatMap(([node, n]) =>
      n
        .get("probes")
        .entries()
        .map(([id, c]) => probe(gen, id, node, c)),
    );
  const top = system
    .get("probes")
    .entries()
    .map(([id, c]) => probe(gen, id, gen.ref(c.get("node"), "node"), c));
  return [...nested, ...top];
}

function probe(gen: Gen, id: string, node: string, cursor: Cursor<NonNullable<NodeFile["probes"]>[string]>): Probe {
  const cases = cursor.get("cases").items();
  const output = cases.map((c) => ({
    when: gen.expressions.optional(c.get("when"), { context: "cell", type: "bool", node }),
    output: c.value.output,
  }));
  cases.forEach((c, i) => {
    const last = i === cases.length - 1;
    if (last && c.value.when !== undefined)
      c.error("schema.cases", `the last case must hold always, expected no "when"`);
    if (!last && c.value.when === undefined)
      c.error("schema.cases", `the cases after this one are never reached, expected a "when"`);
  });
  if (cases.length === 0) cursor.errorAtKey("schema.cases", "expected at least one case");
  return { id, node, label: cursor.value.label ?? id, seconds: seconds(cursor.value.takes ?? 5), cases: output };
}

export function flags(gen: Gen, system: Cursor<SystemFile>): Flag[] {
  return system
    .get("flags")
    .entries()
    .map(([id, c]) => ({
      id,
      label: c.value.label ?? label(id),
      owner: c.value.owner ?? "",
      node: gen.ref(c.get("node"), "node"),
      initial: share(c.value.initial ?? 0),
      note: c.value.note ?? "",
    }));
}

export function versions(gen: Gen, system: Cursor<SystemFile>): Version[] {
  return system
    .get("versions")
    .entries()
    .map(([id, c]) => {
      const node = gen.ref(c.get("node"), "node");
      if (gen.names.all("person").size > 0 && c.value.by !== undefined)
        gen.ref(c.get("by") as Cursor<string>, "person", ["platform"]);
      if (c.value.previous === id) c.get("previous").error("reference.version", "a version cannot come after itself");
      return {
        id,
        node,
        at: time(c.value.at ?? -WEEK),
        by: c.value.by ?? "platform",
        title: c.value.title ?? "",
        notes: c.value.notes ?? "",
        diff: c.value.diff ?? "",
        previous: versionOf(gen, node, c.get("previous")),
        migration: c.value.migration ?? false,
        pipeline: (c.value.pipeline ?? []).map((line) => ({ at: time(line.at), text: line.text })),
      };
    });
}

export function alerts(gen: Gen, system: Cursor<SystemFile>): AlertRule[] {
  return system
    .get("alerts")
    .entries()
    .map(([id, c]) => ({
      id,
      title: c.value.title ?? label(id),
      node: gen.ref(c.get("node"), "node"),
      expr: gen.expressions.compile(c.get("when"), { context: "alert", type: "bool" }),
      hold: seconds(c.value.hold ?? 0),
      severity: c.value.severity ?? "page",
      summary: c.value.summary ?? "",
    }));
}

function hasKey(gen: Gen, node: string, key: string): boolean {
  return gen.names.partsOf("config", node).has(key) || gen.names.excused(key);
}
