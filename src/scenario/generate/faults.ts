import type { ActRequest } from "#domain/actions";
import type { Cause, CredentialSpec } from "#domain/mechanics";
import type { Call, Effect, Fault, NodeSpec, Operation, Plan, Selector } from "#domain/system";
import { type Cursor, suggest } from "../cursor";
import type { NameKind } from "../names";
import type { ActFile, FaultFile, PlanFile, SystemFile } from "../schema/system";
import { seconds, share, time } from "../units";
import { exactlyOne, type Gen, onlyWith } from "./gen";

export function faults(gen: Gen, system: Cursor<SystemFile>, calls: ReadonlyMap<string, Call>): Fault[] {
  const own = system
    .get("faults")
    .entries()
    .map(([id, c]) => fault(gen, id, c, false, calls));
  const odd = system
    .get("oddities")
    .entries()
    .map(([id, c]) => fault(gen, id, c, true, calls));
  return [...own, ...odd];
}

interface Parts {
  readonly nodes: readonly NodeSpec[];
  readonly operations: readonly Operation[];
  readonly credentials: readonly CredentialSpec[];
}

/** By cause: what it is called, its answer, seconds until it fails, and when a system can have it. */
const CAUSES: readonly (readonly [Cause, string, number, number, (s: Parts) => boolean])[] = [
  ["out-of-memory", "Pod killed for its memory", 502, 0, (s) => s.nodes.some((n) => n.memory !== undefined)],
  ["disk-full", "No space left on device", 500, 0.005, (s) => s.nodes.some((n) => n.disk !== undefined)],
  ["deadlock", "Deadlock detected", 500, 1, (s) => locking(s, (l) => l.actions > 1)],
  ["lock-timeout", "Lock timeout", 500, 0, (s) => s.nodes.some((n) => typeof n.database?.lockTimeout === "number")],
  [
    "statement-timeout",
    "Statement timeout",
    500,
    0,
    (s) => s.nodes.some((n) => typeof n.database?.statementTimeout === "number"),
  ],
  ["throttled", "Too many requests", 429, 0, (s) => s.nodes.some((n) => n.limits !== undefined)],
  ["credential", "Credential refused", 526, 0.03, (s) => s.credentials.length > 0],
];

function locking(s: Parts, wanted: (lock: NonNullable<Operation["locks"]>[number]) => boolean): boolean {
  return s.operations.some((o) => (o.locks ?? []).some(wanted));
}

/** Name of the implicit fault of a cause, as log lines and conditions use it. */
export function causeFault(cause: Cause): string {
  return `cause:${cause}`;
}

/** Names of all implicit faults: lines may name those that cannot happen here, they are never written. */
export const CAUSE_FAULTS: readonly string[] = CAUSES.map(([cause]) => causeFault(cause));

/**
 * How the system itself may fail requests, after all declared faults: their share comes from what the world computes. They are oddities,
 * because the incident does not go away with them.
 */
export function implicitFaults(
  nodes: readonly NodeSpec[],
  operations: readonly Operation[],
  credentials: readonly CredentialSpec[],
): Fault[] {
  const parts = { nodes, operations, credentials };
  return CAUSES.filter(([, , , , possible]) => possible(parts)).map(([cause, label, status, after]) => ({
    id: causeFault(cause),
    label,
    where: {},
    share: { source: "0", node: ["num", 0] },
    from: null,
    until: null,
    every: null,
    effect: { kind: "error", status, after },
    oddity: true,
    cause,
  }));
}

/** A length in quarters of a second: the finest step of a simulation. Whole seconds in the others. */
function quarters(length: string | number): number {
  return Math.round(4 * seconds(length)) / 4;
}

/** What may go wrong with a call is its way: it has no processors, and only time on the network can be stretched. */
function checkOnCall(cursor: Cursor<FaultFile["effect"]>, effect: Effect, call: Call | undefined): void {
  if (effect.kind === "cpu" || effect.kind === "capacity" || effect.kind === "down")
    cursor.error("fault.call", `"${effect.kind}" is about pods, expected hang, error, wait or slow on a call`);
  else if (effect.kind === "slow" && call !== undefined && (call.rtt ?? 0) <= 0)
    cursor.error("fault.call", `"slow" multiplies the "rtt" of a call, and "${call.id}" has none: expected wait`);
}

function fault(
  gen: Gen,
  id: string,
  cursor: Cursor<FaultFile>,
  oddity: boolean,
  calls: ReadonlyMap<string, Call>,
): Fault {
  const f = cursor.value;
  const where = selector(gen, cursor.get("where"));
  const node = where.node ?? where.operation?.split(".")[0] ?? where.call?.split(".")[0];
  const from = f.from === undefined ? null : time(f.from);
  if (f.for !== undefined && f.until !== undefined)
    cursor.get("for").errorAtKey("schema.beside", `"for" means nothing beside "until"`);
  if (f.for !== undefined && from === null)
    cursor.get("for").errorAtKey("schema.missing", `"for" counts from "from", which is missing`);
  const until = f.until !== undefined ? time(f.until) : f.for !== undefined ? (from ?? 0) + quarters(f.for) : null;
  if (from !== null && until !== null && until <= from)
    cursor.get(f.until === undefined ? "for" : "until").error("fault.window", "ends before it begins");
  const what = effect(gen, cursor.get("effect"), node);
  if (where.call !== undefined) checkOnCall(cursor.get("effect"), what, calls.get(where.call));
  return {
    id,
    label: f.label ?? id,
    where,
    share: gen.expressions.optional(cursor.get("share"), { context: "cell", type: "number", node }) ?? {
      source: "1",
      node: ["num", 1],
    },
    from,
    until,
    every: f.every === undefined ? null : seconds(f.every),
    effect: what,
    oddity,
  };
}

function selector(gen: Gen, cursor: Cursor<FaultFile["where"]>): Selector {
  const where: { -readonly [K in keyof Selector]: Selector[K] } = {};
  const w = cursor as Cursor<NonNullable<FaultFile["where"]>>;
  for (const kind of ["node", "operation", "call", "region", "zone", "version", "class"] as const) {
    const name = gen.optionalRef(w.get(kind), kind);
    if (name !== null) where[kind] = name;
  }
  if (w.value?.pods !== undefined) where.pods = w.value.pods;
  return where;
}

const EFFECTS = ["hang", "error", "slow", "wait", "cpu", "capacity", "down"] as const;
const BESIDE: Readonly<Record<(typeof EFFECTS)[number], readonly string[]>> = {
  hang: ["status", "kills", "peer", "leaves"],
  error: ["after", "leaves"],
  slow: [],
  wait: [],
  cpu: [],
  capacity: [],
  down: [],
};

function effect(gen: Gen, cursor: Cursor<FaultFile["effect"]>, node: string | undefined): Effect {
  const e = cursor.value;
  const kind = exactlyOne(cursor, EFFECTS, "an effect");
  if (kind) onlyWith(cursor, kind, BESIDE[kind]);
  switch (kind) {
    case "hang":
      return {
        kind,
        seconds: gen.expressions.compile(cursor.get("hang") as Cursor<string>, {
          context: "cell",
          type: "number",
          node,
        }),
        status: e.status ?? 504,
        kills: e.kills ?? false,
        peer: e.peer ?? "",
        ...(e.leaves === undefined ? {} : { leaves: e.leaves }),
      };
    case "error":
      return {
        kind,
        status: e.error ?? 500,
        after: seconds(e.after ?? 0),
        ...(e.leaves === undefined ? {} : { leaves: e.leaves }),
      };
    case "slow":
      return { kind, factor: e.slow ?? 1 };
    case "wait":
      return { kind, seconds: seconds(e.wait ?? 0) };
    case "cpu":
      return { kind, share: share(e.cpu ?? 0) };
    case "down":
      return { kind, share: share(e.down ?? 1) };
    default:
      return { kind: "capacity", factor: share(e.capacity ?? 1) };
  }
}

const CHANGES = ["flag", "act", "load"] as const;

export function plans(gen: Gen, system: Cursor<SystemFile>): Plan[] {
  return system
    .get("plans")
    .entries()
    .map(([id, c]) => {
      const by = c.value.by ?? "platform";
      if (gen.names.all("person").size > 0 && c.value.by !== undefined)
        gen.ref(c.get("by") as Cursor<string>, "person", ["platform"]);
      return {
        id,
        at: time(c.value.at),
        by,
        label: c.value.label ?? id,
        ...(c.value.announced === undefined ? {} : { announced: time(c.value.announced) }),
        unless: gen.bool(c.get("unless"), "world"),
        change: change(gen, c),
      };
    });
}

function change(gen: Gen, cursor: Cursor<PlanFile>): Plan["change"] {
  const kind = exactlyOne(cursor, CHANGES, "a plan");
  if (cursor.value.share !== undefined && kind !== "flag")
    cursor.get("share").errorAtKey("schema.beside", `"share" needs a "flag"`);
  if (kind === "act") return { kind, act: act(gen, cursor.get("act") as Cursor<ActFile>) };
  if (kind === "load") {
    const load = cursor.get("load") as Cursor<NonNullable<PlanFile["load"]>>;
    return {
      kind,
      class: gen.optionalRef(load.get("class"), "class"),
      region: gen.optionalRef(load.get("region"), "region"),
      factor: load.value.factor,
      seconds: load.value.for === undefined ? null : seconds(load.value.for),
    };
  }
  if (kind && cursor.value.share === undefined)
    cursor.errorAtKey("schema.missing", `"share" is missing, expected a share such as 25%`);
  return {
    kind: "flag",
    flag: gen.optionalRef(cursor.get("flag"), "flag") ?? "",
    share: share(cursor.value.share ?? 0),
  };
}

/** An action as written; its names are resolved, except those that `skip` says are computed later. */
export function act(gen: Gen, cursor: Cursor<ActFile>, skip: (value: unknown) => boolean = () => false): ActRequest {
  const a = cursor.value;
  for (const [field, kind] of [
    ["node", "node"],
    ["version", "version"],
    ["flag", "flag"],
    ["to", "region"],
    ["class", "class"],
  ] as const) {
    if (!skip(a[field])) gen.optionalRef(cursor.get(field), kind);
  }
  if (!skip(a.region)) gen.optionalRef(cursor.get("region"), "region", ["all"]);
  if (a.key !== undefined && !skip(a.key)) key(gen, cursor.get("key") as Cursor<string>, a);
  return Object.fromEntries(Object.entries(a).filter(([, value]) => value !== undefined)) as unknown as ActRequest;
}

/** What the `key` of an action names, where it names something of the scene. */
export const KEY_KINDS: Readonly<Record<string, NameKind>> = {
  setting: "setting",
  "rotate-credential": "credential",
  limit: "limit",
  breaker: "call",
  "pause-plan": "plan",
  "cancel-query": "session",
  "kill-session": "session",
  "add-index": "index",
  "explain-analyze": "operation",
  "config-edit": "config",
  "config-commit": "config",
};

function key(gen: Gen, cursor: Cursor<string>, a: ActFile): void {
  const kind = Object.hasOwn(KEY_KINDS, a.action) ? KEY_KINDS[a.action] : undefined;
  if (kind === undefined) return;
  if (kind !== "config") {
    gen.ref(cursor, kind);
    return;
  }
  const known = a.node === undefined ? gen.names.all("config") : gen.names.partsOf("config", a.node);
  if (!known.has(cursor.value) && !gen.names.excused(cursor.value)) {
    cursor.error(
      "reference.config",
      `unknown configuration key "${cursor.value}"${suggest(cursor.value, known, "configuration key")}`,
    );
  }
}
