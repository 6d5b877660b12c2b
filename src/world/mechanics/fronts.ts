/** Something else that breaks while a drill runs, because somebody wants it to: a node is slow, fails, or is gone, for a while. */

import type { Fault, LogTemplate, NodeSpec, System } from "#domain/system";
import type { FrontSymptom } from "#domain/team";
import { nearest } from "#lib/nearest";
import type { Refusal } from "../operations/kind";
import type { WorldState } from "../state";
import { type Mechanic, memoryOf } from "./mechanic";

/** A node by its index; regions in which it has been put right; the second in which it ends by itself. */
interface Front {
  readonly node: number;
  readonly symptom: FrontSymptom;
  readonly amount: number;
  readonly until: number;
  readonly mended: readonly number[];
}
interface FrontMemory {
  list: readonly Front[];
  /** Events of the world read so far. */
  read: number;
}

/** What is asked for: `amount` as in `InjectEffect`, `seconds` how long it lasts. */
export interface FrontRequest {
  readonly node: string;
  readonly symptom: FrontSymptom;
  readonly amount: number;
  readonly seconds: number;
}

const MOST = 8;
const NAME = "fronts";
/** Seconds until a broken request has failed. */
const FAILS_AFTER = 0.02;
/** Actions that replace what runs: after them the node works again where it was done. */
const MENDING: ReadonlySet<string> = new Set(["restart", "rollback", "deploy", "hotfix"]);

const BROKEN: Fault = {
  id: "cause:broken",
  label: "Internal error",
  where: {},
  share: { source: "0", node: ["num", 0] },
  from: null,
  until: null,
  every: null,
  effect: { kind: "error", status: 500, after: FAILS_AFTER },
  oddity: true,
  cause: "broken",
};

const line = ({ id }: NodeSpec): LogTemplate => ({
  id: `${id}.internal-error`,
  node: id,
  level: "ERROR",
  logger: id,
  text: "{route} answered {status}: internal error after {ms} ms",
  on: { operation: null, outcome: "fault", fault: BROKEN.id },
  per: 1,
});

/** A system in which something else can break: like the other one bit for bit while nothing does. */
export function withFronts(system: System): System {
  const ours = system.nodes.filter((node) => node.kind !== "thirdparty");
  return { ...system, faults: [...system.faults, BROKEN], logs: [...system.logs, ...ours.map(line)] };
}

const memoryIn = (w: WorldState): FrontMemory | undefined => w.slow[NAME] as FrontMemory | undefined;

/** Why so many of these cannot begin now; null when they can. Without a front only their number is judged. */
export function checkFront(w: WorldState, front: Omit<FrontRequest, "seconds"> | null, count: number): Refusal | null {
  const open = memoryIn(w)?.list.length ?? 0;
  if (!w.compiled.causes.has("broken")) return { code: "front.none", text: "Nothing else can break in this run." };
  if (open + count > MOST) {
    return { code: "front.too-many", text: `At most ${MOST} things are broken at a time.`, expected: `${MOST - open}` };
  }
  if (front === null) return null;
  const nodes = w.system.nodes.map(({ id }) => id);
  if (!nodes.includes(front.node)) {
    const near = nearest(front.node, nodes);
    const refusal = { code: "node.unknown", text: `There is no node "${front.node}".`, expected: nodes.join(", ") };
    return near === undefined ? refusal : { ...refusal, nearest: near };
  }
  const [least, most] = front.symptom === "slow" ? [1.5, 50] : front.symptom === "errors" ? [0.01, 1] : [0, Infinity];
  if (front.amount >= least && front.amount <= most) return null;
  const what = front.symptom === "slow" ? "The factor of the service time" : "The share of failing calls";
  return { code: "front.amount", text: `${what} goes from ${least} to ${most}.`, expected: `${least} to ${most}` };
}

/** Begins at once; `checkFront` must have found nothing. */
export function beginFront(w: WorldState, front: FrontRequest): void {
  const memory = memoryOf<FrontMemory>(w, NAME, () => ({ list: [], read: w.log.length }));
  const node = w.compiled.nodeIndex.get(front.node) as number;
  const { symptom, amount, seconds } = front;
  memory.list = [...memory.list, { node, symptom, amount, until: w.second + seconds, mended: [] }];
  w.stale = true;
}

/** Regions in which an action has replaced what runs at a node, from the events since the last second. */
function mend(w: WorldState, memory: FrontMemory): void {
  for (; memory.read < w.log.length; memory.read++) {
    const { operation, phase } = w.log[memory.read] as WorldState["log"][number];
    if (operation === null || phase !== "done" || !MENDING.has(operation.request.action)) continue;
    const { node, region } = operation.request;
    const regions = w.system.regions.flatMap(({ id }, i) =>
      region === undefined || region === "all" || region === id ? [i] : [],
    );
    memory.list = memory.list.map((front) =>
      w.system.nodes[front.node]?.id === node
        ? { ...front, mended: [...new Set([...front.mended, ...regions])] }
        : front,
    );
    w.stale = true;
  }
}

const at = (w: WorldState, node: number, region: number): readonly Front[] =>
  memoryIn(w)?.list.filter((front) => front.node === node && !front.mended.includes(region)) ?? [];

export const fronts: Mechanic = {
  name: NAME,
  used: (w) => w.compiled.causes.has("broken"),
  step(w) {
    const memory = memoryIn(w);
    if (memory === undefined) return;
    mend(w, memory);
    const left = memory.list.filter(({ until, mended }) => w.second < until && mended.length < w.system.regions.length);
    if (left.length === memory.list.length) return;
    w.stale = true;
    memory.list = left;
    if (left.length === 0) delete w.slow[NAME];
  },
  cell(w, cell, adjust) {
    if (memoryIn(w) === undefined) return;
    if (at(w, cell.node, cell.region).some(({ symptom }) => symptom === "down")) adjust.capacity = 0;
  },
  lane(w, cell, _lane, adjust) {
    if (memoryIn(w) === undefined) return;
    for (const { symptom, amount } of at(w, cell.node, cell.region)) {
      if (symptom === "errors") adjust.fail("broken", amount, FAILS_AFTER);
      if (symptom !== "slow") continue;
      adjust.work *= amount;
      adjust.rest *= amount;
    }
  },
};
