/** What one kind of action has to say for itself. */
import type { ActRequest } from "#domain/actions";
import { nearest } from "#lib/nearest";
import type { WorldEvent } from "../contract";
import type { Operation, WorldState } from "../state";

/** Why a request was not accepted. Codes are namespaced (`action.unknown-node`). */
export interface Refusal {
  readonly code: string;
  readonly text: string;
  readonly expected?: string;
  readonly nearest?: string;
}

export interface Kind {
  /** Null when it may start. */
  check(w: WorldState, req: ActRequest): Refusal | null;
  /** Seconds from start to done; the catalogue's or the system's figure when left out. */
  seconds?(w: WorldState, req: ActRequest, usual: number): number;
  /** Every second while running, `done` from 0 to 1; may end the operation early by setting its phase. */
  step?(w: WorldState, op: Operation, done: number): void;
  /** At the end. Returns the reason when it failed after all. */
  finish?(w: WorldState, op: Operation): string | null;
  /** Line shown while it runs and when it is done. */
  note(w: WorldState, req: ActRequest): string;
  readonly interruptible: boolean;
}

export function refusal(code: string, text: string, wanted?: string, from?: Iterable<string>): Refusal {
  const names = from === undefined ? [] : [...from];
  const near = wanted === undefined ? undefined : nearest(wanted, names);
  return {
    code: `action.${code}`,
    text,
    ...(names.length > 0 ? { expected: names.join(", ") } : {}),
    ...(near === undefined ? {} : { nearest: near }),
  };
}

export function nodeOf(w: WorldState, req: ActRequest): number | Refusal {
  const i = req.node === undefined ? undefined : w.compiled.nodeIndex.get(req.node);
  return (
    i ?? refusal("unknown-node", `There is no service "${req.node ?? ""}".`, req.node, w.compiled.nodeIndex.keys())
  );
}

/** Region index, null for all. Where there is but one, nobody has to name it. */
export function regionOf(w: WorldState, req: ActRequest, required: boolean): number | null | Refusal {
  if (req.region === undefined && w.system.regions.length === 1) return required ? 0 : null;
  if (!required && (req.region === undefined || req.region === "all")) return null;
  const i = req.region === undefined ? undefined : w.compiled.regionIndex.get(req.region);
  return (
    i ??
    refusal("unknown-region", `There is no region "${req.region ?? ""}".`, req.region, w.compiled.regionIndex.keys())
  );
}

export function isRefusal(x: unknown): x is Refusal {
  return typeof x === "object" && x !== null && "code" in x;
}

/** Node and region of a request that has been checked; null region = all. */
export function place(w: WorldState, req: ActRequest): { node: number; region: number | null } {
  const region =
    req.region === undefined || req.region === "all" ? null : (w.compiled.regionIndex.get(req.region) ?? null);
  return { node: req.node === undefined ? -1 : (w.compiled.nodeIndex.get(req.node) ?? -1), region };
}

export function checkNode(w: WorldState, req: ActRequest, regionRequired: boolean): Refusal | null {
  const n = nodeOf(w, req);
  if (isRefusal(n)) return n;
  const r = regionOf(w, req, regionRequired);
  if (isRefusal(r)) return r;
  const there = w.cellTable.some((c) => c.node === n && (r === null || c.region === r) && c.info.pods > 0);
  return there ? null : refusal("no-pods", `${w.system.nodes[n]?.label ?? "The service"} has no pods there.`);
}

export function checkAmount(req: ActRequest, low: number, high: number, what: string): Refusal | null {
  const x = req.amount;
  if (x !== undefined && x >= low && x <= high) return null;
  return {
    code: "action.bad-amount",
    text: `${what} must be between ${low} and ${high}.`,
    expected: `${low}–${high}`,
  };
}

export function labelOf(w: WorldState, req: ActRequest): string {
  const name = w.system.nodes.find((n) => n.id === req.node)?.label ?? req.node ?? "";
  const region = req.region === undefined || req.region === "all" ? "" : ` in ${req.region}`;
  return `${name}${region}`;
}

export function emit(
  w: WorldState,
  event: Omit<WorldEvent, "second" | "operation">,
  operation: WorldEvent["operation"] = null,
): void {
  w.log.push({ second: w.second, operation, ...event });
}
