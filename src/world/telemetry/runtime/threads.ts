import type { TableRow, ToolResult } from "#domain/telemetry";
import { type Snapshot, sampleThreads, snapshotOf } from "../dump";
import { type Base, column, nothing, section } from "./base";

/** Newest finished thread dump or profile of the node in the region. */
function newest(base: Base): number | null {
  let found: number | null = null;
  for (const op of base.w.operations) {
    const { action, node, region } = op.request;
    const taken = action === "thread-dump" || action === "profile";
    if (op.phase === "done" && taken && node === base.node.id && region === base.region) found = op.id;
  }
  return found;
}

/** Threads of one pod by state and stack: of the dump asked for, of the newest, or live where none was taken. */
export function threads(base: Base, operation: number | null): ToolResult {
  const id = operation ?? newest(base);
  const taken: Snapshot | null =
    id === null ? sampleThreads(base.w, base.node.id, base.region) : snapshotOf(base.w, id);
  if (taken === null) return nothing(base, "No pod was there to look into.");
  const states = new Map<string, number>();
  for (const g of taken.groups) states.set(g.state, (states.get(g.state) ?? 0) + g.threads);
  if (taken.idle > 0) states.set("WAITING for work", taken.idle);
  const all = Math.max(1, taken.workers);
  const stateRows = [...states]
    .sort((a, b) => b[1] - a[1])
    .map(([state, n]): TableRow => ({ id: state, values: [state, n, n / all] }));
  const stackRows = taken.groups.flatMap((g, i): TableRow[] => [
    { id: `g${i}`, values: [g.state, g.threads, g.doing] },
    ...g.frames.map((frame, f): TableRow => ({ id: `g${i} ${f}`, values: [`at ${frame}`, null, null], depth: 1 })),
  ]);
  const busy = taken.groups.reduce((sum, g) => sum + g.threads, 0);
  const most = taken.groups[0];
  return {
    title: `Threads of ${taken.pod}`,
    sections: [
      section(
        "states",
        id === null ? "States now" : `States in dump ${id}`,
        `${busy} of ${taken.workers} worker threads busy.`,
        [column("state", "text"), column("threads", "count"), column("share", "share")],
        stateRows,
      ),
      section(
        "stacks",
        "What busy threads do",
        most === undefined ? "Nothing." : "Equal stacks together, innermost frame first.",
        [column("stack", "code"), column("threads", "count"), column("in", "code")],
        stackRows,
      ),
    ],
    shows: [
      `threads:${base.node.id}`,
      ...taken.shows,
      ...(most !== undefined && most.threads * 2 >= busy && most.threads > 0 ? [`thread-state:${most.doing}`] : []),
    ],
  };
}
