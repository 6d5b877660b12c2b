import type { Scene } from "#domain/drill";
import type { CelNode } from "#lib/cel";
import type { Cursor } from "../cursor";
import type { DrillFile, StateFile } from "../schema/drill";
import type { SystemFile } from "../schema/system";
import { seconds } from "../units";

/**
 * How large what is simulated may be. Real drills stay below a fifth of everything here; what is far above would compile and then
 * stand still, because work and memory of a simulated second grow with it.
 */
export const SIZES = {
  /** Simulated seconds: before T+0, and of the drill. */
  history: 6 * 3600,
  limit: 12 * 3600,
  /** Least seconds between two scrapes. */
  scrape: 1,
  regions: 12,
  nodes: 100,
  operations: 400,
  calls: 800,
  classes: 40,
  /** Pods of a node in one place, and of all. */
  pods: 500,
  allPods: 4000,
  /** Operations × classes × places: the most rows that a second of the simulation has. */
  lanes: 6000,
  /** Calls × classes × regions × attempts: the most entries of what waits for its next attempt. */
  waiting: 40_000,
  retries: 100,
  attempts: 100,
  /** Requests per second of a class in one region. */
  rate: 10_000_000,
  keys: 10_000_000,
  /** Entries of any other map or list of the system. */
  entries: 500,
  faults: 100,
  conditions: 200,
  triggers: 400,
  states: 500,
  depth: 12,
  effects: 100,
  facts: 300,
  marks: 300,
  gauges: 50,
  people: 200,
  variants: 16,
  plays: 100,
  /** Parts of all expressions that are asked while the story goes on. */
  watched: 20_000,
} as const;

/** Whether a system is small enough to be simulated; says what is not. */
export function checkSystemSize(system: Cursor<SystemFile>): boolean {
  const sizes = new Sizes();
  const s = system.value;
  sizes.atMost(system.get("history"), seconds(s.history ?? 0), SIZES.history, "seconds of history");
  const scrape = seconds(s.telemetry?.scrape ?? SIZES.scrape);
  if (scrape < SIZES.scrape) {
    const message = `is ${scrape} s, expected at least ${SIZES.scrape} s between two scrapes`;
    sizes.refuse(system.get("telemetry").get("scrape"), "size.scrape", message);
  }
  sizes.few(system.get("regions"), SIZES.regions, "regions");
  sizes.few(system.get("nodes"), SIZES.nodes, "nodes");
  sizes.few(system.get("classes"), SIZES.classes, "classes");
  sizes.few(system.get("faults"), SIZES.faults, "faults");
  for (const key of ["oddities", "plans", "alerts", "flags", "versions", "credentials", "logs", "probes"] as const) {
    sizes.few(system.get(key) as Cursor<object | undefined>, SIZES.entries, key);
  }
  for (const [, each] of system.get("classes").entries()) {
    const rates = typeof each.value.rate === "object" ? Object.values(each.value.rate) : [each.value.rate ?? 0];
    sizes.atMost(each.get("rate"), Math.max(0, ...rates), SIZES.rate, "requests per second");
    sizes.atMost(each.get("client").get("retries"), each.value.client?.retries ?? 0, SIZES.retries, "retries");
  }
  nodeSizes(system, sizes);
  return sizes.fit;
}

function nodeSizes(system: Cursor<SystemFile>, sizes: Sizes): void {
  const classes = Math.max(1, Object.keys(system.value.classes ?? {}).length);
  const regions = Math.max(1, Object.keys(system.value.regions ?? {}).length);
  const sums = { operations: 0, calls: 0, pods: 0, lanes: 0, attempts: 1 };
  for (const [, node] of system.get("nodes").entries()) {
    const n = node.value;
    const placed = [...(n.placements ?? []).map(({ pods }) => pods), ...counts(n.pods), ...counts(n.replicas)];
    for (const pods of placed) sizes.atMost(node, pods, SIZES.pods, "pods of a node in one place");
    for (const key of ["memory", "config", "settings", "logs", "probes", "limits"] as const) {
      sizes.few(node.get(key) as Cursor<object | undefined>, SIZES.entries, key);
    }
    sizes.atMost(node.get("cache").get("keys"), n.cache?.keys ?? 0, SIZES.keys, "keys");
    sizes.atMost(
      node.get("messages").get("max-attempts"),
      n.messages?.["max-attempts"] ?? 0,
      SIZES.attempts,
      "attempts",
    );
    const operations = node.get("operations").entries();
    for (const [, operation] of operations) {
      for (const [, call] of operation.get("calls").entries()) {
        sums.calls++;
        const retries = typeof call.value === "string" ? 0 : (call.value.retries ?? 0);
        sizes.atMost(call, retries, SIZES.retries, "retries");
        sums.attempts = Math.max(sums.attempts, retries + 1);
      }
    }
    const zones = Object.values(system.value.regions ?? {}).map((r) =>
      typeof r === "string" ? 1 : (r.zones ?? []).length,
    );
    const places = Math.max(placed.length, regions * Math.max(1, ...zones));
    sums.operations += operations.length;
    sums.pods += placed.reduce((sum, pods) => sum + pods, 0) * (typeof n.pods === "number" ? regions : 1);
    sums.lanes += Math.min(places, Math.max(1, ...placed) * regions) * operations.length * classes;
  }
  // What is too large by itself is said there.
  if (!sizes.fit) return;
  const nodes = system.get("nodes");
  sizes.atMost(nodes, sums.operations, SIZES.operations, "operations");
  sizes.atMost(nodes, sums.calls, SIZES.calls, "calls");
  sizes.atMost(nodes, sums.calls * classes * regions * sums.attempts, SIZES.waiting, "calls with their attempts");
  sizes.atMost(nodes, sums.pods, SIZES.allPods, "pods");
  sizes.atMost(nodes, sums.lanes, SIZES.lanes, "operations of classes in places");
}

const counts = (pods: number | Readonly<Record<string, number>> | undefined): readonly number[] =>
  pods === undefined ? [] : typeof pods === "number" ? [pods] : Object.values(pods);

/** Whether a drill is small enough to be played; says what is not. */
export function checkDrillSize(drill: Cursor<DrillFile>): boolean {
  const sizes = new Sizes();
  const d = drill.value;
  sizes.atMost(drill.get("limit"), seconds(d.limit ?? 0), SIZES.limit, "seconds");
  sizes.atMost(drill.get("score").get("horizon"), seconds(d.score.horizon ?? 0), SIZES.limit, "seconds");
  sizes.few(drill.get("conditions"), SIZES.conditions, "conditions");
  sizes.few(drill.get("facts"), SIZES.facts, "facts");
  sizes.few(drill.get("gauges"), SIZES.gauges, "gauges");
  sizes.few(drill.get("score").get("marks"), SIZES.marks, "marks");
  for (const key of ["remarks", "requests", "tasks", "endings", "roles"] as const) {
    sizes.few(drill.get(key) as Cursor<object | undefined>, SIZES.triggers, key);
  }
  stateSizes(drill.get("story"), sizes);
  effectLists(drill as unknown as Cursor<unknown>, sizes);
  return sizes.fit;
}

function stateSizes(story: Cursor<Readonly<Record<string, StateFile>> | undefined>, sizes: Sizes): void {
  let states = 0;
  let deepest = 0;
  const visit = (all: Readonly<Record<string, StateFile>> | undefined, depth: number): void => {
    for (const state of Object.values(all ?? {})) {
      states++;
      deepest = Math.max(deepest, depth);
      visit(state.states, depth + 1);
    }
  };
  visit(story.value, 0);
  sizes.atMost(story, states, SIZES.states, "states");
  sizes.atMost(story, deepest, SIZES.depth, "states inside each other");
}

/** Refuses conditions that together take too long to be asked every second. */
export function checkWatched(drill: Cursor<DrillFile>, scene: Scene): void {
  const asked = [
    ...scene.conditions.map(({ when }) => when),
    ...[scene.page, ...scene.remarks, ...scene.requests].flatMap(({ trigger: { when } }) => when ?? []),
    ...scene.gauges.flatMap(({ drift }) => drift ?? []),
  ];
  const parts = asked.reduce((sum, { node }) => sum + partsOf(node), 0);
  new Sizes().atMost(drill, parts, SIZES.watched, "parts of conditions");
}

/** Every list of effects, wherever it stands. */
function effectLists(cursor: Cursor<unknown>, sizes: Sizes): void {
  const { value } = cursor;
  if (Array.isArray(value)) for (const item of (cursor as Cursor<unknown[]>).items()) effectLists(item, sizes);
  else if (value !== null && typeof value === "object") {
    for (const [key, item] of (cursor as Cursor<Record<string, unknown>>).entries()) {
      if (key === "do" && Array.isArray(item.value)) sizes.atMost(item, item.value.length, SIZES.effects, "effects");
      if (key !== "world" && key !== "patch") effectLists(item, sizes);
    }
  }
}

function partsOf(node: CelNode): number {
  const count = (part: readonly unknown[]): number =>
    part.reduce<number>((sum, item) => sum + (Array.isArray(item) ? count(item) : 0), 1);
  return count(node);
}

/** Says what is too large, and remembers that something was. */
class Sizes {
  fit = true;

  few(cursor: Cursor<object | undefined>, most: number, what: string): void {
    this.atMost(cursor, Object.keys(cursor.value ?? {}).length, most, what);
  }

  atMost(cursor: Cursor<unknown>, found: number, most: number, what: string): void {
    if (found > most) this.refuse(cursor, "size.limit", `${found} ${what} are too many, expected at most ${most}`);
  }

  refuse(cursor: Cursor<unknown>, code: string, message: string): void {
    this.fit = false;
    cursor.errorAtKey(code, message);
  }
}
