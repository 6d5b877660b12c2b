import type { TableRow, ToolResult } from "#domain/telemetry";
import { layoutOf } from "../layout";
import { type Base, cellsOf, column, section } from "./base";

/** Share of busy workers from which on there are none to spare. */
const FULL = 0.95;
const UNLIMITED = 1e8;
/** Seconds over which operations are compared. */
const WINDOW = 30;

/** Workers by version and zone: how many there are, how many hold a request, what waits; and which operations hold them. */
export function workers(base: Base): ToolResult {
  const { w, node, at } = base;
  const { recorder } = w;
  const cells = cellsOf(base);
  const groups = cells.map((cell): TableRow => {
    const info = w.cells[cell.id];
    const ready = info?.ready ?? 0;
    const room = w.setting(`${node.id}.workers`) || node.workers;
    const busy = recorder.cell("busy", cell.id, at);
    const all = room >= UNLIMITED ? null : room * ready;
    const full = all !== null && all > 0 && busy >= FULL * all;
    return {
      id: `${cell.version} ${cell.zone} ${cell.id}`,
      values: [
        cell.version,
        cell.zone,
        ready,
        room >= UNLIMITED ? null : room,
        busy,
        all === null || all <= 0 ? null : busy / all,
        recorder.cell("queued", cell.id, at),
      ],
      ...(full ? { tone: "bad" as const } : {}),
    };
  });
  const held = new Map<string, { rate: number; inside: number; failed: number }>();
  const from = Math.max(recorder.from, at + 1 - WINDOW);
  const seconds = Math.max(1, at + 1 - from);
  for (const lane of layoutOf(w).byNode.get(node.id) ?? []) {
    if (lane.region !== base.region) continue;
    const own = held.get(lane.operation.id) ?? { rate: 0, inside: 0, failed: 0 };
    for (let s = from; s <= at; s++) {
      const ok = recorder.lane("ok", lane.id, s);
      let bad = 0;
      for (const c of ["upstream", "timeout", "fault"] as const) bad += recorder.lane(c, lane.id, s);
      own.rate += recorder.lane("arrivals", lane.id, s) / seconds;
      own.inside += (ok * recorder.lane("okMean", lane.id, s) + bad * recorder.lane("badMean", lane.id, s)) / seconds;
      own.failed += bad / seconds;
    }
    held.set(lane.operation.id, own);
  }
  const total = [...held.values()].reduce((sum, x) => sum + x.inside, 0);
  const operations = [...held]
    .sort((a, b) => b[1].inside - a[1].inside)
    .map(
      ([id, x]): TableRow => ({
        id,
        values: [id, x.rate, x.failed, x.inside, total > 0 ? x.inside / total : null],
      }),
    );
  const waiting = cells.reduce((sum, c) => sum + recorder.cell("queued", c.id, at), 0);
  return {
    title: node.label,
    sections: [
      section(
        "workers",
        "Workers",
        waiting >= 1 ? `${Math.round(waiting)} requests wait for a worker.` : "Nobody waits for a worker.",
        [
          column("version", "text"),
          column("zone", "text"),
          column("pods", "count", "ready pods"),
          column("each", "count", "of a pod"),
          column("busy", "count"),
          column("share", "share", "busy of all"),
          column("waiting", "count"),
        ],
        groups,
      ),
      section(
        "operations",
        "What holds them",
        `Over the last ${seconds} s, by flow and time.`,
        [
          column("operation", "code"),
          column("rate", "per s"),
          column("failed", "per s"),
          column("held", "count", "workers held"),
          column("share", "share"),
        ],
        operations,
      ),
    ],
    shows: [`workers:${node.id}`],
  };
}
