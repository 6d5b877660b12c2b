import type { ActRequest, OperationStatus } from "#domain/actions";
import type { HypothesisView } from "#domain/view";
import type { WorldReading } from "#world/contract";
import type { DrillState } from "./state";

/** The node an action is about: named, or the owner of the flag it turns. */
export function nodeOf(state: DrillState, request: ActRequest): string {
  if (request.node !== undefined) return request.node;
  return state.scene.system.flags.find((flag) => flag.id === request.flag)?.node ?? "";
}

/** Whether an operation is of a kind, at a node and in a region (`""` = any; an action on all regions counts for each). */
function matches(state: DrillState, request: ActRequest, action: string, node: string, region: string): boolean {
  return (
    (action === "" || request.action === action) &&
    (node === "" || nodeOf(state, request) === node) &&
    (region === "" || request.region === region || request.region === "all")
  );
}

/** How many operations of a kind at a node in a region satisfy a test. */
export function countOperations(
  state: DrillState,
  action: string,
  node: string,
  region: string,
  test: (operation: OperationStatus) => boolean,
): number {
  let count = 0;
  // Conditions ask every second, and mostly nothing has been done yet.
  for (const { status } of state.world.ops)
    if (matches(state, status.request, action, node, region) && test(status)) count++;
  return count;
}

/** User requests of the counted classes that failed in the last `seconds`. */
export function failedWithin(state: DrillState, seconds: number): number {
  const { failed } = state.impact;
  const from = Math.max(0, state.now - Math.max(0, Math.floor(seconds)));
  return (failed[state.now] ?? 0) - (failed[from] ?? 0);
}

/** Failed share of the counted classes in the last `seconds`, 0–1; 0 without traffic. */
export function failedShare(state: DrillState, seconds: number): number {
  const { answered } = state.impact;
  const from = Math.max(0, state.now - seconds);
  const good = (answered[state.now] ?? 0) - (answered[from] ?? 0);
  const bad = failedWithin(state, seconds);
  return good + bad > 0 ? bad / (good + bad) : 0;
}

/** Version that most ready serving pods of a node run in a region; `""` where there are none. Ties go to the older cell. */
export function servingVersion(world: WorldReading, node: string, region: string): string {
  const nodeIndex = world.system.nodes.findIndex((n) => n.id === node);
  const regionIndex = world.system.regions.findIndex((r) => r.id === region);
  const pods = new Map<string, number>();
  for (const cell of world.cells) {
    if (cell.node !== nodeIndex || (region !== "" && cell.region !== regionIndex) || cell.state !== "serving") continue;
    pods.set(cell.version, (pods.get(cell.version) ?? 0) + cell.ready);
  }
  let best = "";
  let most = 0;
  for (const [version, count] of pods) {
    if (count <= most) continue;
    best = version;
    most = count;
  }
  return best;
}

/** Chosen option, `silence`, or `""` while it is open or was never put. */
export function answerOf(state: DrillState, request: string): string {
  const record = state.story.requests[state.code.requests.get(request) ?? -1];
  if (record?.state === "expired") return "silence";
  return record?.answer ?? "";
}

/** Whether a hypothesis names a true cause. A truth without regions does not ask for one. */
export function isTrue(state: DrillState, hypothesis: HypothesisView): boolean {
  return state.scene.score.diagnosis.truth.some(
    (truth) =>
      truth.mechanism === hypothesis.mechanism &&
      truth.nodes.includes(hypothesis.node) &&
      (truth.regions.length === 0 || (hypothesis.region !== null && truth.regions.includes(hypothesis.region))),
  );
}

/** Whether the favoured hypothesis, or the only one left, names a true cause. */
export function causeIsNamed(state: DrillState): boolean {
  const alive = state.story.hypotheses.filter((h) => h.state !== "rejected");
  const chosen = alive.find((h) => h.state === "favoured") ?? (alive.length === 1 ? alive[0] : undefined);
  return chosen !== undefined && isTrue(state, chosen);
}

/** Whether the story is in `machine.state.substate`. */
export function isInState(state: DrillState, path: string): boolean {
  const [machine = "", ...rest] = path.split(".");
  let value: unknown = state.story.machines[state.code.machines.findIndex((m) => m.id === machine)];
  for (let i = 0; i < rest.length; i++) {
    const name = rest[i] as string;
    if (typeof value === "string") return value === name && i === rest.length - 1;
    if (value === null || typeof value !== "object" || !Object.hasOwn(value, name)) return false;
    value = (value as Record<string, unknown>)[name];
  }
  return true;
}
