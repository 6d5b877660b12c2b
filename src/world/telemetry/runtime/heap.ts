import type { HeapClass, MemorySpec } from "#domain/mechanics";
import type { TableRow, ToolResult } from "#domain/telemetry";
import type { WorldReading } from "../../contract";
import { cellOf } from "../layout";
import { type Base, column, nothing, type Section, section } from "./base";

const MIB = 1024 * 1024;
/** Classes whose retaining paths are shown and that count as seen. */
const TOP = 3;
/** Share of the heap from which on what one class keeps alive is called a suspect. */
const SUSPECT = 0.3;

interface ClassRow {
  readonly spec: HeapClass;
  readonly bytes: number;
  readonly instances: number;
  readonly shallow: number;
}

/** A captured heap: what each class keeps alive, most first. */
interface Heap {
  readonly total: number;
  readonly limit: number;
  readonly version: string;
  readonly classes: readonly ClassRow[];
}

/** The parts of a heap by what they come from, MiB. */
function partsOf(memory: MemorySpec, heap: number, inside: number): Readonly<Record<HeapClass["of"], number>> {
  const base = Math.min(heap, memory.base);
  const requests = Math.min(heap - base, memory.perRequest * inside);
  return { base, requests, retained: Math.max(0, heap - base - requests) };
}

/** What a finished heap dump holds; null when there is none, or nothing is known about the node's memory. */
function heapOf(w: WorldReading, operation: number): Heap | null {
  const capture = w.capture?.(operation) ?? null;
  if (capture === null) return null;
  const cell = cellOf(w, capture.cell);
  const { memory } = cell.node;
  if (memory === undefined) return null;
  const heap = capture.heap ?? memory.base + memory.perRequest * capture.busy;
  const parts = partsOf(memory, heap, capture.busy);
  const classes = memory.classes
    .map((spec): ClassRow => {
      const bytes = parts[spec.of] * spec.share * MIB;
      const instances = Math.round(bytes / Math.max(1, spec.retained));
      return { spec, bytes, instances, shallow: instances * spec.shallow };
    })
    .filter((c) => c.instances > 0)
    .sort((a, b) => b.bytes - a.bytes);
  return { total: heap * MIB, limit: memory.limit * MIB, version: cell.version, classes };
}

/** The class that keeps a large share of the heap alive although no request needs it. */
function suspectOf(heap: Heap): ClassRow | null {
  const first = heap.classes.find((c) => c.spec.of === "retained") ?? null;
  return first !== null && first.bytes >= SUSPECT * heap.total ? first : null;
}

function suspectLine(heap: Heap): string {
  const suspect = suspectOf(heap);
  if (suspect === null) return "No single class keeps an unusual share of the heap alive.";
  const share = Math.round((100 * suspect.bytes) / heap.total);
  const root = suspect.spec.path[0];
  const held = root === undefined ? "" : `, reachable from ${root}`;
  return `Leak suspect: ${suspect.instances} instances of ${suspect.spec.name} keep ${share} % of the heap alive${held}.`;
}

/** The newest finished heap dump of a node in a region. */
function newest(base: Base): number | null {
  let found: number | null = null;
  for (const op of base.w.operations) {
    const { request } = op;
    const here = request.node === base.node.id && request.region === base.region;
    if (op.phase === "done" && request.action === "heap-dump" && here) found = op.id;
  }
  return found;
}

/** Histogram, retaining paths and suspect of a heap dump: the one asked for, or the newest of the node in the region. */
export function heap(base: Base, operation: number | null): ToolResult {
  const id = operation ?? newest(base);
  if (id === null) return nothing(base, `No heap dump of ${base.node.label} in ${base.region} has been taken.`);
  const found = heapOf(base.w, id);
  if (found === null) return nothing(base, "The dump holds no heap that could be read.");
  const rows = found.classes.map(
    (c): TableRow => ({
      id: c.spec.name,
      values: [c.spec.name, c.instances, c.shallow, c.bytes, c.bytes / found.total],
      ...(c === suspectOf(found) ? { tone: "bad" as const } : {}),
    }),
  );
  const paths = found.classes.slice(0, TOP).map((c): Section => {
    const steps = [...c.spec.path, c.spec.name].map(
      (name, depth): TableRow => ({
        id: `${c.spec.name} ${depth}`,
        values: [name, depth === c.spec.path.length ? c.bytes : null],
        depth,
      }),
    );
    const columns = [column("object", "code"), column("retained", "bytes")];
    return section(`path ${c.spec.name}`, `What keeps ${c.spec.name} alive`, "From the root inwards.", columns, steps);
  });
  const mib = (bytes: number): string => `${Math.round(bytes / MIB)} MiB`;
  return {
    title: `Heap of one ${base.node.label} pod`,
    sections: [
      section(
        "classes",
        "Classes",
        `${mib(found.total)} of ${mib(found.limit)}, ${found.version}. ${suspectLine(found)}`,
        [
          column("class", "code"),
          column("instances", "count"),
          column("shallow", "bytes"),
          column("retained", "bytes"),
          column("share", "share", "of the heap"),
        ],
        rows,
      ),
      ...paths,
    ],
    shows: found.classes.slice(0, TOP).map((c) => `heap:${base.node.id}:${c.spec.name}`),
  };
}

/** A heap dump as text: the histogram a tool prints, and its suspect. */
export function heapText(
  w: WorldReading,
  operation: number,
): { readonly output: string; readonly shows: readonly string[] } {
  const found = heapOf(w, operation);
  if (found === null) return { output: "The dump holds no heap that could be read.", shows: [] };
  const node = w.operations.find((op) => op.id === operation)?.request.node ?? "";
  const width = Math.max(...found.classes.map((c) => c.spec.name.length), 10);
  const line = (name: string, ...numbers: readonly (string | number)[]): string =>
    [name.padEnd(width), ...numbers.map((n) => String(n).padStart(12))].join(" ");
  const lines = [
    line("class", "instances", "shallow", "retained"),
    ...found.classes.map((c) => line(c.spec.name, c.instances, c.shallow, Math.round(c.bytes))),
    "",
    suspectLine(found),
  ];
  return { output: lines.join("\n"), shows: found.classes.slice(0, TOP).map((c) => `heap:${node}:${c.spec.name}`) };
}
