/** Settings that every system has without declaring them: timeouts, retries and pools of calls, workers of nodes. */
import type { NodeSpec, Operation, Setting } from "#domain/system";
import type { NodeFile } from "../schema/system";
import { label, UNLIMITED } from "./nodes";

const FIELDS = ["timeout", "retries", "pool"] as const;
type Field = (typeof FIELDS)[number];
const WORDS: Readonly<Record<Field, string>> = { timeout: "timeout", retries: "retries", pool: "connections" };
/** Kinds whose pods have a bounded number of workers unless the file says otherwise. */
const BOUNDED = new Set<NodeSpec["kind"]>(["service", "gateway", "database"]);

function boundedByFile(n: NodeFile): boolean {
  if (n.workers !== undefined) return n.workers !== "unlimited";
  return n.servers === undefined ? BOUNDED.has(n.kind ?? "service") : typeof n.queue === "number";
}

/** Names of a node's settings, those it declares and those it has anyway. */
export function settingNames(node: string, n: NodeFile): string[] {
  const names = Object.keys(n.settings ?? {}).map((name) => `${node}.${name}`);
  if (boundedByFile(n)) names.push(`${node}.workers`);
  for (const operation of Object.values(n.operations ?? {})) {
    for (const [name, call] of Object.entries(operation.calls ?? {})) {
      const long = typeof call === "object" ? call : undefined;
      const consumes = long?.consume !== undefined;
      if (!consumes) names.push(`${node}.${name}-timeout`, `${node}.${name}-retries`);
      if (consumes || long?.pool !== undefined || long?.breaker === "envoy") names.push(`${node}.${name}-pool`);
    }
  }
  return [...new Set(names)];
}

/** What a setting drives, in one word; "" when only expressions read it. */
function drivenBy({ drives }: Setting): string {
  if (drives === null) return "";
  const of = "call" in drives ? drives.call : "node" in drives ? drives.node : drives.class;
  return `${of}|${drives.field}`;
}

/** The settings that are not declared: ids and driven fields of `declared` are left alone. */
export function knobs(
  nodes: readonly NodeSpec[],
  operations: readonly Operation[],
  declared: readonly Setting[],
): Setting[] {
  const ids = new Set(declared.map((s) => s.id));
  const driven = new Set(declared.map(drivenBy));
  const out: Setting[] = [];
  const add = (setting: Setting, what: string): void => {
    if (ids.has(setting.id) || driven.has(what)) return;
    ids.add(setting.id);
    out.push(setting);
  };
  for (const node of nodes) {
    if (node.workers < UNLIMITED)
      add(
        {
          id: `${node.id}.workers`,
          node: node.id,
          label: "Workers of a pod",
          unit: "count",
          initial: node.workers,
          drives: { node: node.id, field: "workers" },
        },
        `${node.id}|workers`,
      );
    for (const operation of operations) {
      if (operation.node !== node.id) continue;
      for (const call of operation.calls) {
        for (const field of FIELDS) {
          if (field === "pool" ? call.pool === null : call.consume !== undefined) continue;
          add(
            {
              id: `${call.id}-${field}`,
              node: node.id,
              label: `${label(call.id.slice(node.id.length + 1))}: ${WORDS[field]}`,
              unit: field === "timeout" ? "s" : "count",
              initial: call[field] ?? 0,
              drives: { call: call.id, field },
            },
            `${call.id}|${field}`,
          );
        }
      }
    }
  }
  return out;
}
