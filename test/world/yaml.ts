import { compileSystem, formatDiagnostic } from "#scenario/index";
import { createWorld, tick, type World } from "#world/index";

/** A world from a system file, as an author writes it; `seconds` after T+0 (history simulated before). */
export function worldOf(text: string, seconds: number): World {
  const compiled = compileSystem([{ path: "system.yaml", text }]);
  if (!compiled.ok) throw new Error(compiled.error.map(formatDiagnostic).join("\n"));
  const w = createWorld(compiled.value.system, 1);
  while (w.second < seconds) tick(w);
  return w;
}

/** Mean per second of a flow at an operation over the seconds from `from` to `until`, all its lanes. */
export function flow(
  w: World,
  operation: string,
  column: "arrivals" | "ok" | "timeout" | "rejected" | "fault" | "upstream",
  from: number,
  until: number,
): number {
  const op = w.system.operations.findIndex((o) => o.id === operation);
  let sum = 0;
  for (const lane of w.lanes)
    if (lane.operation === op) for (let t = from; t < until; t++) sum += w.recorder.lane(column, lane.id, t);
  return sum / (until - from);
}

/** Mean response time (seconds, by completion) of the good answers of an operation. */
export function response(w: World, operation: string, from: number, until: number): number {
  const op = w.system.operations.findIndex((o) => o.id === operation);
  let time = 0;
  let n = 0;
  for (const lane of w.lanes) {
    if (lane.operation !== op) continue;
    for (let t = from; t < until; t++) {
      const ok = w.recorder.lane("ok", lane.id, t);
      n += ok;
      time += ok * w.recorder.lane("okMean", lane.id, t);
    }
  }
  return n > 0 ? time / n : Number.NaN;
}

/** Requests waiting at a node (for a worker or a processor) at the end of a second. */
export function queued(w: World, node: string, second: number): number {
  const n = w.system.nodes.findIndex((x) => x.id === node);
  return w.cells.reduce(
    (sum, c) => (c.node === n ? sum + w.recorder.cell("queued", c.id, second) + backlogOf(w, c.id, second) : sum),
    0,
  );
}

/** Requests inside beyond those being served by a processor. */
function backlogOf(w: World, cell: number, second: number): number {
  return w.recorder.cell("busy", cell, second);
}
