import type { TableRow, ToolResult } from "#domain/telemetry";
import { rowsBehind } from "../../mechanics/replication";
import type { Base } from "./flows";

/** Share of all connections from which on a caller counts as one who uses them up. */
const MANY = 0.25;

function poolOf(base: Base, call: string, size: number): number {
  const turned = base.w.system.settings.find(
    (s) => s.drives !== null && "call" in s.drives && s.drives.call === call && s.drives.field === "pool",
  );
  return turned === undefined ? size : base.w.setting(turned.id);
}

/** Connections by calling service and region against what the server takes. */
export function connections(base: Base): ToolResult {
  const { w, node } = base;
  const own = new Set(w.system.operations.filter((o) => o.node === node.id).map((o) => o.id));
  const held = new Map<string, { readonly caller: string; readonly region: string; pods: number; each: number }>();
  w.system.regions.forEach((region, r) => {
    for (const caller of w.system.nodes) {
      let pods = 0;
      for (const c of w.cells) if (w.system.nodes[c.node] === caller && c.region === r) pods += c.ready;
      const named = new Set<string>();
      let each = 0;
      for (const o of w.system.operations) {
        if (o.node !== caller.id) continue;
        for (const c of o.calls) {
          const pool = c.poolName ?? c.id;
          if (!own.has(c.to) || c.pool === null || named.has(pool)) continue;
          named.add(pool);
          each += poolOf(base, c.id, c.pool);
        }
      }
      if (pods > 0 && each > 0)
        held.set(`${caller.id} ${region.id}`, { caller: caller.id, region: region.id, pods, each });
    }
  });
  let instances = 0;
  for (const c of w.cells) if (w.system.nodes[c.node] === node && c.role === "primary") instances += c.ready;
  const most = node.maxConnections === null ? null : node.maxConnections * Math.max(1, instances);
  const list = [...held.values()].sort((a, b) => b.pods * b.each - a.pods * a.each);
  const total = list.reduce((sum, x) => sum + x.pods * x.each, 0);
  const full = most !== null && total >= most;
  const rows = list.map((x): TableRow => {
    const n = x.pods * x.each;
    const share = most === null ? null : n / most;
    return {
      id: `${x.caller} ${x.region}`,
      values: [x.caller, x.region, x.pods, x.each, n, share],
      ...(full ? { tone: "warn" as const } : {}),
    };
  });
  const of = most === null ? "no limit is known" : `of ${most}`;
  return {
    title: node.label,
    sections: [
      {
        id: "connections",
        title: "Connections",
        note: `${Math.round(total)} wanted ${of}${full ? ": no more are accepted" : ""}.`,
        columns: [
          { id: "caller", title: "caller", unit: "text" },
          { id: "region", title: "region", unit: "text" },
          { id: "pods", title: "pods", unit: "count" },
          { id: "pool", title: "pool of a pod", unit: "count" },
          { id: "connections", title: "connections", unit: "count" },
          { id: "share", title: "of all", unit: "share" },
        ],
        rows,
      },
    ],
    shows: [
      ...new Set(
        list
          .filter((x, i) => i === 0 || (most !== null && x.pods * x.each >= MANY * most))
          .map((x) => `connections:${x.caller}`),
      ),
    ],
  };
}

/** Replicas and how far behind they are. */
export function replicas(base: Base): ToolResult {
  const { w, node } = base;
  const last = w.recorder.until - 1;
  const rows: TableRow[] = [];
  const shows: string[] = [];
  const behind = rowsBehind(w.slow, node.id);
  for (const c of w.cells) {
    if (w.system.nodes[c.node] !== node || c.pods <= 0) continue;
    const region = w.system.regions[c.region]?.id ?? "";
    const replica = c.role === "replica";
    const lag = replica && last >= w.recorder.from ? w.recorder.cell("lag", c.id, last) : 0;
    const late = lag >= node.replicaLag + 1;
    if (late) shows.push(`lag:${region}`);
    rows.push({
      id: `${c.role} ${region} ${c.zone ?? ""}`,
      values: [c.role, region, c.zone ?? "", c.state, replica ? lag : null, replica ? Math.round(behind) : null],
      ...(late ? { tone: "bad" as const } : {}),
    });
  }
  return {
    title: node.label,
    sections: [
      {
        id: "replication",
        title: "pg_stat_replication",
        note: rows.some((r) => r.values[0] === "replica") ? "" : "It has no replicas.",
        columns: [
          { id: "role", title: "role", unit: "text" },
          { id: "region", title: "region", unit: "text" },
          { id: "zone", title: "zone", unit: "text" },
          { id: "state", title: "state", unit: "text" },
          { id: "lag", title: "replay_lag", unit: "s" },
          { id: "rows", title: "rows behind", unit: "count" },
        ],
        rows,
      },
    ],
    shows: [...new Set(shows)],
  };
}
